"""What the ledger's records and links refer to: references without a target, circles, ids that two tables have, ids of old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from geodata.events import Incident
from geodata.records import Section

#: Table → id → record.
Tables = Mapping[str, Mapping[str, Any]]


def twins(tables: Tables) -> list[tuple[str, str, str]]:
    """Return (table, id, reason) of the records whose id an earlier table has."""
    holder: dict[str, str] = {}
    return [
        (table, record_id, f"the id is taken by a record of {holder[record_id]}.yaml")
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
    elif isinstance(value, str):
        if name in ("sources", "source"):
            yield "sources", value
        elif name == "places":
            yield "places", value
        elif name == "follows":
            yield "sections", value
        elif name == "parent":
            yield "incidents", value
        elif name == "record":
            yield "*", value


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
        if reference not in (anything if table == "*" else tables[table]):
            yield f"refers to “{reference}”, which is not in {'any table' if table == '*' else table + '.yaml'}"


def _circles(record: BaseModel, rows: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a section that follows one which follows another, or with an incident that is part of itself."""
    if isinstance(record, Section) and record.follows:
        leader = rows.get(record.follows)
        if leader and leader.follows:
            yield (
                "follows itself" if leader is record else f"follows “{leader.id}”, which itself follows another section"
            )
    if isinstance(record, Incident) and record.id in (way := _way_up(record.id, rows)):
        yield f"is part of itself: its parent is {', whose parent is '.join(f'“{name}”' for name in way)}"


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
            reason = f"the old id is that of a record of {index[old]}.yaml, which it would hide"
        elif new in way:
            reason = "the renaming leads in a circle"
        elif new not in known:
            reason = f"renamed to “{new}”, which is not in any table"
        yield old, new, reason
