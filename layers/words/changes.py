"""What changed between two dates: what appeared, ended, changed status, opened or closed, as dated lines by group.

The ledger is told forward in time, from the earlier date to the later, whichever way they were asked for. Something belongs to it
if its day lies after the earlier date and up to the later one. What is known only to the month or year has the day on which the map
changes: the first on which it may have begun, the first on which it has ended for certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.records import Record
from geodata.translation import tr
from layers.kit.layer import Layer, in_order, layer_of
from layers.kit.text import sentences
from layers.kit.told import Change, ChangeSet
from layers.view.filters import rows
from layers.view.state import ViewState
from layers.words.headline import past_checked


def earlier_later(view: ViewState) -> tuple[date, date]:
    """Return the two dates of a comparison, the earlier first."""
    other = view.against or view.date
    return min(view.date, other), max(view.date, other)


def order(view: ViewState) -> str:
    """Return the sentence on a comparison whose left date is the later one; empty for any other."""
    first, last = earlier_later(view)
    if first == view.date:
        return ""
    return tr(
        "The left date is the later one. The changes are told forward in time, from {first} to {last}.",
        first=say(first),
        last=say(last),
    )


def changes(view: ViewState, ledger: Ledger) -> list[tuple[Layer[Record], list[Change[Record]]]]:
    """Return what changed between the view's two dates, by layer and then by day; layers, region and filters apply."""
    first, last = earlier_later(view)
    found: dict[str, list[Change[Record]]] = {}
    for row in rows(ledger):
        if row.layer in view.layers and not row.fails(view) and row.lies_in(view):
            found.setdefault(row.layer, []).extend(layer_of(row.layer).changes(row.record, first, last))
    return [
        (layer, sorted(lines, key=lambda change: (change.day, change.record.id)))
        for layer in in_order("changes")
        if (lines := found.get(layer.id))
    ]


def change_sets(view: ViewState, ledger: Ledger) -> list[ChangeSet]:
    """Return the change ledger layer by layer."""
    return [_change_set(layer.heading("changes"), lines) for layer, lines in changes(view, ledger)]


def _change_set(heading: str, lines: list[Change[Record]]) -> ChangeSet:
    return ChangeSet(
        heading,
        len(lines),
        lambda place: lines[place].record.id,
        lambda place: lines[place].text,
        lambda: pd.DataFrame(
            {
                "group": heading,
                "day": change.day.isoformat(),
                "what": change.what,
                "before": change.short[0],
                "after": change.short[1],
                "id": change.record.id,
                "title": change.record.title,
                "change": change.text,
                "source_ids": "; ".join(change.record.sources),
            }
            for change in lines
        ),
    )


def paragraph(view: ViewState, ledger: Ledger) -> str:
    """Say in one paragraph what changed between the view's two dates."""
    first, last = earlier_later(view)
    found = changes(view, ledger)
    if first == last:
        return tr("Both dates are {day}: choose another one to compare.", day=say(first))
    days = {"first": say(first), "last": say(last)}
    parts = [part for layer, lines in found for part in layer.say_changes(lines)]
    if not parts:
        return tr("Between {first} and {last}: no change is recorded in this view, which is not proof of none.", **days)
    told = tr("Between {first} and {last}: {changes}.", **days, changes="; ".join(parts))
    return sentences(told, past_checked(view, ledger))


#: So many lines of a set stand in the text; the table has all.
MOST_LINES = 1000


def text(view: ViewState, ledger: Ledger, link: str, own: Sequence[ChangeSet] = ()) -> str:
    """Return the whole change ledger as plain text, with the link that opens it; sets of the reader's own come after the ledger's."""
    told = [passage(found) for found in (*change_sets(view, ledger), *own)]
    foot = tr("Ledger revision {revision}.", revision=ledger.revision)
    return "\n\n".join([paragraph(view, ledger), *told, f"{foot} {link}"]) + "\n"


def passage(found: ChangeSet) -> str:
    """Return what changed in a set as plain text."""
    number = found.number
    head = [found.sentence, found.note] if found.sentence else [f"{found.heading} ({number})"]
    lines = [f"- {found.line(place)}" for place in range(min(number, MOST_LINES))]
    if number > MOST_LINES:
        lines.append(tr("… and {n} more, in the CSV file.", n=f"{number - MOST_LINES:,}"))
    return "\n".join([*head, *lines])


def table(found: Sequence[ChangeSet]) -> pd.DataFrame:
    """Return sets of changes as one table, `group` keeping them apart: a line for each, its day, the states before and after, its sources."""
    columns = ["group", "day", "what", "before", "after", "id", "title", "change", "source_ids"]
    return pd.concat([one.table() for one in found] or [pd.DataFrame(columns=columns)])[columns]
