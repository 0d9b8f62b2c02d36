"""The backdrop as the map draws it: every vertex where Web Mercator has it, every part as one that stands alone."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
import shapely

from geodata import geometry_files
from layers.browser import assets

PLANE = json.loads(assets.backdrop().body)


def in_plane(geometry: shapely.Geometry) -> np.ndarray:
    lon, lat = shapely.get_coordinates(geometry).T
    world = 256 * 2 ** PLANE["zoom"]
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
    return np.column_stack([(lon / 360 + 0.5) * world, y * world]) - PLANE["corner"]


def parts(d: str) -> list[np.ndarray]:
    """Read a path as an SVG drawing program would."""
    assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z?)+", d)
    found = [np.array(re.findall(r"-?\d+", part), dtype=int).reshape(-1, 2).cumsum(axis=0) for part in d.split("M")[1:]]
    closed = [part.endswith("z") for part in d.split("M")[1:]]
    return [np.vstack([part, part[:1]]) if shut else part for part, shut in zip(found, closed, strict=True)]


@pytest.mark.parametrize(
    ("told", "known"),
    list(zip(PLANE["features"], geometry_files.backdrop(), strict=True)),
    ids=lambda one: one.id if isinstance(one, geometry_files.Feature) else "",
)
def test_a_feature_of_the_plane_is_that_of_the_file(told: dict[str, object], known: geometry_files.Feature) -> None:
    assert (told["kind"], told.get("name")) == (known.properties["kind"], known.properties.get("name"))
    if isinstance(known.geometry, shapely.Point):
        assert told["at"] == [known.geometry.x, known.geometry.y] and "d" not in told
    else:
        drawn, meant = np.vstack(parts(str(told["d"]))), in_plane(known.geometry)
        # A line goes on where its part before has ended.
        again = np.append(False, (np.diff(drawn, axis=0) == 0).all(axis=1))
        assert np.abs(drawn[~again] - meant).max() <= 1
