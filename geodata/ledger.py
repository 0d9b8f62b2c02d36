"""Load the ledger, check it, and report every fault at once.

``python -m geodata.ledger`` prints the count of each table, the revision and every fault
(file, record, reason), and exits with 1 if there is a fault.
"""

from __future__ import annotations

import hashlib
import io
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
from pydantic import ValidationError

from geodata import events, records, references

HERE = Path(__file__).parent
LEDGER_DIR = HERE / "ledger"
GEOMETRY_DIR = HERE / "geometry"

#: Table → model, in the order in which they are read: what is referred to comes first.
TABLES: dict[str, type[records.Row]] = {
    "sources": records.Source,
    "places": records.Place,
    "sections": records.Section,
    "incidents": events.Incident,
    "crossings": records.Crossing,
    "bases": records.Base,
    "transfers": events.Transfer,
    "exercises": events.Exercise,
    "milestones": events.Milestone,
    "statistics": records.Statistic,
    "periods": records.Period,
}
#: Those whose records a link may select: an id stands in one of them only.
_LINKED = tuple(table for table in TABLES if table not in ("sources", "places"))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml where there is one: some ten times faster
    """YAML without its dates and merges.

    A day that no calendar has is then the record's fault, not the whole file's; a few lines of merges (``<<``) would make a mapping of millions.
    """

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Leave a mapping as it is written."""


_Loader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge")
    ]
    for letter, resolvers in _Loader.yaml_implicit_resolvers.items()
}

#: What reading a file of YAML may raise: a tag of its own (``!!bool perhaps``, ``!!timestamp soon``) makes PyYAML look up what is not there.
_UNREADABLE = (
    yaml.YAMLError,
    OSError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    ArithmeticError,
    RecursionError,
)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with the ledger: which file, which record, and why."""

    file: str
    record: str
    reason: str

    @classmethod
    def of(cls, file: str, record: str, reason: str) -> Fault:
        """Return a fault whose words, which may be the file's, are one line that can be printed anywhere and does nothing to a terminal."""
        lines = (" ".join(words[:_MOST_LETTERS].split()) for words in (record, reason))
        return cls(
            file,
            *("".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line) for line in lines),
        )

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.reason}"


#: More of what is wrong than this nobody reads.
_MOST_LETTERS = 300


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
    _leave_out(references.twins({table: tables[table] for table in _LINKED}), tables, faults)
    # What is left out takes along what refers to it, and that what refers to that.
    while found := references.wrong(tables, _LINKED):
        _leave_out(found, tables, faults)
    _resolve_histories(tables["sections"])
    index = {record_id: table for table in _LINKED for record_id in tables[table]}
    return Ledger(
        tables=MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()}),
        meta=_read_meta(ledger_dir / "meta.yaml", tables, index, faults),
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


def _parse(path: Path, faults: list[Fault]) -> object:
    try:
        # Reading from a pipe would wait for whoever writes to it.
        if path.is_file() or not path.exists():
            return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        faults.append(Fault(path.name, "the whole file", "it is no file"))
    except FileNotFoundError:
        faults.append(Fault(path.name, "the whole file", "the file is missing"))
    except _UNREADABLE as error:
        faults.append(
            Fault.of(
                path.name, "the whole file", f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
            )
        )
    return None


def _read_table(path: Path, model: type[records.Row], faults: list[Fault]) -> Iterator[tuple[str, Any]]:
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
        given = row.get("id") if isinstance(row, dict) else None
        # Nothing but a text is written out: a few aliases inside one another would make it endless.
        name = given if isinstance(given, str) else f"record {number}"
        try:
            record = model.model_validate(row)
        except ValidationError as error:
            faults += [Fault.of(path.name, name, reason) for reason in _reasons(error)]
            continue
        if record.id in seen:
            faults.append(Fault(path.name, record.id, "the id is used twice in this file"))
            continue
        seen.add(record.id)
        yield record.id, record


def _reasons(error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(part) for part in problem["loc"])
        reason = problem["msg"].removeprefix("Value error, ")
        yield f"{where}: {reason}" if where else reason


def _drop_unmapped(sections: dict[str, Any], geometry_dir: Path, faults: list[Fault]) -> None:
    """Leave out the sections whose outline was not derived."""
    mapped = [section for section in sections.values() if section.geometry]
    if not mapped:
        return
    try:
        outlines = json.loads((geometry_dir / "sections.geojson").read_text(encoding="utf-8"))["features"]
        drawn = {outline["properties"]["id"] for outline in outlines}
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        faults.append(Fault.of("sections.geojson", "the whole file", f"the outlines cannot be read: {error}"))
        drawn = set()
    for section in mapped:
        if section.geometry not in drawn:
            faults.append(
                Fault("sections.yaml", section.id, f"its geometry “{section.geometry}” is not in sections.geojson")
            )
            del sections[section.id]


def _leave_out(found: list[tuple[str, str, str]], tables: dict[str, dict[str, Any]], faults: list[Fault]) -> None:
    for table, record_id, reason in found:
        faults.append(Fault.of(f"{table}.yaml", record_id, reason))
        tables[table].pop(record_id, None)


def _resolve_histories(sections: dict[str, Any]) -> None:
    """Give each section that follows another one that one's steps, as inferred."""
    for record_id, section in list(sections.items()):
        if section.follows is None:
            continue
        own = {(row.start, row.status) for row in section.history}
        last_own = section.history[0].start
        inherited = [
            row.model_copy(update={"basis": "inferred"})
            for row in sections[section.follows].history
            if row.start > last_own and row.status != "undelimited" and (row.start, row.status) not in own
        ]
        history = sorted([*section.history, *inherited], key=lambda row: row.start)
        sections[record_id] = section.model_copy(update={"history": history})


def _read_meta(
    path: Path, tables: Mapping[str, Mapping[str, Any]], index: Mapping[str, str], faults: list[Fault]
) -> records.Meta:
    try:
        meta = records.Meta.model_validate(_parse(path, faults))
    except ValidationError as error:
        faults += [Fault.of(path.name, "the whole file", reason) for reason in _reasons(error)]
        return records.Meta(facts_checked_to="1991-01-01")
    renamed = list(
        references.renamed(meta.renamed, {record_id for rows in tables.values() for record_id in rows}, index)
    )
    faults += [Fault(path.name, old, reason) for old, _, reason in renamed if reason]
    return meta.model_copy(update={"renamed": {old: new for old, new, reason in renamed if not reason}})


def _revision(*folders: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.*")):
            digest.update(path.name.encode("utf-8", "surrogateescape"))
            try:
                digest.update(path.read_bytes() if path.is_file() else b"")
            except OSError as error:
                # Of the ledger's own files the fault is told where they are read.
                digest.update(str(error.errno).encode())
    return digest.hexdigest()[:8]


def main() -> int:
    # What a file holds is told even where the terminal lacks its letters.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
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
