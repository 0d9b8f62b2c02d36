"""Names on a picture, none over another: the rules of labels.js. The weightiest name is placed first, each tries a few
positions, and what finds no room is left out. Marks and, where it can be helped, the border line are kept free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke
from shapely.geometry import shape

from geodata import geometry_files
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.status import STATUS_LETTERS
from layers.kit.layer import all_layers, features
from layers.pictures.camera import Camera
from layers.pictures.map import Drawn, parts_of
from layers.pictures.svg_shapes import circle, rectangle
from layers.pictures.typefaces import properties, width_of
from layers.view.state import ViewState
from layers.view.visible import visible

GAP_PX, EDGE_PX, LETTER_ZOOM, LETTER_PX = 3, 4, 10, 20
#: Least zoom of a town by rank where the backdrop names none, as in labels.js.
TOWN_ZOOM = (0, 6, 7.5, 8.5, 10.5)
_LINE_STEP = 0.012 / 360  # about one vertex a kilometre

Spot = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Look:
    """How a kind of name is written: face, size and line height in CSS pixels, colour, halo."""

    face: str
    size: float
    high: float
    colour: str
    halo: str = "land"
    spaced: bool = False


LOOKS = {
    "area": Look("sans-bold", 12.5, 17, "ink", "halo"),
    "country": Look("serif", 16, 22, "country-text", spaced=True),
    "water": Look("serif-italic", 13, 17, "water-text"),
    "town1": Look("sans-bold", 14, 18, "town"),
    "town2": Look("sans", 13.5, 17, "town"),
    "town3": Look("sans", 13, 17, "town"),
    "town4": Look("sans", 12.5, 16, "town"),
}


@dataclass(frozen=True)
class Name:
    """A name that would like to stand at a pixel; the lighter its weight, the sooner it is placed."""

    look: str
    text: str
    x: float
    y: float
    weight: float
    spots: Callable[[float, float], list[Spot]] | None = None
    dot: bool = False
    letter: str | None = None
    over_line: bool = False


class Taken:
    """Boxes that are taken, in pixels."""

    def __init__(self) -> None:
        self._boxes: list[Box] = []

    def add(self, box: Box) -> None:
        self._boxes.append(box)

    def hits(self, box: Box) -> bool:
        """Tell whether a box overlaps one of these."""
        left, top, right, bottom = box
        return any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1] for other in self._boxes
        )


def around(x: float, y: float, radius: float) -> Box:
    """Return the box round a point."""
    return x - radius, y - radius, x + radius, y + radius


def _beside(w: float, h: float, away: float) -> list[Spot]:
    return [
        (away, -h / 2),
        (-away - w, -h / 2),
        (-w / 2, -away - h + 2),
        (-w / 2, away - 2),
        (away - 2, -h - 1),
        (away - 2, 1),
        (-away - w + 2, -h - 1),
        (-away - w + 2, 1),
    ]


def _upon(w: float, h: float) -> list[Spot]:
    shifts = [
        (0, 0),
        (0, -0.8),
        (0, 0.8),
        (0.5, 0),
        (-0.5, 0),
        (0, -1.6),
        (0, 1.6),
        (0.55, -0.9),
        (-0.55, -0.9),
        (0.55, 0.9),
        (-0.55, 0.9),
    ]
    return [(x * w - w / 2, y * h - h / 2) for x, y in shifts]


def _about(w: float, h: float) -> list[Spot]:
    return [(x * w - w / 2, y * h - h / 2) for y in (0, -1, 1) for x in (0, 0.15, -0.15)]


def draw_labels(
    axes: Axes,
    view: ViewState,
    ledger: Ledger,
    camera: Camera,
    colour: dict[str, str],
    drawn: Drawn,
    keep_out: list[Box],
) -> None:
    """Write the names that find room; `keep_out` are boxes of the map that something else covers."""
    full, line = Taken(), Taken()
    for box in keep_out:
        full.add(box)
    for mark in drawn.marks:
        full.add(around(mark.x, mark.y, mark.radius))
    if any(layer.draw == "line" and layer.id in view.layers for layer in all_layers()):
        for x, y in zip(*camera.from_unit(*_line(view.line, ledger)), strict=True):
            if camera.holds(x, y):
                line.add(around(x, y, 2))
    written: set[str] = set()
    names = [*_areas(view, ledger, camera), *_ground(camera)]
    for name in sorted(names, key=lambda one: one.weight):
        # One name is written once; an area's name also stands for the village it is called after.
        if camera.holds(name.x, name.y) and ("area" if name.dot else name.look) + name.text not in written:
            if _place(axes, name, camera, colour, drawn, full, line):
                written.add(name.look + name.text)
                drawn.labels.append(name.text)


def _place(
    axes: Axes, name: Name, camera: Camera, colour: dict[str, str], drawn: Drawn, full: Taken, line: Taken
) -> bool:
    look = LOOKS[name.look]
    text = "\u2009\u2009".join(name.text.upper()) if look.spaced else name.text
    wide = width_of(text, look.face, look.size)
    width = wide + (LETTER_PX if name.letter else 0)
    # A mark upon the town stands for its dot: the name then begins beyond the mark's edge.
    cover = [mark for mark in drawn.marks if name.dot and np.hypot(mark.x - name.x, mark.y - name.y) < mark.radius]
    away = max([7.0, *(mark.radius + np.hypot(mark.x - name.x, mark.y - name.y) + 5 for mark in cover)])
    if name.dot and (
        not camera.holds(name.x, name.y, -EDGE_PX - 4) or (not cover and full.hits(around(name.x, name.y, 3)))
    ):
        return False
    spots = name.spots(width, look.high) if name.spots else _beside(width, look.high, away)

    def box_at(spot: Spot) -> Box:
        left, top = name.x + spot[0], name.y + spot[1]
        return left - GAP_PX, top, left + width + GAP_PX, top + look.high

    def free(spot: Spot) -> bool:
        left, top, right, bottom = box = box_at(spot)
        inside = (
            left >= EDGE_PX and top >= EDGE_PX and right <= camera.width - EDGE_PX and bottom <= camera.height - EDGE_PX
        )
        return inside and not full.hits(box)

    clear = (
        None if name.over_line else next((spot for spot in spots if free(spot) and not line.hits(box_at(spot))), None)
    )
    # A country's name across the line would look like a claim, a river's like a mistake; the others may touch it.
    if clear is None and name.look not in ("country", "water"):
        clear = next((spot for spot in spots if free(spot)), None)
    if clear is None:
        return False
    full.add(box_at(clear))
    left, top = name.x + clear[0], name.y + clear[1]
    baseline = top + look.high / 2 + 0.34 * look.size
    axes.text(
        left,
        baseline,
        text,
        color=colour[look.colour],
        fontproperties=properties(look.face, look.size),
        ha="left",
        va="baseline",
        parse_math=False,
        zorder=560,
        clip_on=True,
        path_effects=[withStroke(linewidth=2.6, foreground=colour[look.halo])],
    )
    if name.letter:
        axes.add_artist(
            PathPatch(
                rectangle(left + wide + 5, top + 1, 14, 15),
                facecolor=colour["halo"],
                edgecolor=colour["ink"],
                linewidth=1,
                zorder=560,
            )
        )
        axes.text(
            left + wide + 12,
            top + 12.5,
            name.letter,
            color=colour["ink"],
            fontproperties=properties("sans-bold", 10.5),
            ha="center",
            va="baseline",
            parse_math=False,
            zorder=561,
            clip_on=True,
        )
    if name.dot and not cover:
        full.add(around(name.x, name.y, 4))
        axes.add_artist(
            PathPatch(
                circle(name.x, name.y, 3.2),
                facecolor=colour["land"],
                edgecolor=colour["town"],
                linewidth=1.5,
                zorder=560,
            )
        )
    return True


@lru_cache(maxsize=8)
def _line(vintage: int, ledger: Ledger) -> tuple[np.ndarray, np.ndarray]:
    """Return the border line's vertices on the unit square, thinned: enough to keep names off it."""
    kept = []
    for feature in (one for layer in all_layers() if layer.draw == "line" for one in features(layer, ledger)):
        if feature.geometry and feature.vintage == vintage:
            for points, _ in parts_of(shape(feature.geometry)):
                last = (np.inf, np.inf)
                for x, y in points:
                    if max(abs(x - last[0]), abs(y - last[1])) >= _LINE_STEP:
                        last = (x, y)
                        kept.append(last)
    found = np.array(kept).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _areas(view: ViewState, ledger: Ledger, camera: Camera) -> list[Name]:
    found = []
    shown = visible(view, ledger)
    for layer in all_layers():
        for feature in shown[layer.id] if layer.id in view.layers else ():
            if feature.label:
                x, y = camera.to_px(np.float64(feature.label[1]), np.float64(feature.label[2]))
                step = feature.step_on(day_number(view.date))
                letter = STATUS_LETTERS.get(step.state) if step and camera.zoom >= LETTER_ZOOM else None
                weight = 0 if feature.select == view.select else 10
                found.append(
                    Name("area", feature.label[0], float(x), float(y), weight, _upon, letter=letter, over_line=True)
                )
    return found


