"""How a point looks in a picture: the shapes of symbols.js, drawn with matplotlib."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from matplotlib.path import Path

from layers.kit.feature import Feature
from layers.pictures.mark_shapes import CHIPS, DOTS, form_of, radii
from layers.pictures.svg_shapes import Shape, Words, circle, moved, path_of, rectangle
from layers.pictures.typefaces import properties

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


def mark(
    feature: Feature, state: str | None, unsure: bool, x: float, y: float, colour: dict[str, str]
) -> Iterator[Shape | Words]:
    """Yield what a mark is made of that stands at a pixel.

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
        yield Shape(circle(x, y, 3.5), facecolor=colour["ink"], edgecolor=colour["halo"], linewidth=1)
    elif form == "base":
        shape = feature.symbol["shape"]
        look: dict[str, Any] = (
            {"facecolor": colour["land"], "edgecolor": colour["base"], "linewidth": 1.5, "dashes": (2.7, 1.7)}
            if unsure
            else {"facecolor": colour["base"], "edgecolor": colour["halo"], "linewidth": 1.2}
        )
        yield Shape(moved(path_of(CHIPS[shape]), x, y), **look)
        yield Words(
            x,
            y + (6 if shape == "plant" else 4),
            feature.symbol["letters"],
            properties("sans-bold", 10.5),
            colour["base" if unsure else "on-base"],
            ha="center",
            clip_on=True,
        )
    elif form in DOTS:
        own = colour["base" if form == "exercise" else "milestone"]
        look = (
            {"facecolor": colour["halo"], "edgecolor": own, "linewidth": 1.3}
            if unsure
            else {"facecolor": own, "edgecolor": colour["halo"], "linewidth": 1}
        )
        yield Shape(moved(path_of(DOTS[form]), x, y), **look)
    elif form == "crossing":
        closed, unknown = state == "closed", state == "unknown"
        line = colour["halo" if closed else "crossing-closed" if unknown else "crossing-open"]
        yield Shape(
            rectangle(x - 7, y - 7, 14, 14),
            facecolor=colour["crossing-closed" if closed else "halo"],
            edgecolor=line,
            linewidth=1.2 if closed else 2,
            dashes=(1.5, 1) if unknown else (),
            joinstyle="round",
        )
        yield Shape(
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


def _work(feature: Feature, state: str | None, x: float, y: float, colour: dict[str, str]) -> Iterator[Shape | Words]:
    """Yield a plate with its sign, hollow where the work is not in use."""
    own = colour["water-text" if feature.symbol["shape"] == "water" else "way"]
    look: dict[str, Any] = (
        {"facecolor": own, "edgecolor": colour["halo"], "linewidth": 1.2}
        if state == "in-use"
        else {"facecolor": colour["halo"], "edgecolor": own, "linewidth": 1.5, "dashes": (2, 1.3)}
    )
    yield Shape(circle(x, y, 9), **look)
    yield Shape(
        moved(path_of(feature.symbol["sign"]), x, y),
        facecolor="none",
        edgecolor=colour["halo"] if state == "in-use" else own,
        linewidth=1.6,
        capstyle="round",
        joinstyle="round",
    )


def _clash(feature: Feature, unsure: bool, x: float, y: float, colour: dict[str, str]) -> Iterator[Shape | Words]:
    outline = _OUTLINES[feature.symbol["shape"]]
    disc, ring = radii(feature)
    crimson = colour["clash"]
    look: dict[str, Any]
    if ring:
        yield Shape(moved(outline(ring), x, y), facecolor=(crimson, 0.16), edgecolor=crimson, linewidth=1.6)
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
            "dashes": (1.7, 1.1),
        }
    yield Shape(moved(outline(disc), x, y), **look)
