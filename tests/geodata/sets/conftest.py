"""A catalogue in a folder and in a PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import Limits
from tests.geodata.sets.cluster import Cluster, cluster

ROOM = Limits(1000, 10_000_000, 2000, 20_000_000)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sets"


@pytest.fixture(params=["folder", pytest.param("postgresql", marks=pytest.mark.services)])
def place(request: pytest.FixtureRequest, folder: Path) -> Path | str:
    if request.param == "folder":
        return folder
    return request.getfixturevalue("postgresql").database("sets")


@pytest.fixture
def catalogue(place: Path | str) -> Catalogue:
    return Catalogue(place, ROOM)
