"""The map of a picture: layers and marks by the rules of visible.py, and a list of what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from matplotlib.path import Path
from shapely.geometry import shape

from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.records import Record
from layers.kit.feature import Feature
from layers.kit.layer import Layer, all_layers, features
from layers.pictures.camera import Camera
from layers.pictures.flows import draw_flows
from layers.pictures.mark_shapes import radius_px
from layers.pictures.marks import mark
from layers.pictures.pane import Pane
from layers.pictures.stretch import DISTRICT_M, PRECISION_SHOWN_M, draw_circle, draw_stretch
from layers.pictures.svg_shapes import Shape, circle, parts_of, path_on
from layers.view.state import ViewState
from layers.view.visible import is_drawn, uncertain, visible

_Z = {"areas": 410, "line": 430, "dots": 580, "marks": 680, "selection": 690}


@dataclass(frozen=True)
class Mark:
    """A mark that stands on the map: its feature, its middle and its radius in CSS pixels."""

    feature: Feature
    layer: str
    x: float
    y: float
    radius: float


@dataclass
class Drawn:
    """What was drawn, built while drawing.

    Attributes
    ----------
    visible : dict of str to list of str
        Layer id → ids of its features on the map, those beyond the picture's edge included: they lie on the same sheet.
    uncertain : list of str
        Those drawn as uncertain in time.
    marks : list of Mark
        Points within the window.
    beyond : int
        How many points lie outside the window.
    covered : list of tuple of float
        Boxes that the names of flows cover: left, top, right, bottom, in CSS pixels.
    labels : list of str
        The names that found room.
    own : dict of str to int
        Name of an own set → how many of its rows the view shows.
    massed : set of str
        Names of own sets with cells that count their rows.
    """

    visible: dict[str, list[str]] = field(default_factory=dict)
    uncertain: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    beyond: int = 0
    covered: list[tuple[float, float, float, float]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    massed: set[str] = field(default_factory=set)


@lru_cache(maxsize=64)
def shapes_of(layer: Layer[Record], ledger: Ledger) -> dict[str, list[tuple[np.ndarray, bool]]]:
    """Return the lines and rings of a layer's features on the unit square, by their ids."""
    return {feature.id: parts_of(shape(feature.geometry)) for feature in features(layer, ledger) if feature.geometry}


def draw_map(pane: Pane, view: ViewState, ledger: Ledger, camera: Camera, colour: dict[str, str]) -> Drawn:
    """Draw the layers of a view into a pane of the camera's pixels; the ground lies under them (ground.py), names come after (labels.py)."""
    drawn = Drawn()
    lit = {*view.lit, *([view.select] if view.select else [])}
    shown = visible(view, ledger)
    circles: set[tuple[object, ...]] = set()
    for layer in all_layers():
        if layer.draw == "list":
            continue
        drawn.visible[layer.id] = []
        if layer.id not in view.layers:
            continue
        points: list[tuple[Feature, tuple[float, float], bool]] = []
        flows: list[Feature] = []
        for feature in shown[layer.id]:
            if not is_drawn(feature):
                continue
            unsure = uncertain(feature, layer, view)
            drawn.visible[layer.id].append(feature.id)
            drawn.uncertain += [feature.id] if unsure else []
            if layer.draw == "flows":
                flows.append(feature)
            elif feature.geometry is not None:
                _draw_path(
                    pane,
                    feature,
                    layer,
                    shapes_of(layer, ledger)[feature.id],
                    view,
                    unsure,
                    feature.select in lit,
                    camera,
                    colour,
                )
            elif feature.point is not None:
                points.append((feature, feature.point, unsure))
        covered, beyond = draw_flows(pane, flows, lit, camera, colour)
        drawn.covered += covered
        drawn.beyond += beyond
        for feature, point, unsure in points:
            # Large marks lie under small ones, whatever they are of, as on the live map.
            above = _Z["dots"] if layer.draw == "dots" else _Z["marks"] - radius_px(feature)
            # A circle as large as a district, only of what is selected; one place with many events has one, not a pile of them.
            metres = feature.precision_m or 0
            key = (layer.id, point, metres)
            if metres >= PRECISION_SHOWN_M and key not in circles and (metres < DISTRICT_M or feature.select in lit):
                circles.add(key)
                of = "milestone" if layer.draw == "dots" else "clash" if feature.symbol["form"] == "clash" else "base"
                x, y = map(float, camera.to_px(*point))
                draw_circle(pane, x, y, point[1], metres, of, camera, colour)
            _draw_point(pane, feature, point, layer, view, unsure, above, camera, colour, drawn)
    _draw_rings(pane, lit, shown, camera, colour, drawn)
    return drawn


