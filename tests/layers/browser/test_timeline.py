"""What the slider's strip is told: ticks, uncertain spans, who says so, and what is in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geodata.intervals import FOREVER, day_number
from geodata.ledger import Ledger, load
from layers.browser.timeline import timeline
from layers.kit.layer import all_layers, features, layer_of
from tests.support.ledgers import Tables, sound, write

COMMON = {"by": "kyrgyz", "claimant": "Somebody", "basis": "stated", "wording": "agreed"}


def ledger(folder: Path, tables: Tables) -> Ledger:
    found = load(write(folder, tables))
    assert found.faults == ()
    return found


def day(text: str) -> int:
    return day_number(date.fromisoformat(text))


def with_history(*rows: dict) -> Tables:
    """Return a ledger with a section of this history beside the whole line."""
    tables = sound()
    tables["sections"].append(
        tables["sections"][0]
        | {"id": "strip", "title": "Strip", "kind": "section", "history": [COMMON | row for row in rows]}
    )
    return tables


def test_a_change_of_status_is_a_tick_and_a_change_of_speaker_is_none(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        with_history(
            {"start": "2020-01-01", "status": "undelimited", "by": "joint"},
            {"start": "2021-03-02", "status": "agreed"},
            {"start": "2021-06-01", "status": "agreed", "by": "tajik"},
            {"start": "2022-05-01", "precision": "month", "status": "signed", "by": "joint"},
        ),
    )
    ticks = [tick for tick in timeline(found)["ticks"] if tick[2] == "sections"]
    assert [(first, after, look) for first, after, _, look, *_ in ticks] == [
        (day("2021-03-02"), day("2021-03-03"), "agreed"),
        (day("2022-05-01"), day("2022-06-01"), "signed"),
    ]


def test_bases_open_and_close_works_are_built_and_crossings_shut_and_reopen_as_ticks(tmp_path: Path) -> None:
    ticks = timeline(ledger(tmp_path, sound()))["ticks"]
    assert [(first, layer, look, title) for first, _, layer, look, title, *_ in ticks] == [
        (day("2000-01-01"), "bases", "opened", "Camp"),
        (day("2001-05-01"), "works", "building", "Ditch"),
        (day("2003-05-01"), "works", "in-use", "Ditch"),
        (day("2014-06-03"), "bases", "closed", "Camp"),
        (day("2021-05-01"), "crossings", "closed", "Gate"),
        (day("2022-05-01"), "crossings", "open", "Gate"),
    ]


def test_an_incident_known_to_the_month_spans_it_and_a_tally_is_no_event(tmp_path: Path) -> None:
    tables = sound()
    clash = tables["incidents"][0]
    tables["incidents"] += [
        clash | {"id": "some-day", "start": "2022-02-01", "start_precision": "month", "end": None},
        clash | {"id": "of-the-year", "kind": "tally", "start": "2021-01-01", "end": None},
    ]
    spans = [row[:3] for row in timeline(ledger(tmp_path, tables))["bars"]]
    assert spans == [[day("2022-02-01"), day("2022-03-01"), False], [day("2022-09-14"), day("2022-09-15"), True]]


def test_only_turning_points_are_where_play_may_hold(tmp_path: Path) -> None:
    tables = sound()
    talks = tables["milestones"][0]
    tables["milestones"] += [talks | {"id": "treaty", "title": "Treaty", "major": True, "start": "2025-03-13"}]
    found = timeline(ledger(tmp_path, tables))["turns"]
    assert [(row[0], row[1], row[3]) for row in found] == [(day("2025-03-13"), "Treaty", "treaty")]


def test_a_step_says_whose_statement_it_is_unless_it_is_inferred(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        with_history(
            {"start": "2020-01-01", "status": "undelimited", "by": "joint", "basis": "inferred"},
            {"start": "2021-01-01", "status": "agreed"},
            {"start": "2022-01-01", "status": "described", "by": "joint"},
            {"start": "2023-01-01", "status": "signed", "by": "joint", "basis": "inferred"},
        ),
    )
    sections = next(layer for layer in all_layers() if layer.id == "sections")
    strip = next(feature for feature in features(sections, found) if feature.id == "strip")
    assert [step.by for step in strip.steps] == ["", "says the Kyrgyz side", "say both sides", ""]


def test_a_section_is_disputed_while_the_sides_differ(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        with_history(
            {"start": "2020-01-01", "status": "undelimited", "by": "joint"},
            {"start": "2021-01-01", "status": "described"},
            {"start": "2021-06-01", "status": "agreed", "by": "tajik"},
            {"start": "2022-01-01", "status": "signed", "by": "joint"},
        ),
    )
    assert layer_of("sections").disputed(found.sections["strip"]) == [(day("2021-06-01"), day("2022-01-01"))]


def test_different_words_for_one_status_are_a_dispute_too_and_it_lasts_until_resolved(tmp_path: Path) -> None:
    found = ledger(
        tmp_path,
        with_history(
            {"start": "2021-01-01", "status": "agreed", "wording": "fully agreed"},
            {"start": "2021-06-01", "status": "agreed", "by": "tajik", "wording": "in principle"},
        ),
    )
    assert layer_of("sections").disputed(found.sections["strip"]) == [(day("2021-06-01"), FOREVER)]


def test_an_incident_is_disputed_if_claimants_differ_and_not_by_one_claimants_own_correction(tmp_path: Path) -> None:
    tables = sound()
    clash = tables["incidents"][0]
    claim = clash["claims"][0]
    later = claim | {"low": 9, "high": 9, "as_of": "2022-12-01"}
    tables["incidents"] = [
        clash | {"id": "corrected", "claims": [claim, later]},
        clash | {"id": "contradicted", "claims": [claim, later | {"claimant": "Others", "party": "tajik"}]},
        clash
        | {
            "id": "two-stories",
            "claims": [],
            "statements": [
                {"party": "tajik", "claimant": "Guards", "text": "They began."},
                {"party": "kyrgyz", "claimant": "Guards", "text": "They did."},
            ],
        },
    ]
    tables["periods"][0].pop("record")
    assert set(timeline(ledger(tmp_path, tables))["disputed"]) == {"contradicted", "two-stories"}


def test_what_rests_on_one_source_is_named(tmp_path: Path) -> None:
    tables = sound()
    tables["sources"].append(tables["sources"][0] | {"id": "second"})
    tables["bases"][0]["sources"] = ["gazette", "second"]
    single = timeline(ledger(tmp_path, tables))["single"]
    assert "camp" not in single and {"gate", "first-clash", "whole-border", "talks"} <= set(single)
