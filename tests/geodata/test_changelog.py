"""The change log: what an old link's reader is told rests on it, so it must be complete and must name what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geodata import changelog
from geodata.changelog import Changes
from geodata.ledger import TABLES, Ledger, current, load
from tests.support.ledgers import sound

TODAY = date(2026, 11, 1)


def write(folder: Path, tables: dict[str, Any]) -> Ledger:
    """Write tables as YAML files and load them; the geometry is the committed one."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    ledger = load(folder)
    assert ledger.faults == ()
    return ledger


@pytest.fixture
def publish(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], object]], tuple[Ledger, changelog.Entry]]:
    """Change the tables of a small ledger and record the revision."""
    tables = sound()
    assert set(TABLES) <= set(tables)

    def go(edit: Callable[[dict[str, Any]], object]) -> tuple[Ledger, changelog.Entry]:
        edit(tables)
        ledger = write(tmp_path / "ledger", tables)
        return ledger, changelog.record(ledger, TODAY, "", tmp_path / "changes")

    return go


def test_every_revision_that_is_committed_is_in_the_log() -> None:
    """A server of this state gives out links with this revision. If this fails: python -m geodata.changelog record --note "…"."""
    remedy = 'record it: .venv/bin/python -m geodata.changelog record --note "why"'
    assert changelog.read_log()[-1].revision == current().revision, remedy
    assert not changelog.pending(current())


def test_the_log_names_each_revision_once_and_in_order() -> None:
    log = changelog.read_log()
    assert len({entry.revision for entry in log}) == len(log)
    assert [entry.day for entry in log] == sorted(entry.day for entry in log)


def test_a_changed_field_an_added_and_a_removed_record_are_told_since_the_revision(
    tmp_path: Path, publish: Any
) -> None:
    first, _ = publish(lambda tables: None)
    publish(lambda tables: tables["incidents"][0]["claims"][0].update(high=4))

    def swap(tables: dict[str, Any]) -> None:
        tables["bases"].append(tables["bases"][0] | {"id": "new-camp", "title": "New camp"})
        tables["transfers"].clear()
        tables["transfers"].append(sound()["transfers"][0] | {"id": "lorries", "title": "Lorries"})

    last, _ = publish(swap)
    entry, changes = changelog.since(first.revision, last, tmp_path / "changes")
    assert entry.revision == first.revision
    assert changes.changed == {"incidents/first-clash": ("claims",)}
    assert set(changes.added) == {"bases/new-camp", "transfers/lorries"}
    assert changes.removed == {"transfers/trucks": "Trucks"}


def test_a_renamed_record_is_told_as_such_and_found_under_its_old_id(tmp_path: Path, publish: Any) -> None:
    first, _ = publish(lambda tables: None)

    def rename(tables: dict[str, Any]) -> None:
        tables["bases"][0]["id"] = "old-camp"
        tables["meta"]["renamed"] = {"camp": "old-camp"}

    last, _ = publish(rename)
    _, changes = changelog.since(first.revision, last, tmp_path / "changes")
    assert changes.renamed == {"bases/camp": "bases/old-camp"}
    assert not changes.removed and not changes.added
    assert last.find("camp")[1].id == "old-camp"


def test_what_was_not_yet_recorded_is_told_too(tmp_path: Path, publish: Any) -> None:
    first, _ = publish(lambda tables: None)
    tables = sound()
    tables["sections"][0]["summary"] = "Another line."
    edited = write(tmp_path / "ledger", tables)
    _, changes = changelog.since(first.revision, edited, tmp_path / "changes")
    assert changes.changed == {"sections/whole-border": ("summary",)}


def test_a_revision_that_is_not_in_the_log_is_not_guessed_at(tmp_path: Path, publish: Any) -> None:
    ledger, _ = publish(lambda tables: None)
    assert changelog.since("ffffffff", ledger, tmp_path / "changes") is None


