"""What the ledger's records and links refer to: references without a target, circles, ids that two tables have, ids of old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from geodata.events import Incident
from geodata.records import Section
from geodata.translation import tr

#: Table → id → record.
Tables = Mapping[str, Mapping[str, Any]]

#: Field that refers to a record → that one's table, "*" for any.
_REFERRING = {
    "sources": "sources",
    "source": "sources",
    "places": "places",
    "persons": "persons",
    "person": "persons",
    "follows": "sections",
    "parent": "incidents",
    "record": "*",
    "related": "*",
}


def twins(tables: Tables) -> list[tuple[str, str, str]]:
    """Return (table, id, reason) of the records whose id an earlier table has."""
    holder: dict[str, str] = {}
    return [
        (table, record_id, tr("the id is taken by a record of {file}", file=f"{holder[record_id]}.yaml"))
        for table, rows in tables.items()
        for record_id in rows
        if holder.setdefault(record_id, table) != table
    ]


def references(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield (table, id) for every reference a record holds."""
    if isinstance(value, BaseModel):
        for field_name in type(value).model_fields:
            yield from references(getattr(value, field_name), field_name)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from references(item, name)
    elif isinstance(value, str) and name in _REFERRING:
        yield _REFERRING[name], value


def wrong(tables: Tables, linked: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return (table, id, reason) of every reference that leads nowhere, or back to where it comes from.

    Parameters
    ----------
    tables : mapping of str to mapping of str to record
    linked : tuple of str
        The tables that a reference to any record may mean.
    """
    anything = {record_id for table in linked for record_id in tables[table]}
    return [
        (table, record_id, reason)
        for table, rows in tables.items()
        for record_id, record in rows.items()
        for reason in (*_unresolved(record, tables, anything), *_circles(record, rows))
    ]


def _unresolved(record: BaseModel, tables: Tables, anything: set[str]) -> Iterator[str]:
    for table, reference in references(record):
        if table == "*" and reference not in anything:
            yield tr("refers to “{record}”, which is not in any table", record=reference)
        elif table != "*" and reference not in tables[table]:
            yield tr("refers to “{record}”, which is not in {file}", record=reference, file=f"{table}.yaml")


def _circles(record: BaseModel, rows: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a section that follows one which follows another, or with an incident that is part of itself."""
    if isinstance(record, Section) and record.follows:
        leader = rows.get(record.follows)
        if leader is record:
            yield tr("follows itself")
        elif leader and leader.follows:
            yield tr("follows “{section}”, which itself follows another section", section=leader.id)
    if isinstance(record, Incident) and record.id in (way := _way_up(record.id, rows)):
        yield tr("is part of itself, from parent to parent: {way}", way=" → ".join(f"“{name}”" for name in way))


def _way_up(record_id: str, incidents: Mapping[str, Any]) -> dict[str, None]:
    """Return the ids of an incident's parent, of that one's parent and so on, each once."""
    way: dict[str, None] = {}
    while record_id in incidents and (record_id := incidents[record_id].parent) and record_id not in way:
        way[record_id] = None
    return way


def renamed(given: Mapping[str, str], known: set[str], index: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield old id, id of now and what is wrong with it, "" for nothing; what was renamed twice leads to where its last name does.

    Parameters
    ----------
    given : mapping of str to str
        Old id → id that it was given, which may be an old one by now.
    known : set of str
        The ids of all records.
    index : mapping of str to str
        Id → table of the records that a link may select.
    """
    for old, new in given.items():
        way = {old: None}
        while new in given and new not in way and new not in known:
            way[new] = None
            new = given[new]
        reason = ""
        if old in index:
            reason = tr("the old id is that of a record of {file}, which it would hide", file=f"{index[old]}.yaml")
        elif new in way:
            reason = tr("the renaming leads in a circle")
        elif new not in known:
            reason = tr("renamed to “{record}”, which is not in any table", record=new)
        yield old, new, reason
