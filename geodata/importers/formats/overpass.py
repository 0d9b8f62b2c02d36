"""OpenStreetMap's elements as the Overpass API answers with: nodes, ways and relations with their tags.

GDAL reads OpenStreetMap's XML and its packed form, not this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.importers.columns import COLUMNS
from geodata.importers.formats.found import Found, framed
from geodata.importers.report import refused
from geodata.translation import tr, tr_n

Position = tuple[float, float]


class _Spot(msgspec.Struct):
    lat: float
    lon: float

    @property
    def xy(self) -> Position:
        return self.lon, self.lat


class _Bounds(msgspec.Struct):
    minlat: float
    minlon: float
    maxlat: float
    maxlon: float


class _Member(msgspec.Struct):
    type: str
    ref: int
    role: str = ""
    geometry: list[_Spot | None] = []
    lat: float | None = None
    lon: float | None = None


class _Element(msgspec.Struct):
    type: str
    id: int
    lat: float | None = None
    lon: float | None = None
    center: _Spot | None = None
    bounds: _Bounds | None = None
    nodes: list[int] = []
    geometry: list[_Spot | None] = []
    members: list[_Member] = []
    tags: dict[str, str] = {}
    timestamp: str = ""


class _Answer(msgspec.Struct):
    elements: list[_Element]
    remark: str = ""


#: Closed ways with one of these are lines that come back to where they began, unless they are said to be areas.
_LINES = ("highway", "barrier", "railway", "waterway", "aerialway", "power", "route")

#: Columns that every element has, or may have.
_OWN = 3


def read(data: bytes, notes: list[str]) -> Found:
    """Return the elements that have tags, or no others within the answer that use them, with their tags as columns.

    Raises
    ------
    Refused
        For an answer whose elements are malformed.
    """
    try:
        answer = msgspec.json.decode(data, type=_Answer)
    except msgspec.ValidationError as error:
        raise refused("The answer of Overpass cannot be read: {why}. Ask for it again.", why=error) from None
    if answer.remark:
        notes.append(tr("Overpass remarks: {remark}.", remark=answer.remark[:300].rstrip(".")))
    by_id = {(one.type, one.id): one for one in answer.elements}
    used = {("node", node) for one in answer.elements for node in one.nodes}
    used |= {(member.type, member.ref) for one in answer.elements for member in one.members}
    rows = [one for one in answer.elements if one.tags or (one.type, one.id) not in used]
    if len(rows) < len(answer.elements):
        notes.append(
            tr_n(
                "{n} element without tags is a part of others and no row of its own.",
                "{n} elements without tags are parts of others and no rows of their own.",
                len(answer.elements) - len(rows),
            )
        )
    shapes = [_shape(one, by_id) for one in rows]
    rough = sum(
        one.type != "node" and isinstance(shape, shapely.Point) for one, shape in zip(rows, shapes, strict=True)
    )
    if rough:
        notes.append(
            tr_n(
                "{n} way or relation came with its middle alone and is drawn as a point; ask Overpass for “out geom” to have its shape.",
                "{n} ways and relations came with their middle alone and are drawn as points; ask Overpass for “out geom” to have their shapes.",
                rough,
            )
        )
    kept = {tag for tag, _ in Counter(tag for one in rows for tag in one.tags).most_common(COLUMNS - _OWN - 1)}
    records = []
    for one in rows:
        others = "; ".join(f"{tag}={words}" for tag, words in one.tags.items() if tag not in kept)
        # When the map was last changed there, and no day of what it shows.
        own = {"osm": f"{one.type}/{one.id}", "osm edited": one.timestamp, "other tags": others}
        records.append(
            {name: words for name, words in own.items() if words}
            | {tag: one.tags[tag] for tag in one.tags if tag in kept}
        )
    return Found(framed(records, shapes, notes))


def _shape(one: _Element, by_id: dict[tuple[str, int], _Element]) -> BaseGeometry | None:
    """Return the geometry of an element: its own, or put together from others of the answer; None where neither is there."""
    if one.type == "node":
        return shapely.Point(one.lon, one.lat) if one.lon is not None and one.lat is not None else None
    parts = [_way(_positions(one, by_id), one.tags)] if one.type == "way" else list(_members(one, by_id))
    sound = [part for part in parts if part is not None]
    if sound and one.tags.get("type") in ("multipolygon", "boundary") and len(sound) == len(parts):
        area = shapely.build_area(shapely.union_all([shapely.boundary(part) if part.area else part for part in sound]))
        if not area.is_empty:
            return area
    if sound:
        return sound[0] if len(sound) == 1 else shapely.GeometryCollection(sound)
    if one.center is not None:
        return shapely.Point(one.center.xy)
    if one.bounds is not None:
        return shapely.box(one.bounds.minlon, one.bounds.minlat, one.bounds.maxlon, one.bounds.maxlat).centroid
    return None


def _positions(one: _Element, by_id: dict[tuple[str, int], _Element]) -> list[Position]:
    if one.geometry:
        return [spot.xy for spot in one.geometry if spot is not None]
    nodes = [by_id.get(("node", node)) for node in one.nodes]
    return [(node.lon, node.lat) for node in nodes if node and node.lon is not None and node.lat is not None]


def _way(positions: list[Position], tags: dict[str, str]) -> BaseGeometry | None:
    if len(positions) < 2:
        return None
    area = tags.get("area") == "yes" or not any(name in tags for name in _LINES)
    if len(positions) > 3 and positions[0] == positions[-1] and area and tags.get("area") != "no":
        return shapely.Polygon(positions)
    return shapely.LineString(positions)


def _members(one: _Element, by_id: dict[tuple[str, int], _Element]) -> Iterable[BaseGeometry | None]:
    """Yield the members' geometries; of an area only what bounds it."""
    area = one.tags.get("type") in ("multipolygon", "boundary")
    for member in one.members:
        if area and member.type != "way":
            continue
        there = by_id.get((member.type, member.ref))
        if member.geometry:
            yield _way([spot.xy for spot in member.geometry if spot is not None], {"area": "no"})
        elif member.lat is not None and member.lon is not None:
            yield shapely.Point(member.lon, member.lat)
        elif there is not None and there.type == "way":
            yield _way(_positions(there, by_id), {"area": "no"})
        elif there is not None and there.type == "node":
            yield _shape(there, by_id)
