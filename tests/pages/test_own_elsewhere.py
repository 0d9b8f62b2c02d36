"""A reader's own set beyond the map: in Compare, in scenes, in what is made of them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.own_files import acled_row, csv_of
from tests.support.pages import markup, opened

HOSTILE = "<img src=x onerror=alert(1)>"


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click()
    at.run()
    assert not at.exception, at.exception


@pytest.fixture
def reader() -> AppTest:
    """A session with thirteen rows of its own on the map: one before the first conflict, twelve after it."""
    at = opened("map.py").switch_page("own_data.py").run()
    rows = [acled_row(number, event_date=f"2022-09-{number:02d}" if number > 1 else "2020-01-01", time_precision=1, location=f"Sample {number}") for number in range(1, 14)]
    rows[1] |= {"location": HOSTILE}
    at.file_uploader[0].set_value(("export.csv", csv_of(rows), "text/csv"))
    at.run()
    press(at, "Put it on the map")
    return at


def test_compare_tells_a_sets_changes_apart_and_leads_to_its_rows(reader: AppTest) -> None:
    at = reader.switch_page("compare.py").run()
    assert not at.exception, at.exception
    page = markup(at)
    assert "ACLED (your own data): 12 rows between 30 April 2021 and" in page
    assert page.count('data-record="own:1:') == 10 and "The first 10 by day" in page
    assert HOSTILE not in page and "&lt;img src=x" in page
    assert "2 September 2022: " in page


def test_compare_counts_what_a_sets_filters_let_through(reader: AppTest) -> None:
    at = reader.switch_page("own_data.py").run()
    kinds = next(box for box in at.multiselect if box.label == "Event type")
    kinds.set_value([kinds.options[0]]).run()
    page = markup(at.switch_page("compare.py").run())
    assert "Only rows that pass the set’s filters count." in page and "ACLED (your own data): 12 rows" not in page


def test_both_files_of_the_changes_hold_the_rows_and_keep_them_apart(reader: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.common import change_panel

    kept = {}
    monkeypatch.setattr(change_panel.st, "download_button", lambda label, data, *rest, **more: kept.update({label: data()}))
    at = reader.switch_page("compare.py").run()
    assert not at.exception, at.exception
    rows = kept["Changes as CSV"].decode("utf-8-sig").splitlines()
    own = [row for row in rows if row.startswith("ACLED (your own data),")]
    assert len(own) == 12 and all("your own file, line " in row for row in own)
    assert rows[0].startswith("group,day,what") and len(rows) > 13
    assert "ACLED (your own data): 12 rows" in kept["Changes as text"] and f"2 September 2022: Battles · {HOSTILE}" in kept["Changes as text"]
