"""Objects and lists of a JSON that are a table: its rows, where each stands, and what among them is none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from geodata.importers.report import Unit

Row = msgspec.Raw | Mapping[str, object]


@dataclass(frozen=True)
class Told:
    """A JSON as it is to be read.

    Attributes
    ----------
    kind : {"geojson", "topojson", "esrijson", "overpass", "json"}
    data : bytes
        For all but ``json``: the text in UTF-8.
    rows : sequence of objects, decoded or not yet
        For ``json``.
    numbers : sequence of int
        Where each of them stands in the file, from 1.
    broken : list of (int, str)
        Where something stands that is no object, and its beginning.
    unit : {"row", "line"}
        What the numbers count.
    """

    kind: str
    data: bytes = b""
    rows: Sequence[Row] = ()
    numbers: Sequence[int] = ()
    broken: list[tuple[int, str]] = field(default_factory=list)
    unit: Unit = "row"


def opening(raw: bytes | msgspec.Raw) -> bytes:
    return bytes(memoryview(raw)[:1])


def split(names: list[str], rows: list[list[object]], first: int) -> Told:
    good = [(number, row) for number, row in enumerate(rows, start=first) if len(row) == len(names)]
    broken = [
        (number, json.dumps(row)[:2000]) for number, row in enumerate(rows, start=first) if len(row) != len(names)
    ]
    return Told(
        "json",
        rows=[dict(zip(names, row, strict=True)) for _, row in good],
        numbers=[number for number, _ in good],
        broken=broken,
    )


def by_columns(members: dict[str, msgspec.Raw]) -> Told | None:
    """Tell a table that is written column by column, or as a list of names beside a list of rows."""
    if not members or any(opening(value) not in (b"[", b"{") for value in members.values()):
        return None
    columns = {name: msgspec.json.decode(value) for name, value in members.items()}
    names = next((columns[name] for name in ("columns", "fields") if isinstance(columns.get(name), list)), None)
    rows = next((columns[name] for name in ("data", "rows", "values") if isinstance(columns.get(name), list)), None)
    if names and rows and all(isinstance(name, str) for name in names) and all(isinstance(row, list) for row in rows):
        return split(names, rows, 1)
    kinds = {type(column) for column in columns.values()}
    if len(columns) < 2 or len(kinds) > 1 or len({len(column) for column in columns.values()}) > 1:
        return None
    if kinds == {dict}:
        keys = [list(column) for column in columns.values()]
        if any(one != keys[0] for one in keys) or not all(key.isdecimal() for key in keys[0]):
            return None
        columns = {name: list(column.values()) for name, column in columns.items()}
    made = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return Told("json", rows=made, numbers=range(1, len(made) + 1)) if made else None


def by_key(members: dict[str, msgspec.Raw]) -> Told | None:
    """Tell a table whose rows stand each under a key of its own."""
    if len(members) < 2 or any(opening(value) != b"{" for value in members.values()):
        return None
    rows = [{"key": key, **msgspec.json.decode(value)} for key, value in members.items()]
    if len(rows[0].keys() & rows[1].keys()) <= len(rows[0]) / 2:
        return None
    return Told("json", rows=rows, numbers=range(1, len(rows) + 1))
