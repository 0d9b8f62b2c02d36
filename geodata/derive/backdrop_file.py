"""`backdrop.geojson`: the vector backdrop that is always drawn.

It holds no version of the Kyrgyz–Tajik line: both states are one shape, in one tint.
"""

from __future__ import annotations

from pathlib import Path

import shapely
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from geodata.derive import lakes, mountains, natural_earth, towns
from geodata.derive.labels import Label, min_zooms
from geodata.derive.line import Border
from geodata.derive.sections_file import LABEL_ZOOM
from geodata.derive.write import Feature, feature
from geodata.derive.zones import State
from geodata.measure import Line, to_degrees, to_local_m

#: What the backdrop covers; a wide view must not show where a river is cut.
FRAME = box(58.0, 32.5, 87.0, 47.5)
#: Lakes without a name are drawn in the nearer part only.
LAKE_FRAME = box(63.0, 36.5, 82.0, 45.0)
DECIMALS = 4

#: Where readers look closely: there the outline is kept finer.
CLOSE_UP = box(68.9, 39.3, 72.0, 41.1)
CLOSE_TOLERANCE_M, FAR_TOLERANCE_M = 50.0, 160.0

#: (name, lon, lat, first zoom, last zoom): points for the wide view and for the Fergana valley.
COUNTRY_LABELS = (
    ("KYRGYZSTAN", 75.0, 41.55, 5, 7),
    ("TAJIKISTAN", 71.3, 38.95, 5, 7),
    ("UZBEKISTAN", 65.6, 40.45, 5, 7),
    ("KAZAKHSTAN", 72.5, 44.6, 5, 7),
    ("CHINA", 79.2, 40.9, 5, 8),
    ("AFGHANISTAN", 66.6, 35.6, 5, 8),
    ("PAKISTAN", 72.6, 35.6, 5, 8),
    ("TURKMENISTAN", 62.0, 37.9, 5, 8),
    ("KYRGYZSTAN", 70.02, 39.95, 8, 11),
    ("KYRGYZSTAN", 72.6, 39.95, 8, 11),
    ("KYRGYZSTAN", 74.7, 41.6, 8, 11),
    ("TAJIKISTAN", 69.75, 40.5, 8, 11),
    ("TAJIKISTAN", 70.3, 39.2, 8, 11),
    ("TAJIKISTAN", 69.1, 38.15, 8, 11),
    ("TAJIKISTAN", 72.9, 38.55, 8, 11),
    ("UZBEKISTAN", 71.1, 40.43, 8, 11),
    ("UZBEKISTAN", 68.3, 40.6, 8, 11),
    ("CHINA", 75.1, 39.4, 8, 11),
)


def backdrop_features(
    build: Path, border: Border, line: Line, states: dict[str, State], section_rows: list[Feature]
) -> list[Feature]:
    land = display_land(border.land)
    water = lakes.read_lakes(build, LAKE_FRAME)
    lake_rows = lakes.lake_features(water)
    places = towns.read_towns(FRAME.bounds, line, states)
    heights = mountains.read_mountains(build)
    zooms = min_zooms(
        [
            *_country_labels(),
            *_section_labels(section_rows),
            *_lake_labels(lake_rows),
            *(town.label for town in places),
            *(one.label for one in heights),
        ]
    )
    return [
        feature(land, DECIMALS, id="land", kind="land", name="Kyrgyzstan and Tajikistan"),
        *natural_earth.neighbours(FRAME, land),
        *lake_rows,
        *natural_earth.rivers(FRAME, shapely.union_all([lake.shape for lake in water])),
        *(
            feature(
                Point(label.lon, label.lat),
                DECIMALS,
                id=label.id,
                kind="country_label",
                name=label.text,
                min_zoom=label.first_zoom,
                max_zoom=label.last_zoom,
            )
            for label in _country_labels()
        ),
        *(
            feature(
                Point(t.lon, t.lat),
                DECIMALS,
                id=t.label.id,
                kind="town",
                name=t.name,
                country=t.country,
                rank=t.rank,
                min_zoom=zooms[t.label.id],
            )
            for t in places
            if t.label.id in zooms
        ),
        *mountains.mountain_features(heights, zooms),
    ]


def display_land(land: BaseGeometry) -> BaseGeometry:
    """Thin the outline for display: finer in the close-up, coarser elsewhere; the holes stay as they are."""
    close_up = to_local_m(CLOSE_UP)
    parts = []
    for part in shapely.get_parts(to_local_m(land)):
        thinned = _thinned(part.exterior, close_up)
        parts.append(Polygon(thinned, [ring.simplify(CLOSE_TOLERANCE_M) for ring in part.interiors]))
    return to_degrees(shapely.union_all(parts))


def _thinned(ring: LineString, close_up: BaseGeometry) -> LineString:
    near = shapely.get_parts(shapely.line_merge(ring.intersection(close_up)))
    far = shapely.get_parts(shapely.line_merge(ring.difference(close_up)))
    pieces = [p.simplify(CLOSE_TOLERANCE_M) for p in near] + [p.simplify(FAR_TOLERANCE_M) for p in far]
    merged = linemerge(pieces)
    if not isinstance(merged, LineString) or not merged.is_ring:
        raise ValueError("the thinned outline does not close")
    return shapely.normalize(merged)


def _country_labels() -> list[Label]:
    return [
        Label(
            f"country-{name.lower()}-{number}",
            name,
            lon,
            lat,
            first,
            last,
            anchor="middle",
            character_px=13.0,
            height_px=22.0,
        )
        for number, (name, lon, lat, first, last) in enumerate(COUNTRY_LABELS)
    ]


def _section_labels(rows: list[Feature]) -> list[Label]:
    """The sections' names are drawn by their own layer; towns leave them room."""
    sections = [row["properties"] for row in rows if row["properties"]["kind"] == "section"]
    return [
        Label(f"section-{p['id']}", p["name"], p["label_lon"], p["label_lat"], LABEL_ZOOM, anchor=p["label_anchor"])
        for p in sections
    ]


def _lake_labels(rows: list[Feature]) -> list[Label]:
    named = [row["properties"] for row in rows if row["properties"]["name"]]
    return [Label(p["id"], p["name"], p["label_lon"], p["label_lat"], p["min_zoom"], anchor="middle") for p in named]
