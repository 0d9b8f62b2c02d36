"""How a point looks in a picture: the shapes of symbols.js, drawn with matplotlib."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from matplotlib.artist import Artist
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from layers.kit.feature import Feature
from layers.pictures.svg_shapes import circle, moved, path_of, rectangle
from layers.pictures.typefaces import properties

#: The chips of symbols.js.
CHIPS = {
    "air base": "M-7 -9H7A9 9 0 0 1 7 9H-7A9 9 0 0 1 -7 -9Z",
    "ground base": "M-13 -9H13V9H-13Z",
    "training ground": "M-9 -10H9L15 0L9 10H-9L-15 0Z",
    "plant": "M-13 9V-3L-7 -9V-4L-1 -9V-4L5 -9H13V9Z",
    "test site": "M0 -12L15 0L0 12L-15 0Z",
    "outpost": "M-11 -9H11V3L0 12L-11 3Z",
}
#: The marks of map/symbols.js that are one filled path.
DOTS = {
    "milestone": "M-4.5 6V-6H6L3.5 -2.75L6 0.5H-2.5V6Z",
    "exercise": "M-5.5 0.5L0 -5L5.5 0.5V3.5L0 -2L-5.5 3.5ZM-5.5 5.5L0 0L5.5 5.5V8.5L0 3L-5.5 8.5Z",
}
#: The bars of a crossing's gate, as in symbols.js.
BARS = {
    "open": "M-3 -4V4M3 -4V4",
    "restricted": "M-3 -4V4M3 -4V4M-5 0H5",
    "closed": "M-4 -4L4 4M4 -4L-4 4",
    "unknown": "M-2.4 -2A2.4 2.4 0 1 1 1.2 0.1L0 1V1.8M0 4V4.2",
}

_OUTLINES: dict[str, Callable[[float], Path]] = {
    "circle": lambda r: circle(0, 0, r),
    "diamond": lambda r: path_of(f"M0 {-1.25 * r:.3f}L{1.25 * r:.3f} 0L0 {1.25 * r:.3f}L{-1.25 * r:.3f} 0Z"),
    "square": lambda r: rectangle(-0.89 * r, -0.89 * r, 1.78 * r, 1.78 * r),
    "triangle": lambda r: path_of(f"M0 {-1.45 * r:.3f}L{1.35 * r:.3f} {0.9 * r:.3f}L{-1.35 * r:.3f} {0.9 * r:.3f}Z"),
}


def deaths_radius(deaths: float) -> float:
    """Return the radius of a mark whose area stands for deaths, CSS pixels."""
    return min(32.0, 3.5 * math.sqrt(deaths))


def radii(feature: Feature) -> tuple[float, float]:
    """Return the radius of a clash's disc and of its ring; the ring's is 0 where nobody gives a figure."""
    low, high = feature.symbol.get("low"), feature.symbol.get("high")
    if high is None:
        return 4.5, 0.0
    disc = max(4.5, deaths_radius(low or 0))
    return disc, max(disc + 3, deaths_radius(high))


def form_of(feature: Feature) -> str:
    """Return the form of a mark; without one of its own it is the plain dot of a tripoint, as on the live map."""
    return str(feature.symbol.get("form", "tripoint"))


def radius_px(feature: Feature) -> float:
    """Return the radius that a mark takes up, CSS pixels."""
    fixed = {"base": 13.0, "crossing": 9.0, "tripoint": 4.0, "milestone": 7.0, "exercise": 7.0, "work": 9.0}
    return fixed.get(form_of(feature)) or max(radii(feature))


def mark(
    feature: Feature, state: str | None, unsure: bool, x: float, y: float, colour: dict[str, str]
) -> Iterator[Artist]:
    """Yield the artists of a mark that stands at a pixel.

    Parameters
    ----------
    feature : Feature
    state : str or None
        What a crossing or a work is on the date.
    unsure : bool
        Drawn as uncertain in time.
    x, y : float
        Pixels from the left and from the top.
    colour : dict
        A theme of the palette.
    """
    form = form_of(feature)
    if form == "tripoint":
        yield PathPatch(circle(x, y, 3.5), facecolor=colour["ink"], edgecolor=colour["halo"], linewidth=1)
    elif form == "base":
        shape = feature.symbol["shape"]
        look = (
            {"facecolor": colour["land"], "edgecolor": colour["base"], "linewidth": 1.5, "linestyle": (0, (2.7, 1.7))}
            if unsure
            else {"facecolor": colour["base"], "edgecolor": colour["halo"], "linewidth": 1.2}
        )
        yield PathPatch(moved(path_of(CHIPS[shape]), x, y), **look)
        yield Text(
            x,
            y + (6 if shape == "plant" else 4),
            feature.symbol["letters"],
            color=colour["base" if unsure else "on-base"],
            fontproperties=properties("sans-bold", 10.5),
            ha="center",
            va="baseline",
            parse_math=False,
        )
    elif form in DOTS:
        own = colour["base" if form == "exercise" else "milestone"]
        look = (
            {"facecolor": colour["halo"], "edgecolor": own, "linewidth": 1.3}
            if unsure
            else {"facecolor": own, "edgecolor": colour["halo"], "linewidth": 1}
        )
        yield PathPatch(moved(path_of(DOTS[form]), x, y), **look)
    elif form == "crossing":
        closed, unknown = state == "closed", state == "unknown"
        line = colour["halo" if closed else "crossing-closed" if unknown else "crossing-open"]
        yield PathPatch(
            rectangle(x - 7, y - 7, 14, 14),
            facecolor=colour["crossing-closed" if closed else "halo"],
            edgecolor=line,
            linewidth=1.2 if closed else 2,
            linestyle=(0, (1.5, 1)) if unknown else "solid",
            joinstyle="round",
        )
        yield PathPatch(
            moved(path_of(BARS.get(state or "open", BARS["open"])), x, y),
            facecolor="none",
            edgecolor=line,
            linewidth=2,
            capstyle="round",
        )
    elif form == "work":
        yield from _work(feature, state, x, y, colour)
    else:
        yield from _clash(feature, unsure, x, y, colour)


def _work(feature: Feature, state: str | None, x: float, y: float, colour: dict[str, str]) -> Iterator[Artist]:
    """Yield a plate with its sign, hollow where the work is not in use."""
    own = colour["water-text" if feature.symbol["shape"] == "water" else "way"]
    look = (
        {"facecolor": own, "edgecolor": colour["halo"], "linewidth": 1.2}
        if state == "in-use"
        else {"facecolor": colour["halo"], "edgecolor": own, "linewidth": 1.5, "linestyle": (0, (2, 1.3))}
    )
    yield PathPatch(circle(x, y, 9), **look)
    yield PathPatch(
        moved(path_of(feature.symbol["sign"]), x, y),
        facecolor="none",
        edgecolor=colour["halo"] if state == "in-use" else own,
        linewidth=1.6,
        capstyle="round",
        joinstyle="round",
    )


def _clash(feature: Feature, unsure: bool, x: float, y: float, colour: dict[str, str]) -> Iterator[Artist]:
    outline = _OUTLINES[feature.symbol["shape"]]
    disc, ring = radii(feature)
    crimson = colour["clash"]
    if ring:
        yield PathPatch(moved(outline(ring), x, y), facecolor=(crimson, 0.16), edgecolor=crimson, linewidth=1.6)
    if ring and feature.symbol["low"] == 0:
        look = {"facecolor": "none", "edgecolor": crimson, "linewidth": 1.6}
        disc = 2.5
    else:
        look = {"facecolor": crimson, "edgecolor": colour["halo"], "linewidth": 1}
    if unsure:
        look = {
            "facecolor": (colour["halo"], 0.6),
            "edgecolor": crimson,
            "linewidth": 1.8,
            "linestyle": (0, (1.7, 1.1)),
        }
    yield PathPatch(moved(outline(disc), x, y), **look)
