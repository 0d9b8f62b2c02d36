"""Flows on a picture, by the rules of flows/flows.js: a curve for each supplier and recipient, with the number of records."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path
from shapely import LineString, box, line_merge

from geodata.translation import tr
from layers.kit.feature import Feature
from layers.pictures.camera import Camera
from layers.pictures.pane import Pane
from layers.pictures.svg_shapes import Shape, Words, moved, path_of, rectangle
from layers.pictures.typefaces import properties, width_of

Box = tuple[float, float, float, float]  # left, top, right, bottom

#: As in flows/flows.js: how far a chip keeps off the sides, how high it is, and where on the curve it may stand.
_EDGE, _HIGH = 10, 24
_SHARES = [share / 25 for share in range(2, 24)]
#: Above and below stand the map's day, its scale and its credits.
_FURNITURE = 40
#: The head stands clear of the mark of a base at the curve's end.
_CLEAR = 15

#: Order of drawing: as the panes of the browser.
_CURVE, _CHIP = 570, 585

_HEAD = "M-9 -5L1 0L-9 5Z"
_ARROW = "M-4 -4L5 0L-4 4L-2 0Z"


def draw_flows(
    pane: Pane, found: Sequence[Feature], lit: set[str], camera: Camera, colour: dict[str, str]
) -> tuple[list[Box], int]:
    """Draw the flows of a view.

    Parameters
    ----------
    found : sequence of Feature
        One for each record; those of a pair share a curve.
    lit : set of str
        Ids of the records that are selected or lit.

    Returns
    -------
    tuple of list and int
        The boxes that chips take up, in pixels, and how many flows lie outside of the window.
    """
    pairs: dict[str, list[Feature]] = {}
    for feature in found:
        pairs.setdefault(feature.symbol["pair"], []).append(feature)
    taken: list[Box] = []
    beyond = 0
    for records in pairs.values():
        drawn = records[0].geometry
        assert drawn is not None, "what has a pair has a curve"
        points = np.column_stack(camera.to_px(*np.array(drawn["coordinates"]).T))
        own = colour["select" if any(one.select in lit for one in records) else "flow"]
        pane.add(Shape(Path(points), facecolor="none", edgecolor=(own, 0.85), linewidth=2, zorder=_CURVE))
        way = points[-1] - points[-2]
        _turned(pane, _HEAD, points[-1] - _CLEAR * way / max(float(np.hypot(*way)), 1), way, own, _CURVE)
        line = LineString(points)
        beyond += not line.intersects(box(0, 0, camera.width, camera.height))
        taken += _chip(pane, records, line, taken, camera, colour)
    return taken, beyond


def _chip(
    pane: Pane,
    records: Sequence[Feature],
    line: LineString,
    taken: Sequence[Box],
    camera: Camera,
    colour: dict[str, str],
) -> list[Box]:
    """Write supplier, recipient and number on the part of a curve that lies in the window, if there is room, and return the box."""
    ends = {end: records[0].symbol[end] for end in ("supplier", "recipient")}
    name, number = tr("{supplier} to {recipient}", **ends), str(len(records))
    wide = width_of(name, "sans-bold", 12), width_of(number, "sans", 12)
    width = 20 + wide[0] + 5 + wide[1] + 6
    inner = box(
        _EDGE + width / 2,
        _FURNITURE + _HIGH / 2,
        max(camera.width - _EDGE - width / 2, _EDGE + width / 2 + 1),
        max(camera.height - _FURNITURE - _HIGH / 2, _FURNITURE + _HIGH / 2 + 1),
    )
    part = line_merge(line.intersection(inner))
    if part.length == 0:
        return []
    tried = [part.interpolate(share, normalized=True) for share in _SHARES]
    boxes = [(at.x - width / 2, at.y - _HIGH / 2, at.x + width / 2, at.y + _HIGH / 2) for at in tried]
    free = (place for place, one in enumerate(boxes) if not any(_overlap(one, other) for other in taken))
    place = next(free, None)
    if place is None:
        return []
    left, top, _, bottom = boxes[place]
    before, after = (part.interpolate(_SHARES[place] + step, normalized=True) for step in (-0.02, 0.02))
    pane.add(
        Shape(
            rectangle(left, top, width, _HIGH),
            facecolor=(colour["panel"], 0.94),
            edgecolor=colour["flow"],
            linewidth=1,
            zorder=_CHIP,
        )
    )
    middle = np.array([left + 11, (top + bottom) / 2])
    _turned(pane, _ARROW, middle, np.array([after.x - before.x, after.y - before.y]), colour["flow"], _CHIP)
    for x, words, face in ((left + 20, name, "sans-bold"), (left + 25 + wide[0], number, "sans")):
        pane.add(Words(x, bottom - 7, words, properties(face, 12), colour["ink"], clip_on=True, zorder=_CHIP))
    return [boxes[place]]


def _turned(pane: Pane, drawing: str, at: np.ndarray, way: np.ndarray, own: str, above: float) -> None:
    """Draw a shape that points along a way."""
    turn = math.atan2(way[1], way[0])
    turning = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    shape = path_of(drawing)
    turned = Path(np.asarray(shape.vertices) @ turning, shape.codes)
    pane.add(Shape(moved(turned, float(at[0]), float(at[1])), facecolor=own, edgecolor="none", zorder=above))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
