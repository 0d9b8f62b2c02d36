"""The page "Your own data", from a dropped file to the map, as Streamlit runs it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.ledger import current
from layers.files.formats import FORMATS
from layers.view.link import from_params
from layers.view.state import OWN
from pages.panels import map as map_panel
from pages.reader_data import routes
from pages.visit import session
from tests.support.attacks.refused_files import REFUSED
from tests.support.own_files import acled_row, csv_of, ucdp_row, xlsx_of, zip_of
from tests.support.pages import with_own

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 30


@pytest.fixture
def page() -> AppTest:
    found = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=PATIENCE_S).run()
    return found.switch_page("own_data.py").run()


def words(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def drop(page: AppTest, name: str, data: bytes) -> AppTest:
    page.file_uploader[0].set_value((name, data, "text/csv"))
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return page.run()


def rows(count: int = 20) -> bytes:
    return csv_of([acled_row(number) for number in range(1, count)] + [acled_row(count, latitude="")])


def test_the_page_says_what_becomes_of_a_file(page: AppTest) -> None:
    for promise in (
        "never written to disk",
        "your browser alone",
        "in no link",
        "in the pictures and documents that you make in this session",
        "and nowhere else",
        "gone when you remove it",
        "at the other end the page says what is missing",
    ):
        assert promise in words(page)


def test_a_known_layout_is_reported_before_anything_is_drawn(page: AppTest) -> None:
    drop(page, "export.csv", rows())
    assert not page.exception
    assert "ACLED, CSV. 20 rows read, 19 accepted, 1 row" not in words(page)
    assert "20 rows read, 19 accepted, 1 rejected" in words(page) and "has no coordinates" in words(page)
    assert "0 also stands for" in words(page)
    assert page.session_state["view"].own == ()


def test_the_report_on_a_workbook_says_which_of_its_rows_are_rejected(page: AppTest) -> None:
    head = list(acled_row(1))
    drop(
        page,
        "export.xlsx",
        xlsx_of([head, *(list(acled_row(n, latitude="" if n == 2 else 40).values()) for n in (1, 2))]),
    )
    assert page.dataframe[0].value["place"].tolist() == [3]


def test_a_table_is_mapped_by_a_guess_that_can_be_changed(page: AppTest) -> None:
    table = "когда,lat,lon,alpha,beta\n" + "2022-09-16,39.9,70.6,a,b\n" * 3
    drop(page, "table.csv", table.encode())
    boxes = {box.label: box for box in page.selectbox}
    assert (boxes["Latitude"].value, boxes["Longitude"].value, boxes["Date, or first day"].value) == (
        "lat",
        "lon",
        "когда",
    )
    assert boxes["Kind (gives the colour)"].value == "(none)"
    boxes["Kind (gives the colour)"].set_value("beta")
    press(page, "Check the file")
    assert "3 rows read, 3 accepted" in words(page)
    assert "From 16 September 2022" in words(page)


@pytest.mark.parametrize("data", [b"<html>Sign in</html>", b"\0" * 9000, b"%PDF-1.4", xlsx_of([]), b"PK\x03\x04broken"])
def test_what_cannot_be_read_is_said_and_the_page_stays(page: AppTest, data: bytes) -> None:
    drop(page, "file.csv", data)
    assert not page.exception
    assert "Nothing was put on the map." in words(page)


def test_hostile_text_is_shown_as_text(page: AppTest) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    drop(page, f"{hostile}.csv", csv_of([acled_row(1, location=hostile) | {hostile: hostile}]))
    assert not page.exception
    assert hostile not in words(page) and "&lt;img" in words(page)


def test_an_id_of_an_own_row_and_the_data_stay_out_of_links() -> None:
    ledger = current()
    view = session.vocabulary(ledger).default().with_(select=f"{OWN}1:5", own=("My file",))
    from layers.view.link import to_params

    params = to_params(view, ledger.revision)
    assert "select" not in params and params["own"] == "My file"


def test_a_link_with_own_data_says_at_the_other_end_what_is_missing() -> None:
    view, problems = from_params({"own": "My file", "date": "2022-09-16"}, session.vocabulary(current()))
    assert view.own == () and str(view.date) == "2022-09-16"
    assert len(problems) == 1 and "“My file”" in problems[0] and "Your own data" in problems[0]


@pytest.fixture
def on_the_map(page: AppTest) -> Callable[[], AppTest]:
    def go() -> AppTest:
        drop(page, "export.csv", rows())
        return press(page, "Put it on the map")

    return go


def test_the_map_is_to_go_to_a_new_set_once_and_where_no_link_names_a_camera(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[dict[str, object]]] = []
    specs = map_panel.specs
    monkeypatch.setattr(map_panel, "specs", lambda *base: told.append(specs(*base)) or told[-1])
    page.session_state["view"] = page.session_state["view"].with_(at=(39.9, 70.6, 9.0))
    drop(page, "export.csv", rows())
    press(page, "Put it on the map")
    page.switch_page("map.py").run()
    assert page.session_state["view"].at is None and told[-1][0]["fits"] is True
    page.session_state["view"] = page.session_state["view"].with_(at=(40.0, 71.0, 8.0))
    page.run()
    assert told[-1][0]["fits"] is False


def test_a_set_goes_onto_the_map_is_narrowed_and_removed(on_the_map: Callable[[], AppTest]) -> None:
    page = on_the_map()
    assert not page.exception
    assert page.session_state["view"].own == ("ACLED",)
    page.switch_page("own_data.py").run()
    assert "19 of 19 rows shown" in words(page)
    filters = {box.label: box for box in page.multiselect}
    wanted = filters["Event type"].options[0]
    filters["Event type"].set_value([wanted]).run()
    assert not page.exception and "19 of 19 rows shown" not in words(page)
    assert "of 19 rows: the filters are on, for the downloads too" in words(page)
    press(page, "Remove")
    press(page, "Keep it")
    assert page.session_state["view"].own == ("ACLED",)
    press(page, "Remove")
    press(page, "Remove it")
    assert page.session_state["view"].own == () and "rows shown" not in words(page)


@pytest.mark.parametrize("where", ["own_data.py", "explore.py"])
def test_every_format_is_offered_for_what_is_shown(where: str) -> None:
    page = with_own(
        where,
        ACLED=csv_of(
            [acled_row(number, event_date=f"20{number:02}-01-01", time_precision=1) for number in range(1, 20)]
        ),
    )
    if where == "explore.py":
        page.session_state["explore-tab"] = "Download"
        page.session_state["view"] = page.session_state["view"].with_(date=date(2010, 6, 1))
        page.run()
        assert "10 rows of your own file: what is on the map" in words(page)
    labels = [button.proto.label for button in page.get("download_button")]
    # On Explore beside those of the records.
    assert [labels.count(f"{kind.title} (zip)") for kind in FORMATS.values()] == [
        1 if where == "own_data.py" else 2
    ] * len(FORMATS)
    assert not page.exception


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_broken_file_takes_nothing_that_was_there() -> None:
    page = with_own("own_data.py", ACLED=rows())
    key = page.session_state["own-sets"]["own:1"].key
    # Each variant's sentence is tested where it is written (tests/geodata/importers/test_broken_files.py); the page is the same for all.
    for kind, what, make, said in [
        (kind, what, *variant) for kind, variants in REFUSED.items() for what, variant in list(variants.items())[::6]
    ]:
        drop(page, f"broken.{kind}", make())
        assert not page.exception, (kind, what)
        check = [button for button in page.button if button.label == "Check the file"]
        if check:  # A table whose columns the guess could not tell is asked about first.
            check[0].click().run()
        assert not page.exception, (kind, what)
        assert re.search(said, html.unescape(words(page))) and "Nothing was put on the map." in words(page), (
            kind,
            what,
        )
        assert page.session_state["view"].own == ("ACLED",) and "19 of 19 rows shown" in words(page), (kind, what)
    assert len(routes.STORE.get(key)) == 19


def test_the_sheets_of_a_workbook_are_offered_at_once_with_counts(page: AppTest) -> None:
    head = ["date", "lat", "lon", "name"]
    table = [head, *(["2022-09-16", 39.9, 70.6, name] for name in "abc")]
    drop(page, "book.xlsx", xlsx_of([["Read me"], ["Made up."]], table, [head, table[1]]))
    (choice,) = (box for box in page.selectbox if box.label == "Sheet, folder, layer or file")
    assert choice.options[1:] == ["Sheet2 (about 3 rows)", "Sheet3 (about 1 row)"] and choice.value == "Sheet2"
    choice.set_value("Sheet3").run()
    press(page, "Check the file")
    assert not page.exception and "1 row read, 1 accepted" in words(page)
    next(box for box in page.selectbox if box.label == choice.label).set_value("Sheet1").run()
    assert "single column" in words(page)
    next(box for box in page.selectbox if box.label == choice.label).set_value("Sheet2").run()
    press(page, "Check the file")
    assert "3 rows read, 3 accepted" in words(page)


def test_a_known_layout_that_lacks_its_system_is_asked_for_it_and_kept(page: AppTest) -> None:
    metres = [ucdp_row(number) | {"latitude": "4417883", "longitude": str(636_766 + number)} for number in range(5)]
    drop(page, "ucdp.csv", csv_of(metres))
    assert "Nothing was put on the map." in words(page) and page.session_state["own-asking"]
    next(box for box in page.text_input if box.placeholder == "EPSG:32642").set_value("EPSG:32642").run()
    assert not page.exception and "5 accepted" in words(page)


def test_the_files_of_an_archive_are_offered_the_largest_first(page: AppTest) -> None:
    few, many = (b"lat,lon,name,date\n" + b"39.9,70.6,a,14-17 September 2022\n" * count for count in (1, 3))
    drop(page, "rows.zip", zip_of(few_csv=few, many_csv=many))
    (choice,) = (box for box in page.selectbox if box.label == "Sheet, folder, layer or file")
    assert choice.options == ["many.csv (about 3 rows)", "few.csv (about 1 row)"]
    press(page, "Check the file")
    assert "From 14 September 2022 to 17 September 2022." in words(page)
    assert "3 rows read" in words(page) and "The archive holds 2 files; “many.csv” was read." in words(page)
    choice.set_value("few.csv").run()
    press(page, "Check the file")
    assert not page.exception and "1 row read" in words(page)


def test_where_no_place_can_be_guessed_the_first_rows_are_shown_and_it_is_asked_for(page: AppTest) -> None:
    drop(page, "table.csv", b"a;2022-09-16;39.9;70.6\nb;2022-09-17;39.8;70.5\n")
    assert page.dataframe[0].value.iloc[0].tolist() == ["a", "2022-09-16", "39.9", "70.6"]
    assert "no column for latitude and longitude" in words(page)
    assert [button.label for button in page.button if button.label in ("Check the file", "Discard")] == ["Discard"]
    boxes = {box.label: box for box in page.selectbox}
    boxes["Latitude"].set_value("column 3")
    boxes["Longitude"].set_value("column 4").run()
    press(page, "Check the file")
    assert "2 rows read, 2 accepted" in words(page)


def test_another_encoding_can_be_said(page: AppTest) -> None:
    drop(page, "table.csv", "date,lat,lon,name\n2022-09-16,39.9,70.6,Ош\n".encode("cp866"))
    next(box for box in page.selectbox if box.label == "Encoding of the text").set_value("cp866").run()
    assert page.dataframe[0].value["name"].tolist() == ["Ош"]
    press(page, "Check the file")
    assert "The text is encoded as DOS 866." in words(page)


def test_what_was_set_aside_is_said_beside_what_was_read(page: AppTest) -> None:
    drop(page, "export.csv", b"Made up\n\n" + rows() + b"\nSource: nobody\n")
    assert "20 rows read, 19 accepted, 1 rejected" in words(page)
    assert "1 title above the table, 2 empty lines, 1 note below the table" in words(page)


def test_what_a_file_does_not_say_of_its_places_is_asked_for_where_it_can_be_said(page: AppTest) -> None:
    drop(page, "two.csv", csv_of([{"date": "2022-09-16", "coords": "48.1, 37.8", "name": "a"}]))
    assert not page.expander[0].proto.expanded
    press(page, "Check the file")
    assert "which is the latitude" in words(page) and page.expander[0].proto.expanded
    next(choice for choice in page.radio if choice.label == "Two coordinates in one cell").set_value(False).run()
    press(page, "Check the file")
    assert "1 row read, 1 accepted" in words(page)


def test_a_report_that_names_a_tick_opens_where_it_stands(page: AppTest) -> None:
    rows = [{"date": "2022-09-16", "lat": lat, "lon": lon} for lat, lon in ((39.9, 70.5), (70.5, 39.9))]
    drop(page, "rows.csv", csv_of(rows))
    press(page, "Check the file")
    assert "1 accepted, 1 rejected" in words(page) and page.session_state["own-asking"]
    next(box for box in page.checkbox if box.label == "Exchange swapped coordinates").check().run()
    press(page, "Check the file")
    assert not page.exception and "2 accepted, 0 rejected" in words(page)
