"""Masses of an own set's marks in pictures: counted by cell to the row, by the map's rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geodata.ledger import current
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
    assert 0 < sum(rows for _, _, rows in cells) == hidden.sum() <= COUNT
    x, y = wide.from_unit(columns["x"] / 2.0**32, columns["y"] / 2.0**32)
    for left, top, rows in cells:
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
