"""Several briefings side by side: how each is written and read, and what odd things in a browser's storage do."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from geodata.ledger import current
from layers.briefings.briefing import MAX_LETTERS, Briefing, Scene, file_of
from layers.briefings.shelf import Kept, Shelf, from_text, text_of
from pages.visit.session import vocabulary

WORDS = vocabulary(current())
SCENE = Scene(WORDS.default().with_(at=None), title="Ой-Булак, ӯҳҷ", text="Two lines\nof text")
KEPT = Kept(
    "a1",
    Briefing("For Monday", "", (SCENE,)),
    changed=1_700_000_000_000,
    day="2026-11-26",
    by="me",
    base=5,
    own=("ACLED",),
    earlier_day="2026-11-20",
    earlier=Briefing("For Sunday", "", (SCENE,)),
)


def read(text: str) -> tuple[Kept | None, list[str]]:
    return from_text("a1", text, WORDS)


def test_what_is_kept_is_read_as_it_was_and_a_file_of_old_is_one_too() -> None:
    assert read(text_of(KEPT, "rev")) == (KEPT, [])
    assert read(file_of(KEPT.briefing, "rev").decode()) == (Kept("a1", KEPT.briefing), [])


def test_the_last_state_of_an_earlier_day_is_kept_however_often_it_is_changed_today() -> None:
    first, second = Briefing("Once", "", (SCENE,)), Briefing("Twice", "", (SCENE,))
    today = KEPT.become(first, "2026-11-27").become(second, "2026-11-27")
    assert (today.briefing, today.earlier_day, today.earlier) == (second, "2026-11-26", KEPT.briefing)
    assert KEPT.become(first, "2026-11-26").earlier == KEPT.earlier


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{", "9" * 5000, "[" * 100_000, '{"format": "border-atlas-kept"}', "\ud800"]
)
def test_what_is_no_briefing_is_said_and_raises_nothing(text: str) -> None:
    found, problems = read(text)
    assert found is None and problems and all(sentence.endswith(".") for sentence in problems)


def test_odd_parts_beside_a_briefing_count_as_absent() -> None:
    held = json.loads(text_of(KEPT, "rev"))
    odd = held | {
        "changed": "soon",
        "base": -1,
        "day": "2026-02-31",
        "own": [1, "ACLED", {}],
        "earlier": 7,
        "by": {"x": 1},
    }
    found, problems = read(json.dumps(odd))
    assert found and problems == []
    assert (found.briefing, found.changed, found.base, found.day, found.own) == (KEPT.briefing, 0, 0, "", ("ACLED",))
    assert found.earlier_day == ""


def test_a_name_of_ten_thousand_letters_is_cut_and_said() -> None:
    found, problems = read(text_of(replace(KEPT, briefing=Briefing("x" * 10_000, "", (SCENE,))), "rev"))
    assert found and len(found.briefing.title) == MAX_LETTERS["title"]
    assert any("longer than 300 letters" in sentence for sentence in problems)


def test_names_tell_briefings_apart_and_the_neighbour_of_a_deleted_one_opens() -> None:
    shelf = Shelf((KEPT, Kept("b2", Briefing("Other"))), "a1")
    assert (shelf.named("For Monday"), shelf.named("New")) == ("For Monday (2)", "New")
    long = Shelf((Kept("c3", Briefing("y" * MAX_LETTERS["title"])),), "c3")
    assert len(long.named("y" * MAX_LETTERS["title"])) <= MAX_LETTERS["title"]
    assert shelf.without("a1").open == "b2" and shelf.without("b2").open == "a1"
    assert shelf.without("a1").without("b2") == Shelf()
