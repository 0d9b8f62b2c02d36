"""No record of a table is lost: taken, rejected and set aside are together what Python's csv reads, each on the file's own line."""

from __future__ import annotations

import csv
import io
import random

import numpy as np
import pytest

from geodata.importers.aside import sift
from geodata.importers.formats import csv_text
from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded

MAPPING = {"lat": "lat", "lon": "lon", "date": "date", "label": "name"}
HEADER = "date,lat,lon,name\n"
GOOD = "2022-09-16,39.9,70.6,good\n"


def load(text: str | bytes, **options: object) -> Loaded:
    return read("rows.csv", text.encode() if isinstance(text, str) else text, Options(**options))


def aside(loaded: Loaded) -> dict[str, list[int]]:
    return {kind: lines.tolist() for kind, lines in loaded.report.aside.items() if kind != "header"}


def records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return (line on which it begins, cells) of what Python's csv reads."""
    reader, out, before = csv.reader(io.StringIO(text, newline=""), delimiter=separator), [], 0
    for cells in reader:
        out.append((before + 1, cells))
        before = reader.line_num
    return out


def counted(loaded: Loaded) -> list[int]:
    """Return the lines of all that was taken, rejected or set aside."""
    report = loaded.report
    parts = [loaded.points.line, *(one.lines for one in report.rejected), *report.aside.values()]
    assert report.accepted + report.rejected_count == report.rows_read
    return sorted(np.concatenate(parts).tolist())


@pytest.mark.parametrize("seed", range(150))
def test_every_record_of_pythons_csv_is_counted_once_on_its_line(seed: int) -> None:
    draw = random.Random(seed)
    separator, ending = draw.choice(",;\t|"), draw.choice(("\n", "\r\n"))
    head = ["2022-09-16", "39.9", "70.6"]
    cells = [
        "a",
        "",
        '"',
        '""',
        'a"b',
        '"a"',
        '"a""b"',
        '"x"y"z',
        f'"a{separator}b"',
        f'"a{ending}b"',
        ' "a"',
        '"a" ',
        "é",
    ]
    lines = [separator.join(("date", "lat", "lon", "name"))]
    for _ in range(30):
        kind = draw.random()
        name = draw.choice(cells) if draw.random() < 0.95 else ""
        row = [*head, name] if kind < 0.7 else [draw.choice(cells) for _ in range(draw.randrange(1, 7))]
        lines.append("" if kind > 0.95 else separator.join(row))
    text = ending.join(lines) + draw.choice(("", ending))
    wanted = records(text, separator)
    loaded = load(text, mapping=MAPPING)
    assert counted(loaded) == [line for line, _ in wanted]
    by_line = dict(wanted)
    for row, line in enumerate(loaded.points.line.tolist()):
        # Control signs are left out of what is shown.
        assert list(loaded.points.rows[row].values()) == [cell.replace("\r", "").strip() for cell in by_line[line]]


@pytest.mark.parametrize("seed", range(30))
def test_records_are_the_same_however_small_the_pieces(seed: int) -> None:
    draw = random.Random(seed)
    cells = ("a", 'a"b', '"a""b"', '"a\nb"', '"x"y"z', "")
    body = "".join(f"2022-09-16,39.9,70.6,{draw.choice(cells)}\n" + "\n" * draw.randrange(2) for _ in range(60))
    pieces = list(csv_text.open_table((HEADER + body).encode()).pieces(size=100))
    found = [line for piece in pieces for line in (*piece.lines, *piece.empty, *(line for line, _ in piece.unsplit))]
    assert len(pieces) > 10 and sorted(found) == [line for line, _ in records(HEADER + body, ",")][1:]


def test_a_quotation_mark_within_a_cell_loses_no_row() -> None:
    rows = "".join(f"2022-09-16,39.9,70.6,row {number}\n" for number in range(999))
    loaded = load(HEADER + '2022-09-16,39.9,70.6,a 5" gun\n' + rows)
    assert len(loaded.points) == loaded.report.rows_read == 1000
    assert 'a 5" gun' in loaded.points.coded["name"].words


def test_lines_are_the_files_own_with_line_ends_of_two_signs_and_blank_lines() -> None:
    loaded = load((HEADER + GOOD + "\n" + GOOD + "short\n").replace("\n", "\r\n"))
    assert loaded.points.line.tolist() == [2, 4]
    assert [one.lines.tolist() for one in loaded.report.rejected] == [[5]] and aside(loaded) == {"empty": [3]}


