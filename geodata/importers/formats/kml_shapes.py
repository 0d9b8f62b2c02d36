"""Geometries of a KML, put together from what their elements hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_LINES = frozenset({"Point", "LineString", "LinearRing", "Track", "LatLonQuad"})
GEOMETRIES = _LINES | {"Polygon", "MultiGeometry", "MultiTrack", "Model", "LatLonBox"}

_MANY: dict[str, Callable[..., BaseGeometry]] = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}


@dataclass
class Shape:
    """A geometry whose end has not come: its positions as written, its parts, and what else states a place."""

    kind: str
    positions: list[str] = field(default_factory=list)
    parts: list[BaseGeometry | None] = field(default_factory=list)
    sides: dict[str, str] = field(default_factory=dict)


def built(shape: Shape) -> BaseGeometry | None:
    """Return the geometry, in (lon, lat); None for one of which a part is empty, or has positions that are no numbers."""
    parts = [part for part in shape.parts if part is not None]
    if len(parts) < len(shape.parts):
        # The rest would be another geometry: a hole without what it is cut from.
        return None
    try:
        if shape.kind in _LINES:
            return _line(
                shape.kind, np.array([[float(number) for number in at.split(",")[:2]] for at in shape.positions])
            )
        if shape.kind == "Polygon":
            return shapely.Polygon(parts[0].coords, [part.coords for part in parts[1:]]) if parts else None
        if shape.kind == "Model":
            return shapely.Point(float(shape.sides["longitude"]), float(shape.sides["latitude"]))
        if shape.kind == "LatLonBox":
            west, south, east, north = (float(shape.sides[side]) for side in ("west", "south", "east", "north"))
            return shapely.box(west, south, east, north)
    except (KeyError, ValueError, shapely.errors.ShapelyError):
        return None
    if len(parts) < 2:
        return parts[0] if parts else None
    kinds = {part.geom_type for part in parts}
    put_together = _MANY.get(kinds.pop()) if len(kinds) == 1 else None
    return put_together(parts) if put_together else shapely.GeometryCollection(parts)


def _line(kind: str, xy: np.ndarray) -> BaseGeometry | None:
    if not len(xy):
        return None
    if kind == "Point" or (kind == "Track" and len(xy) == 1):
        return shapely.Point(xy[0])
    return shapely.Polygon(xy) if kind == "LatLonQuad" else shapely.LineString(xy)


def within_the_world(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return a geometry that lies wholly beyond 180 degrees, as globes let one draw, where it lies on a map."""
    if shape is None:
        return None
    west, _, east, _ = shape.bounds
    turn = 360 if 180 < west <= east < 540 else -360 if -540 < west <= east < -180 else 0
    return shapely.transform(shape, lambda xy: xy - [turn, 0]) if turn else shape
