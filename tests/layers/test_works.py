"""Water works and roads: how far each was built on a day, where it stands, and who disputes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from geodata.intervals import day_number
from geodata.ledger import Ledger, current, load
from layers.kit.layer import features, opened
from layers.view.search import entries
from layers.view.state import ViewState
from layers.view.visible import visible
from layers.words.card import card
from layers.works import LAYER
from tests.support.ledgers import Tables, sound, write

LEDGER = current()


@pytest.fixture
def ledger_with(tmp_path) -> Callable[[dict[str, object]], Ledger]:
    def made(changed: dict[str, object]) -> Ledger:
        tables: Tables = sound()
        tables["works"][0] |= changed
        return load(write(tmp_path / "ledger", tables))

    return made


@pytest.mark.parametrize(
    ("day", "state", "keys"),
    [
        (date(2001, 4, 30), None, ("canal",)),
        (date(2001, 5, 1), "building", ("canal", "unfinished")),
        (date(2003, 4, 30), "building", ("canal", "unfinished")),
        (date(2003, 5, 1), "in-use", ("canal",)),
    ],
)
def test_a_work_stands_at_the_stage_it_had_reached(ledger_with, day, state, keys) -> None:
    (feature,) = features(LAYER, ledger_with({}))
    step = feature.step_on(day_number(day))
    assert (step.state if step else None) == state
    assert LAYER.legend_keys(feature, day_number(day)) == keys


def test_a_work_is_not_there_before_its_first_stage_and_one_without_a_day_always_is(ledger_with) -> None:
    def there(ledger: Ledger, day: date) -> bool:
        return bool(visible(ViewState(date=day), ledger)["works"])

    dated = ledger_with({})
    assert not there(dated, date(2001, 4, 30)) and there(dated, date(2001, 5, 1))
    old = ledger_with({"start": None, "stages": [{"state": "in-use", "text": "Old.", "sources": ["gazette"]}]})
    assert there(old, date(1991, 1, 1))


def test_what_changed_is_told_with_the_state_before_and_after(ledger_with) -> None:
    ledger = ledger_with({})
    (work,) = ledger.works.values()
    (begun,) = LAYER.changes(work, date(2001, 1, 1), date(2002, 1, 1))
    (opened_to_use,) = LAYER.changes(work, date(2002, 1, 1), date(2004, 1, 1))
    assert (begun.what, begun.short) == ("appeared", ("", "under construction"))
    assert (opened_to_use.what, opened_to_use.short) == ("changed", ("under construction", "in use"))
    assert not list(LAYER.changes(work, date(2004, 1, 1), date(2005, 1, 1)))


def test_a_day_counts_what_is_in_use_and_names_what_is_not(ledger_with) -> None:
    ledger = ledger_with({})
    shown = list(features(LAYER, ledger))
    building, used = (LAYER.on_date(day, None, shown, ledger) for day in (date(2002, 1, 1), date(2004, 1, 1)))
    assert [line.text for line in building] == ["Under construction: Ditch."]
    assert [line.text for line in used] == ["1 water work or road in use."]


def test_what_runs_for_kilometres_says_that_its_mark_is_one_place_along_it(ledger_with) -> None:
    canal = card("ditch", ledger_with({}), date(2010, 1, 1))
    assert canal.chips[0].startswith("one place along it, known within 2 km")
    assert any("course is not published" in line for line in canal.uncertain)
    intake = card("ditch", ledger_with({"kind": "water intake"}), date(2010, 1, 1))
    assert intake.chips[0] == "place known within 2 km"


def test_both_sides_speak_on_the_card_of_the_intake_and_its_records_open() -> None:
    shown = card("golovnoy-intake", LEDGER, date(2021, 4, 17))
    (said,) = [items for title, items in shown.lists if title == "What each side says"]
    assert {line.split(" (")[0] for line in said} == {"Kyrgyz side", "Tajik side"}
    related, spoke = ([line.select for line in topic.lines] for topic in shown.topics)
    assert "2021-04-17-golovnoy" in related and spoke == ["almazbek-sokeev", "bahovaddin-bahodurzoda"]


def test_a_work_without_a_published_place_has_no_mark() -> None:
    assert opened(LAYER, LEDGER)["ak-took-reservoir"].point is None


def test_the_layer_is_off_by_itself_and_search_finds_its_records_by_what_they_are() -> None:
    assert not LAYER.default_on
    found = {record_id for record_id, line in entries(LEDGER).items() if "water work or road" in line}
    assert found == set(LEDGER.works)
