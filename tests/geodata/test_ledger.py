"""Loading the ledger: what is wrong is left out and named with file, record and reason; the rest loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.ledger import TABLES, Fault, Ledger, load
from tests.support.ledgers import Tables, counts, hostile, only_fault, sound, write

Spoil = Callable[[Tables], None]


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., Ledger]:
    """Load a sound ledger after `spoil` has changed it."""

    def go(spoil: Spoil = lambda tables: None) -> Ledger:
        tables = sound()
        spoil(tables)
        return load(write(tmp_path / "ledger", tables), tmp_path)

    return go


def test_the_committed_ledger_has_no_fault() -> None:
    ledger = load()
    assert ledger.faults == ()
    assert all(count > 0 for count in counts(ledger).values())


def test_a_sound_ledger_loads_whole(loaded: Callable[..., Ledger]) -> None:
    ledger = loaded()
    assert ledger.faults == ()
    assert counts(ledger) == dict.fromkeys(TABLES, 1)
    assert ledger.find("camp") == ("bases", ledger.bases["camp"])
    assert ledger.find("gazette") is None
    assert ledger.find("nothing") is None


def test_hostile_text_is_sound_data(tmp_path: Path) -> None:
    assert load(write(tmp_path, hostile()), tmp_path).faults == ()


def test_a_missing_file_is_named_and_the_rest_loads(loaded: Callable[..., Ledger]) -> None:
    ledger = loaded(lambda tables: tables.update(exercises=None))
    assert only_fault(ledger) == Fault("exercises.yaml", "the whole file", "the file is missing")
    assert counts(ledger) == dict.fromkeys(TABLES, 1) | {"exercises": 0}


def test_an_unquoted_day_that_no_calendar_has_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger")
    path = folder / "bases.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("start: '2000-01-01'", "start: 2000-02-30"), encoding="utf-8"
    )
    ledger = load(folder, tmp_path)
    assert only_fault(ledger).file == "bases.yaml"
    assert counts(ledger) == dict.fromkeys(TABLES, 1) | {"bases": 0}


@pytest.mark.parametrize(
    ("table", "changes", "record", "words"),
    [
        ("bases", {"start": "2014-06-03", "end": "2000-01-01"}, "camp", "not after start"),
        ("bases", {"start": "2014-06-03"}, "camp", "not after start"),
        ("bases", {"start": None}, "camp", "an end needs a start"),
        ("bases", {"start": "1850-01-01"}, "camp", "1900"),
        ("bases", {"start": "2000-02-30"}, "camp", "start"),
        ("bases", {"operator_code": "somebody"}, "camp", "operator_code"),
        ("bases", {"kind": "castle"}, "camp", "kind"),
        ("bases", {"title": "  "}, "camp", "title"),
        ("bases", {"colour": "red"}, "camp", "colour"),
        ("bases", {"confidence": "sure"}, "camp", "confidence"),
        ("bases", {"districts": ["atlantis"]}, "camp", "districts"),
        ("bases", {"sources": []}, "camp", "sources"),
        ("bases", {"sources": ["nobody"]}, "camp", "“nobody”, which is not in sources.yaml"),
        ("bases", {"places": ["nowhere"]}, "camp", "“nowhere”, which is not in places.yaml"),
        ("bases", {"id": "Camp One"}, "Camp One", "id"),
        ("works", {"start": "2001-05-02"}, "ditch", "start is not that of the first stage"),
        ("works", {"stages": [{"state": "in-use", "text": "Old.", "sources": ["gazette"]}] * 2}, "ditch", "start"),
        ("works", {"related": ["nothing"]}, "ditch", "“nothing”, which is not in any table"),
        ("incidents", {"parent": "no-war"}, "first-clash", "“no-war”, which is not in incidents.yaml"),
        (
            "incidents",
            {
                "claims": [
                    {"about": "kyrgyz", "measure": "killed", "low": 5, "high": 2, "claimant": "M", "party": "kyrgyz"}
                ]
            },
            "first-clash",
            "low (5) is above high (2)",
        ),
        (
            "incidents",
            {"claims": [{"about": "kyrgyz", "measure": "killed", "claimant": "M", "party": "kyrgyz"}]},
            "first-clash",
            "needs low, high or wording",
        ),
        (
            "incidents",
            {"claims": [{"about": "kyrgyz", "measure": "killed", "low": -1, "claimant": "M", "party": "kyrgyz"}]},
            "first-clash",
            "claims",
        ),
        ("sections", {"geometry": "strip"}, "whole-border", "either geometry or not_mapped_because"),
        ("sections", {"history": []}, "whole-border", "history"),
        (
            "crossings",
            {"closures": [{"start": "2021-05-01", "state": "ajar", "by": "K", "wording": "w", "sources": ["gazette"]}]},
            "gate",
            "closures",
        ),
        ("places", {"lat": None}, "valley", "belong together"),
        ("places", {"lon": 200}, "valley", "lon"),
        ("places", {"precision_m": 0}, "valley", "precision_m"),
        ("statistics", {"unit": "miles"}, "length", "unit"),
        ("periods", {"record": "no-record"}, "war", "“no-record”, which is not in any table"),
        (
            "incidents",
            {
                "claims": [
                    {
                        "about": "kyrgyz",
                        "measure": "killed",
                        "low": 1,
                        "claimant": "M",
                        "party": "kyrgyz",
                        "as_of": "2022-13-45",
                    }
                ]
            },
            "first-clash",
            "as_of",
        ),
        (
            "crossings",
            {
                "closures": [
                    {
                        "start": "2022-05-01",
                        "end": "2021-05-01",
                        "state": "closed",
                        "by": "K",
                        "wording": "w",
                        "sources": ["gazette"],
                    }
                ]
            },
            "gate",
            "not after start",
        ),
        ("periods", {"start": "2022-09-21", "end": "2022-09-14"}, "war", "not after start"),
        ("sections", {"not_mapped_because": None, "geometry": "no-such-strip"}, "whole-border", "no-such-strip"),
    ],
)
def test_a_wrong_record_is_named_with_its_reason(
    loaded: Callable[..., Ledger], table: str, changes: dict[str, object], record: str, words: str
) -> None:
    ledger = loaded(lambda tables: tables[table][0].update(changes))
    assert [
        fault
        for fault in ledger.faults
        if (fault.file, fault.record) == (f"{table}.yaml", record) and words in fault.reason
    ], ledger.faults
    assert record not in ledger.tables[table]


def test_the_second_of_two_records_with_one_id_is_left_out(loaded: Callable[..., Ledger]) -> None:
    ledger = loaded(lambda tables: tables["bases"].append(tables["bases"][0] | {"title": "Other camp"}))
    assert only_fault(ledger) == Fault("bases.yaml", "camp", "the id is used twice in this file")
    assert ledger.bases["camp"].title == "Camp"


def test_an_id_is_taken_across_tables_too(loaded: Callable[..., Ledger]) -> None:
    ledger = loaded(lambda tables: tables["milestones"][0].update(id="camp"))
    fault = only_fault(ledger)
    assert (fault.file, fault.record) == ("milestones.yaml", "camp")
    assert "bases.yaml" in fault.reason
    assert ledger.find("camp")[0] == "bases"


def test_all_faults_are_told_at_once(loaded: Callable[..., Ledger]) -> None:
    def spoil(tables: Tables) -> None:
        tables["exercises"] = None
        tables["bases"][0].update(kind="castle", confidence="sure")
        tables["transfers"][0]["sources"] = ["nobody"]

    faults = loaded(spoil).faults
    assert {(fault.file, fault.record) for fault in faults} == {
        ("exercises.yaml", "the whole file"),
        ("bases.yaml", "camp"),
        ("transfers.yaml", "trucks"),
    }
    assert len(faults) == 4


def test_what_refers_to_a_record_left_out_is_left_out_too(loaded: Callable[..., Ledger]) -> None:
    def spoil(tables: Tables) -> None:
        parent = tables["incidents"][0]
        tables["incidents"].append(parent | {"id": "child", "parent": "first-clash"})
        parent["sources"] = ["nobody"]

    ledger = loaded(spoil)
    assert dict(ledger.incidents) == {}
    assert {fault.record for fault in ledger.faults} >= {"first-clash", "child", "war"}


def test_a_section_that_follows_one_left_out_is_a_fault_not_a_crash(loaded: Callable[..., Ledger]) -> None:
    def spoil(tables: Tables) -> None:
        leader = tables["sections"][0]
        tables["sections"].append(leader | {"id": "strip", "follows": "whole-border"})
        leader["sources"] = ["nobody"]

    ledger = loaded(spoil)
    assert {fault.record for fault in ledger.faults} == {"whole-border", "strip"}


def test_a_section_takes_over_the_steps_of_the_one_it_follows(loaded: Callable[..., Ledger]) -> None:
    def spoil(tables: Tables) -> None:
        leader = tables["sections"][0]
        leader["history"] = [
            {
                "start": "2020-01-01",
                "status": "agreed",
                "by": "joint",
                "claimant": "Both",
                "basis": "stated",
                "wording": "agreed",
            },
            {
                "start": "2025-03-13",
                "status": "signed",
                "by": "joint",
                "claimant": "Both",
                "basis": "stated",
                "wording": "signed",
            },
        ]
        own = [
            {
                "start": "2021-01-01",
                "status": "described",
                "by": "joint",
                "claimant": "Both",
                "basis": "stated",
                "wording": "described",
            }
        ]
        tables["sections"].append(leader | {"id": "strip", "follows": "whole-border", "history": own})

    ledger = loaded(spoil)
    assert ledger.faults == ()
    steps = [(row.start.isoformat(), row.status, row.basis) for row in ledger.sections["strip"].history]
    # The leader's step of 2020 lies before the strip's own first one; that of 2025 holds for it, but nobody said so of it.
    assert steps == [("2021-01-01", "described", "stated"), ("2025-03-13", "signed", "inferred")]


def test_a_renamed_record_is_found_by_its_old_id(loaded: Callable[..., Ledger]) -> None:
    ledger = loaded(lambda tables: tables["meta"].update(renamed={"old-camp": "camp"}))
    assert ledger.find("old-camp") == ledger.find("camp") == ("bases", ledger.bases["camp"])


def test_wrong_facts_about_the_ledger_are_named(loaded: Callable[..., Ledger]) -> None:
    ledger = loaded(lambda tables: tables["meta"].update(facts_checked_to="soon"))
    assert only_fault(ledger).file == "meta.yaml"
    assert counts(ledger) == dict.fromkeys(TABLES, 1)


def test_a_ledger_is_compared_by_identity(loaded: Callable[..., Ledger]) -> None:
    first, second = loaded(), loaded()
    assert first == first and first != second
    assert len({first, second}) == 2