def _ground(camera: Camera) -> list[Name]:
    found = []
    for feature in geometry_files.backdrop():
        kind, text = feature.properties["kind"], feature.properties.get("name")
        level = round(camera.zoom) if kind == "country_label" else camera.zoom
        if not text or not feature.properties.get("min_zoom", 0) <= level < feature.properties.get("max_zoom", 24) + 1:
            continue
        if kind == "lake":
            found += _lake(feature, camera)
        elif kind == "river":
            found += _river(feature, camera)
        elif kind in ("country_label", "town"):
            x, y = (float(value) for value in camera.to_px(*feature.geometry.coords[0]))
            rank = feature.properties.get("rank", 4)
            if not camera.holds(x, y):
                continue
            if kind == "country_label":
                found.append(Name("country", text, x, y, 30, _about))
            elif camera.zoom >= (TOWN_ZOOM[rank] if rank < len(TOWN_ZOOM) else 0):
                rank = min(max(rank, 1), 4)
                found.append(Name(f"town{rank}", text, x, y, (0, 20, 40, 50, 70)[rank], dot=True))
    return found


def _lake(feature: geometry_files.Feature, camera: Camera) -> list[Name]:
    """Return a lake's name at the middle of its widest level chord, if it fits into the lake."""
    text, best = feature.properties["name"], (0.0, 0.0, 0.0)
    for points, _ in parts_of(feature.geometry):
        x, y = camera.from_unit(points[:, 0], points[:, 1])
        if not len(x) or x.max() < 0 or y.max() < 0 or x.min() > camera.width or y.min() > camera.height:
            continue
        for level in np.linspace(y.min(), y.max(), 9)[1:-1]:
            crosses = np.flatnonzero((y[:-1] > level) != (y[1:] > level))
            cuts = np.sort(
                x[crosses] + (level - y[crosses]) / (y[crosses + 1] - y[crosses]) * (x[crosses + 1] - x[crosses])
            )
            for left, right in zip(cuts[::2], cuts[1::2], strict=False):
                best = max(best, (float(right - left), float(left + right) / 2, float(level)))
    if best[0] < 0.8 * width_of(text, "serif-italic", 13):
        return []
    return [Name("water", text, best[1], best[2], 35, lambda w, h: _upon(w, h)[:1])]


def _river(feature: geometry_files.Feature, camera: Camera) -> list[Name]:
    seen = [
        (px, py)
        for points, _ in parts_of(feature.geometry)
        for px, py in zip(*camera.from_unit(points[:, 0], points[:, 1]), strict=True)
        if camera.holds(px, py)
    ]
    if len(seen) < 8:
        return []
    x, y = seen[len(seen) // 2]
    return [Name("water", feature.properties["name"], float(x), float(y), 60, lambda w, h: _beside(w, h, 5))]
