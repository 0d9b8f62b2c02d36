"""CSV as it comes: broken rows are reported with line and reason, all others are taken; what is no table is refused in a sentence."""

from __future__ import annotations

import csv
import io

import pytest

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded, Refused
from tests.support.own_files import acled_row, csv_of

HEADER = "date,lat,lon,name\n"
GOOD = "2022-09-16,39.9,70.6,good\n"


def load(text: str | bytes, **options: object) -> Loaded:
    return read("rows.csv", text.encode() if isinstance(text, str) else text, Options(**options))


def rejected(loaded: Loaded) -> list[tuple[int, str]]:
    return [(int(line), rejection.reason) for rejection in loaded.report.rejected for line in rejection.lines]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2022-09-16,39.9,70.6\n", "fields"),
        ("2022-09-16,39.9,70.6,a,b,c\n", "fields"),
        ("2022-09-16,,,nowhere\n", "no coordinates"),
        ("2022-09-16,north,east,words\n", "no coordinates"),
        ("2022-09-16,nan,inf,not finite\n", "no coordinates"),
        ("2022-09-16,139.9,70.6,swapped\n", "swapped"),
        ("2022-09-16,70.6,39.9,swapped\n", "swapped"),
        ("2022-09-16,39.9,270.6,outside\n", "outside"),
        ("2022-09-16,0,0,zero\n", "zero"),
        ("2022-02-30,39.9,70.6,no day\n", "bad date"),
        ("0202-09-16,39.9,70.6,slip\n", "bad date"),
        (",39.9,70.6,undated\n", "no date"),
    ],
)
def test_a_broken_row_is_reported_by_line_and_the_others_are_taken(row: str, reason: str) -> None:
    loaded = load(HEADER + GOOD + GOOD + row + GOOD)
    assert rejected(loaded) == [(4, reason)]
    assert loaded.points.line.tolist() == [2, 3, 5]
    assert loaded.report.rows_read == 4


def test_reversed_dates_are_rejected() -> None:
    loaded = load(
        "date,end_date,lat,lon,name\n2022-09-16,2022-09-14,39.9,70.6,back\n2022-09-16,2022-09-17,39.9,70.6,good\n"
    )
    assert rejected(loaded) == [(2, "reversed")]


def test_lines_are_the_files_own_after_line_breaks_in_cells_and_blank_lines() -> None:
    loaded = load(HEADER + '2022-09-16,39.9,70.6,"two\nlines"\n\n' + "2022-09-16,,,nowhere\n" + "short,row\n" + GOOD)
    assert sorted(rejected(loaded)) == [(5, "no coordinates"), (6, "fields")]
    assert loaded.points.line.tolist() == [2, 7]


def test_lines_stay_right_across_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    from geodata.importers.formats import csv_text

    rows = "".join(
        f'2022-09-16,39.9,70.6,"row {number}\nagain"\n' + ("bad\n" if number % 7 == 0 else "") for number in range(100)
    )
    whole = load(HEADER + rows)
    table = csv_text.open_table((HEADER + rows).encode())
    pieces = list(table.pieces(size=200))
    assert len(pieces) > 10
    assert [line for piece in pieces for line in piece.lines] == whole.points.line.tolist()
    assert [line for piece in pieces for line, _ in piece.unsplit] == [line for line, _ in rejected(whole)]
    assert whole.points.line[3] == 2 + 1 + 3 * 2


def test_a_quotation_mark_that_is_never_closed_loses_only_what_follows() -> None:
    loaded = load(HEADER + GOOD + '2022-09-16,39.9,70.6,"never closed\n' + GOOD)
    assert len(loaded.points) == 1
    assert rejected(loaded) == [(3, "fields")]
    assert "never closed" in loaded.report.as_csv()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1251", "windows-1251"),
    ],
)
def test_the_encoding_is_found_and_said(encoding: str, said: str) -> None:
    loaded = load((HEADER + "2022-09-16,39.9,70.6,Баткен и Исфара\n" * 5).encode(encoding))
    assert loaded.points.coded["name"][0] == "Баткен и Исфара"
    assert [said in note for note in loaded.report.notes] == ([True] if said else [])


def test_accented_latin_is_not_taken_for_cyrillic() -> None:
    assert (
        load((HEADER + "2022-09-16,39.9,70.6,Café à côté\n").encode("cp1252")).points.coded["name"][0] == "Café à côté"
    )


def test_a_few_broken_bytes_do_not_turn_a_utf8_file_into_another_encoding() -> None:
    text = (HEADER + "2022-09-16,39.9,70.6,Баткен\n" * 20).encode() + b"2022-09-16,39.9,70.6,\xff\n"
    loaded = load(text)
    assert "Баткен" in loaded.points.coded["name"].words and len(loaded.points) == 21
    assert any("could not be read" in note for note in loaded.report.notes)


def test_mixed_line_ends_part_rows() -> None:
    loaded = load(HEADER + "2022-09-16,39.9,70.6,a\r\n2022-09-16,39.9,70.6,b\r2022-09-16,39.9,70.6,c\n")
    assert sorted(loaded.points.coded["name"].words) == ["a", "b", "c"]
    assert any("line ends" in note for note in loaded.report.notes)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_and_decimal_commas(separator: str) -> None:
    lat, lon = ("39.9", "70.6") if separator == "," else ("39,9", "70,6")
    loaded = load(
        separator.join(("date", "lat", "lon", "name")) + "\n" + separator.join(("2022-09-16", lat, lon, "x")) + "\n"
    )
    assert (round(float(loaded.points.lat[0]), 3), round(float(loaded.points.lon[0]), 3)) == (39.9, 70.6)


