"""A view's map as a few kilobytes of SVG, drawn in the server itself in some milliseconds: what a page shows until its live map stands.

Ground, line, areas and marks by the rules of visible.py, under the live map's camera and without names. The colours are the page's custom properties,
so that one sketch serves light and dark; lines and marks keep their size whatever the page makes of the sketch's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata import atlas, geometry_files
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.records import Record
from layers.kit.feature import Feature
from layers.kit.layer import Layer, all_layers, features
from layers.kit.text import escape
from layers.pictures.camera import Camera, unit
from layers.pictures.mark_shapes import CHIPS, DOTS, form_of, radii, radius_px
from layers.view.cameras import LEAST_ZOOM, MOST_ZOOM, SNAP, WHOLE_BORDER
from layers.view.state import ViewState
from layers.view.visible import is_drawn, uncertain, visible

#: A sketch in CSS pixels: as large as the map of a wide desk's window. A smaller map shows its middle.
WIDTH, HEIGHT = 1700, 1250
#: The window in which the whole border stands as it is drawn here; in another one it is larger or smaller.
_WHOLE_IN = (900, 700)
#: By how many pixels an outline may be off.
_OFF_PX = 0.7

_GROUND = ("land", "lake", "river", "neighbours")


@dataclass(frozen=True)
class Sketch:
    """A sketch, and what a page needs to give it the live map's scale.

    Attributes
    ----------
    svg : str
    zoom : float
        The live map's zoom at which the sketch has its own size.
    fit : tuple of float or None
        Width and height that the map fits into its window, in the sketch's pixels; None where the zoom is that of the link.
    """

    svg: str
    zoom: float
    fit: tuple[float, float] | None


def sketch(view: ViewState, ledger: Ledger) -> Sketch:
    """Draw the map of a view on its date."""
    camera, fit = _camera(view)
    lit = {*view.lit, *([view.select] if view.select else [])}
    areas: list[str] = []
    lines: list[str] = []
    points: list[tuple[float, str]] = []
    shown = visible(view, ledger)
    for layer in all_layers():
        if layer.id not in view.layers or layer.draw in ("list", "flows"):
            continue
        for feature in filter(is_drawn, shown[layer.id]):
            if feature.geometry is not None:
                outline = _outline(layer.id, feature.id, ledger, camera)
                (lines if layer.draw == "line" else areas).append(_path(feature, layer, view, outline, lit))
            elif feature.point is not None:
                x, y = map(float, camera.to_px(*feature.point))
                # Large marks lie under small ones, as on the live map, and milestones under both.
                under = 99.0 if layer.draw == "dots" else radius_px(feature)
                if camera.holds(x, y, radius_px(feature)):
                    points.append((-under, _mark(feature, layer, view, x, y, feature.select in lit)))
    points.sort(key=lambda point: point[0])
    body = [_ground(camera, view.line if view.tint else 0), *areas, *lines, *(mark for _, mark in points)]
    svg = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{"".join(body)}</svg>'
    return Sketch(svg, camera.zoom, fit)


def _camera(view: ViewState) -> tuple[Camera, tuple[float, float] | None]:
    if view.at is not None:
        lat, lon, zoom = view.at
        snapped = min(max(math.floor(zoom / SNAP + 0.5) * SNAP, LEAST_ZOOM), MOST_ZOOM)
        return Camera.at(WIDTH, HEIGHT, lat, lon, snapped), None
    fitted = Camera.fitting(*_WHOLE_IN, WHOLE_BORDER)
    camera = Camera(WIDTH, HEIGHT, fitted.x, fitted.y, math.floor(fitted.zoom / SNAP) * SNAP)
    (south, west), (north, east) = WHOLE_BORDER
    x, y = camera.to_px(np.array([west, east]), np.array([south, north]))
    return camera, (round(float(x[1] - x[0]), 1), round(float(y[0] - y[1]), 1))


def _on_unit(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda spots: np.column_stack(unit(spots[:, 0], spots[:, 1])))


@lru_cache(maxsize=256)
def _flat(layer: str, ledger: Ledger) -> dict[str, BaseGeometry]:
    """Return the geometries of a layer's features on the unit square."""
    of = next(one for one in all_layers() if one.id == layer)
    return {one.id: _on_unit(shape(one.geometry)) for one in features(of, ledger) if one.geometry}


@lru_cache(maxsize=8)
def _flat_ground(kind: str, tinted: int) -> BaseGeometry:
    found = geometry_files.backdrop(kind) if kind in _GROUND else geometry_files.states(tinted)
    return _on_unit(
        shapely.GeometryCollection([one.geometry for one in found if kind in (*_GROUND, one.properties.get("state"))])
    )


