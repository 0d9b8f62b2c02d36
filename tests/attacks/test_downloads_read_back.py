"""Every download is read back by a reader that forgives nothing, whatever its columns, titles and cells are called: S16."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.rows import CompressedRows
from geodata.ledger import Ledger, current, load
from layers.files.formats import FORMATS, bundle, frame
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.reader_data.dataset import ReaderSet
from layers.view.state import ViewState
from tests.support.attacks.hostile_words import CELLS, NAMES
from tests.support.attacks.strict_readers import READERS, computed, read_kml
from tests.support.ledgers import hostile, sound, write
from tests.support.own_files import csv_of

MADE = date(2026, 11, 1)
formats = pytest.mark.parametrize("name", FORMATS)


def test_every_format_has_a_reader() -> None:
    assert list(READERS) == list(FORMATS)


def opened(packed: bytes) -> tuple[bytes, str]:
    """Return the data and the citation of a download, and see to it that the citation is a text that any program shows."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        (data, told) = map(archive.read, archive.namelist())
        assert all(name == Path(name).name and name.isprintable() for name in archive.namelist())
    text = told.decode("utf-8", "strict")
    assert not [
        letter
        for letter in text
        if (unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n") or letter in "\ufffe\uffff"
    ]
    return data, text


# ---- a reader's own set ----------------------------------------------------------------------------------------------------------


def own(names: list[str], cells: list[str], title: str = "My set") -> ReaderSet:
    """Return a set of two rows with these columns beside place, time and kind; in the second row every cell is empty."""
    row = {"event date": "2022-09-16", "lat": "39.9", "lon": "70.6"} | dict(zip(names, cells, strict=True))
    found = read("rows.csv", csv_of([row, row | dict.fromkeys(names, "")]), Options(title=title))
    assert len(found.points) == 2
    return ReaderSet("own:1", title, found.points, found.report)


@formats
def test_columns_of_any_name_hold_their_cells(name: str) -> None:
    taken = own(list(NAMES), [f"cell {number}" for number in range(len(NAMES))])
    data, text = opened(bundle(name, taken, np.arange(2), MADE))
    first, _second = READERS[name](data)
    # The atlas's own columns say a kind and a name once more.
    again = ("atlas_title", "atlas_label", "atlas_category")
    cells = [cell for column, cell in first.items() if str(cell).startswith("cell ") and column not in again]
    assert sorted(cells) == sorted(f"cell {number}" for number in range(len(NAMES)))
    table, _ = frame(taken, np.arange(2), FORMATS[name])
    # Each under the name that the citation gives it: as it is, or with an apostrophe where a spreadsheet would compute it.
    for column, number in zip(list(table.columns)[3:], range(len(NAMES)), strict=False):
        assert first.get(column, first.get(f"'{column}")) == f"cell {number}"
    assert "Killed & wounded" in first and "Killed & wounded" in text


@formats
def test_cells_of_any_content_come_back(name: str) -> None:
    columns = [f"c{number}" for number in range(len(CELLS))]
    data, _ = opened(bundle(name, own(columns, list(CELLS)), np.arange(2), MADE))
    first, second = READERS[name](data)
    for column, cell in zip(columns, CELLS, strict=True):
        if name == "csv":
            assert first[column] in (cell, f"'{cell}")
        elif name == "kml":
            assert (first.get(column) or "") == cell.replace("]]>", "]] >").replace("\ufffe", "")
        else:
            assert first[column] == cell
        assert not second.get(column)


def test_no_column_of_a_kml_is_a_style_or_a_picture_of_its_own() -> None:
    columns = {
        "OGR_STYLE": 'SYMBOL(id:"https://other.test/a.png",c:#FF0000);PEN(c:#00FF00,w:5px)',
        "icon": "https://other.test/a.png",
        "styleUrl": "https://other.test/a.kml#x",
    }
    data, _ = opened(bundle("kml", own(list(columns), list(columns.values())), np.arange(2), MADE))
    first, _second = read_kml(data)
    assert set(columns.values()) <= set(first.values())


LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("&<>\"']=,;\t\x00\x0b \ufffe\u202e")


@settings(deadline=None, max_examples=12)
@given(
    names=st.lists(st.text(LETTERS, max_size=20) | st.sampled_from(NAMES), min_size=1, max_size=6, unique=True),
    cell=st.text(LETTERS, max_size=40) | st.sampled_from(CELLS),
    title=st.text(st.characters(categories=["L", "N"]) | st.just(" "), max_size=60),
)
def test_any_names_cells_and_title_make_files_that_can_be_read(names: list[str], cell: str, title: str) -> None:
    taken = own(["location"], ["Kant"], title)
    rows = CompressedRows(names)
    rows.append(pa.record_batch([pa.array([cell, ""])] * len(names), names=names))
    taken = replace(taken, points=replace(taken.points, rows=rows))
    for name in FORMATS:
        data, _ = opened(bundle(name, taken, np.arange(2), MADE))
        assert len(READERS[name](data)) == 2


@pytest.mark.parametrize("figure", ["inf", "-inf", "nan", "1e400", "1e39", "-1e39", "9" * 400])
@formats
def test_a_figure_that_is_no_number_is_none_in_a_file(name: str, figure: str) -> None:
    found = read(
        "rows.csv",
        csv_of([{"event date": "2022-09-16", "lat": "39.9", "lon": "70.6", "fatalities": figure}]),
        Options(title="My set", mapping={"date": "event date", "lat": "lat", "lon": "lon", "value": "fatalities"}),
    )
    data, _ = opened(
        bundle(name, ReaderSet("own:1", "My set", found.points, found.report), np.arange(len(found.points)), MADE)
    )
    for row in READERS[name](data):
        assert str(row.get("atlas_value")).lower() not in ("inf", "-inf", "infinity", "-infinity")


def test_the_report_of_an_import_is_a_table_in_which_nothing_is_computed() -> None:
    columns = dict(zip(NAMES, CELLS * 4, strict=False))
    rows = [
        {"event date": "2022-09-16", "lat": latitude, "lon": "70.6"} | columns
        for latitude in ("39.9", "", "99", "39.9", "39.9")
    ]
    report = read("=rows&<.csv", csv_of(rows), Options(title="My set")).report
    head, *lines = csv.reader(io.StringIO(report.as_csv(), newline=""), strict=True)
    assert report.rejected_count == 2 and sum(line[1] == "rejected" for line in lines) == 2
    assert {len(line) for line in lines if line[1] == "rejected"} == {len(head)}
    assert not [cell for line in (head, *lines) for cell in line if computed(cell) or "\x00" in cell]


# ---- the ledger ------------------------------------------------------------------------------------------------------------------
VIEW = ViewState(MADE, layers=tuple(layer.id for layer in all_layers()))


@pytest.fixture(scope="module")
def stung(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    tables = hostile(sound())
    for rows in tables.values():
        for row in rows if isinstance(rows, list) else ():
            for field in ("summary", "supplier", "quantity", "operator"):
                if field in row:
                    row[field] = f"=1+1 & <b> ]]> <![CDATA[ </SimpleData><NetworkLink/> {row[field]}"
    ledger = load(write(tmp_path_factory.mktemp("ledger"), tables))
    assert ledger.faults == ()
    return ledger


@formats
def test_the_records_are_read_back_whole_however_hostile_their_texts(name: str, stung: Ledger) -> None:
    for ledger in (stung, current()):
        records = Records(VIEW, ledger, "https://atlas.test/?a=1&b=<2>")
        shown = records.listed()
        data, text = opened(bundle(name, records, shown, MADE))
        if name != "csv":
            shown = np.concatenate([shown, records.drawn()])
        rows = READERS[name](data)
        assert (
            sorted(row["id"] for row in rows if "id" in row) == sorted(records.table(shown, ["id"])["id"].to_pylist())
            if name != "kml"
            else len(rows) == len(shown)
        )
        assert ledger.revision in text


@pytest.mark.parametrize("letter", ["\x00", "\x01", "\x0b", "\x1b", "\x7f", "\x9f", "\ufffe", "\uffff"])
def test_no_record_holds_a_letter_that_a_format_cannot(letter: str, tmp_path: Path) -> None:
    tables = sound()
    tables["bases"][0]["summary"] = f"a{letter}b"
    ledger = load(write(tmp_path, tables))
    assert [(fault.file, fault.record) for fault in ledger.faults] == [("bases.yaml", "camp")]


# ---- a briefing ------------------------------------------------------------------------------------------------------------------
