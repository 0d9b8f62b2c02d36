"""Who says what on a scene's records: for each record a table with a column for each party, the sides first and in equal form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from geodata.claims import latest_claims, say_as_of, say_claimed, say_counted, say_statistic
from geodata.dates import say_short
from geodata.events import Incident
from geodata.fields import COUNTED
from geodata.ledger import Ledger
from geodata.parties import ABOUT, PARTIES, SIDES
from geodata.records import Record, Section, Statistic
from geodata.status import STATUS_TITLES, statuses_on
from geodata.translation import tr
from layers.briefings.briefing import Scene
from layers.kit.text import sentence_case
from layers.view.facets import shown_rows

#: Of records that nobody chose, more than this on a wall is not read.
_SHOWN = 6


@dataclass(frozen=True)
class Said:
    """One entry: what it is about, whose word it is, the words, and by whom, as of when, published where."""

    what: str
    party: str
    words: str
    by: str


@dataclass(frozen=True)
class Group:
    """A record's title and its rows, each with what it is about and its entries by party."""

    title: str
    rows: tuple[tuple[str, dict[str, list[Said]]], ...]


def who_says(scene: Scene, ledger: Ledger) -> list[Group]:
    """Return the groups of a scene, those of one title joined; a record on which nobody is quoted has none.

    A scene that rests on no record has those of the latest that its map shows.
    """
    pairs = [ledger.find(record_id) for record_id in scene.cited()]
    if pairs:
        return _groups([pair[1] for pair in pairs if pair], scene.view.date, ledger)
    shown = sorted(
        (row.record for row, _ in shown_rows(scene.view, ledger)), key=lambda record: record.start or date.min
    )
    quoted = (record for record in reversed(shown) if next(_entries(record, scene.view.date, ledger), None))
    return _groups(list(islice(quoted, _SHOWN)), scene.view.date, ledger)


def _groups(records: Sequence[Record | Statistic], day: date | None, ledger: Ledger) -> list[Group]:
    found: dict[str, dict[str, dict[str, list[Said]]]] = {}
    for record in records:
        title = record.about if isinstance(record, Statistic) else record.title
        for said in _entries(record, day, ledger):
            found.setdefault(title, {}).setdefault(said.what, {}).setdefault(said.party, []).append(said)
    return [Group(title, tuple(rows.items())) for title, rows in found.items()]


def columns_of(groups: Sequence[Group]) -> list[str]:
    """Return the parties that have a column: both sides always, the others where they say something."""
    heard = {party for group in groups for _, cells in group.rows for party in cells}
    return [party for party in PARTIES if party in SIDES or party in heard]


def plain(scene: Scene, ledger: Ledger) -> dict[str, object]:
    """Return the tables as the presenter's script reads them (layers/browser/shared/types.d.ts)."""
    groups = who_says(scene, ledger)
    return _table(groups, _note(scene, groups))


def plain_of_record(record_id: str, ledger: Ledger) -> dict[str, object] | None:
    """Return the table of one record, of a section all that was said so far; None where nobody is quoted."""
    found = ledger.find(record_id)
    groups = _groups([found[1]], None, ledger) if found else []
    return _table(groups, "") if groups else None


def _table(groups: Sequence[Group], note: str) -> dict[str, object]:
    parties = columns_of(groups)
    return {
        "title": tr("Who says what on this"),
        "note": note,
        "columns": [tr("What"), *(PARTIES[party].side for party in parties)],
        "groups": [
            {
                "title": group.title,
                "rows": [
                    {
                        "what": what,
                        "cells": [[[one.words, one.by] for one in cells.get(party, [])] for party in parties],
                    }
                    for what, cells in group.rows
                ],
            }
            for group in groups
        ],
    }


def _note(scene: Scene, groups: Sequence[Group]) -> str:
    if not groups:
        return tr("On this scene’s records nobody is quoted.")
    return (
        ""
        if scene.cited()
        else tr(
            "No record was chosen for this scene. These are the latest that its map shows and on which somebody is quoted."
        )
    )


def _entries(record: Record | Statistic, day: date | None, ledger: Ledger) -> Iterator[Said]:
    def by(claimant: str, when: str, sources: Sequence[str | None]) -> str:
        named = dict.fromkeys(ledger.sources[name].publisher for name in sources if name)
        return " · ".join((claimant, when, *(name for name in named if name != claimant)))

    if isinstance(record, Statistic):
        if record.derived:
            # Arithmetic of the atlas is nobody's word.
            return
        words = by(record.claimant, say_as_of(record.as_of, short=True), record.sources)
        yield Said(sentence_case(tr(record.measure)), record.party, say_statistic(record), words)
        return
    if isinstance(record, Incident):
        for row in record.fired_by or ():
            words = by(row.claimant, say_as_of(row.as_of, short=True), [row.source])
            yield Said(tr("Who acted"), row.party, sentence_case(row.did), words)
        for claim in sorted(
            latest_claims(record), key=lambda one: (list(ABOUT).index(one.about), COUNTED.index(one.measure))
        ):
            what = tr("{whose}: {counted}", whose=sentence_case(ABOUT[claim.about]), counted=say_counted(claim.measure))
            words = by(claim.claimant, say_as_of(claim.as_of, short=True), [claim.source])
            yield Said(what, claim.party, say_claimed(claim), words)
    if isinstance(record, Section):
        # On a day what counts of each party, else all that each has stated, in order.
        stated = ((row.by, row) for row in record.history if row.basis == "stated")
        held = statuses_on(record, day).items() if day else stated
        for party, step in held:
            words = by(step.claimant, say_short(step.start, step.precision), step.sources)
            yield Said(tr("Status"), party, STATUS_TITLES[step.status], words)
    for one in getattr(record, "statements", ()):
        words = by(one.claimant, say_as_of(one.as_of, short=True), [one.source])
        yield Said(tr("In words"), one.party, one.text, words)
