"""The few SVG shapes that symbols and legend swatches are drawn with, as matplotlib patches."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from xml.etree import ElementTree

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from layers.kit.swatch import swatch_rules
from layers.pictures.typefaces import properties

_TOKEN = re.compile(r"[MLHVAZ]|-?(?:\d+\.?\d*|\.\d+)")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "Z": 0}


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


def swatch(drawing: str, theme: str, x: float, y: float, factor: float = 1) -> Iterator[Artist]:
    """Yield a legend swatch (20 by 16 px, its upper left corner at x, y) as artists."""
    for element in ElementTree.fromstring(f"<svg>{drawing}</svg>"):
        given = element.attrib
        style: dict[str, str] = {}
        for name in given.get("class", "").split():
            style |= dict(part.split(":", 1) for part in swatch_rules(theme).get(name, "").split(";") if part)
        if element.tag == "text":
            size = float(re.findall(r"([\d.]+)px", style["font"])[0])
            yield Text(
                x + float(given["x"]) * factor,
                y + float(given["y"]) * factor,
                element.text,
                color=style.get("fill", "#000"),
                fontproperties=properties("sans-bold", size * factor),
                ha="center",
                va="baseline",
                parse_math=False,
            )
            continue
        yield PathPatch(moved(_shape(element), x, y, factor), **_look(style, factor))


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


def _look(style: dict[str, str], factor: float) -> dict[str, object]:
    fill = style.get("fill", "none" if "stroke" in style else "#000000")
    stroke = style.get("stroke", "none")
    dashes = [float(part) for part in style.get("stroke-dasharray", "").split()]
    width = float(style.get("stroke-width", 1)) * factor
    return {
        "facecolor": "none" if fill == "none" else (fill, float(style.get("fill-opacity", 1))),
        "edgecolor": "none" if stroke == "none" else (stroke, float(style.get("stroke-opacity", 1))),
        "linewidth": width if stroke != "none" else 0,
        "linestyle": (0, [dash * factor / width for dash in dashes]) if dashes else "solid",
    }
