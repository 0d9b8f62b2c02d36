"""The made-up ground: a wave of some 40 km from west to east, land on both sides of it, three strips along it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from tests.made_up_atlas.manifest import LINE, MIDDLE, OLDER

LAT, LON = MIDDLE

#: Half the length of the line in degrees of longitude; at this latitude a degree is some 109 km.
HALF = 0.18

#: Section → how it is called, from west to east.
SECTIONS = {"mill-brook": "Mill Brook", "long-fell": "Long Fell", "still-mere": "Still Mere"}


def wave(lon: np.ndarray | float, shift: float = 0.0) -> np.ndarray | float:
    """Return the latitude of the line at a longitude."""
    return LAT + shift + 0.03 * np.sin((lon - LON) * 2 * np.pi / HALF)


def line(year: int, west: float = LON - HALF, east: float = LON + HALF) -> LineString:
    """Return the line or a stretch of it; as it was mapped earlier it lies some 200 m farther north."""
    lons = np.linspace(west, east, 61)
    return LineString(np.column_stack([lons, wave(lons, 0.002 if year == OLDER else 0.0)]))


def _feature(geometry: BaseGeometry, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": mapping(geometry), "properties": properties}


def _land(year: int, north: bool) -> Polygon:
    edge = line(year, LON - 0.6, LON + 0.4)
    far = LAT + (0.5 if north else -0.5)
    return Polygon([*edge.coords, (edge.coords[-1][0], far), (edge.coords[0][0], far)])


def border() -> list[dict[str, Any]]:
    found = []
    for year in (LINE, OLDER):
        pond = Point(LON - 0.1, LAT + 0.09).buffer(0.01)
        east = LON + HALF
        found += [
            _feature(line(year), id=f"line-{year}", kind="line", name=f"Line as mapped in {year}", vintage=year),
            _feature(pond, id=f"pond-{year}", kind="exclave", name="The Pond", vintage=year, owner="BM", host="AV"),
            _feature(
                Point(east, float(wave(east))),
                id=f"tripoint-corran-{year}",
                kind="tripoint",
                name="Stone of Three",
                vintage=year,
            ),
        ]
    return found


def sections() -> list[dict[str, Any]]:
    edges = np.linspace(LON - HALF, LON + HALF, len(SECTIONS) + 1)
    return [
        _feature(
            line(LINE, west, east).buffer(0.012, cap_style="flat"),
            id=name,
            kind="section",
            name=title,
            inferred=True,
            label_lon=(west + east) / 2,
            label_lat=LAT + 0.05,
            label_anchor="start",
            method="A third of the line, cut by a test.",
        )
        for (name, title), west, east in zip(SECTIONS.items(), edges, edges[1:], strict=False)
    ]


def states() -> list[dict[str, Any]]:
    return [
        _feature(land, id=f"{code.lower()}-{year}", kind="state", state=code, vintage=year)
        for year in (LINE, OLDER)
        for code, land in (
            ("AV", _land(year, north=True)),
            ("BM", _land(year, north=False)),
            ("CX", box(LON + 0.4, LAT - 0.5, LON + 0.8, LAT + 0.5)),
        )
    ]


def backdrop() -> list[dict[str, Any]]:
    both = box(LON - 0.6, LAT - 0.5, LON + 0.4, LAT + 0.5)
    towns = (("Millbrook", 0.02, -0.14, 3), ("Tarnside", -0.09, 0.05, 3), ("Port Arvia", 0.35, 0.0, 1))
    return [
        _feature(MultiPolygon([both]), id="land", kind="land", name="Arvia and Belmia"),
        _feature(
            Point(LON + 0.2, LAT - 0.2).buffer(0.05),
            id="lake-0",
            kind="lake",
            name="Tarn Water",
            area_km2=90.0,
            label_lat=LAT - 0.2,
            label_lon=LON + 0.2,
            min_zoom=8,
        ),
        _feature(LineString([(LON - 0.3, LAT + 0.4), (LON - 0.12, LAT)]), id="river-mill", kind="river", name="Mill"),
        _feature(
            LineString([(LON + 0.4, LAT - 0.5), (LON + 0.4, LAT + 0.5)]),
            id="neighbours-corra",
            kind="neighbours",
            name="Corra",
            status="boundary",
        ),
        *(
            _feature(
                Point(LON - 0.1, LAT + north),
                id=f"country-{name}",
                kind="country_label",
                name=name,
                min_zoom=5,
                max_zoom=9,
            )
            for name, north in (("ARVIA", 0.3), ("BELMIA", -0.3))
        ),
        *(
            _feature(
                Point(LON + east, LAT + north),
                id=f"town-{name}",
                kind="town",
                name=name,
                rank=rank,
                min_zoom=7,
                country="AV",
            )
            for name, north, east, rank in towns
        ),
        *(
            _feature(
                Point(LON + east, LAT + north), id=f"{kind}-{name}", kind=kind, name=name, height_m=height, min_zoom=9
            )
            for kind, name, north, east, height in (
                ("peak", "Tarn Pike", 0.05, 0.25, 812),
                ("pass", "Mill Gap", 0.1, 0.2, 540),
            )
        ),
    ]


def write(folder: Path) -> None:
    """Write the five files and where they come from."""
    folder.mkdir()
    files = {
        "border": border(),
        "sections": sections(),
        "conflicts": [],
        "states": states(),
        "backdrop": backdrop(),
    }
    for name, features in files.items():
        content = {"type": "FeatureCollection", "features": features}
        (folder / f"{name}.geojson").write_text(json.dumps(content), encoding="utf-8")
    source = {
        "registry": "no registry",
        "package": "made up",
        "version": "1",
        "taken": "everything",
        "origin": "a sine",
        "licence": "none needed",
        "attribution": "a test",
    }
    rows = [
        {
            "id": name,
            "file": f"{name}.geojson",
            "title": f"The made-up {name}",
            "what": "Drawn by code.",
            "sources": [source],
            "licence": "none needed",
            "attribution": "a test",
            "command": "python -m tests.made_up_atlas.draw",
        }
        for name in files
    ]
    (folder / "provenance.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
