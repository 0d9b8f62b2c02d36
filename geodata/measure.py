"""Geodesic questions about the border: how long, how far, where along it, whose land.

Coordinates are (lon, lat) in degrees of WGS 84 everywhere. Lengths and areas are geodesic on that
ellipsoid. Nearest points are found in a transverse Mercator projection centred on the border, whose
scale is right to 0.06 % within 2.5° of its middle; the distance to them is then measured as a geodesic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from pyproj import Geod, Transformer
from pyproj.enums import TransformDirection
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata import atlas, geometry_files
from geodata.geometry_files import VINTAGES

GEOD = Geod(ellps="WGS84")
LOCAL_CRS = "+proj=tmerc +lat_0={} +lon_0={} +k=1 +ellps=WGS84 +units=m".format(*atlas.current().centre)
_to_local = Transformer.from_crs("EPSG:4326", LOCAL_CRS, always_xy=True)

Shape = TypeVar("Shape", bound=BaseGeometry)
#: The codes of the two sides, between which an exclave's ring is border.
CODES = {side.code for side in atlas.current().sides}

#: Vertices of a circle: at 64 the polygon's area is 0.16 % below the circle's.
CIRCLE_VERTICES = 64


def to_local_m(geometry: Shape) -> Shape:
    """Project a geometry from (lon, lat) degrees to metres (x east, y north) around the border."""
    return shapely.transform(geometry, lambda xy: np.column_stack(_to_local.transform(xy[:, 0], xy[:, 1])))


def to_degrees(geometry: Shape) -> Shape:
    """Project a geometry back from local metres to (lon, lat) degrees."""
    inverse = TransformDirection.INVERSE
    return shapely.transform(
        geometry, lambda xy: np.column_stack(_to_local.transform(xy[:, 0], xy[:, 1], direction=inverse))
    )


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length of a line, or of a polygon's rings, in kilometres."""
    return GEOD.geometry_length(geometry) / 1000


