"""Explore and Compare without a browser: what a reader sets reaches the view, and each reading draws without a fault."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geodata.dates import say, short_months
from layers.view.state import ViewState
from pages.panels import answers
from tests.support.pages import markup, opened


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_TODAY", "2026-11-01")


def view(at: AppTest) -> ViewState:
    return at.session_state["view"]


def test_a_choice_in_a_list_narrows_the_view_and_its_chip_removes_it() -> None:
    at = opened("explore.py")
    at.multiselect(key="filter-kind").set_value(["shooting"]).run()
    at.button_group(key="filter-field").set_value("supplier").run()
    at.multiselect(key="filter-supplier").set_value(["turkey"]).run()
    assert view(at).kind == ("shooting",) and view(at).supplier == ("turkey",) and "transfers" in view(at).layers
    assert "Nothing matches" in markup(at) and "Turkey" in markup(
        at
    )  # No record is a shooting and a transfer: the blame names the filters.
    assert "No record of this view passes these filters" in markup(at) and not at.dataframe
    at.button(key="chip-supplier-turkey").click().run()
    assert view(at).supplier == () and view(at).kind == ("shooting",)
    at.button(key="chips-reset").click().run()
    assert view(at).kind == () and not at.exception and at.dataframe


@pytest.mark.parametrize("page", ["map.py", "compare.py"])
def test_each_page_that_a_filter_narrows_shows_its_chip_and_takes_it_away(page: str) -> None:
    at = opened(page)
    assert not [button for button in at.button if (button.key or "").startswith("chip")]
    at = opened(page, kind="shooting", region="batken")
    assert "under these filters" in markup(at)
    at.button(key="chip-kind-shooting").click().run()
    assert view(at).kind == () and view(at).region == "batken"
    at.button(key="chips-reset").click().run()
    assert view(at).region is None and not at.exception


@pytest.mark.parametrize(
    ("narrowed", "advice"),
    [
        ({"date": "2022-09-16", "mode": "day"}, "Move the slider or choose"),
        ({"kind": "shooting"}, "Reset the filters above the map"),
        ({"date": "1991-01-02"}, "Move the slider to a later day"),
    ],
)
def test_advice_on_an_empty_list_is_something_that_helps(narrowed: dict[str, str], advice: str) -> None:
    at = opened("map.py", layers="exercises", **narrowed)
    assert f"None in this view. {advice}" in markup(at)


@pytest.mark.parametrize("phone", [False, True])
def test_the_titles_of_the_table_stay_in_sight_on_a_phone(phone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.panels.table.on_phone", lambda: phone)
    title = json.loads(opened("explore.py").dataframe[0].proto.columns)["title"]
    assert title["pinned"]
    # A window of 360 px leaves the table 328, of which Streamlit lets pinned columns take 60 %.
    assert (title["width"] in range(100, int(328 * 0.6))) == phone


def test_a_link_opens_the_field_it_filters_by_and_another_field_keeps_the_filter() -> None:
    at = opened("explore.py", district="isfara,vorukh")
    assert at.button_group(key="filter-field").value == "district" and at.multiselect(key="filter-district").value
    before = view(at)
    at.button_group(key="filter-field").set_value("party").run()
    assert not [box for box in at.multiselect if box.key == "filter-district"] and view(at) == before
    at.button_group(key="filter-field").set_value("district").run()
    assert tuple(at.multiselect(key="filter-district").value) == before.district != ()


def test_words_and_deaths_are_filters_of_the_view() -> None:
    at = opened("explore.py")
    at.text_input(key="filter-q").set_value("  vorukh ").run()
    at.button_group(key="filter-field").set_value("deaths").run()
    at.number_input(key="filter-deaths").set_value(1).run()
    assert (view(at).q, view(at).deaths) == ("vorukh", 1)
    assert not at.exception


def test_the_records_are_sorted_by_a_column_those_without_a_value_last_and_chosen_ones_first() -> None:
    at = opened("explore.py", date="2022-09-20", region="batken")
    before = at.dataframe[0].value
    at.selectbox(key="sort-by").set_value("first_day").run()
    days = at.dataframe[0].value["first_day"].tolist()
    dated = [day for day in days if day is not None]
    assert len(days) == len(before) and dated == sorted(dated) == days[: len(dated)] and dated[0] < dated[-1]
    at.checkbox(key="sort-down").check().run()
    assert at.dataframe[0].value["first_day"].tolist()[: len(dated)] == dated[::-1]
    at.selectbox(key="sort-by").set_value("title").run()
    titles = at.dataframe[0].value["title"].tolist()
    assert titles == sorted(titles, key=str.lower, reverse=True) and set(titles) == set(before["title"])
    at.session_state["view"] = view(at).with_(select="2022-01-27-tort-kocho")
    at.run()
    assert not at.exception and at.dataframe[0].value["title"].tolist()[0] != titles[0]
    assert at.session_state["records"]["selection"]["rows"] == [0]


def test_a_column_of_figures_begins_with_the_highest_until_the_reader_says_otherwise() -> None:
    at = opened("explore.py", date="2022-12-31", region="batken", layers="clashes")
    column = next(name for name in at.dataframe[0].value if name.startswith("killed_") and name.endswith("_high"))
    at.selectbox(key="sort-by").set_value(column).run()
    killed = at.dataframe[0].value[column].dropna().tolist()
    assert at.checkbox(key="sort-down").value and killed == sorted(killed, reverse=True) and killed[0] > killed[-1]
    at.checkbox(key="sort-down").uncheck().run()
    assert at.dataframe[0].value[column].dropna().tolist() == killed[::-1] and not at.exception


@pytest.mark.parametrize("tab", ["Table", "Answers", "Charts", "Text", "Download"])
def test_each_reading_draws_the_filtered_view(tab: str) -> None:
    at = opened("explore.py", date="2022-09-20", region="batken", select="2022-01-27-tort-kocho", near="39.97,70.53")
    at.session_state["explore-tab"] = tab
    at.run()
    assert not at.exception
    expected = {
        "Table": "records",
        "Answers": "What is within 25 km",
        "Charts": "Clashes per month",
        "Text": "Border Atlas, 20 September 2022",
        "Download": "source_ids",
    }[tab]
    assert expected in markup(at)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("39.97, 70.53", (39.97, 70.53)),
        ("Ворух", True),
        ("Vorukh", True),
        ("39.97;70.53", (39.97, 70.53)),
        ("nowhere at all", None),
        ("99, 70", None),
        ("nan, nan", None),
    ],
)
def test_a_place_or_a_point_typed_is_asked_about_or_refused_with_a_sentence(typed: str, near: object) -> None:
    found = answers._read_point(typed)
    if near is None:
        assert isinstance(found, str) and found.endswith(".")
    else:
        assert found == near if isinstance(near, tuple) else isinstance(found, tuple)


def test_answers_name_the_place_that_was_chosen_and_not_its_coordinates() -> None:
    at = opened("explore.py")
    at.session_state["explore-tab"] = "Answers"
    at.run()
    field = at.selectbox(key="place")
    chosen = next(forms for forms in field.options if forms.startswith("Vorukh"))
    field.set_value(chosen).run()
    assert f"What is within 25 km of {chosen} on" in markup(at) and not at.exception


def test_compare_opens_on_two_dates_and_exchanges_them() -> None:
    at = opened("compare.py")
    assert (view(at).date, view(at).against) == (date(2021, 4, 30), date(2025, 3, 31))
    assert "Between 30 April 2021 and 31 March 2025:" in markup(at)
    assert "Numbers are those of the left date." in markup(at)
    at.button(key="compare-swap").click().run()
    assert (view(at).date, view(at).against) == (date(2025, 3, 31), date(2021, 4, 30))
    assert "Between 30 April 2021 and 31 March 2025:" in markup(at) and "The left date is the later one" in markup(at)
    assert at.text_input(key="date-against").value == "30 April 2021"
    # The view keeps its second date elsewhere, where its numbers are of the one that shows.
    at = opened("map.py", against="2025-03-31")
    assert "left date" not in markup(at)


def test_who_narrows_the_map_to_some_sections_is_led_to_where_they_are() -> None:
    at = opened("explore.py")
    at.button_group(key="filter-field").set_value("section").run()
    at.multiselect(key="filter-section").set_value(["kulundu", "maksat", "arki-1"]).run()
    lat, lon, zoom = view(at).at
    assert 39.9 < lat < 40.3 and 69.3 < lon < 70.2 and zoom >= 10
    at.button(key="chip-section-kulundu").click().run()
    assert view(at).section == ("maksat", "arki-1") and not at.exception


def test_a_record_whose_layer_is_switched_off_is_chosen_no_longer() -> None:
    at = opened("map.py", date="2022-09-17", layers="sections,clashes", select="2022-09-16-ovchi-kalacha")
    at.button_group(key="layers").set_value(["sections", "clashes", "bases"]).run()
    assert view(at).select == "2022-09-16-ovchi-kalacha"
    at.button_group(key="layers").set_value(["sections", "bases"]).run()
    assert view(at).select is None and not at.exception


def test_a_date_typed_on_compare_is_taken_asked_about_or_refused_and_what_was_refused_stays() -> None:
    at = opened("compare.py", date="2021-04-30", against="2025-03-31")
    for typed, day in (("20.9.2022", date(2022, 9, 20)), ("September 2021", date(2021, 9, 30))):
        at.text_input(key="date-against").set_value(typed).run()
        assert view(at).against == day and at.text_input(key="date-against").value == say(day)
    for typed, words in (
        ("soon", "“soon” is no date."),
        ("1 May 2031", "1 May 2031 lies outside the atlas, which runs from 1 January 1991 to 1 November 2026."),
        ("03/04/2022", "“03/04/2022” can be two days. Which one is meant?"),
    ):
        at.text_input(key="date-against").set_value(typed).run()
        assert words in markup(at) and at.text_input(key="date-against").value == typed
        assert view(at).against == date(2021, 9, 30)
    at.button(key="meant-against-1").click().run()
    assert view(at).against == date(2022, 3, 4) and "can be two days" not in markup(at) and not at.exception
    at.text_input(key="date-date").set_value("soon").run()
    at.button(key="compare-swap").click().run()
    assert at.text_input(key="date-date").value == "4 March 2022" and "is no date" not in markup(at)


def test_a_link_of_a_comparison_restores_it_with_its_problems() -> None:
    at = opened("compare.py", date="2014-06-02", against="2014-06-03", layout="swipe", kind="teleport")
    assert (view(at).date, view(at).against, view(at).layout) == (date(2014, 6, 2), date(2014, 6, 3), "swipe")
    assert "teleport" in markup(at) and "1 base closed" in markup(at)


def test_the_months_of_clashes_stand_apart_and_a_bar_says_once_what_it_counts() -> None:
    at = opened("explore.py", date="2022-09-20")
    at.session_state["explore-tab"] = "Charts"
    at.run()
    spec = json.loads(at.get("vega_lite_chart")[0].proto.spec)
    assert spec["mark"]["binSpacing"] > 0
    assert [part["title"] for part in spec["encoding"]["tooltip"]] == ["Month", "Clashes"]
    assert spec["config"]["locale"]["time"]["shortMonths"] == short_months() and "labelLimit" in spec["config"]["axis"]


@pytest.mark.parametrize(
    ("layers", "first"), [("clashes", "time-clashes"), ("transfers", "pairs"), ("sections", "agreed")]
)
def test_the_charts_of_the_layer_that_is_on_come_first_and_each_is_reached_from_the_top(
    layers: str, first: str
) -> None:
    at = opened("explore.py", date="2022-09-20", layers=layers)
    at.session_state["explore-tab"] = "Charts"
    at.run()
    html = markup(at)
    jumps = re.findall(r'<a href="#(charts?-of-[^"]+)">', html)
    assert jumps[0] == f"chart-of-{first}" and len(set(jumps)) == len(jumps) > 5
    assert re.findall(r'<h[23] id="(charts?-of-[^"]+)"', html) == jumps


def test_the_dead_stand_on_one_linear_axis_with_civilians_apart_and_caption_and_source_in_the_picture() -> None:
    at = opened("explore.py", date="2022-09-20")
    at.session_state["explore-tab"] = "Charts"
    at.run()
    specs = [json.loads(one.proto.spec) for one in at.get("vega_lite_chart")]
    [deaths] = [spec for spec in specs if str(spec.get("title", {}).get("text", "")).startswith("Deaths by side")]
    scales = [layer["encoding"]["x"].get("scale") for layer in deaths["layer"]]
    assert {scale["type"] for scale in scales if scale} == {"linear"} and "hconcat" not in deaths
    caption = " ".join(deaths["title"]["subtitle"])
    assert "stand apart" in caption and "Source: Border Atlas, ledger revision" in caption
    lines = [line.split("\t") for line in deaths["layer"][0]["encoding"]["y"]["scale"]["domain"]]
    headings = [name for _, name, row in lines if not row]
    assert (
        headings.index("Kyrgyz losses")
        < headings.index("Tajik losses")
        < headings.index("Tajik losses, civilians alone")
    )
    assert "Its data as CSV" in {button.label for button in at.get("download_button")}
    # A picture has an address, as those of views have: drawn once for everybody who asks.
    for kind in ("svg", "png"):
        assert re.search(rf'href="[^"]*/chart\.{kind}\?date=2022-09-20&amp;[^"]*chart=deaths', markup(at))
