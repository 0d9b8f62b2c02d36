"""Write GeoJSON so that the same input gives the same bytes: sorted keys, fixed rounding, one feature a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypedDict

import shapely
from shapely import Polygon
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry


class Feature(TypedDict):
    """A GeoJSON feature; what stands in `properties` each file of `geodata/geometry` decides for itself."""

    type: Literal["Feature"]
    geometry: Mapping[str, object]
    properties: dict[str, Any]


def feature(geometry: BaseGeometry, decimals: int, **properties: object) -> Feature:
    """Return a GeoJSON feature with rounded (lon, lat) coordinates; polygons turn as RFC 7946 asks."""
    return {"geometry": _rounded(geometry, decimals), "properties": properties, "type": "Feature"}


def slug(name: str) -> str:
    """Return a name as a part of an id."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part)


def write_collection(path: Path, features: list[Feature]) -> None:
    """Write a feature collection, one feature a line, so that a difference can be read."""
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for row in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{rows}\n]}}\n', encoding="utf-8")


def _rounded(geometry: BaseGeometry, decimals: int) -> Mapping[str, object]:
    if geometry.has_z:
        raise ValueError("the derived files are flat")
    if "Polygon" in geometry.geom_type:
        geometry = shapely.orient_polygons(geometry)
    rounded = shapely.transform(geometry, lambda xy: xy.round(decimals) + 0.0)
    if "Polygon" in rounded.geom_type:
        rounded = _without_collapsed(shapely.remove_repeated_points(rounded))
    else:
        rounded = shapely.remove_repeated_points(rounded)
    if not rounded.is_valid:
        raise ValueError(
            f"rounding to {decimals} decimals broke a {geometry.geom_type}: {shapely.is_valid_reason(rounded)}"
        )
    return mapping(rounded)


def _without_collapsed(area: BaseGeometry) -> BaseGeometry:
    """Drop holes and parts that rounding left without an area."""
    parts = [
        Polygon(part.exterior, [ring for ring in part.interiors if Polygon(ring).area > 0])
        for part in shapely.get_parts(area)
        if Polygon(part.exterior).area > 0
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
