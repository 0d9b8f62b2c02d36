"""The change ledger between two dates: complete, told forward in time, the same whichever date is named first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from geodata import status
from geodata.ledger import Ledger, current, load
from layers.kit.layer import all_layers
from layers.view.state import ViewState
from layers.words import changes
from tests.support.ledgers import sound, write

LEDGER = current()
WHOLE = ViewState(date(2021, 4, 30), against=date(2025, 3, 31), layers=tuple(layer.id for layer in all_layers()))
PAIRS = [
    (date(2021, 4, 30), date(2025, 3, 31)),
    (date(2014, 6, 2), date(2014, 6, 3)),
    (date(1991, 1, 1), date(2026, 11, 1)),
    (date(2022, 9, 13), date(2022, 9, 21)),
]


def between(first: date, last: date, ledger: Ledger = LEDGER, **more: object) -> dict[str, list[changes.Change]]:
    view = WHOLE.with_(date=first, against=last, **more)
    told = {layer.id: lines for layer, lines in changes.changes(view, ledger)}
    return {layer.id: told.get(layer.id, []) for layer in all_layers()}


@pytest.mark.parametrize(("first", "last"), PAIRS)
def test_what_happened_after_the_first_day_up_to_the_last_is_in_it_and_nothing_else(first: date, last: date) -> None:
    found = between(first, last)
    for layer, table in (
        ("clashes", "incidents"),
        ("milestones", "milestones"),
        ("transfers", "transfers"),
        ("exercises", "exercises"),
    ):
        expected = {
            record.id for record in LEDGER.tables[table].values() if record.start and first < record.start <= last
        }
        assert {change.record.id for change in found[layer]} == expected, layer


@pytest.mark.parametrize(("first", "last"), PAIRS)
def test_every_section_whose_status_differs_is_in_it_with_both(first: date, last: date) -> None:
    told = {change.record.id: change for change in between(first, last)["sections"] if change.what == "changed"}
    for section in LEDGER.sections.values():
        before, after = status.status_on(section, first), status.status_on(section, last)
        if section.kind == "line" or section.end or before is None or after is None:
            continue
        if before.status != after.status:
            assert [
                words.replace("agreed in principle", "agreed").replace(" ", "-") for words in told[section.id].short
            ] == [before.status, after.status]
            assert told[section.id].text.startswith(section.title)


@pytest.mark.parametrize(("first", "last"), PAIRS)
def test_a_base_is_opened_or_closed_on_its_first_day_or_its_first_day_gone(first: date, last: date) -> None:
    found = {(change.record.id, change.what) for change in between(first, last)["bases"]}
    expected = {
        (base.id, "appeared")
        for base in LEDGER.bases.values()
        if base.start and base.opened_is_known and first < base.start <= last
    }
    expected |= {(base.id, "ended") for base in LEDGER.bases.values() if base.end and first < base.end <= last}
    assert found == expected


@pytest.fixture
def one_gate(tmp_path: Path) -> Callable[..., Ledger]:
    """Load a ledger with one crossing, closed as asked."""

    def make(*spans: tuple[str, str | None]) -> Ledger:
        tables = sound()
        tables["crossings"][0]["closures"] = [
            {"start": start, "state": "closed", "by": "Kyrgyz side", "wording": "closed", "sources": ["gazette"]}
            | ({"end": end} if end else {})
            for start, end in spans
        ]
        return load(write(tmp_path, tables))

    return make


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ((("2021-05-21", None),), ("open → closed from 21 May 2021",)),
        ((("2020-01-01", "2022-03-05"),), ("closed → open from 5 March 2022",)),
        ((("2021-05-21", "2022-03-05"),), ("open → closed from 21 May 2021, then open from 5 March 2022",)),
        ((("2020-01-01", None),), ()),
        ((("2021-04-30", None),), ()),
        ((("2025-03-31", None),), ("open → closed from 31 March 2025",)),
        ((("2025-04-01", None),), ()),
    ],
)
def test_a_crossing_is_told_with_each_turn_in_between(
    one_gate: Callable[..., Ledger], spans: tuple, words: tuple[str, ...]
) -> None:
    ledger = one_gate(*spans)
    told = [change.text for change in between(date(2021, 4, 30), date(2025, 3, 31), ledger)["crossings"]]
    assert len(told) == len(words) and all(part in text for part, text in zip(words, told, strict=True))


@pytest.mark.parametrize(("first", "last"), PAIRS)
def test_exchanging_the_dates_tells_the_same_forward_in_time(first: date, last: date) -> None:
    there, back = WHOLE.with_(date=first, against=last), WHOLE.with_(date=last, against=first)
    assert changes.changes(there, LEDGER) == changes.changes(back, LEDGER)
    assert changes.paragraph(there, LEDGER) == changes.paragraph(back, LEDGER)


def test_the_paragraph_names_both_days_and_counts_what_the_lists_hold() -> None:
    found = between(date(2021, 4, 30), date(2025, 3, 31))
    clashes = [change for change in found["clashes"] if change.record.kind not in ("tally", "accusation")]
    words = changes.paragraph(WHOLE, LEDGER)
    assert words.startswith("Between 30 April 2021 and 31 March 2025: ")
    assert (
        f"{len(clashes)} clashes and {len(found['clashes']) - len(clashes)} tally or accusation recorded" in words
        and f"{len(found['transfers'])} transfers recorded" in words
    )
    moved = [change for change in found["sections"] if change.what == "changed" and change.short[0] != change.short[1]]
    assert f"{len(moved)} sections and areas changed status" in words


def test_two_equal_dates_and_a_quiet_time_are_said_to_be_so() -> None:
    same = WHOLE.with_(date=date(2022, 1, 1), against=date(2022, 1, 1))
    assert changes.changes(same, LEDGER) == [] and "choose another" in changes.paragraph(same, LEDGER)
    quiet = WHOLE.with_(date=date(1993, 1, 1), against=date(1993, 2, 1))
    assert changes.changes(quiet, LEDGER) == [] and "not proof of none" in changes.paragraph(quiet, LEDGER)
    late = WHOLE.with_(date=date(2026, 1, 1), against=LEDGER.meta.facts_checked_to + timedelta(days=30))
    assert "checked to" in changes.paragraph(late, LEDGER)


def test_layers_region_and_filters_narrow_it() -> None:
    whole = between(*PAIRS[0])
    assert not between(*PAIRS[0], layers=("clashes",))["sections"]
    narrowed = between(*PAIRS[0], region="osh", kind=("shelling", "standoff"))
    ids = {change.record.id for change in narrowed["clashes"]}
    assert ids and ids < {change.record.id for change in whole["clashes"]}
    assert all("chon-alai" in LEDGER.incidents[record_id].districts for record_id in ids)


def test_the_files_hold_every_line_and_the_link() -> None:
    found = [change for _, lines in changes.changes(WHOLE, LEDGER) for change in lines]
    text = changes.text(WHOLE, LEDGER, "https://atlas.example/compare")
    assert (
        all(f"- {change.text}" in text for change in found)
        and "https://atlas.example/compare" in text
        and LEDGER.revision in text
    )
    table = changes.table(changes.change_sets(WHOLE, LEDGER))
    assert list(table["id"]) == [change.record.id for change in found] and list(table["change"]) == [
        change.text for change in found
    ]
