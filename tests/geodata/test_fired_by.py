"""Who is said to have acted: no clash is without it, and what is said of either side has the same form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from geodata.events import sides_fired, sides_lost
from geodata.ledger import Ledger, load
from geodata.parties import PARTIES, SIDES, STATES
from tests.support.ledgers import only_fault, sound, write

LEDGER = load()
CLASHES = [incident for incident in LEDGER.incidents.values() if incident.kind != "tally"]

#: Where the page of an account was not recorded when it was entered; there are to be no more of them.
NOT_RECORDED = {
    "2014-01-11-ak-sai",
    "2019-09-16-maksat",
    "2021-04-28-april-may-2021",
    "2021-06-04-unzhu-bulak",
    "2022-09-14-september-2022",
}

each_clash = pytest.mark.parametrize("clash", CLASHES, ids=lambda one: one.id)


def with_clash(folder: Path, **changes: Any) -> Ledger:
    """Load a sound ledger whose clash is changed as asked; None takes a field away."""
    tables = sound()
    clash = tables["incidents"][0] | changes
    tables["incidents"] = [{name: value for name, value in clash.items() if value is not None}]
    return load(write(folder, tables))


def row(side: str, did: str, **more: Any) -> dict[str, Any]:
    return {"side": side, "did": did, "claimant": "Gazette", "party": "third"} | more


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fired_by": None}, "fired_by is missing"),
        ({"fired_by": [row("kyrgyz", "Tajik guards fired")]}, "did begins with the side"),
        ({"fired_by": [row("tajik", "shots were fired by Tajik guards")]}, "did begins with the side"),
        ({"fired_by": [row("tajik", "Tajik")]}, "did begins with the side"),
        ({"title": "Tajik fire at the valley"}, "the title names a side, “Tajik”"),
        ({"title": "Strike by Kyrgyzstan"}, "the title names a side, “Kyrgyzstan”"),
    ],
)
def test_the_check_refuses_a_clash_that_does_not_say_it_in_the_form(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    [fault] = [one for one in with_clash(tmp_path, **changes).faults if one.file == "incidents.yaml"]
    assert words in fault.reason


@pytest.mark.parametrize(
    "changes",
    [
        {"fired_by": []},
        {"fired_by": [row("unspecified", "somebody fired"), row("both", "both sides’ guards fired")]},
        {"fired_by": [row("kyrgyz", "the Kyrgyz side fired"), row("tajik", "Tajik guards fired")]},
        {"fired_by": None, "kind": "tally"},
    ],
)
def test_the_check_accepts_it_in_the_form(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert with_clash(tmp_path, **changes).faults == ()


def test_a_row_that_rests_on_a_source_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    tables = sound()
    tables["incidents"][0]["fired_by"][0]["source"] = "nowhere"
    tables["periods"] = []
    fault = only_fault(load(write(tmp_path, tables)))
    assert (fault.record, "nowhere" in fault.reason) == ("first-clash", True)


@pytest.mark.parametrize(
    ("claims", "told", "lost"),
    [
        ([("kyrgyz", 2)], [], ("kyrgyz",)),
        ([("kyrgyz", 0), ("tajik", 1)], [], ("tajik",)),  # none is no loss
        ([("both", 5)], [], SIDES),
        ([("unspecified", 5)], [], ()),
        ([("kyrgyz", 2)], ["tajik"], SIDES),
        ([], ["tajik"], ("tajik",)),
        ([], [], ()),
    ],
)
def test_losses_follow_from_claims_and_from_what_is_told_beside_them(
    tmp_path: Path, claims: list[tuple[str, int]], told: list[str], lost: tuple[str, ...]
) -> None:
    rows = [
        {"about": about, "measure": "injured", "low": number, "high": number, "claimant": "Gazette", "party": "third"}
        for about, number in claims
    ]
    assert sides_lost(with_clash(tmp_path, claims=rows, losses_of=told).incidents["first-clash"]) == lost


@each_clash
def test_each_row_rests_on_a_source_of_the_record_and_says_first_where_somebody_began(clash) -> None:
    for said in clash.fired_by:
        assert said.source is None or said.source in clash.sources
        assert said.source or clash.id in NOT_RECORDED
        assert said.first == bool(re.search(r"\bfirst\b|\bbegan\b|\bopened fire\b", said.did)), said.did


def test_nobody_is_left_out_of_the_strike_and_of_the_fire_on_cars() -> None:
    strike, cars = LEDGER.incidents["2022-09-16-ovchi-kalacha"], LEDGER.incidents["2022-09-16-maksat"]
    assert (sides_fired(strike), sides_lost(strike)) == (("kyrgyz",), ("tajik",))
    assert sides_fired(cars) == SIDES
    named = {side: {(one.party, one.side) for one in strike.fired_by + cars.fired_by} for side in SIDES}
    assert all(("third", side) in said for side, said in named.items())


@each_clash
def test_titles_name_what_and_where_and_neither_side(clash) -> None:
    names = [PARTIES[side].name for side in SIDES] + list(STATES.values())
    assert not [name for name in names if re.search(rf"\b{name}\b", clash.title)]


def voices() -> list[tuple[str, Any]]:
    """Return every row that says whose voice it is, with the record it stands in."""
    records = [record for table in LEDGER.tables.values() for record in table.values()]
    lists = ("claims", "fired_by", "statements")
    rows = [(record.id, row) for record in records for name in lists for row in getattr(record, name, None) or ()]
    return rows + [(row.id, row) for row in LEDGER.statistics.values()]


def test_a_medium_speaks_for_no_side_and_a_person_as_the_office_says() -> None:
    bodies = re.compile("cabinet|ministry|president|committee|service|parliament|administration", re.IGNORECASE)
    media = {source.publisher for source in LEDGER.sources.values() if not bodies.search(source.publisher)}
    said = voices()
    assert len(said) > 400
    for record_id, row in said:
        if re.split(", | and ", row.claimant)[0] in media:
            assert row.party == "third", (record_id, row.claimant)
        if person := getattr(row, "person", None):
            office = LEDGER.persons[person].office_on(None)
            assert row.party == office.side, (record_id, row.claimant)
