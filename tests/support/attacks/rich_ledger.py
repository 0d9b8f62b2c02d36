"""A ledger with every kind of reference, and its use by all that draws and says."""

from __future__ import annotations

from datetime import date

from geodata.ledger import TABLES, Ledger
from layers.browser import assets
from layers.files import formats
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.view.state import ViewState
from layers.words import text_twin
from layers.words.card import card
from layers.words.headline import headline
from tests.support.ledgers import Tables, sound

VIEW = ViewState(date(2026, 11, 1), layers=tuple(layer.id for layer in all_layers()))


def rich() -> Tables:
    """Return a sound ledger in which every kind of reference occurs, over more than one step."""
    tables = sound()
    section, incident = tables["sections"][0], tables["incidents"][0]
    note = {"start": "2021-01-01", "label": "A fence", "text": "It stands.", "sources": ["gazette"]}
    tables["sections"] += [
        section | {"id": "strip", "follows": "whole-border", "notes": [note]},
        section | {"id": "other-strip", "follows": "whole-border"},
    ]
    tables["incidents"] += [
        incident | {"id": "child", "parent": "first-clash"},
        incident | {"id": "grandchild", "parent": "child"},
    ]
    tables["meta"]["renamed"] = {"old-camp": "camp", "oldest-camp": "old-camp"}
    return tables


def use(ledger: Ledger) -> None:
    """Make of a ledger what pages and downloads make of it."""
    for fault in ledger.faults:
        assert str(fault).isprintable() and len(str(fault)) < 700
    for layer in all_layers():
        assets.layer_data(layer, ledger)
    assets.timeline(ledger)
    text_twin.text(VIEW.with_(date=date(2022, 9, 16), against=date(2000, 1, 1)), ledger, "https://atlas.test")
    records = Records(VIEW, ledger)
    formats.data("csv", records, records.listed())
    for table in TABLES:
        for record_id in ledger.tables[table] if table not in ("sources", "places", "memberships") else ():
            assert card(record_id, ledger, VIEW.date)
            headline(VIEW.with_(select=record_id), ledger)


def told(ledger: Ledger) -> set[tuple[str, str]]:
    return {(fault.file.removesuffix(".yaml"), fault.record) for fault in ledger.faults}
