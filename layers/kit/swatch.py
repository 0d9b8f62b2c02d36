"""What the swatches of legends and of the map's key are drawn with, and swatches as images that carry their theme's colours."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache

from geodata.fields import STATUSES
from layers.kit.palette import CATEGORIES, THEMES

WIDTH_PX, HEIGHT_PX = 20, 16


@cache
def swatch_rules(theme: str) -> dict[str, str]:
    """Return class → CSS declarations of the classes that swatch drawings use; pictures read them too."""
    return _rules(THEMES[theme]) | (_LETTERS if theme == "light" else {})


#: White letters where the status colour is dark: on light the two ends of the ramp.
_LETTERS = {f"l-{status}": "fill:#fff" for status in ("undelimited", "ratified", "in-force")}


def swatch_css() -> str:
    """Return the same rules as a style sheet for a page that has the palette as custom properties."""
    rules = _rules({name: f"var(--{name})" for name in THEMES["light"]})
    letters = {f'[data-theme="light"] .{name}': rule for name, rule in _LETTERS.items()}
    return "".join(
        f"{name} {{ {rule} }}\n"
        for name, rule in ({f".ba-key .{name}": rule for name, rule in rules.items()} | letters).items()
    )


def _rules(colour: Mapping[str, str]) -> dict[str, str]:
    return {
        "sw-area": f"stroke:{colour['ink']};stroke-width:.8;fill-opacity:.85",
        "sw-outline": f"fill:none;stroke:{colour['ink']}",
        "sw-hatch": f"fill:none;stroke:{colour['ink']};stroke-width:1.3",
        "sw-letter": "font:700 10px sans-serif;fill:#10161d",
        "sw-line": f"fill:none;stroke:{colour['ink']};stroke-width:1.8",
        "dashed": "stroke-dasharray:4 3",
        "fine": "stroke-width:1;stroke-dasharray:2 2",
        "sw-cell": f"fill:{colour['muted']};fill-opacity:.45",
        "sw-ink": f"fill:{colour['ink']}",
        "sw-disc": f"fill:{colour['clash']}",
        "sw-ring": f"fill:{colour['clash']};fill-opacity:.16;stroke:{colour['clash']};stroke-width:1.4",
        "sw-stretch": f"fill:none;stroke:{colour['clash']};stroke-opacity:.75;stroke-width:5;stroke-linecap:round",
        "sw-hollow": f"fill:none;stroke:{colour['clash']};stroke-width:1.6;stroke-dasharray:3 2",
        "sw-soft": f"fill:{colour['clash']};fill-opacity:.12;stroke:{colour['clash']};stroke-opacity:.4",
        "sw-district": f"fill:none;stroke:{colour['clash']};stroke-dasharray:2 3",
        "sw-base": f"fill:{colour['base']}",
        "sw-milestone": f"fill:{colour['milestone']}",
        "sw-milestone-hollow": f"fill:none;stroke:{colour['milestone']};stroke-width:1.3",
        "sw-flow": f"fill:none;stroke:{colour['flow']};stroke-width:2",
        "sw-flow-head": f"fill:{colour['flow']}",
        "sw-gate-open": f"fill:none;stroke:{colour['crossing-open']};stroke-width:2",
        "sw-bar-open": f"stroke:{colour['crossing-open']};stroke-width:2",
        "sw-gate-unknown": f"fill:none;stroke:{colour['crossing-closed']};stroke-width:2;stroke-dasharray:3 2",
        "sw-bar-unknown": f"fill:none;stroke:{colour['crossing-closed']};stroke-width:1.6",
        "sw-gate-closed": f"fill:{colour['crossing-closed']}",
        "sw-way": f"fill:{colour['way']}",
        "sw-water": f"fill:{colour['water-text']}",
        "sw-sign": f"fill:none;stroke:{colour['halo']};stroke-width:1.5",
        "sw-unfinished": f"fill:{colour['halo']};stroke:{colour['way']};stroke-width:1.5;stroke-dasharray:3 2",
        "sw-bar-closed": f"stroke:{colour['halo']};stroke-width:2",
        **{f"sw-{name}": f"fill:{colour[name]}" for name in CATEGORIES},
        **{f"sw-{name}-hollow": f"fill:none;stroke:{colour[name]};stroke-width:1.3" for name in CATEGORIES},
        **{f"s-{status}": f"fill:{colour[status]}" for status in STATUSES},
    }


@cache
def swatch_uri(drawing: str, theme: str) -> str:
    """Return a swatch as a data address, for files that ask nobody."""
    style = "".join(f".{name}{{{rule}}}" for name, rule in swatch_rules(theme).items())
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{HEIGHT_PX}" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}"><style>{style}</style>{drawing}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
