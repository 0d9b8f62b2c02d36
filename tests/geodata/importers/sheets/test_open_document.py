"""An ODS says things of its cells in ways of its own: by columns, by rows, by styles of styles, and once for many."""

from __future__ import annotations

import pytest

from geodata.importers.reading import read
from geodata.importers.sheets import binary_parts, old_excel, open_document, parts
from geodata.importers.sheets.codes import Facts
from tests.support.attacks.refused_workbooks import repeated
from tests.support.tables.dated import notes, said
from tests.support.tables.workbooks import KINDS, book_of, ods_around, ods_of

STYLES = (
    '<office:automatic-styles><number:date-style style:name="N1"><number:month number:textual="true"/><number:text> </number:text><number:year/></number:date-style>'
    '<number:date-style style:name="N2"><number:day/><number:month/><number:year/></number:date-style>'
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="as month" style:family="table-cell" style:parent-style-name="month"/>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/></office:automatic-styles>'
)
ONCE = '<table:table-cell office:value-type="float" office:value="39.9"/><table:table-cell office:value-type="float" office:value="70.6"/>'


def text(words: str, before: str = "") -> str:
    return f'<table:table-cell office:value-type="string">{before}<text:p>{words}</text:p></table:table-cell>'


def row(day: str, style: str = "", of_row: str = "", name: str = "") -> str:
    own = f'table:style-name="{style}" ' if style else ""
    return f'<table:table-row {of_row}><table:table-cell {own}office:value-type="date" office:date-value="{day}"/>{ONCE}{name or text("a")}</table:table-row>'


def book(*rows: str, of_column: str = "day") -> bytes:
    head = "".join(map(text, ("date", "lat", "lon", "name")))
    return ods_around(
        f'{STYLES}<office:body><office:spreadsheet><table:table table:name="A"><table:table-column table:default-cell-style-name="{of_column}"/>'
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{''.join(rows)}</table:table></office:spreadsheet></office:body>"
    )


def test_a_style_is_the_cells_or_the_rows_or_the_columns_and_has_what_its_parent_has() -> None:
    of_row = 'table:default-cell-style-name="month"'
    loaded = read("a.ods", book(row("2021-05-01"), row("2021-06-01", "as month"), row("2021-07-01", of_row=of_row)))
    assert [one[0::2] for _, one in sorted(said(loaded).items())] == [
        ("2021-05-01", False),
        ("2021-06-01", True),
        ("2021-07-01", True),
    ]
    assert "2 cells show a month and no day" in notes(loaded)
    assert said(read("a.ods", book(row("2021-05-01"), of_column="month")))[2] == ("2021-05-01", "2021-05-31", True)


def test_a_cell_that_shows_a_quarter_is_that_quarter() -> None:
    data = ods_of(([["date", "lat", "lon"], *([(day, "QQ yyyy"), 39.9, 70.6] for day in (44287, 44469))],))
    assert said(read("a.ods", data)) == {
        2: ("2021-04-01", "2021-06-30", True),
        3: ("2021-07-01", "2021-09-30", True),
    }
    assert "2 cells show a quarter and no day" in notes(read("a.ods", data))


def test_rows_that_are_written_once_for_many_have_the_sheets_own_numbers() -> None:
    empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="4"/></table:table-row>'
    thrice = 'table:number-rows-repeated="3"'
    group = f"<table:table-row-group>{row('2021-09-01', 'month')}</table:table-row-group>"
    loaded = read("a.ods", book(row("2021-05-01", "month", thrice), empty, group))
    assert {line: one[1] for line, one in said(loaded).items()} == {
        2: "2021-05-31",
        3: "2021-05-31",
        4: "2021-05-31",
        7: "2021-09-30",
    }
    assert loaded.report.aside["empty"].tolist() == [5, 6]


def test_what_is_noted_beside_a_cell_is_not_in_it() -> None:
    noted = text("Ош", "<office:annotation><text:p>Check this</text:p></office:annotation>")
    assert read("a.ods", book(row("2021-05-01", name=noted))).points.rows[0]["name"] == "Ош"


@pytest.mark.parametrize("kind", KINDS)
def test_where_it_cannot_be_told_what_cells_show_it_is_said(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in (parts, binary_parts, open_document, old_excel):
        assert not one.facts(b"no workbook", "A", *((2, 2) if one is open_document else ())).known
        monkeypatch.setattr(one, "facts", lambda *_: Facts(known=False))
    loaded = read("a", book_of(kind, [["date", "lat", "lon"], [(44317, "mmm yyyy"), 39.9, 70.6]]))
    assert said(loaded)[2] == ("2021-05-01", "2021-05-01", False)
    assert "one that shows “May 2021” was read as the day that it holds" in notes(loaded)


def test_how_much_room_a_sheet_takes_is_told_before_it_is_read() -> None:
    assert open_document.room(b"no archive") == 0
    assert open_document.room(ods_of(([["a", "b"], ["c"], ["", "d"]],))) == 6
    assert open_document.room(repeated(400, 200_000)) == 80_000_000
