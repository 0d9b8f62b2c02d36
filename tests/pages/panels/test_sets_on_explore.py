"""Explore with own sets on the map: tables that never mix, words that narrow them, charts in the dataset's own words."""

from __future__ import annotations

import json
import re
from html import unescape

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geodata.ledger import current
from layers.browser.assets import search
from pages.reader_data.routes import STORE, names
from tests.support.own_files import acled_row, csv_of, ucdp_row
from tests.support.pages import lead, markup, on_map, with_own

DAYS = ("2021-04-28", "2022-01-27", "2022-09-16", "2024-12-01")


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_TODAY", "2026-11-01")


def acled() -> bytes:
    return csv_of(
        [
            acled_row(
                number,
                event_date=day,
                time_precision=1,
                event_type="Battles" if number < 3 else "Riots",
                location=f"Sample {number}",
            )
            for number, day in enumerate(DAYS, start=1)
        ]
    )


@pytest.fixture
def at() -> AppTest:
    return with_own("explore.py", First=acled(), Second=csv_of([ucdp_row(number) for number in range(1, 8)]))


def table(at: AppTest, of: str) -> pd.DataFrame:
    """Choose whose rows the table lists and return it."""
    at.radio(key="table-choice").set_value(of).run()
    assert not at.exception
    return at.dataframe[0].value


def test_each_set_has_a_table_of_its_own_beside_that_of_the_records(at: AppTest) -> None:
    assert at.radio(key="table-choice").options == ["Records of the atlas", "First", "Second"]
    assert "sources" in at.dataframe[0].value
    first = table(at, "own:1")
    assert first["line"].tolist() == [5, 4, 3, 2] and "4 rows of “First” on the map, of 4 in the file" in markup(at)
    assert "0 also stands for “not known”" in markup(at)
    at.selectbox(key="sort-by").set_value("label").run()
    assert at.dataframe[0].value["line"].tolist() == [2, 3, 4, 5]
    at.checkbox(key="sort-down").check().run()
    assert not at.exception and at.dataframe[0].value["line"].tolist() == [5, 4, 3, 2]
    second = table(at, "own:2")
    assert len(second) == 7 and {"low", "value", "high"} < set(second.columns) and "best estimate" in markup(at)


def test_the_table_holds_what_the_slider_the_sets_filters_and_the_words_leave(at: AppTest) -> None:
    at.session_state["view"] = at.session_state["view"].with_(
        date=pd.Timestamp("2022-09-20").date(), mode="window", days=30
    )
    assert table(at, "own:1")["line"].tolist() == [4]
    at.session_state["view"] = at.session_state["view"].with_(mode="upto")
    at.run()
    assert at.dataframe[0].value["line"].tolist() == [4, 3, 2]
    at.multiselect(key="own-filter-own:1-event type").set_value(["Battles"]).run()
    assert at.dataframe[0].value["line"].tolist() == [3, 2]
    at.text_input(key="filter-q").set_value("SAMPLE 2").run()
    assert not at.exception and at.dataframe[0].value["line"].tolist() == [3]
    at.text_input(key="filter-q").set_value("nowhere").run()
    assert not at.exception and "No row of “First” is on the map" in markup(at)
    at.text_input(key="filter-q").set_value("").run()
    assert at.dataframe[0].value["line"].tolist() == [3, 2]


def test_the_text_of_a_view_says_what_is_on_the_map_of_ones_own_files(at: AppTest) -> None:
    at.session_state["view"] = at.session_state["view"].with_(date=pd.Timestamp("2022-09-20").date())
    at.multiselect(key="own-filter-own:1-event type").set_value(["Battles"]).run()
    at.session_state["explore-tab"] = "Text"
    at.run()
    assert not at.exception
    assert "“First”, your own file: 2 rows on the map, of 4. Not part of the atlas’s ledger" in markup(at)
    assert "Event type: Battles." in markup(at)


def test_a_range_of_figures_narrows_table_map_and_download_alike() -> None:
    deaths = (0, 1, 7, 12)
    rows = [
        acled_row(number, event_date=day, fatalities=n)
        for number, (day, n) in enumerate(zip(DAYS, deaths, strict=True))
    ]
    at = with_own("explore.py", First=csv_of(rows))
    assert len(table(at, "own:1")) == 4
    at.number_input(key="own-range-own:1-value-least").set_value(1.0).run()
    at.number_input(key="own-range-own:1-value-most").set_value(7.0).run()
    assert not at.exception and sorted(at.dataframe[0].value["value"]) == [1, 7]
    (one,) = at.session_state["own-sets"].values()
    assert one.shown.value.tolist() == [1, 7] and one.dataset().filters == ("Fatalities: 1 to 7.",)
    at.number_input(key="own-range-own:1-value-least").set_value(None).run()
    at.number_input(key="own-range-own:1-value-most").set_value(None).run()
    assert len(at.dataframe[0].value) == 4