def test_the_separator_a_spreadsheet_writes_on_top_is_obeyed() -> None:
    assert load("sep=;\ndate;lat;lon;name\n2022-09-16;39.9;70.6;a,b\n").points.line.tolist() == [3]


def test_columns_of_one_name_are_told_apart() -> None:
    loaded = load("date,lat,lon,name,name (2),name\n2022-09-16,39.9,70.6,first,second,third\n")
    assert loaded.points.rows[0] == {
        "date": "2022-09-16",
        "lat": "39.9",
        "lon": "70.6",
        "name": "first",
        "name (2)": "second",
        "name (3)": "third",
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "zero bytes"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"<html><table><tr><td>Date</td></tr></table></html>", "save it as .xlsx"),
        (b"\n\n  <html>\n<head><title>403</title>", "web page"),
        ((",".join(f"c{n}" for n in range(10_000)) + "\n").encode(), "10,000 columns"),
        (b"one\n1\n2\n", "single column"),
        (b"1,2\n3,4\n", "no column for latitude"),
        (b"date,lat,lon\n", "no rows"),
        (b"date,name\n2022-09-16,x\n", "no column for latitude"),
        (b"%PDF-1.7 something", "none of the formats"),
        (b"a" * (1 << 21), "longer than a megabyte"),
        (b"<svg></svg>", "markup"),
    ],
    ids=[
        "empty",
        "zeros",
        "html",
        "html-table",
        "html-late",
        "10000-columns",
        "one-column",
        "no-header",
        "no-rows",
        "no-place",
        "pdf",
        "one-line",
        "svg",
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        load(data)


def test_day_and_month_are_told_apart_by_the_column_and_doubt_is_said() -> None:
    rows = "{0},39.9,70.6,x\n{1},39.9,70.6,x\n"
    assert (
        load(HEADER + rows.format("03/04/2022", "03/25/2022")).points.day_start[0]
        == load(HEADER + rows.format("2022-03-04", "2022-03-25")).points.day_start[0]
    )
    assert (
        load(HEADER + rows.format("03/04/2022", "25/03/2022")).points.day_start[1]
        == load(HEADER + rows.format("2022-04-03", "2022-04-03")).points.day_start[1]
    )
    assert any("day/month/year" in note for note in load(HEADER + rows.format("03/04/2022", "05/04/2022")).report.notes)


def test_swapped_rows_are_put_right_only_when_asked() -> None:
    text = HEADER + GOOD * 3 + "2022-09-16,70.6,39.9,swapped\n"
    assert len(load(text).points) == 3
    mended = load(text, swap=True)
    assert len(mended.points) == 4 and mended.points.lat.max() < 40
    assert any("exchanged" in note for note in mended.report.notes)


def test_places_near_the_white_sea_are_not_taken_for_swapped() -> None:
    assert (
        len(
            load(
                HEADER + "2022-09-16,64.5,40.5,Arkhangelsk\n2022-09-16,48.9,2.3,Paris\n2022-09-16,51.5,0.1,London\n"
            ).points
        )
        == 3
    )


def test_metres_are_named_as_such_and_converted_when_the_system_is_named() -> None:
    # 70°36' E 39°54' N in UTM zone 42: 69° E is the zone's meridian, so the easting is about 500 km plus 1.6° of longitude.
    text = "date,x,y,name\n2022-09-16,636766,4417883,a\n"
    with pytest.raises(Refused, match=r"UTM zone.*EPSG:32642") as asked:
        load(text)
    assert asked.value.asks
    points = load(text, crs="EPSG:32642").points
    assert abs(points.lon[0] - 70.6) < 0.01 and abs(points.lat[0] - 39.9) < 0.01


def test_an_unknown_reference_system_is_refused() -> None:
    with pytest.raises(Refused, match="no reference system"):
        load(HEADER + GOOD, crs="EPSG:banana")


def test_nothing_is_lost_every_rejected_row_is_in_the_report_with_its_words() -> None:
    loaded = load(HEADER + GOOD + "2022-09-16,,,keep me\n" + "also,me\n")
    assert loaded.report.accepted + loaded.report.rejected_count == loaded.report.rows_read == 3
    _, split, nowhere, *_ = csv.reader(io.StringIO(loaded.report.as_csv()))
    assert split[:2] == ["4", "rejected"] and "fields" in split[2] and split[3] == "also,me"
    assert (
        nowhere[:2] == ["3", "rejected"]
        and "no coordinates" in nowhere[2]
        and nowhere[3:] == ["2022-09-16", "", "", "keep me"]
    )


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1"])
def test_formulas_cannot_run_from_the_report(formula: str) -> None:
    report = load(HEADER + GOOD + f'2022-09-16,,,"{formula}"\n').report.as_csv()
    assert f",'{formula.strip()}" in report or f"\"'{formula.strip()}" in report
    assert f",{formula}" not in report


def test_negative_numbers_are_no_formulas() -> None:
    assert ",-95.5," in load(HEADER + GOOD + "2022-09-16,-95.5,-170,x\n").report.as_csv().replace('"', "")


def test_control_characters_and_marks_that_turn_text_round_are_taken_out_of_names() -> None:
    assert load(HEADER + "2022-09-16,39.9,70.6,a\u202eb\x07c\n").points.coded["name"][0] == "abc"


def test_scripts_stay_text() -> None:
    hostile = "</script><script>alert(1)</script>"
    assert load(HEADER + f"2022-09-16,39.9,70.6,{hostile}\n").points.coded["name"][0] == hostile


def test_a_large_file_of_one_kind_tells_its_progress() -> None:
    told: list[float] = []
    read(
        "rows.csv",
        csv_of(acled_row(number) for number in range(1, 500)),
        progress=lambda share, words: told.append(share),
    )
    assert told == sorted(told) and told[-1] == 1.0
