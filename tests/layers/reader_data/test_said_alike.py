"""Tip, card, table, filters, charts and downloads say the same title, figure and name of the figure of one row."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded
from layers.reader_data import figures
from layers.reader_data.card import card, say_figure
from layers.reader_data.dataset import ReaderSet
from layers.reader_data.points import pack, unpack
from layers.reader_data.rows import figure_columns

CASES = json.loads((Path(__file__).parents[2] / "figure_cases.json").read_text())["said"]


def load(text: str, **mapping: str) -> Loaded:
    mapping = {"lat": "lat", "lon": "lon", "date": "date"} | mapping
    return read("rows.csv", text.encode(), Options(title="Mine", mapping=mapping))


@pytest.mark.parametrize(
    ("mapping", "titles"),
    [
        ({"category": "name", "label": "name"}, ["Held", "Row 3"]),
        ({"category": "kind", "label": "name"}, ["post · Held", "Row 3"]),
        ({"label": "name"}, ["Held", "Row 3"]),
        ({}, ["Row 2", "Row 3"]),
    ],
)
def test_a_row_is_called_the_same(mapping: dict[str, str], titles: list[str]) -> None:
    text = "date,lat,lon,kind,name\n2022-09-16,39.9,70.5,post,Held\n2022-09-17,39.9,70.6,,\n"
    loaded = load(text, **mapping)
    points, rows = loaded.points, np.arange(2)
    assert [card(points, row, "Mine").title for row in rows] == titles
    table = ReaderSet("own:1", "Mine", points, loaded.report).table(rows, ["title"])
    assert table.column("title").to_pylist() == titles
    header, columns = unpack(pack(points, named=True))
    kinds = [header["words"][code] for code in columns["word"]] if "word" in columns else ["", ""]
    names = [header["names"][code] for code in columns["name"]] if "name" in columns else ["", ""]
    assert [" · ".join(filter(None, pair)) for pair in zip(kinds, names, strict=True)] == titles


def test_a_figure_is_called_the_same_and_as_the_file_writes_it() -> None:
    loaded = load("date,lat,lon,KIA (Side A)\n2022-09-16,39.9,70.5,3\n", value="KIA (Side A)")
    points = loaded.points
    assert card(points, 0, "Mine").figure == "KIA (Side A): 3"
    assert ReaderSet("own:1", "Mine", points, loaded.report).columns["value"].heading == "KIA (Side A)"
    assert unpack(pack(points))[0]["value"] == "KIA (Side A)"
    assert figure_columns(points) == {"value": "KIA (Side A)"}
    drawn = figures.figures(points, "day")
    assert drawn is not None and drawn.title.startswith("KIA (Side A)")


@pytest.mark.parametrize(("written", "said"), CASES)
def test_a_figure_is_said_as_it_is_written(written: str, said: str) -> None:
    loaded = load(f"date,lat,lon,km\n2022-09-16,39.9,70.5,{written}\n", value="km")
    points = loaded.points
    assert points.value is not None and say_figure(points.value[0]) == said
    assert card(points, 0, "Mine").figure == f"Km: {said}"
    value = ReaderSet("own:1", "Mine", points, loaded.report).table(np.arange(1), ["value"]).column("value")[0].as_py()
    assert value == float(said.replace(",", ""))
