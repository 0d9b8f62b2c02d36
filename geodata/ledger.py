"""Load the ledger, check it, and report every fault at once.

``python -m geodata.ledger`` prints the count of each table, the revision and every fault
(file, record, reason), and exits with 1 if there is a fault.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from geodata import records

HERE = Path(__file__).parent
LEDGER_DIR = HERE / "ledger"
GEOMETRY_DIR = HERE / "geometry"

#: Table → model, in the order in which they are read: what is referred to comes first.
TABLES: dict[str, type[BaseModel]] = {
    "sources": records.Source,
    "places": records.Place,
    "sections": records.Section,
    "incidents": records.Incident,
    "crossings": records.Crossing,
    "bases": records.Base,
    "transfers": records.Transfer,
    "exercises": records.Exercise,
    "milestones": records.Milestone,
    "statistics": records.Statistic,
    "periods": records.Period,
}



class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # libyaml where there is one: some ten times faster
    """YAML without its dates: a day that no calendar has is then the record's fault, not the whole file's."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in _Loader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with the ledger: which file, which record, and why."""

    file: str
    record: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.reason}"


@dataclass(frozen=True, eq=False)
class Ledger:
    """Every record that loaded, by table and id, with the faults of what did not.

    Compared by identity, so that what is derived from a ledger can be cached by it.
    """

    tables: Mapping[str, Mapping[str, Any]]
    meta: records.Meta
    revision: str
    faults: tuple[Fault, ...] = ()
    _index: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> Mapping[str, Any]:
        try:
            return self.tables[name]
        except KeyError:
            raise AttributeError(name) from None

    def find(self, record_id: str) -> tuple[str, Any] | None:
        """Return (table, record) for an id of any table but sources and places, or None."""
        table = self._index.get(self.meta.renamed.get(record_id, record_id))
        return (table, self.tables[table][self.meta.renamed.get(record_id, record_id)]) if table else None


def load(ledger_dir: Path = LEDGER_DIR, geometry_dir: Path = GEOMETRY_DIR) -> Ledger:
    """Read and check the ledger.

    A row that is wrong is left out and reported; the rest loads. Nothing is raised for wrong data.

    Parameters
    ----------
    ledger_dir : Path
        Folder of ``<table>.yaml`` and ``meta.yaml``.
    geometry_dir : Path
        Folder of the derived geometry; its files are part of the revision.
    """
    faults: list[Fault] = []
    tables: dict[str, dict[str, Any]] = {}
    for table, model in TABLES.items():
        tables[table] = dict(_read_table(ledger_dir / f"{table}.yaml", model, faults))
    _drop_unmapped(tables["sections"], geometry_dir, faults)
    # What is left out takes along what refers to it, and that what refers to that.
    while missing := [(table, *fault) for table, rows in tables.items() for fault in _unresolved(rows, tables)]:
        for table, record_id, reason in missing:
            faults.append(Fault(f"{table}.yaml", record_id, reason))
            tables[table].pop(record_id, None)
    _resolve_histories(tables, faults)
    index: dict[str, str] = {}
    for table in TABLES:
        if table in ("sources", "places"):
            continue
        for record_id in list(tables[table]):
            if record_id in index:
                faults.append(Fault(f"{table}.yaml", record_id, f"the id is taken by a record of {index[record_id]}.yaml"))
                del tables[table][record_id]
            else:
                index[record_id] = table
    return Ledger(
        tables=MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()}),
        meta=_read_meta(ledger_dir / "meta.yaml", faults),
        revision=_revision(ledger_dir, geometry_dir),
        faults=tuple(sorted(set(faults))),
        _index=MappingProxyType(index),
    )


def folder() -> Path:
    """Return the folder of the ledger in use; BORDER_ATLAS_LEDGER names another than the one that is installed."""
    return Path(os.environ.get("BORDER_ATLAS_LEDGER") or LEDGER_DIR)


@cache
def current() -> Ledger:
    """Return the ledger of this installation, read once per process; faults go to stderr."""
    ledger = load(folder())
    for fault in ledger.faults:
        print(f"ledger fault: {fault}", file=sys.stderr)
    return ledger


