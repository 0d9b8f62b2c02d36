"""A saved briefing that is opened is read apart, by the process that reads strangers' files; what is none leaves the reader's own as it was."""

from __future__ import annotations

import json

import pytest

from geodata.importers.apart.briefing import MOST
from geodata.importers.apart.process import Readers
from geodata.importers.report import Refused
from geodata.ledger import current
from layers.briefings.briefing import file_of
from pages.reader_data import sets
from tests.support.pages import opened
from tests.support.scenes import built_in


def test_a_file_opens_beside_ones_own_and_what_is_none_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    apart = Readers.briefing
    monkeypatch.setattr(Readers, "briefing", lambda self, name, *given: read.append(name) or apart(self, name, *given))
    at = opened("brief.py")
    at.session_state["brief-opening"] = True
    at.run()
    at.file_uploader[0].upload("bomb.json", b"[" * 100_000, "application/json").run()
    assert not at.exception and any("it is no JSON text" in found for found in at.session_state["briefing-problems"])
    at.file_uploader[0].upload("ours.json", file_of(built_in(), current().revision), "application/json").run()
    assert not at.exception and not at.session_state["briefing-problems"]
    assert read == ["bomb.json", "ours.json"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is no JSON text"),
        (b"\xff\xfe\x00", "it is no JSON text"),
        (b"[" * 100_000, "it is no JSON text"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "it is no JSON text"),
        (b" " * (MOST + 1), "larger than 1 MB"),
    ],
)
def test_what_is_no_json_is_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        sets.briefing("ours.json", data)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", ["null", '{"a": NaN, "b": [1e999, 12345678901234567890123]}', '"\\ud800"'])
def test_what_json_allows_or_half_allows_comes_back_as_plain_values(text: str) -> None:
    assert json.dumps(sets.briefing("ours.json", text.encode())) is not None
