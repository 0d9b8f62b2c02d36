"""Read the derived files of the atlas in use: each once per process, none before it is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata import atlas

GEOMETRY_DIR = atlas.FOLDER / "geometry"

#: What the folder holds of what is known. A shaded relief beside it (`relief`) is a look, and no part of the revision.
FILES = (
    "backdrop.geojson",
    "border.geojson",
    "conflicts.geojson",
    "provenance.yaml",
    "sections.geojson",
    "states.geojson",
)

#: Years of mapping in which the line is held, the one shown by default first.
VINTAGES = atlas.current().years_of_mapping


@dataclass(frozen=True)
class Feature:
    """A feature of a derived file. `geometry` is in (lon, lat) degrees of WGS 84."""

    id: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry


@cache
def read(name: str) -> tuple[Feature, ...]:
    """Read `<name>.geojson` with its features in the file's order.

    Raises
    ------
    FileNotFoundError
        If there is no such derived file.
    """
    with (GEOMETRY_DIR / f"{name}.geojson").open(encoding="utf-8") as file:
        collection = json.load(file)
    return tuple(
        Feature(row["properties"]["id"], MappingProxyType(row["properties"]), shape(row["geometry"]))
        for row in collection["features"]
    )


def text(name: str) -> str:
    """Return `<name>.geojson` as it is, for handing on to a browser."""
    return (GEOMETRY_DIR / f"{name}.geojson").read_text(encoding="utf-8")


@cache
def relief() -> bytes | None:
    """Return the atlas's shaded relief as it is, or None for an atlas without one."""
    named = atlas.current().relief
    return (GEOMETRY_DIR / named.file).read_bytes() if named else None


def border(vintage: int = VINTAGES[0]) -> tuple[Feature, ...]:
    """The line, the exclaves, the neutral ground and the tripoints as mapped in one year."""
    return _of_vintage("border", vintage)


def states(vintage: int = VINTAGES[0]) -> tuple[Feature, ...]:
    """The polygons of the sides and their neighbours as mapped in one year: for checks and measures, and for a tint of each side where a view asks for it."""
    return _of_vintage("states", vintage)


def sections() -> Mapping[str, Feature]:
    """The sections' strips, areas and exclaves by id."""
    return MappingProxyType({feature.id: feature for feature in read("sections")})


def conflicts() -> Mapping[str, Feature]:
    """The stretches of the line along which armed conflicts were fought, by the id of the record; indicative."""
    return MappingProxyType({feature.id: feature for feature in read("conflicts")})


def backdrop(kind: str | None = None) -> tuple[Feature, ...]:
    """The backdrop's features, all or of one kind (``"land"``, ``"lake"``, ``"town"`` …)."""
    return tuple(f for f in read("backdrop") if kind is None or f.properties["kind"] == kind)


def _of_vintage(name: str, vintage: int) -> tuple[Feature, ...]:
    if vintage not in VINTAGES:
        raise ValueError(f"the line is held as mapped in {' and '.join(map(str, VINTAGES))}, not in {vintage}")
    return tuple(feature for feature in read(name) if feature.properties["vintage"] == vintage)
