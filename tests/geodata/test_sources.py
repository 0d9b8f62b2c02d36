"""Addresses of publications by their form, and what the command says of the ledger's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.ledger import current, load
from geodata.settings import settings
from geodata.sources import __main__ as command
from geodata.sources import addresses
from tests.support.ledgers import sound, write

DEAD = (
    "ftp://gazette.org/1",
    "gazette.org/1",
    "https://gazette/1",
    "https://gazette.invalid/1",
    "https://192.168.1.4/1",
    "https://[::1]/1",
    "https://gazette.org /1",
    "https://gazette.org:port/1",
    "https:///1",
    "https://-.org/1",
)
ALIVE = (
    "https://gazette.org",
    "https://24.kg./english/361895",
    "http://gazette.org:20151/2015/A.html",
    "https://xn--b1aeclack5b4j.su/wiki/%D0%92",
    "https://газета.рф/1",
    "https://8.8.8.8/1",
)


@pytest.mark.parametrize("address", DEAD)
def test_an_address_that_nobody_could_open_is_told_by_its_form(address: str) -> None:
    assert addresses.why_dead(address)


@pytest.mark.parametrize("address", ALIVE)
def test_an_address_that_may_lead_somewhere_is_left_alone(address: str) -> None:
    assert addresses.why_dead(address) == ""


@pytest.mark.parametrize(
    "other",
    ["http://www.gazette.org/1/", "https://gazette.org:443/1/amp", "https://gazette.org/amp/1#top", "https://gazette.org/1?utm_source=x"],
)  # fmt: skip
def test_one_page_under_two_addresses_is_one(other: str) -> None:
    assert addresses.same(other) == addresses.same("https://gazette.org/1")


@pytest.mark.parametrize("other", ["https://gazette.org/2", "https://gazette.org/1?p=2", "https://gazette.net/1", "https://gazette.org/ampere/1"])  # fmt: skip
def test_two_pages_stay_two(other: str) -> None:
    assert addresses.same(other) != addresses.same("https://gazette.org/1")


def test_the_command_lists_what_is_not_known_of_publications(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = sound()
    first = tables["sources"][0]
    more = {
        "old": {"read": "2024-02-29", "url": "https://gazette.org/1"},
        "kept": {"archived": "https://archive.org/1", "url": "https://gazette.org/1/amp"},
        "nowhere": {"url": None},
    }
    tables["sources"] += [first | {"id": name} | fields for name, fields in more.items()]
    ledger = load(write(tmp_path, tables))
    monkeypatch.setattr(command, "load", lambda _: ledger)
    assert ledger.faults == () and command.main() == 1
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line.startswith("neither")] == [
        "neither read nor archived: gazette",
        "neither read nor archived: nowhere",
    ]
    assert "no address: nowhere" in told and "one address: old, kept" in told
    assert [line for line in told if line.startswith("dead")] == [
        "dead: gazette: https://gazette.invalid/1: its host is of no network"
    ]


def test_no_address_of_the_ledger_is_dead_or_twice_there() -> None:
    assert settings().ledger is None
    sources = current().sources.values()
    assert addresses.dead(sources) == [] and addresses.twins(sources) == []
