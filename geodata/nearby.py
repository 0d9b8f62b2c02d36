"""How far things are from a spot: geodesic distances to outlines, points and the line, and what lies within a radius.

Coordinates are (lon, lat) in degrees of WGS 84; distances are kilometres along the ellipsoid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geodata import geometry_files, measure
from geodata.events import is_conflict
from geodata.ledger import Ledger
from geodata.places import Place
from geodata.records import R, Record, Section
from geodata.translation import tr


@dataclass(frozen=True)
class Near(Generic[R]):
    """A record with its distance from a spot.

    Attributes
    ----------
    record : Record
    km : float
        Distance to the record's place, or to its outline (0 inside it).
    precision_km : float
        Radius within which that place is known; 0 for an outline.
    """

    record: R
    km: float
    precision_km: float = 0.0

    def may_be_within(self, km: float) -> bool:
        """Tell whether the record can lie within a radius, its own circle being counted in."""
        return self.km - self.precision_km <= km


@dataclass(frozen=True)
class LineDistance:
    """How far the border is as mapped in one year; `nearest` is ``"line"`` or the id of an exclave."""

    vintage: int
    km: float
    nearest: str


@dataclass(frozen=True)
class FromTown:
    """How a spot lies from a town of the map: `azimuth` is the way there from the town, in degrees from north over east."""

    name: str
    km: float
    azimuth: float


def town(lon: float, lat: float) -> FromTown | None:
    """Return the town of the backdrop that is nearest to a spot, or None where it has none."""
    towns = geometry_files.backdrop("town")
    if not towns:
        return None
    lons, lats = shapely.get_coordinates([one.geometry for one in towns]).T
    azimuths, _, metres = measure.GEOD.inv(lons, lats, np.full(len(towns), lon), np.full(len(towns), lat))
    nearest = int(np.argmin(metres))
    return FromTown(
        str(towns[nearest].properties["name"]), float(metres[nearest]) / 1000, float(azimuths[nearest]) % 360
    )


def to_geometry_km(lon: float, lat: float, geometry: BaseGeometry) -> float:
    """Return the geodesic distance from a point to a geometry, 0 where the point lies in it.

    The nearest point is found in the local metric projection and the way to it measured as a geodesic; within 300 km
    of the border the result is right to 0.1 %.
    """
    point = Point(lon, lat)
    if geometry.intersects(point):
        return 0.0
    _, nearest = nearest_points(measure.to_local_m(point), measure.to_local_m(geometry))
    foot = measure.to_degrees(nearest)
    return measure.distance_km(lon, lat, foot.x, foot.y)


def to_line(lon: float, lat: float) -> tuple[LineDistance, ...]:
    """Return the distance to the nearest part of the border, the exclaves' rings included, as mapped in each year."""
    found = []
    for vintage in sorted(geometry_files.VINTAGES):
        located = measure.line(vintage).locate(lon, lat)
        found.append(LineDistance(vintage, located.km_to_border, located.nearest))
    return tuple(found)


def sections(lon: float, lat: float, ledger: Ledger) -> list[Near[Section]]:
    """Return the sections that have an outline, nearest first; of several at the same distance the smaller outline first."""
    drawn = geometry_files.sections()
    found = [
        (to_geometry_km(lon, lat, drawn[section.geometry].geometry), drawn[section.geometry].geometry.area, section)
        for section in ledger.sections.values()
        if section.geometry in drawn
    ]
    return [Near(section, km) for km, _, section in sorted(found, key=lambda row: row[:2])]


def records(lon: float, lat: float, candidates: Iterable[R], ledger: Ledger) -> list[Near[R]]:
    """Return the records that have a place with coordinates, nearest first; each is measured to its first such place, a conflict to its stretch or the nearest of its places."""
    found, stretches = [], geometry_files.conflicts()
    for record in candidates:
        there = [
            Near(record, measure.distance_km(lon, lat, at_lon, at_lat), precision_m / 1000)
            for at_lon, at_lat, precision_m in (place.spot for place in placed(record, ledger) if place.spot)
        ]
        if record.id in stretches:
            there.append(Near(record, to_geometry_km(lon, lat, stretches[record.id].geometry)))
        if there:
            found.append(min(there, key=lambda near: near.km))
    return sorted(found, key=lambda near: (near.km, near.record.id))


def first_place(record: Record, ledger: Ledger) -> Place | None:
    """Return the first place of a record that has coordinates, or None."""
    places = (ledger.places.get(place_id) for place_id in record.places)
    return next((place for place in places if place is not None and place.lon is not None), None)


def located(record: Record, ledger: Ledger) -> list[Place]:
    """Return the places of a record that have coordinates."""
    places = (ledger.places.get(place_id) for place_id in record.places)
    return [place for place in places if place is not None and place.spot is not None]


def placed(record: Record, ledger: Ledger) -> list[Place]:
    """Return the places at which a record stands: its first one with coordinates, or all of a conflict."""
    place = site(record, ledger)
    return [place] if place else located(record, ledger)


def site(record: Record, ledger: Ledger) -> Place | None:
    """Return the one place at which a record stands, or None: an armed conflict was fought at many and stands at none."""
    return None if is_conflict(record) else first_place(record, ledger)


def say_km(km: float) -> str:
    """Write a distance no more closely than such data bear: “0.4 km”, “12 km”."""
    if km < 0.05:
        return tr("less than 0.1 km")
    return tr("{km} km", km=f"{km:.1f}" if km < 10 else math.floor(km + 0.5))
