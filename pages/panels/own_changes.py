"""What changed in the reader's own sets, beside the change ledger: a sentence each, the first rows as links, and their part of the files."""

from __future__ import annotations

import pandas as pd

from layers.kit.text import escape
from layers.reader_data import changes as own_changes
from layers.reader_data.changes import OwnChanges
from layers.words import changes
from pages.reader_data import sets
from pages.visit import record_links, session

LIST_LENGTH = 10

#: Each set shown, with what changed in it.
Found = list[tuple[sets.Own, OwnChanges]]


def found() -> Found:
    """Return what changed in each set shown; nothing where both dates are one."""
    first, last = changes.earlier_later(session.view())
    return (
        [(one, own_changes.own_changes(one.shown, one.title, first, last)) for one in sets.shown()]
        if first < last
        else []
    )


def sentences(mine: Found) -> str:
    """Return a paragraph for each set as HTML."""
    return "".join(
        f'<p class="ba-text">{escape(own_changes.sentence(change))}{_narrowed(one)}</p>' for one, change in mine
    )


def _narrowed(one: sets.Own) -> str:
    return " Only rows that pass the set’s filters count." if one.chosen else ""


def groups() -> str:
    """Return the first rows of each set as HTML; each is a link that selects its row on both maps."""
    parts, selected = [], session.view().select
    for one, change in found():
        if not len(change.rows):
            continue
        parts.append(f'<h3 class="ba-h">{escape(own_changes.name(change))} ({len(change.rows):,})</h3>')
        for place in range(min(LIST_LENGTH, len(change.rows))):
            row_id, words = f"{one.id}:{change.rows[place]}", escape(own_changes.line(change, place))
            parts.append(
                f'<p class="ba-text ba-topic">{record_links.record_link(row_id, f"<b>{words}</b>" if row_id == selected else words)}</p>'
            )
        if len(change.rows) > LIST_LENGTH:
            parts.append(f'<p class="ba-muted">The first {LIST_LENGTH} by day; the files have the others.</p>')
    return "".join(parts)


def tables(mine: Found) -> list[pd.DataFrame]:
    """Return each set's part of the table of changes."""
    return [own_changes.table(change) for _, change in mine]


def texts(mine: Found) -> list[str]:
    """Return each set's part of the text of changes."""
    return [own_changes.text(change) + _narrowed(one) for one, change in mine]
