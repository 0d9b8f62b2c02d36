"""The states as OpenStreetMap draws them, read from the time zone polygons in two timezonefinder editions.

In Central Asia the zones of timezone-boundary-builder follow the state borders, and neighbours share
their vertices exactly; so the border is where two zones have the same edges, with no snapping.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.measure import area_km2

#: Year of mapping → folder under build/ into which that edition was installed with `pip install --target`.
EDITIONS = {2026: "tz-2026", 2024: "tz-2024"}
ZONES = {"KG": ("Asia/Bishkek",), "TJ": ("Asia/Dushanbe",), "UZ": ("Asia/Tashkent", "Asia/Samarkand")}

#: The packages keep 1e-7 degrees as integers; rounding to that restores equal floats for equal vertices.
DECIMALS = 7


#: Of a polygon, as JSON has them: the outer ring and the holes as lists of [lon, lat].
Rings = list[list[list[float]]]


@dataclass(frozen=True)
class State:
    """One state in one vintage: its mainland and the polygons that lie apart from it."""

    code: str
    mainland: Polygon
    apart: tuple[Polygon, ...]

    @property
    def whole(self) -> MultiPolygon:
        return MultiPolygon([self.mainland, *self.apart])


def read_states(build: Path, vintage: int) -> dict[str, State]:
    """Read KG, TJ and UZ of one vintage.

    Parameters
    ----------
    build : Path
        The folder with the installed packages.
    vintage : int
        2024 or 2026.
    """
    target = build / EDITIONS[vintage]
    if not target.is_dir():
        raise FileNotFoundError(f"{target} is missing: install that edition of timezonefinder first")
    names = [zone for zones in ZONES.values() for zone in zones]
    dump = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("dump_zones.py")), *names],
        env=os.environ | {"PYTHONPATH": str(target)},
        check=True,
        capture_output=True,
        text=True,
    )
    zones = json.loads(dump.stdout)
    return {code: _state(code, [zones[name] for name in names]) for code, names in ZONES.items()}


def _state(code: str, zones: list[list[Rings]]) -> State:
    mainlands, apart = [], []
    for zone in zones:
        polygons = sorted((_polygon(rings) for rings in zone), key=area_km2, reverse=True)
        mainlands.append(polygons[0])
        apart += polygons[1:]
    mainland: BaseGeometry = mainlands[0]
    for other in mainlands[1:]:
        mainland = mainland.union(other)
    if not isinstance(mainland, Polygon):
        raise ValueError(f"the zones of {code} do not join into one mainland")
    return State(code, mainland, tuple(apart))


def _polygon(rings: Rings) -> Polygon:
    rounded = [[(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in ring] for ring in rings]
    return Polygon(rounded[0], rounded[1:])
