"""Sound files of every other format, and the same a little changed in ways that leave them what they are: rows without a place, odd texts, members left out.

``mutated_features(kind, number)`` gives the same bytes at every run.
"""

from __future__ import annotations

import json
import random
from html import escape
from typing import Any

from shapely import LineString, MultiPoint, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from tests.support.own_files import frame, vector_of
from tests.support.tables.workbooks import KINDS, book_of

_NAMES = (
    "Ak-Sai",
    "Кок-Таш",
    "",
    None,
    "two\nlines",
    'a "b", c; d',
    "</name>&amp;",
    "\u2019\U0001f6a9",
    "=1+1",
    "x" * 300,
)
_DATES = ("2022-09-14", "2022-09-14", "14.09.2022", "", None, "September 2022", "never", "2022-09-14T10:00:00Z")
_POINTS: tuple[BaseGeometry | None, ...] = (
    Point(70.5, 39.9),
    Point(70.6, 39.8),
    Point(0, 0),
    Point(39.9, 70.5),
    Point(),
    None,
)
_AREAS: tuple[BaseGeometry | None, ...] = (
    box(70, 39, 71, 40),
    Polygon([(70, 39), (71, 40), (71, 39), (70, 40), (70, 39)]),
    Polygon(),
    None,
)
_ALL = (*_POINTS, *_AREAS, LineString([(70, 39), (71, 40)]), MultiPoint([(70, 39), (71, 40)]))


def mutated_features(kind: str, number: int) -> bytes:
    """Return a file of a format: "xlsx", "ods", "xls", "geojson", "kml", "GPKG", "shapefile" or "GeoParquet"."""
    draw = random.Random(f"{kind} {number}")
    count = draw.randint(2, 9)
    if kind == "geojson":
        return json.dumps({"type": "FeatureCollection", "features": [_feature(draw) for _ in range(count)]}).encode()
    if kind == "kml":
        return _kml(count, draw)
    if kind in KINDS:
        return _workbook(kind, count, draw)
    shapes = [draw.choice(_AREAS if kind == "shapefile" else _ALL) for _ in range(count)]
    # A file needs a place to be one of a kind of places.
    shapes.append(box(70, 39, 71, 40) if kind == "shapefile" else Point(70.5, 39.9))
    words: dict[str, list[object]] = {"name": [], "date": []}
    for _ in shapes:
        words["name"].append((draw.choice(_NAMES) or "")[:80])
        words["date"].append(draw.choice(_DATES))
    return vector_of(frame(*shapes, **words), kind)


def _feature(draw: random.Random) -> Any:
    feature: dict[str, Any] = {
        "type": "Feature",
        "properties": {
            "name": draw.choice(_NAMES),
            "date": draw.choice(_DATES),
            "deaths": draw.choice((1, 2.5, "3", None, [1], {"a": 1})),
        },
        "geometry": draw.choice(
            (
                {"type": "Point", "coordinates": [70.5, 39.9]},
                {"type": "Point", "coordinates": [70.5, 39.9]},
                {"type": "Point", "coordinates": [70.5, 39.9, 850]},
                {"type": "Point", "coordinates": []},
                {"type": "Point", "coordinates": ["70.5", "39.9"]},
                {"type": "Point", "coordinates": [None, None]},
                {"type": "Point"},
                {"type": "Polygon", "coordinates": [[[70, 39], [71, 39], [71, 40]]]},
                {"type": "Polygon", "coordinates": [[[70, 39], [71, 39], [71, 40], [70, 39]]]},
                {"type": "Circle", "coordinates": [70.5, 39.9]},
                {},
                None,
            )
        ),
    }
    change = draw.random()
    if change < 0.15:
        del feature[draw.choice(list(feature))]
    elif change < 0.25:
        feature["id"] = draw.choice((1, "a", None, 1.5))
    elif change < 0.3:
        feature["properties"] = draw.choice((None, {}, {"name": "alone"}))
    return feature


def _kml(count: int, draw: random.Random) -> bytes:
    marks = []
    for _ in range(count):
        name, day = draw.choice(_NAMES), draw.choice(_DATES)
        place = draw.choice(
            (
                "<Point><coordinates>70.5,39.9</coordinates></Point>",
                "<Point><coordinates>70.5,39.9,0</coordinates></Point>",
                "<Point><coordinates>\n 70.5,39.9 \n</coordinates></Point>",
                "<Point><coordinates/></Point>",
                "<Point><coordinates>here</coordinates></Point>",
                "<LineString><coordinates>70,39 71,40</coordinates></LineString>",
                "<MultiGeometry><Point><coordinates>70.5,39.9</coordinates></Point></MultiGeometry>",
                "",
            )
        )
        when = draw.choice(
            (f"<TimeStamp><when>{day or ''}</when></TimeStamp>", "<TimeSpan><begin>2022-09</begin></TimeSpan>", "")
        )
        marks.append(f"<Placemark>{'' if name is None else f'<name>{escape(name)}</name>'}{when}{place}</Placemark>")
    cut = draw.randint(0, count)
    inner = (
        f"{''.join(marks[:cut])}<Folder><name>More</name>{''.join(marks[cut:])}</Folder>"
        if draw.random() < 0.5
        else "".join(marks)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inner}</Document></kml>'.encode()


def _workbook(kind: str, count: int, draw: random.Random) -> bytes:
    rows: list[list[object]] = [["name", "date", "lat", "lon", "deaths"]]
    rows += [
        [
            draw.choice(_NAMES) or "",
            draw.choice(_DATES) or "",
            # Where most cells hold no latitude the column is none.
            draw.choice(("39,9", "", "here")) if at % 4 == 3 else draw.choice((39.9, "39.9")),
            draw.choice((70.5, "70.5")),
            draw.choice((1, "", "n/a")),
        ]
        for at in range(count)
    ]
    for _ in range(draw.choice((0, 1, 2))):
        rows.insert(draw.randint(1, len(rows)), draw.choice(([""] * 5, list(rows[0]), ["", "", "", "", "words"])))
    rows[:0] = draw.choice(([], [], [["Incidents, 2022"]], [["Incidents, 2022"], [""]]))
    rows += draw.choice(([], [], [["Source: invented"]], [[""] * 5, ["Total", "", "", "", 12]]))
    return book_of(kind, *([rows] if draw.random() < 0.7 else [[["Read me"], ["Invented."]], rows]))
