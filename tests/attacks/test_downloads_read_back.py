"""Every download is read back by a reader that forgives nothing, whatever its columns, titles and cells are called: S16."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from shapely.geometry import shape

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.rows import CompressedRows
from geodata.ledger import Ledger, current, load
from layers.files.formats import FORMATS, bundle, frame
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.reader_data.dataset import ReaderSet
from layers.view.state import ViewState
from tests.support.attacks.hostile_words import CELLS, NAMES, once, refuse
from tests.support.ledgers import hostile, sound, write
from tests.support.own_files import csv_of

MADE = date(2026, 11, 1)
KML = "{http://www.opengis.net/kml/2.2}"
#: What our KML is made of. Nothing else: links that a viewer follows, pictures that it fetches and overlays begin with a column's name.
KML_ELEMENTS = {
    "kml",
    "Document",
    "Schema",
    "SimpleField",
    "Placemark",
    "name",
    "description",
    "TimeStamp",
    "when",
    "TimeSpan",
    "begin",
    "end",
    "ExtendedData",
    "SchemaData",
    "SimpleData",
    "Point",
    "LineString",
    "Polygon",
    "MultiGeometry",
    "outerBoundaryIs",
    "innerBoundaryIs",
    "LinearRing",
    "coordinates",
    "styleUrl",
}
#: A style as the atlas writes one: a colour of its own, and one picture.
STYLE = re.compile(
    r'<Style id="kind-\d+"><IconStyle><color>ff(?P<colour>[0-9a-f]{6})</color><Icon>'
    r"<href>http://maps\.google\.com/mapfiles/kml/shapes/placemark_circle\.png</href></Icon></IconStyle>"
    r"<LineStyle><color>ff(?P=colour)</color><width>2</width></LineStyle>"
    r"<PolyStyle><color>80(?P=colour)</color></PolyStyle></Style>"
)

Rows = list[dict[str, object]]


# ---- readers that forgive nothing; each returns the rows, column → cell -----------------------------------------------------------
def read_csv(data: bytes) -> Rows:
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig", "strict"), newline=""), strict=True)
    assert len(set(head)) == len(head) and {len(row) for row in rows} <= {len(head)}
    assert not [cell for row in (head, *rows) for cell in row if computed(cell)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def computed(cell: str) -> bool:
    """Tell whether a spreadsheet would compute a cell; a plain number is computed to itself."""
    return cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")) and not re.fullmatch(
        r"[+-][0-9.e-]+", cell
    )


def read_geojson(data: bytes) -> Rows:
    found = json.loads(data.decode("utf-8", "strict"), parse_constant=refuse, object_pairs_hook=once)
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        if feature["geometry"]:
            assert shape(feature["geometry"]).is_valid
    return [feature["properties"] for feature in found["features"]]


def read_gpkg(data: bytes) -> Rows:
    held = sqlite3.connect(":memory:")
    held.deserialize(data)
    assert held.execute("pragma integrity_check").fetchall() == [("ok",)] and held.execute(
        "pragma application_id"
    ).fetchone() == (0x47504B47,)
    [(table,)] = held.execute("select table_name from gpkg_contents").fetchall()
    cursor = held.execute(f'select * from "{table}"')
    names = [column[0] for column in cursor.description]
    assert len({name.lower() for name in names}) == len(names)
    return [dict(zip(names, row, strict=True)) for row in cursor]


def read_parquet(data: bytes) -> Rows:
    table = pq.read_table(io.BytesIO(data))
    table.validate(full=True)
    assert json.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"
    assert len(gpd.read_parquet(io.BytesIO(data))) == len(table) and len(set(table.column_names)) == table.num_columns
    return table.to_pylist()


def read_kml(data: bytes) -> Rows:
    root = etree.fromstring(data, etree.XMLParser(recover=False, resolve_entities=False, no_network=True))
    # Styles stand in the document and are the atlas's own, each once; a placemark has none but by name.
    styles = root.findall(f"{KML}Document/{KML}Style")
    for style in styles:
        style.tail = None
        assert STYLE.fullmatch(etree.tostring(style, encoding="unicode").replace(f' xmlns="{KML[1:-1]}"', ""))
        style.getparent().remove(style)
    kinds = [f"#{style.get('id')}" for style in styles]
    assert len(set(kinds)) == len(kinds)
    assert {element.tag for element in root.iter()} <= {KML + name for name in KML_ELEMENTS}
    rows, used = [], set()
    declared = {field.get("name") for field in root.iter(f"{KML}SimpleField")}
    for place in root.iter(f"{KML}Placemark"):
        cells = [(cell.get("name"), cell.text) for cell in place.iter(f"{KML}SimpleData")]
        assert len(dict(cells)) == len(cells) and {name for name, _ in cells} <= declared
        [reference] = place.iter(f"{KML}styleUrl")
        used.add(reference.text)
        assert times(place) == days(dict(cells))
        rows.append(dict(cells))
    assert used == set(kinds)
    return rows


def times(place: etree._Element) -> list[tuple[str, str | None]]:
    return [
        (etree.QName(time).localname, time.text)
        for time in place.iter(*(KML + name for name in ("when", "begin", "end")))
    ]


def days(cells: dict[str, str | None]) -> list[tuple[str, str | None]]:
    """Return the times of a placemark: the first and last day that the atlas states, whatever a column is called."""
    first, last = (cells.get(f"atlas_{name}", cells.get(name)) for name in ("first_day", "last_day"))
    if first and first == last:
        return [("when", first)]
    return [(name, day) for name, day in (("begin", first), ("end", last)) if day]


READERS: dict[str, Callable[[bytes], Rows]] = {
    "csv": read_csv,
    "geojson": read_geojson,
    "gpkg": read_gpkg,
    "parquet": read_parquet,
    "kml": read_kml,
}
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
