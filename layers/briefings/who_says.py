"""Who says what on a scene's records: for each record a table with a column for each party, the sides first and in equal form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.atlas import FIRST_DAY
from geodata.claims import latest_claims, read_as_of, say_as_of, say_claimed, say_counted, say_statistic
from geodata.dates import say_short
from geodata.events import Incident
from geodata.fields import COUNTED
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.parties import ABOUT, PARTIES, SIDES
from geodata.records import Crossing, Record, Section, Statement, Statistic
from geodata.status import STATUS_TITLES, statuses_on
from geodata.translation import tr
from layers.briefings.briefing import Scene
from layers.kit.feature import Feature
from layers.kit.openings import STATE_TITLES, state_steps
from layers.kit.text import sentence_case
from layers.view.facets import shown_rows

#: Of records that nobody chose more than this on a wall is not read; so many of a layer leave room for the others.
_SHOWN, _OF_A_LAYER = 9, 3

#: So many sources are named where the sides are not both quoted.
_SOURCES = 6


@dataclass(frozen=True)
class Said:
    """One entry: what it is about, whose word it is, the words, and by whom, as of when, published where."""

    what: str
    party: str
    words: str
    by: str


@dataclass(frozen=True)
class Group:
    """A record's id, its title, its rows, each with what it is about and its entries by party, and the sources that stand where a side is not quoted."""

    id: str
    title: str
    rows: tuple[tuple[str, dict[str, list[Said]]], ...]
    sources: tuple[str, ...]


def who_says(scene: Scene, ledger: Ledger) -> list[Group]:
    """Return the groups of a scene, those of one title joined.

    A scene that rests on no record has those of what last began or changed on its map: of what is told in somebody's words, and of crossings.
    """
    day = scene.view.date
    pairs = [ledger.find(record_id) for record_id in scene.cited()]
    if pairs:
        return _groups([pair[1] for pair in pairs if pair], day, ledger)

    def last(record: Record, feature: Feature) -> int:
        begun = [step.start for step in feature.steps if step.start <= day_number(day)]
        return max(begun, default=day_number(record.start or FIRST_DAY))

    shown = sorted(
        (
            (last(row.record, feature), row)
            for row, feature in shown_rows(scene.view, ledger)
            if (feature.point or feature.geometry) and (_stands(row.record) or any(_entries(row.record, day, ledger)))
        ),
        key=lambda pair: -pair[0],
    )
    of_layer: Counter[str] = Counter()
    chosen = []
    for _, row in shown:
        of_layer[row.layer] += 1
        if of_layer[row.layer] <= _OF_A_LAYER:
            chosen.append(row.record)
    return _groups(chosen[:_SHOWN], day, ledger)


def _stands(record: Record | Statistic) -> bool:
    """Tell whether how it stands is what is asked of it, which its sources say and not the sides."""
    return isinstance(record, Crossing)


def _groups(records: Sequence[Record | Statistic], day: date | None, ledger: Ledger) -> list[Group]:
    titled: dict[str, list[Record | Statistic]] = {}
    for record in records:
        titled.setdefault(record.about if isinstance(record, Statistic) else record.title, []).append(record)
    found = []
    for title, of_title in titled.items():
        rows: dict[str, dict[str, list[Said]]] = {}
        for record in of_title:
            for said in _entries(record, day, ledger):
                rows.setdefault(said.what, {}).setdefault(said.party, []).append(said)
        # What both sides say together is a word of each.
        silent = [side for side in SIDES if not any({side, "joint"} & cells.keys() for cells in rows.values())]
        if silent and not rows:
            rows[tr("In words")] = {}
        told = silent or any(map(_stands, of_title))
        sources = _named([name for record in of_title for name in record.sources], ledger) if told else ()
        for side in silent:
            none = tr("No word of {speaker} is on record.", speaker=PARTIES[side].speaker)
            next(iter(rows.values()))[side] = [Said(next(iter(rows)), side, none, "")]
        found.append(Group(of_title[0].id, title, tuple(rows.items()), sources))
    return found


def _named(ids: Sequence[str], ledger: Ledger) -> tuple[str, ...]:
    """Name sources with what they are headed and their day, the latest first."""
    sources = sorted(
        (ledger.sources[name] for name in dict.fromkeys(ids)), key=lambda one: one.date or "", reverse=True
    )
    return tuple(
        ", ".join(
            filter(
                None, (one.publisher, tr("“{title}”", title=one.title), one.date and say_as_of(one.date, short=True))
            )
        )
        for one in sources[:_SOURCES]
    )


def columns_of(groups: Sequence[Group]) -> list[str]:
    """Return the parties that have a column: both sides always, the others where they say something."""
    heard = {party for group in groups for _, cells in group.rows for party in cells}
    return [party for party in PARTIES if party in SIDES or party in heard]


def plain(scene: Scene, ledger: Ledger) -> dict[str, object]:
    """Return the tables as the presenter's script reads them (layers/browser/shared/types.d.ts)."""
    groups = who_says(scene, ledger)
    return _table(groups, _note(scene, groups))


def plain_of_record(record_id: str, ledger: Ledger) -> dict[str, object] | None:
    """Return the table of one record, of a section all that was said so far; None where there is no such record."""
    found = ledger.find(record_id)
    return _table(_groups([found[1]], None, ledger), "") if found else None


def _table(groups: Sequence[Group], note: str) -> dict[str, object]:
    parties = columns_of(groups)
    return {
        "title": tr("Who says what on this"),
        "note": note,
        "columns": [tr("What"), *(PARTIES[party].side for party in parties)],
        "groups": [
            {
                "id": group.id,
                "title": group.title,
                "sources": group.sources,
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
        return tr("On what this scene shows nobody is quoted.")
    if scene.cited():
        return ""
    return tr(
        "No record was chosen for this scene. This is what changed last on its map; a click on a mark asks of that one."
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
    for one in sorted(getattr(record, "statements", ()), key=lambda one: one.as_of or "", reverse=True):
        words = by(one.claimant, say_as_of(one.as_of, short=True), [one.source])
        yield Said(_in_words(record, one), one.party, one.text, words)


def _in_words(record: Record, one: Statement) -> str:
    """Say what words are about: of a crossing how it stood when they were said, for they are no word on how it stands now."""
    if not (isinstance(record, Crossing) and one.as_of):
        return tr("In words")
    said = day_number(read_as_of(one.as_of)[0])
    state = [step for step in state_steps(record) if step.start <= said][-1].state
    return tr("In words, when it was: {state}", state=STATE_TITLES[state].lower())