@lru_cache(maxsize=512)
def _outline(layer: str, feature: str, ledger: Ledger, camera: Camera) -> str:
    return _drawn(_flat(layer, ledger)[feature], camera)


@lru_cache(maxsize=32)
def _ground(camera: Camera, tinted: int) -> str:
    """Return the ground; of the camera alone, so that all dates of a place share it."""
    parts = [f'<path class="k-{kind}" d="{_drawn(_flat_ground(kind, 0), camera)}"/>' for kind in _GROUND]
    sides = atlas.current().sides if tinted else ()
    tints = [
        f'<path class="k-side-{number}" d="{_drawn(_flat_ground(side.code, tinted), camera)}"/>'
        for number, side in enumerate(sides, start=1)
    ]
    return "".join([parts[0], *tints, *parts[1:]])


def _drawn(geometry: BaseGeometry, camera: Camera) -> str:
    """Return what of a geometry lies on the sketch, as the commands of an SVG path."""
    px = 1 / camera.world_px
    # A strip more on each side keeps the edges of what was cut off out of sight.
    half_x, half_y = (WIDTH / 2 + 4) * px, (HEIGHT / 2 + 4) * px
    seen = shapely.clip_by_rect(geometry, camera.x - half_x, camera.y - half_y, camera.x + half_x, camera.y + half_y)
    plain = shapely.simplify(seen, _OFF_PX * px, preserve_topology=False)
    return "".join(_strokes(plain, camera))


def _strokes(geometry: BaseGeometry, camera: Camera) -> Iterator[str]:
    for part in shapely.get_parts(geometry):
        if hasattr(part, "geoms"):
            yield from _strokes(part, camera)
            continue
        closed = part.geom_type == "Polygon"
        for ring in [part.exterior, *part.interiors] if closed else [part]:
            x, y = camera.from_unit(*shapely.get_coordinates(ring).T)
            spots = np.rint(np.column_stack([x, y])).astype(int)
            if len(spots) < 2:
                continue
            steps = np.diff(spots, axis=0)
            steps = steps[steps.any(axis=1)]
            # What is smaller than a pixel is not seen.
            if len(steps):
                told = " ".join(f"{x} {y}" for x, y in steps[: -1 if closed else None])
                yield f"M{spots[0][0]} {spots[0][1]}l{told}".replace(" -", "-") + "z" * closed


def _path(feature: Feature, layer: Layer[Record], view: ViewState, outline: str, lit: set[str]) -> str:
    style = feature.symbol.get("style", "")
    if feature.symbol.get("form") == "stretch":
        kind = "k-stretch"
    elif layer.draw == "line":
        kind = f"k-line k-{style}" if style else "k-line"
    else:
        step = feature.step_on(day_number(view.date))
        ring = " k-ring" if style == "exclave" else ""
        kind = f"k-area{ring}{f' s-{step.state}' if step else ''}{' k-unsure' * uncertain(feature, layer, view)}"
    chosen = " k-chosen" if feature.select in lit and layer.draw != "line" else ""
    return f'<path class="{kind}{chosen}" d="{outline}"/>'


def _mark(feature: Feature, layer: Layer[Record], view: ViewState, x: float, y: float, lit: bool) -> str:
    form, unsure = form_of(feature), uncertain(feature, layer, view)
    if form == "clash":
        disc, ring = radii(feature)
        drawn = f'<circle class="k-most" r="{ring:.1f}"/>' if ring else ""
        drawn += f'<circle class="k-least" r="{disc:.1f}"/>'
    elif form == "base":
        letters = escape(feature.symbol["letters"])
        drawn = f'<path class="k-chip" d="{CHIPS[feature.symbol["shape"]]}"/><text y="4">{letters}</text>'
    elif form in DOTS:
        drawn = f'<path class="k-{form}" d="{DOTS[form]}"/>'
    elif form == "crossing":
        step = feature.step_on(day_number(view.date))
        drawn = f'<circle class="k-gate{" k-shut" * (step is not None and step.state == "closed")}" r="8"/>'
    else:
        drawn = f'<circle class="k-dot" r="{min(radius_px(feature), 7) / 2 + 1.5:.1f}"/>'
    selected = f'<circle class="k-select" r="{radius_px(feature) + 5:.1f}"/>' if lit else ""
    return (
        f'<g transform="translate({x:.0f} {y:.0f})"><g class="k-mark{" k-unsure" * unsure}">{drawn}{selected}</g></g>'
    )