def test_what_a_quotation_mark_that_is_never_closed_takes_with_it_is_said() -> None:
    loaded = load(HEADER + GOOD + '2022-09-16,39.9,70.6,"open\n' + GOOD * 5)
    assert [one.lines.tolist() for one in loaded.report.rejected] == [[3]]
    assert any("line 3" in note and "6 lines" in note for note in loaded.report.notes)


@pytest.mark.parametrize("hxl", ["#date,#geo+lat,#geo+lon,#loc+name", "#date +start,,,#loc #name"])
def test_hxl_tags_are_no_row(hxl: str) -> None:
    loaded = load(HEADER + hxl + "\n" + GOOD * 2)
    assert (loaded.report.rows_read, loaded.report.accepted) == (2, 2) and aside(loaded) == {"hxl": [2]}
    assert loaded.points.coded["name"].words == ("good",)
    assert any("line 2 holds HXL tags" in note for note in loaded.report.notes)


@pytest.mark.parametrize(
    ("above", "titles", "empty"),
    [
        ("Border incidents\n", [1], []),
        ('"Border incidents, 2021-2022"\nCompiled for the example\n\n', [1, 2], [3]),
        ("Border incidents,,,\n,,,\n", [1], [2]),
        ("# one, two\n# three\n", [1, 2], []),
        (",Where,,\n", [1], []),
        ("\n\n", [], [1, 2]),
    ],
)
def test_titles_above_the_header_are_set_aside(above: str, titles: list[int], empty: list[int]) -> None:
    loaded = load(above + HEADER + GOOD * 3)
    assert len(loaded.points) == 3
    assert aside(loaded) == {kind: lines for kind, lines in (("title", titles), ("empty", empty)) if lines}


@pytest.mark.parametrize(
    "below",
    [
        "\nSource: an example\n",
        "Source: OCHA, 2022\n",
        '"Примечание: по данным сторон"\n',
        "* not confirmed,,,\n",
        "\nprepared for a talk,,,\n",
        "\nhttps://example.org/data\nall rights reserved\n",
    ],
)
def test_notes_below_the_table_are_set_aside(below: str) -> None:
    loaded = load(HEADER + GOOD * 3 + below)
    assert len(loaded.points) == loaded.report.rows_read == 3 and not loaded.report.rejected
    assert len(aside(loaded)["note"]) == below.strip().count("\n") + 1
    assert not any("not read" in note for note in loaded.report.notes), "a note is no date"


@pytest.mark.parametrize("below", ["Total,12,3,\n", "Итого:,12,,\n", "Grand total,,,7\nSource: OCHA, 2022\n"])
def test_totals_below_the_table_are_no_rejected_row(below: str) -> None:
    loaded = load(HEADER + GOOD * 3 + below)
    assert len(loaded.points) == loaded.report.rows_read == 3 and not loaded.report.rejected
    assert aside(loaded)["total"] == [5] and "1 row of totals" in loaded.report.set_aside
    assert len(aside(loaded).get("note", [])) == below.count("Source")


def test_a_row_without_a_place_at_the_end_is_rejected_and_no_note() -> None:
    loaded = load(HEADER + GOOD * 3 + ",,,Ak-Sai\n")
    assert [one.lines.tolist() for one in loaded.report.rejected] == [[5]]


def test_empty_rows_and_the_header_once_more_are_no_rows() -> None:
    loaded = load(HEADER + GOOD + ",,,\n" + HEADER + GOOD + "  \n" + '"","","",""\n')
    assert loaded.points.line.tolist() == [2, 5] and aside(loaded) == {"empty": [3, 6, 7]}
    assert loaded.report.aside["header"].tolist() == [1, 4] and loaded.report.rows_read == 2
    assert "4,set aside" in loaded.report.as_csv()


def test_a_table_without_names_loses_no_row_and_asks() -> None:
    text = "2022-09-16,39.9,70.6,a\n2022-09-17,39.8,70.5,b\n"
    columns = {key: f"column {number}" for number, key in enumerate(("date", "lat", "lon", "label"), start=1)}
    loaded = load(text, mapping=columns)
    assert len(loaded.points) == 2 and any("names the columns" in note for note in loaded.report.notes)


