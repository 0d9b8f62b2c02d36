"""What stands on a pane: shapes and words; the few SVG shapes of which symbols and legend swatches are made; and geometries as paths."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal
from xml.etree import ElementTree

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from layers.kit.swatch import swatch_rules
from layers.pictures.camera import Camera, unit
from layers.pictures.typefaces import properties

_TOKEN = re.compile(r"[MLHVAZ]|-?(?:\d+\.?\d*|\.\d+)")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "Z": 0}

#: A colour of the palette, with how much of it is opaque, or "none".
Colour = str | tuple[str, float]
Align = Literal["left", "center", "right"]


@dataclass(slots=True)
class Shape:
    """A shape in CSS pixels.

    Attributes
    ----------
    path : Path
    facecolor, edgecolor : Colour
    linewidth : float
        CSS pixels.
    dashes : sequence of float
        Lengths of dashes and gaps in widths of the line; none for a whole line.
    within : Path or None
        Outside of which it is not seen.
    zorder : float
        What is higher lies over what is lower.
    """

    path: Path
    facecolor: Colour = "none"
    edgecolor: Colour = "none"
    linewidth: float = 1
    dashes: Sequence[float] = ()
    joinstyle: Literal["miter", "round"] = "miter"
    capstyle: Literal["butt", "round"] = "butt"
    within: Path | None = None
    zorder: float = 1


@dataclass(slots=True)
class Words:
    """A line of words.

    Attributes
    ----------
    x, y : float
        Where their base line begins, or its middle or end by `ha`, CSS pixels.
    text : str
    fontproperties : FontProperties
    color : str
    halo : str or None
        The colour round each letter, `halo_px` CSS pixels wide in all.
    known : bool
        They are no reader's own, and may be remembered.
    zorder : float
    """

    x: float
    y: float
    text: str
    fontproperties: FontProperties
    color: str
    ha: Align = "left"
    halo: str | None = None
    halo_px: float = 2.6
    known: bool = False
    clip_on: bool = False
    zorder: float = 3


@cache
def path_of(d: str) -> Path:
    """Return the path of an SVG ``d`` with absolute M, L, H, V, Z and circular A commands."""
    tokens = _TOKEN.findall(d)
    vertices: list[Sequence[float]] = []
    codes: list[np.uint8] = []
    here = start = (0.0, 0.0)
    command, index = "M", 0
    while index < len(tokens):
        if tokens[index] in _NUMBERS:
            command, index = tokens[index], index + 1
        values = [float(text) for text in tokens[index : index + _NUMBERS[command]]]
        index += _NUMBERS[command]
        if command == "Z":
            vertices.append(start)
            codes.append(Path.CLOSEPOLY)
            here = start
            continue
        if command == "A":
            arc = _arc(here, (values[5], values[6]), values[0], values[3] != 0, values[4] != 0)
            vertices += np.asarray(arc.vertices)[1:].tolist()
            codes += list(np.asarray(arc.codes)[1:])
            here = (values[5], values[6])
            continue
        here = {"H": lambda v, h: (v[0], h[1]), "V": lambda v, h: (h[0], v[0])}.get(command, lambda v, h: (v[0], v[1]))(
            values, here
        )
        vertices.append(here)
        codes.append(Path.MOVETO if command == "M" else Path.LINETO)
        if command == "M":
            start, command = here, "L"
    return Path(vertices, codes)


def _arc(a: tuple[float, float], b: tuple[float, float], radius: float, large: bool, clockwise: bool) -> Path:
    """Return the circular arc from `a` to `b`; y runs down, as in SVG."""
    (ax, ay), (bx, by) = a, b
    half = math.hypot(bx - ax, by - ay) / 2
    radius = max(radius, half)
    off = math.sqrt(max(radius**2 - half**2, 0)) * (1 if large != clockwise else -1)
    cx = (ax + bx) / 2 + off * (ay - by) / (2 * half)
    cy = (ay + by) / 2 + off * (bx - ax) / (2 * half)
    first, last = (math.degrees(math.atan2(y - cy, x - cx)) for x, y in (a, b))
    if clockwise:
        arc = Path.arc(first, last if last > first else last + 360)
    else:
        turned = Path.arc(last, first if first > last else first + 360)
        arc = Path(np.asarray(turned.vertices)[::-1], turned.codes)
    return moved(arc, cx, cy, radius)


def circle(x: float, y: float, radius: float) -> Path:
    """Return a circle."""
    return moved(Path.unit_circle(), x, y, radius)


def rectangle(x: float, y: float, width: float, height: float) -> Path:
    """Return a rectangle from its upper left corner."""
    return Path(np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]), closed=True)


def moved(shape: Path, x: float, y: float, factor: float = 1) -> Path:
    """Return a path scaled about its origin and moved."""
    return shape.transformed(Affine2D().scale(factor).translate(x, y))


def parts_of(geometry: BaseGeometry) -> list[tuple[np.ndarray, bool]]:
    """Return the lines and rings of a geometry on the unit square, each with whether it is closed."""
    if isinstance(geometry, BaseMultipartGeometry):
        return [part for one in geometry.geoms for part in parts_of(one)]
    rings = [geometry.exterior, *geometry.interiors] if isinstance(geometry, Polygon) else [geometry]
    return [(np.column_stack(unit(*np.asarray(ring.coords)[:, :2].T)), ring.is_ring) for ring in rings]


def path_on(parts: list[tuple[np.ndarray, bool]], camera: Camera) -> Path:
    """Return one path of all parts, in the camera's pixels."""
    vertices, codes = [], []
    for points, closed in parts:
        x, y = camera.from_unit(points[:, 0], points[:, 1])
        vertices.append(np.column_stack([x, y]))
        code = np.full(len(points), Path.LINETO, dtype=np.uint8)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        codes.append(code)
    return Path(np.concatenate(vertices), np.concatenate(codes))


