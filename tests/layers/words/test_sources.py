"""What rests on a publication, and how figures and histories are put into words."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata import atlas
from geodata.claims import say_statistic
from geodata.ledger import Ledger, load
from geodata.records import Statistic
from layers.words import sources
from layers.words.legend import CREDITS
from tests.support.ledgers import Tables, sound, write

STATISTIC = {
    "id": "length",
    "measure": "total length",
    "about": "the border",
    "unit": "km",
    "claimant": "Ministry",
    "party": "kyrgyz",
    "confidence": "published",
    "sources": ["gazette"],
}


def loaded(folder: Path, tables: Tables) -> Ledger:
    return load(write(folder / "ledger", tables), folder)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"low": 972, "high": 972}, "972 km"),
        ({"low": 1006.84, "high": 1006.84}, "1,006.84 km"),
        ({"low": 107}, "more than 107 km"),
        ({"high": 150}, "up to 150 km"),
        ({"low": 114, "high": 120}, "114 to 120 km"),
        ({"low": 25, "high": 25, "unit": "km2"}, "25 km²"),
        ({"low": 60, "high": 60, "unit": "count"}, "60"),
        ({"wording": "45 protocols"}, "45 protocols"),
        ({"low": 0, "high": 0}, "0 km"),
    ],
)
def test_a_figure_is_written_with_its_unit(values: dict[str, object], words: str) -> None:
    assert say_statistic(Statistic.model_validate(STATISTIC | values)) == words


def test_a_record_cites_the_sources_of_its_parts_too(tmp_path: Path) -> None:
    tables = sound()
    names = ("gazette", "claim", "voice", "gate-order", "step", "note", "unused")
    tables["sources"] = [tables["sources"][0] | {"id": name, "title": name} for name in names]
    tables["incidents"][0]["claims"][0]["source"] = "claim"
    tables["incidents"][0]["statements"][0]["source"] = "voice"
    tables["crossings"][0]["closures"][0]["sources"] = ["gate-order"]
    tables["sections"][0]["history"][0]["sources"] = ["step"]
    tables["sections"][0]["notes"] = [{"start": "2021-01-01", "label": "A fence", "sources": ["note"]}]
    ledger = loaded(tmp_path, tables)
    assert ledger.faults == ()
    uses = {entry.source.id: {use.id for use in entry.uses} for entry in sources.entries(ledger)}
    assert uses["claim"] == uses["voice"] == {"first-clash"}
    assert uses["gate-order"] == {"gate"}
    assert uses["step"] == uses["note"] == {"whole-border"}
    assert uses["unused"] == set()
    assert {"first-clash", "gate", "whole-border", "length", "war"} <= uses["gazette"]


def test_publications_stand_by_party_then_publisher_then_latest_first(tmp_path: Path) -> None:
    tables = sound()
    row = tables["sources"][0]
    tables["sources"] += [
        row | {"id": "old", "date": "2014-01-11"},
        row | {"id": "undated", "date": None},
        row | {"id": "new", "date": "2023-05"},
        row | {"id": "first", "publisher": "Almanac"},
        row | {"id": "tajik", "party": "tajik"},
        row | {"id": "kyrgyz", "party": "kyrgyz"},
    ]
    ordered = [entry.source.id for entry in sources.entries(loaded(tmp_path, tables))]
    assert ordered == ["kyrgyz", "tajik", "first", "new", "gazette", "old", "undated"]


def test_a_history_is_in_order_and_says_what_is_inferred(tmp_path: Path) -> None:
    tables = sound()
    section = tables["sections"][0]
    section["history"].append(
        section["history"][0] | {"start": "2025-01-01", "basis": "inferred", "status": "signed", "by": "third"}
    )
    section["notes"] = [{"start": "2022-01-01", "precision": "year", "label": "A fence"}]
    lines = sources.history(loaded(tmp_path, tables).sections["whole-border"])
    assert [(line.when, line.what, line.says) for line in lines] == [
        ("1 January 2020", "Agreed in principle", "Both sides"),
        ("2022", "A fence", ""),
        ("1 January 2025", "Signed", "Third party, inferred"),
    ]


def test_the_whole_line_is_not_among_the_sections_without_an_outline(tmp_path: Path) -> None:
    tables = sound()
    tables["sections"].append(tables["sections"][0] | {"id": "plot", "kind": "area"})
    assert [section.id for section in sources.not_mapped(loaded(tmp_path, tables))] == ["plot"]


def test_what_leaves_the_atlas_names_the_licence_of_each_credit() -> None:
    licences = [credit.licence for credit in atlas.current().credits if credit.licence]
    assert licences and all(licence in CREDITS for licence in licences)