def area_km2(geometry: BaseGeometry) -> float:
    """Geodesic area of a polygon in square kilometres, holes subtracted, whatever way its rings turn."""
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0]) / 1e6


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Geodesic distance between two points in kilometres."""
    return float(GEOD.inv(lon_a, lat_a, lon_b, lat_b)[2]) / 1000


def circle(lon: float, lat: float, radius_m: float, vertices: int = CIRCLE_VERTICES) -> Polygon:
    """Return the polygon whose vertices lie `radius_m` metres from a point, along geodesics.

    Parameters
    ----------
    lon, lat : float
        The centre, in degrees.
    radius_m : float
        In metres, above 0.
    vertices : int
        How many; the first lies due north.

    Returns
    -------
    Polygon
        In (lon, lat) degrees.
    """
    if not radius_m > 0:
        raise ValueError(f"the radius must be above 0 m, not {radius_m}")
    azimuths = -np.arange(vertices) * 360 / vertices
    lons, lats, _ = GEOD.fwd(np.full(vertices, lon), np.full(vertices, lat), azimuths, np.full(vertices, radius_m))
    return Polygon(np.column_stack([lons, lats]))


@dataclass(frozen=True)
class Located:
    """Where a point lies relative to the border. Distances in kilometres, never negative.

    `nearest` is ``"line"`` or the id of the exclave (``"vorukh"``) whose ring is nearer; `km_to_border`
    is the distance to that, while `km_along` and `km_to_line` always speak of the main line.
    """

    km_along: float
    km_to_line: float
    nearest: str
    km_to_border: float


class Line:
    """Linear reference along one vintage of the main line.

    Km 0 is where the atlas's geometry begins it.

    Parameters
    ----------
    line : LineString
        In (lon, lat) degrees, from km 0 on.
    rings : mapping of str to LineString
        Rings of the exclaves that count as border, by id.
    """

    def __init__(self, line: LineString, rings: Mapping[str, LineString]) -> None:
        lons, lats = np.array(line.coords).T
        self._lons, self._lats = lons, lats
        self._km = np.r_[0.0, np.cumsum(GEOD.inv(lons[:-1], lats[:-1], lons[1:], lats[1:])[2])] / 1000
        self._local = to_local_m(line)
        xy = shapely.get_coordinates(self._local)
        self._local_m = np.r_[0.0, np.cumsum(np.hypot(*np.diff(xy, axis=0).T))]
        self._rings = {name: to_local_m(ring) for name, ring in rings.items()}
        shapely.prepare(self._local)

    @property
    def length_km(self) -> float:
        """Length of the main line in kilometres, without the exclaves' rings."""
        return float(self._km[-1])

    def at(self, km: float) -> tuple[float, float]:
        """Return (lon, lat) of the point `km` kilometres along the line.

        Raises
        ------
        ValueError
            If the line has no such kilometre.
        """
        if not 0 <= km <= self.length_km:
            raise ValueError(f"km {km} is not on the line, which runs from 0 to {self.length_km:.1f}")
        return float(np.interp(km, self._km, self._lons)), float(np.interp(km, self._km, self._lats))

    def between(self, km_from: float, km_to: float) -> LineString:
        """Return the stretch between two kilometres, in (lon, lat) degrees, in the line's direction."""
        if not km_from < km_to:
            raise ValueError(f"km {km_from} is not before km {km_to}")
        inside = (self._km > km_from) & (self._km < km_to)
        middle = np.column_stack([self._lons[inside], self._lats[inside]])
        return LineString(np.vstack([self.at(km_from), middle, self.at(km_to)]))

    def locate(self, lon: float, lat: float) -> Located:
        """Return where a point lies relative to the line and the exclaves' rings.

        Parameters
        ----------
        lon, lat : float
            In degrees.
        """
        point = to_local_m(Point(lon, lat))
        along = float(np.interp(self._local.project(point), self._local_m, self._km))
        to_line = distance_km(lon, lat, *self.at(along))
        nearest, to_border = "line", to_line
        for name, ring in self._rings.items():
            foot = to_degrees(ring.interpolate(ring.project(point)))
            to_ring = distance_km(lon, lat, foot.x, foot.y)
            if to_ring < to_border:
                nearest, to_border = name, to_ring
        return Located(along, to_line, nearest, to_border)


@cache
def line(vintage: int = VINTAGES[0]) -> Line:
    """Return the linear reference of a vintage, built once per process."""
    features = geometry_files.border(vintage)
    [main] = [f for f in features if f.properties["kind"] == "line"]
    rings = {
        f.id.removesuffix(f"-{vintage}"): f.geometry.exterior
        for f in features
        if isinstance(f.geometry, Polygon)
        if f.properties["kind"] == "exclave" and {f.properties["owner"], f.properties["host"]} == CODES
    }
    assert isinstance(main.geometry, LineString), "the file of the line has lost it"
    return Line(main.geometry, rings)


def state_at(lon: float, lat: float, vintage: int = VINTAGES[0]) -> str | None:
    """Return whose land a point stands on, as mapped in a vintage.

    Parameters
    ----------
    lon, lat : float
        In degrees.
    vintage : int
        Year of mapping.

    Returns
    -------
    str or None
        Code of a side or of one of its neighbours, ``"neutral"``, or None outside all of them. Exact along the
        line and the exclaves; along other borders right to about a kilometre.
    """
    point = Point(lon, lat)
    for code, area in _areas(vintage):
        if area.intersects(point):
            return code
    return None


@cache
def _areas(vintage: int) -> tuple[tuple[str, BaseGeometry], ...]:
    neutral = [("neutral", f.geometry) for f in geometry_files.border(vintage) if f.properties["kind"] == "neutral"]
    states = [(f.properties["state"], f.geometry) for f in geometry_files.states(vintage)]
    for _, area in neutral + states:
        shapely.prepare(area)
    return (*neutral, *states)
