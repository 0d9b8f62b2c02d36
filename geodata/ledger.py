"""Load the ledger, check it, and report every fault at once.

``python -m geodata.ledger`` prints the count of each table, the revision and every fault
(file, record, reason), and exits with 1 if there is a fault.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from geodata import atlas, events, opening, persons, places, records, references, status, yaml_files
from geodata.atlas import FIRST_DAY
from geodata.fields import reasons
from geodata.geometry_files import FILES, GEOMETRY_DIR
from geodata.settings import settings
from geodata.translation import tr

_log = logging.getLogger(__name__)

LEDGER_DIR = atlas.FOLDER / "ledger"

#: Table → model, in the order in which they are read: what is referred to comes first.
TABLES: dict[str, type[records.Row]] = {
    "sources": records.Source,
    "places": places.Place,
    "persons": persons.Person,
    "sections": records.Section,
    "incidents": events.Incident,
    "crossings": records.Crossing,
    "bases": records.Base,
    "works": records.Work,
    "transfers": events.Transfer,
    "exercises": events.Exercise,
    "milestones": events.Milestone,
    "statistics": records.Statistic,
    "periods": records.Period,
    "memberships": records.Membership,
}
#: Those whose records a link may select: an id stands in one of them only.
_LINKED = tuple(table for table in TABLES if table not in ("sources", "places", "memberships"))


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

    @classmethod
    def of_all(cls, file: str, reason: str) -> Fault:
        """Return a fault of a whole file."""
        return cls.of(file, tr("the whole file"), reason)

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

    @property
    def line(self) -> records.Section | None:
        """The record of the whole line, or None."""
        return next((section for section in self.tables["sections"].values() if section.kind == "line"), None)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Return the tables of which nothing loaded, because of faults: what they would hold is not known."""
        faulty = {fault.file.removesuffix(".yaml") for fault in self.faults}
        return tuple(name for name, rows in self.tables.items() if not rows and name in faulty)

    def find(self, record_id: str) -> tuple[str, Any] | None:
        """Return (table, record) for an id of a record that a link may select, or None."""
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
    status.follow(tables["sections"])
    index = {record_id: table for table in _LINKED for record_id in tables[table]}
    return Ledger(
        tables=MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()}),
        meta=_read_meta(ledger_dir / "meta.yaml", tables, index, faults),
        revision=_revision(ledger_dir, geometry_dir),
        faults=tuple(sorted(set(faults))),
        _index=MappingProxyType(index),
    )


def folder() -> Path:
    """Return the folder of the ledger in use; BORDER_ATLAS_LEDGER names another than the atlas's own."""
    return settings().ledger or LEDGER_DIR


@cache
def current() -> Ledger:
    """Return the ledger of this installation, read once per process; faults go to the log."""
    ledger = load(folder())
    for fault in ledger.faults:
        _log.error("ledger fault: %s", fault)
    return ledger


def _parse(path: Path, faults: list[Fault]) -> object:
    try:
        return yaml_files.read(path)
    except yaml_files.Unreadable as error:
        faults.append(Fault.of_all(path.name, str(error)))
        return None


def _read_table(path: Path, model: type[records.Row], faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    rows = _parse(path, faults)
    if not isinstance(rows, list):
        if rows is not None:
            faults.append(Fault.of_all(path.name, tr("expected a list of records")))
        elif not any(fault.file == path.name for fault in faults):
            faults.append(Fault.of_all(path.name, tr("the file is empty")))
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        given = row.get("id") if isinstance(row, dict) else None
        # Nothing but a text is written out: a few aliases inside one another would make it endless.
        name = given if isinstance(given, str) else tr("record {number}", number=number)
        try:
            record = model.model_validate(row)
        except ValidationError as error:
            faults += [Fault.of(path.name, name, reason) for reason in reasons(error)]
            continue
        if record.id in seen:
            faults.append(Fault(path.name, record.id, tr("the id is used twice in this file")))
            continue
        seen.add(record.id)
        yield record.id, record


def _drop_unmapped(sections: dict[str, Any], geometry_dir: Path, faults: list[Fault]) -> None:
    """Leave out the sections whose outline was not derived."""
    mapped = [section for section in sections.values() if section.geometry]
    if not mapped:
        return
    try:
        outlines = json.loads((geometry_dir / "sections.geojson").read_text(encoding="utf-8"))["features"]
        drawn = {outline["properties"]["id"] for outline in outlines}
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        faults.append(Fault.of_all("sections.geojson", tr("the outlines cannot be read: {reason}", reason=error)))
        drawn = set()
    for section in mapped:
        if section.geometry not in drawn:
            reason = tr("its geometry “{outline}” is not in {file}", outline=section.geometry, file="sections.geojson")
            faults.append(Fault("sections.yaml", section.id, reason))
            del sections[section.id]


def _leave_out(found: list[tuple[str, str, str]], tables: dict[str, dict[str, Any]], faults: list[Fault]) -> None:
    for table, record_id, reason in found:
        faults.append(Fault.of(f"{table}.yaml", record_id, reason))
        tables[table].pop(record_id, None)


def _read_meta(
    path: Path, tables: Mapping[str, Mapping[str, Any]], index: Mapping[str, str], faults: list[Fault]
) -> records.Meta:
    try:
        meta = records.Meta.model_validate(_parse(path, faults))
    except ValidationError as error:
        faults += [Fault.of_all(path.name, reason) for reason in reasons(error)]
        return records.Meta(facts_checked_to=FIRST_DAY)
    renamed = list(
        references.renamed(meta.renamed, {record_id for rows in tables.values() for record_id in rows}, index)
    )
    faults += [Fault(path.name, old, reason) for old, _, reason in renamed if reason]
    return meta.model_copy(update={"renamed": {old: new for old, new, reason in renamed if not reason}})


def _revision(ledger_dir: Path, geometry_dir: Path) -> str:
    # The ledger's own files and no others: what an editor leaves beside them is no change.
    paths = [
        *(ledger_dir / f"{name}.yaml" for name in sorted([*TABLES, "meta"])),
        *(geometry_dir / name for name in FILES),
    ]
    digest = hashlib.sha256()
    for path in filter(Path.exists, paths):
        digest.update(path.name.encode())
        try:
            digest.update(path.read_bytes() if path.is_file() else b"")
        except OSError as error:
            # Of the ledger's own files the fault is told where they are read.
            digest.update(str(error.errno).encode())
    return digest.hexdigest()[:8]


def opening_faults(ledger: Ledger) -> list[Fault]:
    """Return what is wrong with the opening of the atlas; another ledger than its own need not hold what that rests on."""
    given = atlas.current().opening
    if given is None or folder() != LEDGER_DIR:
        return []
    found = opening.wrong(given, ledger.find, atlas.FOLDER / "briefings")
    return [Fault.of("manifest.yaml", part, reason) for part, reason in found]


def main() -> int:
    # What a file holds is told even where the terminal lacks its letters.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    ledger = load(folder())
    faults = [*ledger.faults, *opening_faults(ledger)]
    lines = [
        *(f"{name:<12}{len(rows):>5}" for name, rows in ledger.tables.items()),
        f"revision    {ledger.revision}",
        f"facts checked to {ledger.meta.facts_checked_to}",
        *(f"fault: {fault}" for fault in faults),
        f"{len(faults)} faults",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