@pytest.mark.parametrize(
    "text",
    [
        "date;lat;lon;name\n2022-09-16;39,9;70,6;a\n2022-09-17;39,8;70,5;b\n",
        "Report, of: incidents\ndate;lat;lon;name\n2022-09-16;39,9;70,6;a, b, c\n2022-09-17;39,8;70,5;d\n",
        "date\tlat\tlon\tname\n2022-09-16\t39,9\t70,6\ta,b,c\n2022-09-17\t39,8\t70,5\te,f,g\n",
        "date|lat|lon|name\n2022-09-16|39.9|70.6|a;b;c\n2022-09-17|39.8|70.5|e;f;g\n",
    ],
)
def test_the_sign_that_parts_columns_is_told_by_all_of_them(text: str) -> None:
    points = load(text).points
    assert points.lat.round(2).tolist() == pytest.approx([39.9, 39.8]) and len(points.rows[0]) == 4


def test_rows_with_a_sign_more_at_their_ends_are_read() -> None:
    assert len(load("date,lat,lon,name\n" + "2022-09-16,39.9,70.6,a,\n" * 3).points) == 3


def test_columns_that_differ_in_case_or_blanks_stay_apart() -> None:
    loaded = load("Date,date,DATE ,lat,lon\n" + "entered 4 May,2021-04-28,x,39.9,70.5\n" * 2)
    assert len(loaded.points) == 2 and len(loaded.points.rows[0]) == 5
    by_hand = load("Date,date,lat,lon\nno,2021-04-28,39.9,70.5\n", mapping={"lat": "lat", "lon": "lon", "date": "date"})
    assert len(by_hand.points) == 1


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        ("name,lat,lon", ",41.5,74.5\n,41.5,74.5\nA,41.6,74.6\n", "place and name"),
        ("date,name,lat,lon", "2022-09-16,x,41.5,74.5\n2022-09-16,x,41.5,74.5\n", "day, place and name"),
        ("date,actor1,lat,lon", "2022-09-16,x,41.5,74.5\n2022-09-16,x,41.5,74.5\n", "day, place and actor1"),
    ],
)
def test_duplicates_are_said_to_share_what_they_share(header: str, rows: str, said: str) -> None:
    report = load(f"{header}\n{rows}").report
    assert [group.tolist() for group in report.duplicates] == [[2, 3]]
    assert f"shares {said} with line 3" in report.as_csv()


def test_words_of_rejected_rows_are_in_no_filter() -> None:
    loaded = load("date,lat,lon,type,name\n2022-09-16,39.9,70.6,clash,a\n2022-09-16,,,nowhere,b\n")
    assert loaded.points.coded["type"].words == ("clash",)


def test_sifting_compares_whole_rows() -> None:
    import pyarrow as pa

    batch = pa.RecordBatch.from_pydict({"0": ["a", "", " ", "a"], "1": ["b", "", "", "c"]})
    empty, again = sift(batch, ["a", "b"])
    assert (empty.tolist(), again.tolist()) == ([False, True, True, False], [True, False, False, False])


@pytest.mark.parametrize("end", ["", ";;"])
def test_lines_in_quotation_marks_as_a_whole_are_unwrapped(end: str) -> None:
    """As a spreadsheet saves a CSV that it did not split into columns."""
    text = f'"date,lat,lon,name"{end}\r\n"2022-09-16,39.9,70.6,""A, b"""{end}\r\n"2022-09-17,39.9,70.6,B"{end}\r\n'
    loaded = load(text)
    assert loaded.points.line.tolist() == [2, 3] and [row["name"] for row in loaded.points.rows] == ["A, b", "B"]
    assert any("quotation marks as a whole" in note for note in loaded.report.notes)


def test_a_source_that_splits_into_cells_of_words_is_a_note() -> None:
    found = load(f"{HEADER}{GOOD}Source: OCHA, 2022; data as of 30 Sept\n")
    assert aside(found) == {"note": [3]}


def test_words_that_stand_above_groups_of_rows_are_no_kinds_and_no_unread_dates() -> None:
    loaded = load(f"{HEADER}Batken oblast,,,\n{GOOD}Sughd,,,\n2022-09-17,39.9,70.6,other\n")
    assert loaded.points.category == "" and not any("not read" in note for note in loaded.report.notes)


def test_a_row_that_numbers_the_columns_is_no_place() -> None:
    loaded = load("name,kind,lat,lon\n1,2,3,4\nA,x,39.9,70.6\n1,2,39.8,70.5\n")
    assert loaded.points.line.tolist() == [3, 4] and aside(loaded) == {"title": [2]}
