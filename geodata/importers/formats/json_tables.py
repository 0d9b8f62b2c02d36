"""Objects and lists of a JSON that are a table: its rows, where each stands, and what among them is none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from geodata.importers.report import Unit
from geodata.translation import tr

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


def with_names(members: Mapping[str, msgspec.Raw], notes: list[str]) -> Mapping[str, msgspec.Raw]:
    """Return the parts of Esri's JSON with the names that its fields have for their codes, the domains, in place of the codes."""
    try:
        fields = msgspec.json.decode(members["fields"], type=list[dict[str, object]])
        names = {str(one.get("name")): found for one in fields if (found := _domain(one))}
        features = msgspec.json.decode(members["features"], type=list[dict[str, msgspec.Raw]]) if names else []
    except (KeyError, msgspec.ValidationError):
        return members
    used: dict[str, None] = {}
    for feature in features:
        attributes = msgspec.json.decode(feature.get("attributes", msgspec.Raw(b"null")))
        if not isinstance(attributes, dict):
            continue
        for name in names.keys() & attributes.keys():
            said = names[name].get(_code(attributes[name]))
            # What a code is called is a text, and then so must the others of its field be.
            attributes[name] = said or (None if attributes[name] is None else str(attributes[name]))
            used |= {name: None} if said else {}
        feature["attributes"] = msgspec.Raw(msgspec.json.encode(attributes))
    if not used:
        return members
    for one in fields:
        if one.get("name") in names:
            one |= {"type": "esriFieldTypeString", "length": 0}
    notes.append(
        tr(
            "The codes of {columns} were read as the names that the file gives for them.",
            columns=", ".join(f"“{name[:60]}”" for name in names if name in used),
        )
    )
    return {
        **members,
        "fields": msgspec.Raw(msgspec.json.encode(fields)),
        "features": msgspec.Raw(msgspec.json.encode(features)),
    }


def _domain(of: Mapping[str, object]) -> dict[str, str]:
    """Return code → name of a field of Esri's; empty where it has none."""
    domain = of.get("domain")
    values = domain.get("codedValues") if isinstance(domain, dict) else None
    pairs = [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    return {
        _code(pair.get("code")): str(pair["name"])
        for pair in pairs
        if pair.get("name") and pair.get("code") is not None
    }


def _code(code: object) -> str:
    """Return a code as text, however it is written: 1, 1.0 and "1" are one."""
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)
