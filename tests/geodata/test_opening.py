"""The opening of the atlas says nothing that the ledger does not, and the dead of both sides in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata import atlas
from geodata.atlas import Opening
from geodata.ledger import current, opening_faults
from geodata.opening import wrong

FIGHT = "2021-04-28-april-may-2021"


def reasons(tmp_path: Path, text: str, record: str, story: str = "format: any\nscenes: [{records: []}]") -> list[str]:
    (tmp_path / "told.yaml").write_text(story, encoding="utf-8")
    calm = {"text": "A sentence without a figure.", "records": ["whole-border"]}
    sentences = [{"text": text, "records": [record]}, calm, calm]
    opening = Opening.model_validate({"headline": "A line", "sentences": sentences, "story": "told"})
    return [reason for _, reason in wrong(opening, current().find, tmp_path)]


def test_the_opening_of_the_atlas_has_no_fault() -> None:
    assert atlas.current().opening is not None
    assert opening_faults(current()) == []


@pytest.mark.parametrize(
    ("text", "record", "reason"),
    [
        ("Nobody knows.", "no-such-record", "it rests on “no-such-record”, which the ledger does not have"),
        ("It was 4711 km long.", "whole-border", "none of its records has the number 4711"),
        ("36 died.", FIGHT, f"it tells the dead of one side of “{FIGHT}” and not those of the other"),
        ("19 died.", FIGHT, f"it tells the dead of one side of “{FIGHT}” and not those of the other"),
    ],
)
def test_a_sentence_that_the_ledger_does_not_bear_out_is_a_fault(
    tmp_path: Path, text: str, record: str, reason: str
) -> None:
    assert reasons(tmp_path, text, record) == [reason]


def test_the_dead_of_both_sides_are_told_as_each_counts_them(tmp_path: Path) -> None:
    assert reasons(tmp_path, "The one side counts 36 of its own dead, the other 19.", FIGHT) == []


def test_a_story_that_is_none_is_a_fault(tmp_path: Path) -> None:
    calm = "A line.", "whole-border"
    assert reasons(tmp_path, *calm, "[]") == ["“told” is no briefing with scenes"]
    lost = "scenes: [{records: [lost-record]}]"
    assert reasons(tmp_path, *calm, lost) == ["it rests on “lost-record”, which the ledger does not have"]