def test_a_comment_alone_makes_a_revision_without_changes(tmp_path: Path, publish: Any) -> None:
    first, _ = publish(lambda tables: None)
    with (tmp_path / "ledger" / "bases.yaml").open("a") as file:
        file.write("# a remark\n")
    remarked = load(tmp_path / "ledger")
    assert remarked.revision != first.revision
    assert not changelog.since(first.revision, remarked, tmp_path / "changes")[1]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([Changes(added=("t/a",)), Changes(changed={"t/a": ("x",)})], Changes(added=("t/a",))),
        ([Changes(added=("t/a",)), Changes(removed={"t/a": "A"})], Changes()),
        ([Changes(removed={"t/a": "A"}), Changes(added=("t/a",))], Changes(changed={"t/a": (changelog.WHOLE,)})),
        ([Changes(changed={"t/a": ("x",)}), Changes(changed={"t/a": ("y",)})], Changes(changed={"t/a": ("x", "y")})),
        ([Changes(changed={"t/a": ("x",)}), Changes(removed={"t/a": "A"})], Changes(removed={"t/a": "A"})),
        (
            [Changes(changed={"t/a": ("x",)}), Changes(renamed={"t/a": "t/b"})],
            Changes(changed={"t/b": ("x",)}, renamed={"t/a": "t/b"}),
        ),
        ([Changes(renamed={"t/a": "t/b"}), Changes(renamed={"t/b": "t/c"})], Changes(renamed={"t/a": "t/c"})),
        ([Changes(added=("t/a",)), Changes(renamed={"t/a": "t/b"})], Changes(added=("t/b",))),
        # By the key that whoever holds the old revision knows.
        ([Changes(renamed={"t/a": "t/b"}), Changes(removed={"t/b": "B"})], Changes(removed={"t/a": "B"})),
        ([Changes(renamed={"t/a": "t/b"}), Changes(renamed={"t/b": "t/a"})], Changes()),
        ([Changes(added=("t/a",)), Changes(changed={"t/b": ("x",)}, renamed={"t/a": "t/b"})], Changes(added=("t/b",))),
    ],
)
def test_differences_add_up(steps: list[Changes], told: Changes) -> None:
    whole = Changes()
    for step in steps:
        whole = whole.then(step)
    assert whole == told


#: A step of a ledger's history: add a record, drop, edit or rename the n-th, bring the n-th back that was dropped.
_EDITS = st.lists(st.tuples(st.sampled_from(("add", "drop", "edit", "rename", "back")), st.integers(0, 9)), max_size=4)


@given(st.lists(_EDITS, min_size=1, max_size=6))
def test_differences_add_up_to_that_of_the_first_and_the_last_revision(history: list[list[tuple[str, int]]]) -> None:
    world: changelog.Digests = {"t/a": {"x": "0"}, "t/b": {"x": "0"}, "t/c": {"x": "0"}}
    olds: dict[str, set[str]] = {}  # key of now → ids it had before
    dropped: list[str] = []
    # In a revision that brings a record back under another key, nothing ties it to the one dropped: it is new.
    came_back: set[str] = set()
    fresh = count(1)

    def edit(what: str, number: int) -> None:
        key = sorted(world)[number % len(world)] if world else ""
        if what == "add":
            world[f"t/n{next(fresh)}"] = {"x": "0"}
        elif what == "back" and dropped:
            key = dropped.pop(number % len(dropped))
            world[key] = {"x": "back"}
            came_back.add(key)
        elif what == "drop" and key:
            del world[key]
            # An id that once was renamed is not given again: links hold it.
            dropped.extend([] if olds.pop(key, None) else [key])
        elif what == "edit" and key:
            world[key] = world[key] | {f"field-{number}": str(next(fresh))}
        elif what == "rename" and key and key not in came_back:
            now = f"t/n{next(fresh)}"
            world[now] = world.pop(key)
            olds[now] = olds.pop(key, set()) | {key[2:]}

    def since(old: changelog.Digests) -> Changes:
        renamed = {old_id: key[2:] for key, ids in olds.items() for old_id in ids}
        return changelog.compare(old, SimpleNamespace(meta=SimpleNamespace(renamed=renamed)), dict(world), {})

    first, told = dict(world), Changes()
    for edits in history:
        before = dict(world)
        came_back.clear()
        for what, number in edits:
            edit(what, number)
        told = told.then(since(before))
    direct = since(first)
    assert told.added == direct.added
    assert told.removed.keys() == direct.removed.keys()
    assert told.renamed == direct.renamed
    # What was changed and changed back is told too; every field that differs is.
    for key, names in direct.changed.items():
        assert changelog.WHOLE in told.changed[key] or set(names) <= set(told.changed[key])
    assert told.changed.keys() <= {direct.renamed.get(key, key) for key in first.keys() - direct.removed.keys()}


def test_every_old_id_leads_to_a_record_that_is_there() -> None:
    ledger = current()
    for old, new in ledger.meta.renamed.items():
        assert new not in ledger.meta.renamed, f"{old} → {new}: name the last id, not one on the way"
        assert ledger.find(old) is not None
