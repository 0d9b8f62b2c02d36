"""What is known to have ended in a month or a year ends alike on the map, the card, in tables, answers and comparisons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geodata import status
from geodata.ledger import Ledger, current, load
from geodata.records import Crossing
from layers.browser.timeline import timeline
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.kit.openings import state_steps
from layers.view.state import ViewState
from layers.view.visible import uncertain, visible
from layers.words import changes
from layers.words.answers import about_spot
from layers.words.card import card
from tests.support.ledgers import sound, write

LAYERS = {layer.id: layer for layer in all_layers()}
VIEW = ViewState(date=date(2026, 1, 1), layers=tuple(LAYERS))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Return a ledger with a base closed in 2016, a gate shut until some day of March 2014 and an exclave given up in 2025."""
    tables = sound()
    tables["bases"][0] |= {"end": "2016-01-01", "end_precision": "year"}
    closure = tables["crossings"][0]["closures"][0] | {"state": "closed", "end_unknown": False}
    tables["crossings"][0]["closures"] = [
        closure | {"start": "2014-01-11", "end": "2014-03-31", "end_precision": "month"}
    ]
    line = tables["sections"][0]
    tables["sections"].append(
        line
        | {"id": "islet", "title": "Islet", "kind": "surrounded land", "start": "1991-12-26", "start_precision": "year"}
    )
    tables["sections"][1] |= {"end": "2025-03-31", "end_precision": "year"}
    found = load(write(tmp_path_factory.mktemp("ledger"), tables))
    assert found.faults == ()
    return found


def drawn(layer: str, record_id: str, day: str, ledger: Ledger) -> str:
    """Return how a record is drawn on a day: "", "sure" or "unsure"."""
    view = VIEW.with_(date=date.fromisoformat(day))
    for feature in visible(view, ledger)[layer]:
        if feature.id == record_id:
            return "unsure" if uncertain(feature, LAYERS[layer], view) else "sure"
    return ""


def told(first: str, last: str, ledger: Ledger) -> dict[str, str]:
    view = VIEW.with_(date=date.fromisoformat(first), against=date.fromisoformat(last))
    return {change.record.id: change.text for _, found in changes.changes(view, ledger) for change in found}


def state_said(gate: Crossing, day: str) -> str:
    return LAYERS["crossings"].text(gate, date.fromisoformat(day), "")


def test_a_base_closed_in_a_year_is_said_to_be_everywhere(ledger: Ledger) -> None:
    assert [
        drawn("bases", "camp", day, ledger) for day in ("2015-12-31", "2016-06-01", "2016-12-31", "2017-01-01")
    ] == [
        "sure",
        "unsure",
        "unsure",
        "",
    ]
    words = card("camp", ledger, date(2016, 6, 1))
    assert any("last day in 2016" in chip for chip in words.chips) and "known only to the year" in words.uncertain[0]
    records = Records(VIEW.with_(date=date(2016, 6, 1)), ledger)
    [row] = [
        row for row in records.table(records.listed(), ["id", "dated", "last_day"]).to_pylist() if row["id"] == "camp"
    ]
    assert (row["dated"], row["last_day"]) == ("from 1 January 2000 to 2016", date(2016, 12, 31))
    assert "camp" not in told("2015-06-01", "2016-06-01", ledger)
    assert told("2016-06-01", "2017-06-01", ledger)["camp"].endswith("closed, last day in 2016.")
    assert [tick[:2] for tick in timeline(ledger)["ticks"] if tick[3] == "closed" and tick[2] == "bases"] == [
        [16801, 17167]  # 2016-01-01 up to, without, 2017-01-01
    ]


def test_a_closure_that_ended_in_a_month_is_uncertain_over_it(ledger: Ledger) -> None:
    [gate] = ledger.crossings.values()
    days = ("2014-02-28", "2014-03-01", "2014-03-31", "2014-04-01")
    assert [drawn("crossings", gate.id, day, ledger) for day in days] == ["sure", "unsure", "unsure", "sure"]
    assert [state_said(gate, day).partition(": ")[2].split(":")[0].rstrip(".") for day in days] == [
        "closed since 11 January 2014, by Kyrgyz side",
        "closed or open",
        "closed or open",
        "open since March 2014, as far as recorded",
    ]
    assert "known only to March 2014" in state_said(gate, "2014-03-10")
    closures = card(gate.id, ledger, date(2014, 3, 31)).tables[0].rows
    assert [(cells[0], emphasis) for cells, _, emphasis in closures] == [("11 January 2014 to March 2014", "now")]
    assert gate.id not in told("2014-03-01", "2014-03-31", ledger)
    assert told("2014-03-31", "2014-05-01", ledger)[gate.id].endswith("closed → open from March 2014.")
    assert [(tick[:2], tick[3]) for tick in timeline(ledger)["ticks"] if tick[2] == "crossings"] == [
        ([16081, 16082], "closed"),
        ([16130, 16161], "open"),  # some day of March
    ]


