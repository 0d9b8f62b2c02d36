"""A cell of a million letters among usual ones: the file is read, in time that grows with the letters and not with their square."""

from __future__ import annotations

from time import process_time

import pytest

from geodata.importers.reading import read
from tests.support.own_files import csv_of

USUAL = {"lat": "39.9", "lon": "70.6", "date": "2022-09-14", "deaths": "3", "name": "Баткен", "koord": "39.9, 70.6"}
LETTERS = 300_000


@pytest.mark.parametrize("sign", ["0101", "40n", "1e", "° ", "1,", "-1", "http://", "<br"])
def test_a_huge_cell_costs_no_more_than_looks_at_each_letter(sign: str) -> None:
    huge = (sign * LETTERS)[:LETTERS]
    plain = process_time()
    read("a.csv", csv_of([USUAL] * 12 + [USUAL | {"name": "x" * len(USUAL) * LETTERS}]))
    broken = process_time()
    loaded = read("a.csv", csv_of([USUAL] * 2 + [dict.fromkeys(USUAL, huge + "!")] + [USUAL] * 10))
    # Side by side with as many letters in a name; a square of them would take hours.
    assert process_time() - broken < 60 * (broken - plain)
    assert (loaded.report.rows_read, len(loaded.points)) == (13, 12)
