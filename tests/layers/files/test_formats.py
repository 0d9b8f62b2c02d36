"""The files an analyst takes away, read back with what an analyst reads them with."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely import MultiLineString, Point

from geodata import geometry_files
from geodata.events import Incident
from geodata.importers.report import harmless
from geodata.ledger import Ledger, current, load
from layers.files import formats
from layers.files.records import Records, columns
from layers.kit.layer import all_layers, layer_of
from layers.view import facets
from layers.view.state import ViewState
from tests.support.ledgers import hostile, sound, write

LEDGER = current()
COLUMNS = columns()
WHOLE = ViewState(date(2026, 11, 1), layers=tuple(layer.id for layer in all_layers()))
NARROWED = WHOLE.with_(date=date(2022, 9, 20), weapon=("mortars",), region="batken")
BORDER = layer_of("border")
LINK = "https://atlas.example/explore?date=2022-09-20&weapon=mortars"
MADE = date(2026, 11, 1)
#: Column type → type in each format, as GDAL names it. CSV has none, KML no dates and integers of 32 bits.
OGR = {"text": {"OFTString"}, "number": {"OFTReal"}, "integer": {"OFTInteger", "OFTInteger64"}, "date": {"OFTDate"}}


CITED = Records(NARROWED, LEDGER, LINK)


def data(name: str, view: ViewState, ledger: Ledger) -> bytes:
    records = Records(view, ledger)
    return formats.data(name, records, records.listed())


def frame(view: ViewState, ledger: Ledger, first: tuple[str, ...] = ()) -> gpd.GeoDataFrame:
    records = Records(view, ledger)
    return formats.frame(records, records.listed(first), formats.FORMATS["csv"])[0]


def reread(name: str, view: ViewState, folder: Path, ledger: Ledger = LEDGER) -> tuple[gpd.GeoDataFrame, dict]:
    path = folder / f"out{formats.FORMATS[name].ending}"
    path.write_bytes(data(name, view, ledger))
    if name == "parquet":
        return gpd.read_parquet(path), {}
    layer = "border_atlas" if name == "gpkg" else None
    return pyogrio.read_dataframe(path, layer=layer), pyogrio.read_info(path, layer=layer)


@pytest.mark.parametrize("view", [WHOLE, NARROWED], ids=["whole", "narrowed"])
@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_file_holds_the_records_of_the_view_with_crs_names_types_and_places(
    name: str, view: ViewState, tmp_path: Path
) -> None:
    table, info = reread(name, view, tmp_path)
    table = table[table["layer"] != BORDER.title]
    shown = {row.id: row for row, _ in facets.shown_rows(view, LEDGER)}
    ids = list(table["id"])
    assert sorted(ids) == sorted(shown) and len(set(ids)) == len(ids)

    title = "Name" if name == "kml" else "title"
    renamed = {"title": title, "summary": "description" if name == "kml" else "summary"}
    assert {renamed.get(column, column) for column in COLUMNS} <= set(table.columns)
    assert {record_id: shown[record_id].record.title for record_id in ids} == dict(zip(ids, table[title], strict=True))

    if name in ("geojson", "gpkg", "kml", "parquet"):
        assert (table.crs is not None and table.crs.to_epsg() == 4326) or table.crs.to_string() == "OGC:CRS84"
        for record_id, shape in zip(ids, table.geometry, strict=True):
            place = next(
                (LEDGER.places[p] for p in shown[record_id].record.places if LEDGER.places[p].lon is not None), None
            )
            if shown[record_id].layer == "sections":
                assert (shape is None) == (shown[record_id].record.geometry is None)
            elif getattr(shown[record_id].record, "kind", "") == "armed conflict":
                stretch = geometry_files.conflicts()[record_id].geometry
                assert MultiLineString(shapely.get_parts(shape).tolist()).equals_exact(stretch, 1e-6)
            elif place is None:
                assert shape is None
            else:
                assert shape.equals_exact(Point(place.lon, place.lat), 1e-6)  # (lon, lat), not the other way round
    if name in ("geojson", "gpkg", "kml"):
        types = dict(zip(info["fields"], info["ogr_types"], strict=True))
        for column, kind in ((name, column.type) for name, column in COLUMNS.items()):
            if column in types and not (name == "kml" and kind == "date"):
                assert types[column] in OGR[kind], column


@pytest.mark.parametrize("line", geometry_files.VINTAGES)
@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_file_with_geometry_holds_the_border_as_mapped_in_the_views_year_and_names_whom_it_is_from(
    name: str, line: int, tmp_path: Path
) -> None:
    view = ViewState(WHOLE.date, layers=("bases", "border"), line=line)
    table, _ = reread(name, view, tmp_path)
    table = table[table["layer"] == BORDER.title].set_index("id")
    if name == "csv":
        # A line of thousands of corners is longer than a spreadsheet's cell.
        assert table.empty
        return
    mapped = {feature.id: feature.geometry for feature in geometry_files.border(line)}
    assert mapped.keys() == set(table.index) and {"LineString", "Polygon"} <= set(table.geometry.geom_type)
    for feature_id, shape in table.geometry.items():
        # What GeoJSON and KML write has six and more digits, and rings the way round that they ask for.
        assert shapely.hausdorff_distance(shape, mapped[feature_id]) < 1e-6
    assert set(table["mapped_in"]) == {line}
    [credit] = set(table["drawn_from"])
    assert credit in BORDER.credits() and "OpenStreetMap" in credit
    assert reread(name, view.with_(layers=("bases",)), tmp_path)[0]["mapped_in"].isna().all()
    bought = reread(name, view.with_(layers=("transfers",)), tmp_path)[0]
    placed = bought[~bought.geometry.is_empty & bought.geometry.notna()]
    assert len(placed) and (placed["drawn_from"] != "").all() and placed["drawn_from"].notna().all()
    text = Records(view, LEDGER).citation(Records(view, LEDGER).listed(), MADE, {})
    assert f"as mapped in {line}" in text and credit in text


@pytest.mark.parametrize("name", ["geojson", "gpkg", "parquet"])
def test_a_day_and_a_number_come_back_as_such_and_what_is_missing_stays_missing(name: str, tmp_path: Path) -> None:
    table, _ = reread(name, WHOLE, tmp_path)
    row = table.set_index("id").loc["2022-01-27-tort-kocho"]
    assert str(row["first_day"])[:10] == "2022-01-27"
    killed = table.set_index("id")["killed_kyrgyz_high"]
    # Nobody gives a number of dead for the warning shots of 2 September 2019; somebody says that there were none at Eki-Tash in 2022.
    assert killed.isna()["2019-09-02-ak-sai"]
    assert killed["2022-03-11-eki-tash"] == 0


def test_csv_is_utf_8_with_a_mark_and_one_line_a_record() -> None:
    content = data("csv", WHOLE, LEDGER)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(facets.shown_rows(WHOLE, LEDGER))
    section = next(row for row in rows if row["id"] == "vorukh")
    assert section["wkt"].startswith(("POLYGON", "MULTIPOLYGON"))


STINGS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", " =1+1", "＝1")


@pytest.fixture
def stung(tmp_path: Path) -> Callable[[str], Ledger]:
    def make(sting: str) -> Ledger:
        tables = sound()
        for name in ("incidents", "bases", "transfers", "milestones"):
            tables[name][0] |= {"title": f"{sting}x" if sting.strip() == sting else f"a{sting}"}
        tables["transfers"][0] |= {"quantity": sting.strip() or "x", "supplier": sting.strip() or "x"}
        return load(write(tmp_path, tables))

    return make


@pytest.mark.parametrize("sting", STINGS)
def test_no_cell_of_a_csv_is_a_formula(sting: str, stung: Callable[[str], Ledger]) -> None:
    rows = list(csv.reader(io.StringIO(data("csv", WHOLE, stung(sting)).decode("utf-8-sig"), newline="")))
    numeric = {
        number for number, name in enumerate(rows[0]) if name in COLUMNS and COLUMNS[name].type in ("number", "integer")
    }
    # A plain number is computed to itself.
    cells = [
        cell
        for row in rows
        for number, cell in enumerate(row)
        if number not in numeric and not re.fullmatch(r"[+-]\d+", cell)
    ]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert any("'" in cell and sting.strip()[:2] in cell for cell in cells)  # the text itself is still there


@pytest.mark.parametrize("text", ["Kulundu", "2022", "", "a=b", "'quoted", "–5 °C", "-95.5", "+1", "-1e-5", "-0,5"])
def test_a_plain_text_and_a_number_are_left_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["-inf", "+nan", "-1+1", "+1 2", "-٣"])
def test_what_only_begins_like_a_number_is_guarded(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("name", formats.FORMATS)
def test_hostile_texts_do_not_break_a_file(name: str, tmp_path: Path) -> None:
    ledger = load(write(tmp_path / "ledger", hostile(sound())))
    table, _ = reread(name, WHOLE, tmp_path, ledger)
    assert (table["layer"] != BORDER.title).sum() == len(facets.shown_rows(WHOLE, ledger)) > 0
    if name == "kml":
        assert "<img" not in "".join(str(text) for text in table["description"])


def test_a_bundle_holds_the_data_and_what_cites_it() -> None:
    with zipfile.ZipFile(io.BytesIO(formats.bundle("geojson", CITED, CITED.listed(), MADE))) as archive:
        names = archive.namelist()
        stem = "border-atlas-2022-09-20"
        assert names == [f"{stem}.geojson", f"{stem}.claims.csv", f"{stem}.citation.txt"]
        assert archive.read(names[0]) == data("geojson", NARROWED, LEDGER)
        text = archive.read(names[2]).decode()
    for words in (
        LEDGER.revision,
        LINK,
        "20 September 2022",
        "Mortars",
        "Batken region",
        "1 November 2026",
        "EPSG:4326",
        "OpenStreetMap contributors",
        "ODbL",
    ):
        assert words in text, words
    for row, _ in facets.shown_rows(NARROWED, LEDGER):
        for source_id in row.record.sources:
            assert f"[{source_id}]" in text
    for column in COLUMNS:
        assert f"\n{column} (" in text


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_dead_of_each_side_and_the_conflict_a_clash_is_part_of_stand_in_every_format(
    name: str, tmp_path: Path
) -> None:
    table, _ = reread(name, WHOLE, tmp_path)
    rows = table.set_index("id")
    war = rows.loc["2022-09-14-september-2022"]
    # The 63 of the ministry and of the authorities, not the 50 or 40 soldiers among them; ECHO's 39 and the 83 of RFE/RL.
    assert [int(war[f"killed_kyrgyz_{end}"]) for end in ("low", "high")] == [63, 63]
    assert [int(war[f"killed_tajik_{end}"]) for end in ("low", "high")] == [39, 83]
    assert rows.loc["2022-09-16-maksat", "part_of"] == war.name


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_claim_about_the_records_goes_with_them(name: str, tmp_path: Path) -> None:
    wanted = [
        (row.id, claim)
        for row, _ in facets.shown_rows(WHOLE, LEDGER)
        if isinstance(row.record, Incident)
        for claim in row.record.claims
    ]
    records = Records(WHOLE, LEDGER)
    with zipfile.ZipFile(io.BytesIO(formats.bundle(name, records, records.listed(), MADE))) as archive:
        told = archive.read(f"{records.stem}.claims.csv").decode("utf-8-sig")
        held = archive.read(archive.namelist()[0])
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert len(rows) == len(wanted) > 100
    said = {(row["record"], row["about"], row["measure"], row["low"], row["claimant"], row["as_of"]) for row in rows}
    for record_id, claim in wanted:
        low = "" if claim.low is None else str(claim.low)
        assert (record_id, claim.about, claim.measure, low, claim.claimant, claim.as_of or "") in said
    if name == "geojson":
        assert [row["claimant"] for row in json.loads(held)["claims"]] == [row["claimant"] for row in rows]
    if name == "gpkg":
        (tmp_path / "one.gpkg").write_bytes(held)
        assert list(pyogrio.read_dataframe(tmp_path / "one.gpkg", layer="claims")["record"]) == [
            row["record"] for row in rows
        ]


def test_the_citation_names_no_source_the_file_does_not_rest_on() -> None:
    text = CITED.citation(CITED.listed(), MADE, {})
    used = {source_id for row, _ in facets.shown_rows(NARROWED, LEDGER) for source_id in row.record.sources}
    assert used and not [
        source_id for source_id in LEDGER.sources if source_id not in used and f"[{source_id}]" in text
    ]


def test_the_table_puts_what_is_asked_for_first_and_keeps_the_rest() -> None:
    plain = list(frame(WHOLE, LEDGER)["id"])
    first = (plain[40], plain[7])
    assert list(frame(WHOLE, LEDGER, first)["id"]) == [*first, *(name for name in plain if name not in first)]


def test_the_page_lists_what_a_download_holds() -> None:
    first = (frame(WHOLE, LEDGER)["id"].iloc[-1],)
    listed = Records(WHOLE, LEDGER).table(Records(WHOLE, LEDGER).listed(first), tuple(COLUMNS)).to_pylist()
    held = frame(WHOLE, LEDGER, first).drop(columns="geometry")
    assert [row["id"] for row in listed] == list(held["id"])
    for name in COLUMNS:
        assert [row[name] for row in listed] == [None if pd.isna(value) else value for value in held[name]], name


def test_an_empty_view_is_an_empty_file(tmp_path: Path) -> None:
    nothing = WHOLE.with_(q="no such name", layers=tuple(name for name in WHOLE.layers if name != "border"))
    for name in formats.FORMATS:
        table, _ = reread(name, nothing, tmp_path)
        assert len(table) == 0, name
        if name not in ("kml", "geojson"):  # Without a feature these two have no place for columns.
            assert set(COLUMNS) <= set(table.columns), name