def test_the_map_hears_of_words_and_of_the_rows_they_leave_together(at: AppTest) -> None:
    at.session_state["view"] = at.session_state["view"].with_(select="own:1:3")
    before = max(at.session_state["told"].values())
    at.text_input(key="filter-q").set_value("sample 2").run()
    assert {"q", "own", "select"} <= {name for name, number in at.session_state["told"].items() if number > before}
    # Rows are numbered anew: another one would have been selected.
    assert at.session_state["view"].select is None


def test_a_row_selected_on_the_map_is_listed_first_and_selected(at: AppTest) -> None:
    at.session_state["view"] = at.session_state["view"].with_(select="own:1:1")
    at.run()
    assert not at.exception
    assert at.radio(key="table-choice").value == "own:1" and at.dataframe[0].value["line"].tolist() == [3, 5, 4, 2]
    # Whatever the others are sorted by.
    at.selectbox(key="sort-by").set_value("line").run()
    assert at.dataframe[0].value["line"].tolist() == [3, 2, 4, 5]
    key = at.session_state["own-table"][1]
    assert at.session_state[f"own-rows-{key}"]["selection"]["rows"] == [0]


def sought(at: AppTest) -> list[str]:
    """Return what the search finds in the reader's own sets, set by set as the page names them to the browser."""
    (said,) = re.findall(r'data-sought="([^"]*)"', markup(at))
    own = json.loads(unescape(said))
    lines = {one["id"]: json.loads(names(STORE.get(one["url"].split("/")[2])).body) for one in own}
    return [f"{one['id']}:{row} {words} · {one['title']}" for one in own for row, words in lines[one["id"]]]


def test_the_search_box_finds_own_rows_and_leads_to_one_on_a_day_on_which_it_shows(at: AppTest) -> None:
    before = at.session_state["view"]
    at.session_state["view"] = before.with_(date=pd.Timestamp("2021-05-01").date())
    at.run()
    (line,) = [line for line in sought(at) if "Sample 3" in line and line.endswith("First")]
    assert "16 September 2022" in line and line.startswith("own:1:2 ")
    lead(at, "own:1:2")
    found = at.session_state["view"]
    assert not at.exception and found.select == "own:1:2" and str(found.date) == "2022-09-16" and found.at is not None
    assert found.at[2] == 12 and "Sample 3" in markup(at)
    # Those of a set that is not shown are not found, nor any in what other readers are sent.
    at.session_state["view"] = found.with_(own=("Second",), select=None)
    at.run()
    assert sought(at) and not [line for line in sought(at) if line.endswith("· First")]
    assert sought(with_own("explore.py")) == [] and b"Sample" not in search(current()).body


def test_what_does_not_narrow_own_rows_is_said(at: AppTest) -> None:
    assert "records alone" not in markup(at)
    on_map(at, region="batken")
    assert "The region narrows the atlas’s records alone: the rows of sets follow the date" in markup(at)
    assert len(table(at, "own:1")) == 4
    at.multiselect(key="filter-kind").set_value(["shooting"]).run()
    assert "The region and the filters of the records narrow" in markup(at)


def test_each_set_has_charts_of_its_own_with_the_same_in_words(at: AppTest) -> None:
    at.session_state["view"] = at.session_state["view"].with_(date=pd.Timestamp("2022-09-20").date())
    at.session_state["explore-tab"] = "Charts"
    at.run()
    assert not at.exception
    shown = markup(at)
    assert (
        "Rows per month" in shown
        and "April 2021: 1 row (Battles 1)." in shown
        and "December 2024" not in shown.split("Your own file", 1)[1]
    )
    assert "Fatalities: the range of single rows, per month" in shown and "Deaths: the range of single rows" in shown
    assert shown.index("Clashes per month") < shown.index(
        "Your own file, beside the atlas’s records and never added to them."
    )


def test_no_time_zone_moves_what_a_chart_shows(at: AppTest) -> None:
    """Vega reads an ISO day as UTC: whatever is not drawn as UTC too stands a day, a month or a year early west of Greenwich."""
    at.session_state["explore-tab"] = "Charts"
    at.run()
    found = []
    for one in at.get("vega_lite_chart"):
        spec = json.loads(one.proto.spec)
        for drawn in spec.get("layer", [spec]):
            axes = [axis for axis in drawn["encoding"].values() if isinstance(axis, dict)]
            found += [axis.get("timeUnit", axis.get("scale")) for axis in axes if axis.get("type") == "temporal"]
    # Clashes per month; the dots, the line and the ticks of the agreed length; of each set its rows, its ranges with both ends, the second by year.
    assert found == ["utcyearmonth", *[{"type": "utc"}] * 3, *["utcyearmonth"] * 4, *["utcyear"] * 4]


def test_without_own_sets_explore_is_as_it_was() -> None:
    plain = with_own("explore.py")
    assert "table-choice" not in [radio.key for radio in plain.radio] and "sources" in plain.dataframe[0].value


def test_hostile_names_of_columns_and_sets_are_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    at = with_own("explore.py", Set=csv_of([acled_row(1, location=hostile, event_type=hostile) | {hostile: hostile}]))
    table(at, "own:1")
    at.session_state["explore-tab"] = "Charts"
    at.run()
    assert not at.exception and hostile not in markup(at)
