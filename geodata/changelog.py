"""What changed in the ledger from revision to revision, so that a link made on an old one can say what is different now.

A link carries the revision of the ledger it was made on. ``changes/log.yaml`` of the atlas lists the revisions that were published, oldest
first, each with the records that were added, changed or removed; ``recorded.txt`` holds a digest of every field of every record as of the
last of them. Whoever edits the ledger runs, before publishing::

    python -m geodata.changelog                          # says what has changed since the last entry; exits with 1 if anything has
    python -m geodata.changelog record --note "Why"      # writes the entry
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from geodata import atlas
from geodata.dates import parse_day
from geodata.geometry_files import GEOMETRY_DIR
from geodata.ledger import Ledger, folder, load
from geodata.translation import SaidTable, mark

CHANGES_DIR = atlas.FOLDER / "changes"

#: What is said to have changed of a record that was removed and came back: what it was is not kept.
WHOLE = "record"

#: Key of what is no record → what it is called.
_OTHERS = SaidTable(
    {
        "meta/ledger": mark("The ledger"),
        "geometry/backdrop": mark("backdrop"),
        "geometry/border": mark("border"),
        "geometry/conflicts": mark("stretches of conflicts"),
    }
)

#: Record key (``table/id``) → field → digest.
Digests = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Changes:
    """The difference between two revisions, by record key (``table/id``).

    Attributes
    ----------
    added : tuple of str
    changed : mapping of str to tuple of str
        Key → names of the fields that differ.
    removed : mapping of str to str
        Key → what the record was called.
    renamed : mapping of str to str
        Key of old → key of now.
    """

    added: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.renamed)

    def then(self, later: Changes) -> Changes:
        """Return both differences as one: what was added and removed in between is not mentioned.

        A record that was removed and came back under its key has changed; which of its fields, the log does not hold.
        """
        before = {new: old for old, new in self.renamed.items()}
        added = {later.renamed.get(key, key) for key in self.added if key not in later.removed} | set(later.added)
        removed = dict(self.removed) | {
            before.get(key, key): title for key, title in later.removed.items() if key not in self.added
        }
        renamed = {before.get(key, key): now for key, now in later.renamed.items() if key not in self.added}
        renamed = {old: new for old, new in self.renamed.items() if new not in later.removed} | renamed
        changed: dict[str, set[str]] = {}
        for key, names in self.changed.items():
            if key not in later.removed:
                changed.setdefault(later.renamed.get(key, key), set()).update(names)
        for key, names in later.changed.items():
            changed.setdefault(key, set()).update(names)
        back = added & removed.keys()
        return Changes(
            tuple(sorted(added - back)),
            {key: tuple(sorted(names)) for key, names in changed.items() if key not in added}
            | dict.fromkeys(sorted(back), (WHOLE,)),
            {key: title for key, title in removed.items() if key not in back},
            {old: new for old, new in renamed.items() if old != new},
        )


@dataclass(frozen=True)
class Entry:
    """A published revision: when, why, and what changed from the one before."""

    revision: str
    day: date
    note: str
    changes: Changes


def digests(ledger: Ledger, geometry_dir: Path = GEOMETRY_DIR) -> Digests:
    """Return a digest of every field of every record, of each section's outline, of the other geometry files and of the ledger's own facts."""
    found = {
        f"{table}/{record_id}": _fields(record.model_dump(mode="json", exclude_defaults=True, exclude={"id"}))
        for table, rows in ledger.tables.items()
        for record_id, record in rows.items()
    }
    found["meta/ledger"] = _fields(ledger.meta.model_dump(mode="json", exclude_defaults=True))
    for path in sorted(geometry_dir.glob("*.geojson")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if path.stem == "sections":
            found |= {
                f"outlines/{one['properties']['id']}": _fields({"outline": one["geometry"]})
                for one in content["features"]
            }
        else:
            found[f"geometry/{path.stem}"] = _fields({"drawing": content})
    return found


def _fields(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]
        for name, value in values.items()
    }


def compare(old: Digests, ledger: Ledger, new: Digests, titles: Mapping[str, str]) -> Changes:
    """Return what has changed from old digests to a ledger with new ones; `titles` says what the old records were called."""
    gone, came = set(old) - set(new), set(new) - set(old)
    renamed = {}
    for key in sorted(gone):
        table, _, record_id = key.partition("/")
        target = f"{table}/{ledger.meta.renamed.get(record_id, '')}"
        if target in came:
            renamed[key] = target
    changed = {}
    for key in sorted(set(old) - gone | set(renamed)):
        now = renamed.get(key, key)
        differing = tuple(
            sorted(name for name in old[key].keys() | new[now].keys() if old[key].get(name) != new[now].get(name))
        )
        if differing:
            changed[now] = differing
    removed = {key: titles.get(key, key.partition("/")[2]) for key in sorted(gone - set(renamed))}
    return Changes(tuple(sorted(came - set(renamed.values()))), changed, removed, renamed)


@lru_cache(maxsize=8)
def read_log(changes_dir: Path = CHANGES_DIR) -> tuple[Entry, ...]:
    """Return the published revisions, oldest first."""
    path = changes_dir / "log.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return tuple(
        Entry(
            str(row["revision"]),
            parse_day(str(row["day"])),
            row.get("note", ""),
            Changes(
                tuple(row.get("added", ())),
                {key: tuple(names) for key, names in row.get("changed", {}).items()},
                row.get("removed", {}),
                row.get("renamed", {}),
            ),
        )
        for row in rows or []
    )


@lru_cache(maxsize=8)
def read_recorded(changes_dir: Path = CHANGES_DIR) -> Digests:
    """Return the digests as of the last published revision."""
    return {
        key: dict(part.split(":") for part in parts)
        for key, *parts in (line.partition(" | ")[0].split() for line in _recorded(changes_dir))
    }


def _recorded_titles(changes_dir: Path) -> dict[str, str]:
    return {line.split(" ", 1)[0]: line.partition(" | ")[2] for line in _recorded(changes_dir)}


def _recorded(changes_dir: Path) -> list[str]:
    path = changes_dir / "recorded.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def title_of(key: str, ledger: Ledger) -> str:
    """Return what the record of a key is called."""
    table, _, record_id = key.partition("/")
    if table not in ledger.tables:
        return _OTHERS.get(key, record_id)
    found = ledger.tables[table].get(record_id)
    if table == "places" and found:
        return str(found.names.en[0])
    return str(getattr(found, "title", None) or getattr(found, "about", None) or record_id)


@lru_cache(maxsize=8)
def pending(ledger: Ledger, changes_dir: Path = CHANGES_DIR) -> Changes:
    """Return what has changed since the last published revision."""
    return compare(read_recorded(changes_dir), ledger, digests(ledger), _recorded_titles(changes_dir))


@lru_cache(maxsize=64)
def since(revision: str, ledger: Ledger, changes_dir: Path = CHANGES_DIR) -> tuple[Entry, Changes] | None:
    """Return the entry of a published revision and everything that changed from it to the ledger, or None for a revision the log does not hold."""
    log = read_log(changes_dir)
    at = next((number for number, entry in enumerate(log) if entry.revision == revision), None)
    if at is None:
        return None
    changes = Changes()
    for entry in log[at + 1 :]:
        changes = changes.then(entry.changes)
    if log[-1].revision != ledger.revision:
        changes = changes.then(pending(ledger, changes_dir))
    return log[at], changes


def record(ledger: Ledger, day: date, note: str, changes_dir: Path = CHANGES_DIR) -> Entry:
    """Write an entry for the ledger as it is, and the digests the next one is compared with."""
    now = digests(ledger)
    first = not read_log(changes_dir)
    changes = Changes() if first else compare(read_recorded(changes_dir), ledger, now, _recorded_titles(changes_dir))
    row = {
        "revision": ledger.revision,
        "day": day.isoformat(),
        "note": note,
        "added": list(changes.added),
        "changed": {key: list(names) for key, names in changes.changed.items()},
        "removed": dict(changes.removed),
        "renamed": dict(changes.renamed),
    }
    told = {name: value for name, value in row.items() if value}
    changes_dir.mkdir(exist_ok=True)
    with (changes_dir / "log.yaml").open("a", encoding="utf-8") as file:
        file.write(yaml.safe_dump([told], allow_unicode=True, sort_keys=False, width=120))
    lines = [
        f"{key} {' '.join(f'{name}:{value}' for name, value in sorted(fields.items()))} | {title_of(key, ledger)}\n"
        for key, fields in sorted(now.items())
    ]
    (changes_dir / "recorded.txt").write_text("".join(lines), encoding="utf-8")
    for cached in (read_log, read_recorded, pending, since):
        cached.cache_clear()
    return Entry(ledger.revision, day, note, changes)


def say(changes: Changes) -> list[str]:
    """Return a line for each change, for whoever edits the ledger."""
    lines = [f"added    {key}" for key in changes.added]
    lines += [f"changed  {key}: {', '.join(names)}" for key, names in changes.changed.items()]
    lines += [f"removed  {key} (if it was renamed, name it under “renamed” in meta.yaml)" for key in changes.removed]
    return lines + [f"renamed  {old} → {new}" for old, new in changes.renamed.items()]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m geodata.changelog", description="The log of the ledger's published revisions."
    )
    parser.add_argument("do", nargs="?", choices=("check", "record"), default="check")
    parser.add_argument("--note", default="", help="a sentence on why, for readers")
    parser.add_argument("--day", type=parse_day, default=None, help="day of publication; today if left out")
    given = parser.parse_args(arguments)
    ledger = load(folder())
    log = read_log()
    if log and log[-1].revision == ledger.revision:
        sys.stdout.write(f"The log is up to date: revision {ledger.revision} of {log[-1].day}.\n")
        return 0
    if given.do == "record":
        if ledger.faults:
            sys.stderr.write(f"The ledger has {len(ledger.faults)} faults; nothing was recorded.\n")
            return 1
        entry = record(ledger, given.day or date.today(), given.note)
        lines = [f"Recorded revision {entry.revision} of {entry.day}.", *(say(entry.changes) or ["No record differs."])]
        sys.stdout.write("\n".join(lines) + "\n")
        return 0
    lines = [
        f"Revision {ledger.revision} is not in the log.",
        *(say(pending(ledger)) or ["No record differs: only comments or order do."]),
        'Write the entry: python -m geodata.changelog record --note "…"',
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
