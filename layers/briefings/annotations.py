"""The drawings on a scene as GeoJSON: how they are written and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from geodata.atlas import FIRST_DAY
from geodata.dates import parse_day
from geodata.translation import tr, tr_in
from layers.kit.annotation import COLOURS, KINDS, Annotation

#: More drawings than this nobody takes in.
MAX_DRAWINGS = 40
MAX_TEXT = 120
#: Smallest and largest radius of a circle, in km.
RADIUS_KM = (0.05, 1000)
#: Beyond this latitude the map does not go.
_MAX_LAT = 85
#: Decimals of a degree that are kept: about a metre.
_DECIMALS = 5
_GEOMETRIES = {"arrow": "LineString", "line": "LineString", "area": "Polygon", "circle": "Point", "text": "Point"}


def kind_words(kind: str) -> str:
    """Return what a kind of drawing is called."""
    return {
        "arrow": tr_in("a drawing", "Arrow"),
        "line": tr_in("a drawing", "Line"),
        "area": tr_in("a drawing", "Area"),
        "circle": tr_in("a drawing", "Circle"),
        "text": tr_in("a drawing", "Text"),
    }[kind]


def plain(annotations: tuple[Annotation, ...]) -> dict[str, Any]:
    """Return drawings as a collection of GeoJSON features."""
    return {"type": "FeatureCollection", "features": [_feature(one) for one in annotations]}


def _feature(one: Annotation) -> dict[str, Any]:
    points = [[round(value, _DECIMALS) for value in point] for point in one.points]
    places: Any = points[0] if KINDS[one.kind][1] == 1 else [[*points, points[0]]] if one.closed else points
    said = {
        "kind": one.kind,
        "text": one.text,
        "radius_km": one.radius_km,
        "start": one.start and one.start.isoformat(),
        "end": one.end and one.end.isoformat(),
        "colour": one.colour,
    }
    return {
        "type": "Feature",
        "geometry": {"type": _GEOMETRIES[one.kind], "coordinates": places},
        "properties": {name: value for name, value in said.items() if value},
    }


class _Left(ValueError):
    """A drawing that is left out; the message says why."""


def read(given: object, where: str, problems: list[str], cleaned: Callable[[str], str]) -> tuple[Annotation, ...]:
    """Read the drawings of a scene; never raises.

    Parameters
    ----------
    given : object
        What the file has.
    where : str
        The scene in words.
    problems : list of str
        Is given a sentence for each part that cannot be read.
    cleaned : callable
        Returns text on one line, without signs that do harm.
    """
    rows = given.get("features") if isinstance(given, Mapping) else given if given == () else None
    if not isinstance(rows, list | tuple):
        problems.append(
            tr("{where}: its drawings are no GeoJSON collection of features and were left out.", where=where)
        )
        return ()
    if len(rows) > MAX_DRAWINGS:
        words = tr("{where} has {n} drawings; the first {most} are read.", where=where, n=len(rows), most=MAX_DRAWINGS)
        problems.append(words)
    found = []
    for number, row in enumerate(rows[:MAX_DRAWINGS], start=1):
        this = tr("{where}, drawing {number}", where=where, number=number)
        try:
            found.append(_annotation(row, this, problems, cleaned))
        except _Left as why:
            problems.append(tr("{where} was left out: {why}", where=this, why=str(why)))
    return tuple(found)


def _annotation(row: object, where: str, problems: list[str], cleaned: Callable[[str], str]) -> Annotation:
    said = row.get("properties") if isinstance(row, Mapping) else None
    geometry = row.get("geometry") if isinstance(row, Mapping) else None
    kind = said.get("kind") if isinstance(said, Mapping) else None
    if not isinstance(said, Mapping) or not isinstance(kind, str) or kind not in KINDS:
        raise _Left(tr("it is none of {kinds}.", kinds=", ".join(KINDS)))
    if not isinstance(geometry, Mapping) or geometry.get("type") != _GEOMETRIES[kind]:
        raise _Left(tr("its geometry is no {geometry}.", geometry=_GEOMETRIES[kind]))
    points = _points(kind, geometry.get("coordinates"))
    text = _text(said.get("text", ""), where, problems, cleaned)
    if kind == "text" and not text:
        raise _Left(tr("it says nothing."))
    start, end = (_day(said.get(name), where, problems) for name in ("start", "end"))
    if start and end and end < start:
        problems.append(tr("{where}: its last day is before its first; it is shown on every day.", where=where))
        start = end = None
    colour = said.get("colour", "ink")
    if not isinstance(colour, str) or colour not in COLOURS:
        problems.append(tr("{where}: its colour is none of {colours}.", where=where, colours=", ".join(COLOURS)))
        colour = "ink"
    return Annotation(kind, points, text, _radius(said.get("radius_km")) if kind == "circle" else 0, start, end, colour)


def _number(value: object) -> float | None:
    # A whole number of a thousand digits is none of the map's.
    if not isinstance(value, int | float) or isinstance(value, bool) or not -1e6 < value < 1e6 or not isfinite(value):
        return None
    return float(value)


def _points(kind: str, coordinates: object) -> tuple[tuple[float, float], ...]:
    least, most = KINDS[kind]
    if most == 1:
        rows: object = [coordinates]
    elif kind == "area":
        rows = coordinates[0] if isinstance(coordinates, list) and len(coordinates) == 1 else None
    else:
        rows = coordinates
    if not isinstance(rows, list):
        raise _Left(tr("its places are no list; an area has one ring and no holes."))
    if len(rows) > most + 1:
        raise _Left(tr("it has {n} points, and a drawing has at most {most}.", n=len(rows), most=most))
    found: list[tuple[float, float]] = []
    for row in rows:
        lon, lat = map(_number, row[:2]) if isinstance(row, list) and len(row) >= 2 else (None, None)
        if lon is None or lat is None or abs(lon) > 180 or abs(lat) > _MAX_LAT:
            words = tr(
                "its places are not all on the map, which goes from 180° west to 180° east and to {lat}° north and south.",
                lat=_MAX_LAT,
            )
            raise _Left(words)
        point = (round(lon, _DECIMALS), round(lat, _DECIMALS))
        if not found or point != found[-1]:
            found.append(point)
    if kind == "area" and len(found) > 1 and found[0] == found[-1]:
        del found[-1]
    if len(set(found)) < least or len(found) > most:
        raise _Left(tr("it needs {least} to {most} different points.", least=least, most=most))
    return tuple(found)


def _radius(given: object) -> float:
    radius, (least, most) = _number(given), RADIUS_KM
    if radius is None or not least <= radius <= most:
        raise _Left(tr("its radius is no number of km from {least} to {most}.", least=least, most=f"{most:g}"))
    return round(radius, 2)


def _text(given: object, where: str, problems: list[str], cleaned: Callable[[str], str]) -> str:
    if not isinstance(given, str):
        problems.append(tr("{where}: its text is no text and was left out.", where=where))
        return ""
    # Cut before it is cleaned, with room for what falls out.
    text = cleaned(given[: 2 * MAX_TEXT])
    if len(text) > MAX_TEXT or len(given) > 2 * MAX_TEXT:
        problems.append(tr("{where}: its text is longer than {most} letters and was cut.", where=where, most=MAX_TEXT))
    return text[:MAX_TEXT].rstrip()


def _day(given: object, where: str, problems: list[str]) -> date | None:
    if given in (None, ""):
        return None
    try:
        day = parse_day(given) if isinstance(given, str) and len(given) == 10 else None
    except ValueError:
        day = None
    if day is None or day < FIRST_DAY:
        words = tr(
            "{where}: its first and last day are days as 2022-09-16, from {first} on; one that is none was left out.",
            where=where,
            first=FIRST_DAY.isoformat(),
        )
        problems.append(words)
        return None
    return day