def swatch(drawing: str, theme: str, x: float, y: float, factor: float = 1) -> Iterator[Shape | Words]:
    """Yield what a legend swatch (20 by 16 px, its upper left corner at x, y) is made of."""
    for element in ElementTree.fromstring(f"<svg>{drawing}</svg>"):
        given = element.attrib
        style: dict[str, str] = {}
        for name in given.get("class", "").split():
            style |= dict(part.split(":", 1) for part in swatch_rules(theme).get(name, "").split(";") if part)
        if element.tag == "text":
            size = float(re.findall(r"([\d.]+)px", style["font"])[0])
            yield Words(
                x + float(given["x"]) * factor,
                y + float(given["y"]) * factor,
                element.text or "",
                properties("sans-bold", size * factor),
                style.get("fill", "#000"),
                ha="center",
            )
            continue
        yield _drawn(moved(_shape(element), x, y, factor), style, factor)


def _shape(element: ElementTree.Element) -> Path:
    number = {
        name: float(value)
        for name, value in element.attrib.items()
        if name in ("x", "y", "width", "height", "cx", "cy", "r")
    }
    if element.tag == "circle":
        return circle(number["cx"], number["cy"], number["r"])
    if element.tag == "rect":
        return rectangle(number["x"], number["y"], number["width"], number["height"])
    return path_of(element.attrib["d"])


def _drawn(path: Path, style: dict[str, str], factor: float) -> Shape:
    fill = style.get("fill", "none" if "stroke" in style else "#000000")
    stroke = style.get("stroke", "none")
    width = float(style.get("stroke-width", 1)) * factor
    return Shape(
        path,
        facecolor="none" if fill == "none" else (fill, float(style.get("fill-opacity", 1))),
        edgecolor="none" if stroke == "none" else (stroke, float(style.get("stroke-opacity", 1))),
        linewidth=width,
        dashes=[float(part) * factor / width for part in style.get("stroke-dasharray", "").split()],
    )
