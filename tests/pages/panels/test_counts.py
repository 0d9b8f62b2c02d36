"""The same number in the layer list, the table, the text and the files, layer by layer, on the days that matter."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import date

import pytest

from geodata.ledger import current
from layers.files import formats
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.view.state import ViewState
from layers.words import text_twin
from tests.support.pages import markup, opened

LEDGER = current()


@pytest.mark.parametrize(
    ("day", "mode"), [("2021-04-29", "day"), ("2022-09-16", "day"), ("2025-03-13", "day"), ("2026-11-01", "upto")]
)
def test_list_table_text_and_files_count_alike(day: str, mode: str) -> None:
    view = ViewState(date.fromisoformat(day), mode=mode, layers=tuple(layer.id for layer in all_layers()))
    records = Records(view, LEDGER)
    rows = records.listed()
    table = Counter(records.table(rows, ["layer"])["layer"].to_pylist())
    assert table.total() == len(rows) > 0

    features = json.loads(formats.data("geojson", records, rows))["features"]
    border = [one for one in features if one["properties"]["mapped_in"]]
    assert Counter(one["properties"]["layer"] for one in features if one not in border) == table
    assert len(border) == len(records.drawn())
    lines = csv.DictReader(io.StringIO(formats.data("csv", records, rows).decode("utf-8-sig"), newline=""))
    assert Counter(line["layer"] for line in lines) == table

    text = text_twin.text(view, LEDGER)
    assert f"{len(rows)} record" in text
    for layer in all_layers():
        if layer.regional:
            assert f"\n{layer.title.upper()} ({table[layer.title]})\n" in text

    # The list writes its numbers with a style, so that the switches' names never change.
    at = opened("map.py", date=day, mode=mode, layers=",".join(view.layers))
    told = re.findall(r'nth-of-type\((\d+)\)::after { content: "(\d+)"', markup(at))
    in_list = {int(place): int(number) for place, number in told}
    assert in_list == {place: table[layer.title] for place, layer in enumerate(all_layers(), 1) if layer.regional}
