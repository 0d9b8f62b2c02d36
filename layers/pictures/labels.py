"""Names on a picture, none over another: the rules of names/labels.js.

The weightiest name is placed first, each tries a few positions, and what finds no room is left out. Marks and, where it can be helped, the border line are kept free.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from shapely import MultiLineString
from shapely import box as rect
from shapely.geometry import shape
from shapely.prepared import PreparedGeometry, prep

from geodata.ledger import Ledger
from layers.kit.layer import all_layers, features
from layers.pictures.camera import Camera
from layers.pictures.map import Drawn, shapes_of
from layers.pictures.names import Name, Spot, beside, of_areas, of_ground
from layers.pictures.pane import Pane
from layers.pictures.svg_shapes import Shape, Words, circle, moved, parts_of, path_of, rectangle
from layers.pictures.typefaces import properties, width_of
from layers.view.state import ViewState
from layers.view.visible import visible

GAP_PX, EDGE_PX, LETTER_PX = 3, 4, 20
_LINE_STEP = 0.012 / 360  # about one vertex a kilometre

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
    "height": Look("sans", 12, 16, "town"),
}
#: What marks a place, about its point in CSS pixels, and what fills it; as in map/tools.css.
_MARKS = {
    "dot": (circle(0, 0, 3.2), "land"),
    "peak": (path_of("M0 -3.7L4 3.4L-4 3.4Z"), "town"),
    "pass": (path_of("M-3.6 -1A4.2 4.2 0 0 0 3.6 -1"), "none"),
}


class Taken:
    """Boxes that are taken, in pixels."""

    def __init__(self) -> None:
        self._boxes: list[Box] = []

    def add(self, box: Box) -> None:
        self._boxes.append(box)

    def hits(self, box: Box) -> bool:
        """Tell whether a box overlaps one of these."""
        left, top, right, bottom = box
        # As a generator it took twice as long, and each name asks some ten times.
        for begins, above, ends, below in self._boxes:
            if left < ends and right > begins and top < below and bottom > above:
                return True
        return False


def around(x: float, y: float, radius: float) -> Box:
    """Return the box round a point."""
    return x - radius, y - radius, x + radius, y + radius


def draw_labels(
    pane: Pane,
    view: ViewState,
    ledger: Ledger,
    camera: Camera,
    colour: dict[str, str],
    drawn: Drawn,
    keep_out: list[Box],
) -> None:
    """Write the names that find room; `keep_out` are boxes of the map that something else covers."""
    full, line = Taken(), Taken()
    for box in [*keep_out, *drawn.covered]:
        full.add(box)
    for mark in drawn.marks:
        full.add(around(mark.x, mark.y, mark.radius))
    if any(layer.draw == "line" and layer.id in view.layers for layer in all_layers()):
        for x, y in zip(*camera.from_unit(*_line(view.line, ledger)), strict=True):
            if camera.holds(x, y):
                line.add(around(x, y, 2))
    edges = _edges(view, ledger, camera)
    written: set[str] = set()
    names = [*of_areas(view, ledger, camera), *of_ground(camera)]
    for name in sorted(names, key=lambda one: one.weight):
        # One name is written once; an area's name also stands for the village it is called after.
        if (
            camera.holds(name.x, name.y)
            and ("area" if name.dot else name.look) + name.text not in written
            and _place(pane, name, camera, colour, drawn, full, line, edges)
        ):
            written.add(name.look + name.text)
            drawn.labels.append(name.text)


def _place(
    pane: Pane,
    name: Name,
    camera: Camera,
    colour: dict[str, str],
    drawn: Drawn,
    full: Taken,
    line: Taken,
    edges: PreparedGeometry[MultiLineString],
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
    spots = name.spots(width, look.high) if name.spots else beside(width, look.high, away)

    def box_at(spot: Spot) -> Box:
        left, top = name.x + spot[0], name.y + spot[1]
        return left - GAP_PX, top, left + width + GAP_PX, top + look.high

    def free(spot: Spot) -> bool:
        left, top, right, bottom = box = box_at(spot)
        inside = (
            left >= EDGE_PX and top >= EDGE_PX and right <= camera.width - EDGE_PX and bottom <= camera.height - EDGE_PX
        )
        return inside and not full.hits(box)

    # An area's name keeps off the edges of areas, whose colour it would hide, the others off the line.
    off = edges.intersects if name.look == "area" else None
    clear = next(
        (spot for spot in spots if free(spot) and not (off(rect(*box_at(spot))) if off else line.hits(box_at(spot)))),
        None,
    )
    # A country's name across the line would look like a claim, a river's like a mistake; the others may touch it.
    if clear is None and name.look not in ("country", "water") and (off is None or name.weight == 0):
        clear = next((spot for spot in spots if free(spot)), None)
    if clear is None:
        return False
    full.add(box_at(clear))
    left, top = name.x + clear[0], name.y + clear[1]
    baseline = top + look.high / 2 + 0.34 * look.size
    pane.add(
        Words(
            left,
            baseline,
            text,
            properties(look.face, look.size),
            colour[look.colour],
            halo=colour[look.halo],
            known=True,
            clip_on=True,
            zorder=560,
        )
    )
    if name.letter:
        pane.add(
            Shape(
                rectangle(left + wide + 5, top + 1, 14, 15),
                facecolor=colour["halo"],
                edgecolor=colour["ink"],
                linewidth=1,
                zorder=560,
            )
        )
        letter = properties("sans-bold", 10.5)
        pane.add(
            Words(
                left + wide + 12, top + 12.5, name.letter, letter, colour["ink"], ha="center", clip_on=True, zorder=561
            )
        )
    if name.dot and not cover:
        full.add(around(name.x, name.y, 4))
        shape_of, fill = _MARKS[name.dot]
        pane.add(
            Shape(
                moved(shape_of, name.x, name.y),
                facecolor=colour.get(fill, fill),
                edgecolor=colour["town"],
                linewidth=0 if name.dot == "peak" else 1.5,
                zorder=560,
            )
        )
    return True


def _edges(view: ViewState, ledger: Ledger, camera: Camera) -> PreparedGeometry[MultiLineString]:
    """Return the edges of the areas that a view shows, in CSS pixels."""
    shown = visible(view, ledger)
    rings = [
        np.column_stack(camera.from_unit(points[:, 0], points[:, 1]))
        for layer in all_layers()
        if layer.draw == "areas" and layer.id in view.layers
        for feature in shown[layer.id]
        if feature.geometry
        for points, _ in shapes_of(layer, ledger)[feature.id]
    ]
    return prep(MultiLineString(rings))


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
