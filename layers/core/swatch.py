"""Legend swatches as images: Streamlit's HTML keeps no inline SVG, so each carries its theme's colours."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from geodata.records import STATUSES
from layers.core.palette import CATEGORIES, THEMES


@cache
def swatch_rules(theme: str) -> dict[str, str]:
    """Return class → CSS declarations of the classes that swatch drawings use; pictures read them too."""
    colour = THEMES[theme]
    return {
        "sw-area": f"stroke:{colour['ink']};stroke-width:.8;fill-opacity:.85",
        "sw-outline": f"fill:none;stroke:{colour['ink']}",
        "sw-hatch": f"fill:none;stroke:{colour['ink']};stroke-width:1.3",
        "sw-letter": "font:700 10px sans-serif;fill:#10161d",
        "sw-line": f"fill:none;stroke:{colour['ink']};stroke-width:1.8",
        "dashed": "stroke-dasharray:4 3",
        "fine": "stroke-width:1;stroke-dasharray:2 2",
        "sw-ink": f"fill:{colour['ink']}",
        "sw-disc": f"fill:{colour['clash']}",
        "sw-ring": f"fill:{colour['clash']};fill-opacity:.16;stroke:{colour['clash']};stroke-width:1.4",
        "sw-hollow": f"fill:none;stroke:{colour['clash']};stroke-width:1.6;stroke-dasharray:3 2",
        "sw-soft": f"fill:{colour['clash']};fill-opacity:.12;stroke:{colour['clash']};stroke-opacity:.4",
        "sw-district": f"fill:none;stroke:{colour['clash']};stroke-dasharray:2 3",
        "sw-base": f"fill:{colour['base']}",
        "sw-gate-open": f"fill:none;stroke:{colour['crossing-open']};stroke-width:2",
        "sw-bar-open": f"stroke:{colour['crossing-open']};stroke-width:2",
        "sw-gate-closed": f"fill:{colour['crossing-closed']}",
        "sw-bar-closed": f"stroke:{colour['halo']};stroke-width:2",
        **{f"sw-{name}": f"fill:{colour[name]}" for name in CATEGORIES},
        **{f"sw-{name}-hollow": f"fill:none;stroke:{colour[name]};stroke-width:1.3" for name in CATEGORIES},
        **{f"s-{status}": f"fill:{colour[status]}" for status in STATUSES},
        # White letters where the status colour is dark: on light the two ends of the ramp.
        **({f"l-{status}": "fill:#fff" for status in ("undelimited", "ratified", "in-force")} if theme == "light" else {}),
    }


def swatch_svg(drawing: str, theme: str) -> str:
    """Return a swatch's drawing (SVG elements with ``sw-…`` classes, 20 by 16 px) as a file of its own."""
    style = "".join(f".{name}{{{rule}}}" for name, rule in swatch_rules(theme).items())
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="16" viewBox="0 0 20 16"><style>{style}</style>{drawing}</svg>'


@cache
def swatch_uri(drawing: str, theme: str) -> str:
    """Return a swatch as a data address, for files that ask nobody."""
    return "data:image/svg+xml;base64," + base64.b64encode(swatch_svg(drawing, theme).encode()).decode()


@cache
def swatch_name(drawing: str) -> str:
    """Return the name under which a swatch is served: a digest of what it shows in either theme, so that it can be kept for ever."""
    return hashlib.sha256("".join(swatch_svg(drawing, theme) for theme in THEMES).encode()).hexdigest()[:16]
