"""The shaded relief: light enough to send, lying where the land it shows lies, and clear where that is flat."""

from __future__ import annotations

import io

import numpy as np
import pytest
import shapely
from PIL import Image

from geodata import atlas, geometry_files


@pytest.fixture(scope="module")
def relief() -> np.ndarray:
    """Its pixels: rows from the north, each of red, green, blue and alpha."""
    found = geometry_files.relief()
    assert found and len(found) <= 120_000
    return np.asarray(Image.open(io.BytesIO(found)).convert("RGBA")).astype(float)


def mercator(lat: float) -> float:
    return float(np.degrees(np.arcsinh(np.tan(np.radians(lat)))))


def pixel(relief: np.ndarray, lon: float, lat: float) -> tuple[int, int]:
    """Return the row and column in which a place lies."""
    named = atlas.current().relief
    assert named
    (south, west), (north, east) = named.bounds
    down = (mercator(north) - mercator(lat)) / (mercator(north) - mercator(south))
    return int(down * relief.shape[0]), int((lon - west) / (east - west) * relief.shape[1])


def part(relief: np.ndarray, west: float, south: float, east: float, north: float) -> np.ndarray:
    (top, left), (bottom, right) = pixel(relief, west, north), pixel(relief, east, south)
    return relief[top:bottom, left:right]


def test_its_pixels_are_as_high_as_wide_on_the_map(relief: np.ndarray) -> None:
    named = atlas.current().relief
    assert named
    (south, west), (north, east) = named.bounds
    high, wide = mercator(north) - mercator(south), east - west
    assert relief.shape[0] / relief.shape[1] == pytest.approx(high / wide, rel=0.003)


@pytest.mark.parametrize("name", ["Karakul", "Issyk-Kul"])
def test_a_lake_is_clear(name: str, relief: np.ndarray) -> None:
    """Beside slopes: a picture that lies some kilometres off, or upside down, shades it."""
    [lake] = [one for one in geometry_files.backdrop("lake") if one.properties["name"] == name]
    within = shapely.buffer(lake.geometry, -0.035)
    shores = shapely.get_coordinates(shapely.segmentize(within, 0.01))
    seen = [relief[pixel(relief, lon, lat)][3] for lon, lat in shores if lon < 77]
    assert len(seen) > 10 and max(seen) <= 12


def test_the_plain_is_flat_and_the_range_beside_it_is_not(relief: np.ndarray) -> None:
    plain, mountains = part(relief, 70.8, 40.45, 71.6, 40.7), part(relief, 70.8, 39.45, 71.6, 39.7)
    assert plain[..., 3].mean() < 0.1 * mountains[..., 3].mean()


def test_the_light_comes_from_the_north_west(relief: np.ndarray) -> None:
    """The Trans-Alai falls to the Alai valley in the north, so its northern side is lit, and the Alai range's southern side is dark."""
    trans_alai, alai = part(relief, 72.4, 39.42, 73.2, 39.52), part(relief, 72.4, 39.72, 73.2, 39.85)
    dark = [float((one[..., 3] * (one[..., 0] == 0)).mean()) for one in (trans_alai, alai)]
    assert dark[0] < dark[1]


def test_the_shadow_is_never_deeper_than_promised(relief: np.ndarray) -> None:
    assert relief[..., 3].max() / 255 <= 0.36
    edges = [relief[0], relief[-1], relief[:, 0], relief[:, -1]]
    assert max(edge[:, 3].max() for edge in edges) == 0, "no edge of it shows on the map"
