"""Whoever has left is forgotten, two minutes later and whatever fails on the way (rows S4 and C13 of the faults)."""

from __future__ import annotations

from time import monotonic

import pytest

from pages.reader_data import leaving


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """No session is known at first."""
    monkeypatch.setattr(leaving, "_ends", {})
    monkeypatch.setattr(leaving, "_away", {})


@pytest.mark.usefixtures("known")
def test_what_a_large_file_left_unused_is_given_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    monkeypatch.setattr(leaving, "_trim", lambda: given.append(0))
    leaving.lighten()
    for later in (0, 3 * leaving.LOOK_S, 4 * leaving.LOOK_S):
        leaving.look(monotonic() + later, lambda _: True, lambda _: None)
    assert len(given) == 1


@pytest.mark.usefixtures("known")
def test_a_session_is_ended_once_two_minutes_after_its_reader_went_and_not_before() -> None:
    here, ended, closed = {"a", "b"}, [], []
    leaving.when_gone("a", "x", lambda: ended.append("a"))
    leaving.when_gone("b", "x", lambda: ended.append("b"))

    def look(now: float) -> None:
        leaving.look(now, here.__contains__, closed.append)

    look(0)
    here.discard("a")
    look(5)
    look(5 + leaving.AWAY_S - 1)
    assert ended == []
    here.add("a")  # A lost connection is not the end.
    look(6 + leaving.AWAY_S)
    here.discard("a")
    look(200)
    look(200 + leaving.AWAY_S)
    look(999)
    assert ended == closed == ["a"]


@pytest.mark.usefixtures("known")
def test_what_fails_when_a_session_ends_keeps_nothing_else_from_ending() -> None:
    ended: list[str] = []
    leaving.when_gone("a", "first", lambda: ended.append("first"))
    leaving.when_gone("a", "fails", {}.popitem)
    leaving.when_gone("a", "last", lambda: ended.append("last"))
    leaving.look(0, lambda _: False, lambda _: None)
    with pytest.raises(KeyError):
        leaving.look(leaving.AWAY_S, lambda _: False, lambda _: None)
    assert ended == ["last", "first"]
    leaving.look(999, lambda _: False, lambda _: None)
    assert ended == ["last", "first"]
