"""What the mapping step on the page "Your own data" asks of some tables alone, as Streamlit runs it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from tests.support.own_files import xlsx_of
from tests.support.pages import PATIENCE_S, markup
from tests.support.server import ROOT

BY_YEAR = "place,lat,lon,2019,2020,2021\nA,39.9,70.6,1,2,3\nB,39.8,70.5,4,,6\n"
ASKED = "Read a row for each of the columns “2019” to “2021”"


def dropped(data: bytes, name: str = "rows.csv") -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=PATIENCE_S).run()
    page.switch_page("own_data.py").run()
    page.file_uploader[0].set_value((name, data, "text/csv")).run()
    assert not page.exception
    return page


def checked(page: AppTest) -> str:
    next(button for button in page.button if button.label == "Check the file").click().run()
    assert not page.exception
    return markup(page)


def offered(page: AppTest) -> list[str]:
    return next(box.options for box in page.selectbox if box.label == "Latitude")[1:]


def sheet(page: AppTest) -> Selectbox:
    return next(box for box in page.selectbox if box.label.startswith("Sheet"))


def test_whether_columns_are_dates_is_asked_of_a_table_that_has_such_and_of_no_other() -> None:
    page = dropped(BY_YEAR.encode())
    (asked,) = (box for box in page.checkbox if box.label.replace("\\", "") == ASKED)
    assert asked.value and offered(page) == ["place", "lat", "lon", "year", "figure"]
    assert "5 rows read, 5 accepted" in checked(page)
    asked.uncheck().run()
    assert offered(page) == ["place", "lat", "lon", "2019", "2020", "2021"]
    said = checked(page)
    assert "2 rows read, 2 accepted" in said and "As chosen, they are fields of each row" in said
    # Another choice has the file read anew, and this one stays.
    next(box for box in page.checkbox if box.label == "Exchange swapped coordinates").check().run()
    assert "2 rows read" in checked(page) and len(offered(page)) == 6
    (asked,) = (box for box in page.checkbox if box.label.replace("\\", "") == ASKED)
    asked.check().run()
    assert "5 rows read" in checked(page)
    other = dropped(b"date,lat,lon\n2022-09-16,39.9,70.6\n")
    assert not [box for box in other.checkbox if box.label.startswith("Read a row")]


def test_the_choice_outlives_a_look_at_another_sheet_and_a_wrong_answer() -> None:
    rows = [line.split(",") for line in BY_YEAR.splitlines()]
    page = dropped(xlsx_of(rows, [["date", "lat", "lon"], ["2022-09-16", 39.9, 70.6]]), "book.xlsx")
    next(box for box in page.checkbox if box.label.startswith("Read a row")).uncheck().run()
    sheet(page).set_value("Sheet2").run()
    assert offered(page) == ["date", "lat", "lon"]
    sheet(page).set_value("Sheet1").run()
    assert not next(box for box in page.checkbox if box.label.startswith("Read a row")).value
    assert "2 rows read" in checked(page)
