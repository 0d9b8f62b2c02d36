"""Masses of an own set's marks in pictures: counted by cell to the row, by the map's rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.ledger import current
from geodata.sets.asked import cells as asked
from geodata.sets.asked.queries import ORIGIN
from layers.pictures import own_cells
from layers.pictures.camera import Camera
from layers.pictures.picture import picture
from layers.pictures.reader_data import own_legend
from layers.reader_data import points
from layers.reader_data.drawn import OwnSet
from tests.bench.make_points import make
from tests.support.scenes import view

COUNT = 3000


def test_a_mass_is_counted_to_the_row_and_opens_by_zooming_in() -> None:
    draw = np.random.default_rng(4)
    crowd = replace(
        make(COUNT),
        lon=draw.normal(70.6, 0.1, COUNT).astype(np.float32),
        lat=draw.normal(39.9, 0.1, COUNT).astype(np.float32),
    )
    header, columns = points.unpack(points.pack(crowd))
    limit = own_cells.most_places(columns["look"], header["radii_px"])
    wide, close = (Camera.at(900, 600, 39.9, 70.6, zoom) for zoom in (9.0, 14.0))
    hidden, cells = own_cells.masses(columns, wide, limit)
    assert 0 < sum(rows for *_, rows in cells) == hidden.sum() <= COUNT
    x, y = wide.from_unit(columns["x"] / 2.0**32, columns["y"] / 2.0**32)
    for left, top, _, rows in cells:
        assert rows == ((x >= left) & (x < left + 56) & (y >= top) & (y < top + 56)).sum()
    assert own_cells.masses(columns, close, limit)[1] == []
    # However many stand on one spot, they are no mass: zooming in would not part them.
    spot = {name: np.repeat(column[:1], 500) for name, column in columns.items()}
    assert own_cells.masses(spot, wide, limit)[1] == []


def test_cells_are_explained_where_there_are_some() -> None:
    shown = view("date=2022-09-16&layers=border&at=39.9,70.6,9").with_(own=("Mine",))
    for spread, massed in ((0.1, {"Mine"}), (0.0, set())):
        one_spot = np.random.default_rng(4).normal(0, spread, (2, COUNT)).astype(np.float32)
        sets = [OwnSet.of("Mine", replace(make(COUNT), lon=70.6 + one_spot[0], lat=39.9 + one_spot[1]))]
        [drawn] = picture(shown, current(), sets=sets).maps
        assert drawn.massed == massed
        said = [entry.label for entry in own_legend(shown, sets, drawn.massed)[0][1]]
        assert any("square" in label for label in said) == bool(massed)


@pytest.mark.parametrize(("zoom", "side"), [(7.0, 64.0), (8.5, 64 * 2**0.5), (10.0, 256.0)])
def test_counted_cells_are_put_together_far_off_and_stay_as_they_are_nearer_in(zoom: float, side: float) -> None:
    # Four cells of level 10 that are one of level 9, a row in each on the first day, and another row later in the last.
    x, y = 600, 400
    woven = [woven_of(x + dx, y + dy) for dy in (0, 1) for dx in (0, 1)]
    begun = {
        "cell": np.array([*woven, woven[-1]]),
        "step": np.array([1, 1, 1, 1, 5]) - ORIGIN,
        "longer": np.zeros(5, np.int64),
        "n": np.ones(5, np.int64),
    }
    none = {name: np.zeros(0, np.int64) for name in ("cell", "step", "n")}
    body = asked.pack(asked.Found(10, 10, 0, begun, none))
    camera = Camera(800, 600, (x + 1) / 1024, (y + 1) / 1024, zoom)
    found = own_cells.counted(body, (1, 1), camera)
    assert all(one[2] == pytest.approx(side) for one in found)
    assert [rows for *_, rows in found] == ([4] if zoom < 8 else [1, 1, 1, 1])
    assert sum(rows for *_, rows in own_cells.counted(body, (0, 5), camera)) == 5
    assert own_cells.counted(body, (2, 4), camera) == []


def woven_of(x: int, y: int) -> int:
    """Weave the bits of a cell's x and y."""
    return sum((x >> bit & 1) << 2 * bit | (y >> bit & 1) << 2 * bit + 1 for bit in range(10))