def _parse(path: Path, faults: list[Fault]) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except FileNotFoundError:
        faults.append(Fault(path.name, "the whole file", "the file is missing"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        reason = " ".join(str(error).split())
        faults.append(Fault(path.name, "the whole file", f"the file cannot be read: {reason}"))
    return None


def _read_table(path: Path, model: type[BaseModel], faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    rows = _parse(path, faults)
    if rows is None:
        if not any(fault.file == path.name for fault in faults):
            faults.append(Fault(path.name, "the whole file", "the file is empty"))
        return
    if not isinstance(rows, list):
        faults.append(Fault(path.name, "the whole file", "expected a list of records"))
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        name = str(row.get("id", f"record {number}")) if isinstance(row, dict) else f"record {number}"
        try:
            record = model.model_validate(row)
        except ValidationError as error:
            for problem in error.errors():
                where = ".".join(str(part) for part in problem["loc"])
                reason = problem["msg"].removeprefix("Value error, ")
                faults.append(Fault(path.name, name, f"{where}: {reason}" if where else reason))
            continue
        if record.id in seen:
            faults.append(Fault(path.name, record.id, "the id is used twice in this file"))
            continue
        seen.add(record.id)
        yield record.id, record


def references(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
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


def _unresolved(rows: dict[str, Any], tables: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    everything = {record_id for table in tables.values() for record_id in table}
    missing = []
    for record_id, record in rows.items():
        for table, reference in references(record):
            known = everything if table == "*" else tables[table]
            if reference not in known:
                missing.append((record_id, f"refers to “{reference}”, which is not in {'any table' if table == '*' else table + '.yaml'}"))
    return missing


def _drop_unmapped(sections: dict[str, Any], geometry_dir: Path, faults: list[Fault]) -> None:
    """Leave out the sections whose outline was not derived."""
    mapped = [section for section in sections.values() if section.geometry]
    if not mapped:
        return
    try:
        outlines = json.loads((geometry_dir / "sections.geojson").read_text(encoding="utf-8"))["features"]
        drawn = {outline["properties"]["id"] for outline in outlines}
    except (OSError, ValueError, KeyError) as error:
        faults.append(Fault("sections.geojson", "the whole file", f"the outlines cannot be read: {error}"))
        drawn = set()
    for section in mapped:
        if section.geometry not in drawn:
            faults.append(Fault("sections.yaml", section.id, f"its geometry “{section.geometry}” is not in sections.geojson"))
            del sections[section.id]


def _resolve_histories(tables: dict[str, dict[str, Any]], faults: list[Fault]) -> None:
    """Give each section that follows another one that one's steps, as inferred."""
    sections = tables["sections"]
    for record_id, section in list(sections.items()):
        if section.follows is None:
            continue
        leader = sections[section.follows]
        if leader.follows:
            faults.append(Fault("sections.yaml", record_id, f"follows “{leader.id}”, which itself follows another section"))
            del sections[record_id]
            continue
        own = {(row.start, row.status) for row in section.history}
        last_own = section.history[0].start
        inherited = [
            row.model_copy(update={"basis": "inferred"})
            for row in leader.history
            if row.start > last_own and row.status != "undelimited" and (row.start, row.status) not in own
        ]
        history = sorted([*section.history, *inherited], key=lambda row: row.start)
        sections[record_id] = section.model_copy(update={"history": history})


def _read_meta(path: Path, faults: list[Fault]) -> records.Meta:
    try:
        return records.Meta.model_validate(_parse(path, faults))
    except ValidationError as error:
        faults.append(Fault(path.name, "the whole file", " ".join(str(error).split())))
        return records.Meta(facts_checked_to="1991-01-01")


def _revision(*folders: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.*")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def main() -> int:
    ledger = load(folder())
    for name, rows in ledger.tables.items():
        print(f"{name:<12}{len(rows):>5}")
    print(f"revision    {ledger.revision}")
    print(f"facts checked to {ledger.meta.facts_checked_to}")
    for fault in ledger.faults:
        print(f"fault: {fault}")
    print(f"{len(ledger.faults)} faults")
    return 1 if ledger.faults else 0


if __name__ == "__main__":
    sys.exit(main())