def _draw_path(
    pane: Pane,
    feature: Feature,
    layer: Layer[Record],
    parts: list[tuple[np.ndarray, bool]],
    view: ViewState,
    unsure: bool,
    lit: bool,
    camera: Camera,
    colour: dict[str, str],
) -> None:
    outline = path_on(parts, camera)
    if feature.symbol.get("form") == "stretch":
        draw_stretch(pane, feature, outline, lit, camera, colour)
        return
    if layer.draw == "line":
        kind = feature.symbol.get("style", "")
        look = {"exclave": (1.5, (4 / 1.5, 2)), "neutral": (1, (2, 2))}.get(kind, (1.8, ()))
        pane.add(
            Shape(
                outline,
                facecolor="none",
                edgecolor=colour["ink"],
                linewidth=look[0],
                dashes=look[1],
                joinstyle="round",
                zorder=_Z["line"],
            )
        )
        return
    step = feature.step_on(day_number(view.date))
    fill = colour[step.state] if step else colour["muted"]
    # Of land surrounded by the other side's the ring takes the colour.
    ring = feature.symbol.get("style") == "exclave"
    pane.add(Shape(outline, facecolor=(fill, 0.12 if ring else 0.75), zorder=_Z["areas"]))
    if step and step.inferred and not ring:
        for lines in _hatch(outline, colour):
            pane.add(lines)
    edge = (colour["select"], 1.0, 3) if lit else (fill, 0.8, 6) if ring else (colour["ink"], 0.85, 1)
    pane.add(
        Shape(
            outline,
            facecolor="none",
            edgecolor=edge[:2],
            linewidth=edge[2],
            joinstyle="round",
            dashes=(5, 4) if unsure else (),
            zorder=_Z["areas"] + (2 if lit else 1),
        )
    )


def _hatch(outline: Path, colour: dict[str, str]) -> Iterator[Shape]:
    """Yield lines of ink at 45° across an outline's box: the status is inferred."""
    (left, top), (right, bottom) = outline.get_extents().get_points()
    pitch = 7 * 2**0.5
    starts = np.arange(left - (bottom - top), right, pitch)
    if 0 < len(starts) < 2000:
        ends = [end for x in starts for end in ((x, bottom), (x + bottom - top, top))]
        yield Shape(
            Path(ends, [Path.MOVETO, Path.LINETO] * len(starts)),
            edgecolor=(colour["ink"], 0.55),
            linewidth=1.4,
            within=outline,
            zorder=_Z["areas"],
        )


def _draw_point(
    pane: Pane,
    feature: Feature,
    point: tuple[float, float],
    layer: Layer[Record],
    view: ViewState,
    unsure: bool,
    above: float,
    camera: Camera,
    colour: dict[str, str],
    drawn: Drawn,
) -> None:
    x, y = map(float, camera.to_px(*point))
    radius = radius_px(feature)
    if not camera.holds(x, y, radius + 4):
        drawn.beyond += not camera.holds(x, y)
        return
    step = feature.step_on(day_number(view.date))
    for part in mark(feature, step.state if step else None, unsure, x, y, colour):
        part.zorder = above
        pane.add(part)
    if camera.holds(x, y):
        drawn.marks.append(Mark(feature, layer.id, x, y, radius))
    else:
        drawn.beyond += 1


def _draw_rings(
    pane: Pane, lit: set[str], shown: dict[str, list[Feature]], camera: Camera, colour: dict[str, str], drawn: Drawn
) -> None:
    """Draw a gold ring round each selected mark, or where its place is if it has no mark."""
    for record_id in lit:
        at = next(((mark.x, mark.y, mark.radius) for mark in drawn.marks if mark.feature.select == record_id), None)
        if at is None:
            known = [feature for found in shown.values() for feature in found if feature.select == record_id]
            if any(feature.geometry for feature in known) or not any(feature.point for feature in known):
                continue
            x, y = map(float, camera.to_px(*next(feature.point for feature in known if feature.point)))
            at = (x, y, 9.0)
        pane.add(
            Shape(
                circle(at[0], at[1], at[2] + 5),
                facecolor="none",
                edgecolor=colour["select"],
                linewidth=3,
                zorder=_Z["selection"],
            )
        )
