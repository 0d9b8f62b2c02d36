"""The audit of the ledger against the five documents the atlas began from: where each of their facts stands, and with which value.

The audit's rows by its numbers stand in audit.yaml, and below them what it found wrong or newer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from geodata.ledger import Ledger, load

LEDGER = load()
AUDIT = yaml.safe_load(Path(__file__).with_name("audit.yaml").read_text(encoding="utf-8"))

#: Words that the record has to hold somewhere, or fields that it or one of its rows has to have.
Value = str | Mapping[str, Any]


def rows_of(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the record and every row in it: claims, statements, steps of a history."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from rows_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from rows_of(inner)


def lacking(ledger: Ledger, record_id: str, values: list[Value]) -> list[Value]:
    """Return those of the values that the record does not hold."""
    found = ledger.find(record_id) or ("memberships", ledger.memberships.get(record_id))
    if found[1] is None:
        return list(values) or [record_id]
    record = found[1].model_dump(mode="json")
    words = " ".join(json.dumps(record, ensure_ascii=False).split())
    return [
        value
        for value in values
        if not (
            " ".join(value.split()) in words
            if isinstance(value, str)
            else any(_has(row, value) for row in rows_of(record))
        )
    ]


def _has(row: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    return all(name in row and row[name] == wanted for name, wanted in value.items())


@pytest.mark.parametrize("part", ["entered", "mended"])
def test_what_the_audit_asks_for_stands_in_its_record(part: str) -> None:
    wanted = {(row, record_id): values for row, records in AUDIT[part].items() for record_id, values in records.items()}
    found = {where: lacking(LEDGER, where[1], values) for where, values in wanted.items()}
    assert {where: values for where, values in found.items() if values} == {}


def test_a_row_is_entered_or_left_out_and_not_both() -> None:
    entered, left_out = AUDIT["entered"].keys(), AUDIT["left_out"].keys()
    assert not entered & left_out
    assert entered | left_out <= {str(number) for number in range(1, 131)}


def test_no_note_rests_on_a_source_that_does_not_speak_of_it() -> None:
    """The article on arms does not mention the intake, nor the excerpt of December 2023 homes shelled at Arka."""
    assert "jamestown-foundation-2021-06-border-conflict-compels-kyrgyzstan" not in LEDGER.sections["golovnoy"].sources
    assert all(not LEDGER.sections[section].notes for section in ("arki-1", "arki-2"))


def test_what_a_record_does_not_hold_is_told() -> None:
    assert lacking(
        LEDGER, "2016-arms-purchases-both-states", ["121 million", "122 million", {"supplier": "nobody"}]
    ) == [
        "122 million",
        {"supplier": "nobody"},
    ]
    assert lacking(LEDGER, "no-such-record", ["anything"]) == ["anything"]