def test_where_a_closure_also_began_within_the_month_it_still_holds(tmp_path: Path) -> None:
    tables = sound()
    shut = tables["crossings"][0]["closures"][0] | {"state": "closed", "end_precision": "month", "end_unknown": False}
    tables["crossings"][0]["closures"] = [
        shut | {"start": "2014-03-05", "end": "2014-03-20"},
        shut | {"start": "2015-05-01", "start_precision": "month", "end": "2015-05-20"},
    ]
    [gate] = load(write(tmp_path, tables)).crossings.values()
    assert [(step.start, step.sure_start, step.state, step.said) for step in state_steps(gate)[1:]] == [
        (16134, 16134, "closed", "5 March 2014"),
        (16135, 16161, "closed", "5 March 2014"),
        (16161, 16161, "open", "6–31 March 2014"),
        (16556, 16587, "closed", "May 2015"),
        (16587, 16587, "open", "May 2015"),
    ]


def test_an_exclave_given_up_in_a_year_is_neither_gone_nor_certain_within_it(ledger: Ledger) -> None:
    islet, within = ledger.sections["islet"], date(2025, 6, 1)
    assert [drawn("sections", "islet", day, ledger) for day in ("2024-12-31", "2025-06-01", "2026-01-01")] == [
        "sure",
        "unsure",
        "",
    ]
    assert status.status_on(islet, within).uncertain and not status.status_on(islet, date(2024, 12, 31)).uncertain
    assert "Perhaps it no longer existed: last day in 2025." in LAYERS["sections"].text(islet, within, "")
    assert "It no longer existed on 1 January 2026." in LAYERS["sections"].text(islet, date(2026, 1, 1), "")
    assert "islet" not in told("2025-01-01", "2025-06-01", ledger)
    assert told("2025-06-01", "2026-02-01", ledger)["islet"] == "Islet: ended, last day in 2025."


@pytest.mark.parametrize(
    ("first", "last"), [("2015-06-01", "2016-06-01"), ("2016-06-01", "2017-06-01"), ("2001-01-01", "2014-06-03")]
)
def test_compare_tells_of_bases_what_the_map_shows(first: str, last: str) -> None:
    """Of the whole ledger: what is drawn on one date only is told, and nothing else."""
    ledger = current()
    before, after = (
        {feature.id for feature in visible(VIEW.with_(date=date.fromisoformat(day)), ledger)["bases"]}
        for day in (first, last)
    )
    view = VIEW.with_(date=date.fromisoformat(first), against=date.fromisoformat(last))
    found = {what: set() for what in ("appeared", "ended")}
    for layer, told_of in changes.changes(view, ledger):
        for change in told_of if layer.id == "bases" else ():
            found[change.what].add(change.record.id)
    assert (found["ended"] - found["appeared"], found["appeared"] - found["ended"]) == (before - after, after - before)


def test_a_status_known_to_the_year_is_said_from_its_first_day_and_perhaps_not_yet() -> None:
    described = current().sections["mountain-part"]
    assert [
        "Perhaps not yet on that day." in LAYERS["sections"].text(described, day, "")
        for day in (date(2011, 1, 1), date(2012, 1, 1))
    ] == [True, False]
    assert "undelimited" in LAYERS["sections"].text(described, date(2010, 12, 31), "")


def test_answers_count_a_base_while_the_map_draws_it(ledger: Ledger) -> None:
    site = ledger.places[ledger.bases["camp"].places[0]]
    for day, there in ((date(2016, 12, 31), True), (date(2017, 1, 1), False)):
        lines = next(
            topic.lines
            for topic in about_spot(site.lon, site.lat, day, 25, 30, ledger)
            if topic.title.startswith("Bases in use")
        )
        assert any(line.text.startswith("Camp") for line in lines) == there
