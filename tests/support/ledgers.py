"""Small ledgers made in code: one sound record a table, to be spoilt or filled as a test needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from geodata.ledger import Fault, Ledger

Row = dict[str, Any]
Tables = dict[str, Any]


def sound() -> Tables:
    """Return a ledger with one sound record in each table, as a YAML file would hold it."""
    record = {"confidence": "published", "sources": ["gazette"], "places": ["valley"], "districts": ["batken"]}
    return {
        "sources": [
            {
                "id": "gazette",
                "title": "A report",
                "publisher": "Gazette",
                "party": "third",
                "url": "https://gazette.invalid/1",
                "date": "2022",
            }
        ],
        "places": [
            {
                "id": "valley",
                "names": {"en": ["Valley"], "ru": ["Долина"]},
                "kind": "area",
                "country": "KG",
                "district": "batken",
                "lon": 70.6,
                "lat": 39.9,
                "precision_m": 2000,
                "coordinates_from": "the test",
            }
        ],
        "persons": [
            {
                "id": "speaker",
                "names": {"en": ["A Speaker"], "ru": ["Оратор"]},
                "offices": [{"title": "minister", "side": "tajik"}],
                "sources": ["gazette"],
            }
        ],
        "sections": [
            record
            | {
                "id": "whole-border",
                "title": "Whole border",
                "summary": "The line.",
                "kind": "line",
                "not_mapped_because": "It is the line itself.",
                "history": [
                    {
                        "start": "2020-01-01",
                        "status": "agreed",
                        "by": "joint",
                        "claimant": "Both",
                        "basis": "stated",
                        "wording": "agreed",
                    }
                ],
            }
        ],
        "incidents": [
            record
            | {
                "id": "first-clash",
                "title": "First clash",
                "summary": "Shots.",
                "kind": "armed clash",
                "start": "2022-09-14",
                "end": "2022-09-15",
                "claims": [
                    {
                        "about": "kyrgyz",
                        "measure": "killed",
                        "low": 2,
                        "high": 3,
                        "claimant": "Ministry",
                        "party": "kyrgyz",
                        "as_of": "2022-09-20",
                    }
                ],
                "fired_by": [
                    {"side": "kyrgyz", "did": "Kyrgyz guards fired first", "first": True, "claimant": "Guards"}
                    | {"party": "tajik"}
                ],
                "statements": [{"party": "tajik", "claimant": "Guards", "person": "speaker", "text": "They began."}],
            }
        ],
        "crossings": [
            record
            | {
                "id": "gate",
                "title": "Gate crossing",
                "summary": "A road.",
                "closures": [
                    {
                        "start": "2021-05-01",
                        "end": "2022-05-01",
                        "state": "closed",
                        "by": "Kyrgyz side",
                        "wording": "closed",
                        "sources": ["gazette"],
                    }
                ],
            }
        ],
        "bases": [
            record
            | {
                "id": "camp",
                "title": "Camp",
                "summary": "A base.",
                "kind": "air base",
                "operator": "Somebody",
                "operator_code": "SB",
                "host": "Kyrgyzstan",
                "start": "2000-01-01",
                "end": "2014-06-03",
            }
        ],
        "works": [
            record
            | {
                "id": "ditch",
                "title": "Ditch",
                "summary": "A canal.",
                "kind": "canal",
                "start": "2001-05-01",
                "stages": [
                    {"start": "2001-05-01", "state": "building", "text": "Begun.", "sources": ["gazette"]},
                    {"start": "2003-05-01", "state": "in-use", "text": "Opened.", "sources": ["gazette"]},
                ],
            }
        ],
        "transfers": [
            record
            | {
                "id": "trucks",
                "title": "Trucks",
                "summary": "Given.",
                "kind": "aid",
                "supplier": "Somebody",
                "recipient": "Kyrgyzstan",
                "item": "trucks",
                "stage": "delivered",
                "start": "2019-01-01",
            }
        ],
        "exercises": [
            record
            | {
                "id": "drill",
                "title": "Drill",
                "summary": "Held.",
                "participants": ["Somebody"],
                "start": "2018-07-01",
                "start_precision": "month",
            }
        ],
        "milestones": [
            record | {"id": "talks", "title": "Talks", "summary": "Held.", "kind": "negotiation", "start": "2021-06-01"}
        ],
        "statistics": [
            {
                "id": "length",
                "measure": "total length",
                "about": "the border",
                "low": 970,
                "high": 970,
                "unit": "km",
                "claimant": "Ministry",
                "party": "kyrgyz",
                "confidence": "published",
                "sources": ["gazette"],
            }
        ],
        "periods": [
            {
                "id": "war",
                "title": "War",
                "row": "conflicts",
                "start": "2022-09-14",
                "end": "2022-09-21",
                "summary": "Days of war.",
                "record": "first-clash",
                "sources": ["gazette"],
            }
        ],
        "memberships": [
            {
                "id": "league",
                "body": "League",
                "title": "Founding members",
                "states": ["Kyrgyzstan"],
                "since": "1995",
                "confidence": "published",
                "sources": ["gazette"],
            }
        ],
        "meta": {"facts_checked_to": "2026-01-01", "unknowns": ["Much."]},
    }


_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml where there is one: some ten times faster


def write(folder: Path, tables: Tables | None = None) -> Path:
    """Write a ledger as YAML files and return its folder; a table that is None gets no file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (tables or sound()).items():
        if rows is not None:
            (folder / f"{name}.yaml").write_text(
                yaml.dump(rows, Dumper=_Dumper, allow_unicode=True, sort_keys=False), encoding="utf-8"
            )
    return folder


#: Texts that break a page, a script, a template or an attribute which takes them for more than text.
HOSTILE = (
    "</script><script>window.stung = 1</script>",
    "<img src=x onerror='window.stung = 1'>",
    "`${window.stung = 1}`",
    "{{ 7 * 7 }}{% raw %}",
    r"\2019 \u2028 \n",
    "\u2028 \u2029",
    "\"'><b onmouseover=window.stung=1>",
    "אבג ‮abc",
    "Қирғизистон ңөүғӣқӯҳҷ",
    "$x$ :red[r] **b** [l](javascript:alert(1)) ![i](x)",
)


def hostile(tables: Tables | None = None) -> Tables:
    """Return a ledger in which every free text holds all of `HOSTILE`, so that each field shows them somewhere."""
    sting = " ".join(HOSTILE)
    return _with_texts(tables or sound(), lambda text: f"{text} {sting}")


#: Fields whose text is free: what a person wrote, shown to a reader.
FREE = {
    "title",
    "publisher",
    "summary",
    "note",
    "wording",
    "claimant",
    "text",
    "did",
    "operator",
    "host",
    "supplier",
    "recipient",
    "item",
    "by",
    "not_mapped_because",
    "en",
    "ky",
    "tg",
    "ru",
    "participants",
    "about",
    "unknowns",
    "coordinates_from",
    "weapons",
    "facts",
    "equipment",
}


def _with_texts(value: Any, change: Callable[[str], str], name: str = "", table: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _with_texts(item, change, key, table or key) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_texts(item, change, name, table) for item in value]
    # A claim's `about` and a history row's `by` are tokens; a statistic's `about` and a closure's `by` are words.
    token = (name, table) in {("about", "incidents"), ("by", "sections")}
    return change(value) if isinstance(value, str) and name in FREE and not token else value


def counts(ledger: Ledger) -> dict[str, int]:
    return {name: len(rows) for name, rows in ledger.tables.items()}


def only_fault(ledger: Ledger) -> Fault:
    assert len(ledger.faults) == 1, ledger.faults
    return ledger.faults[0]
