"""What changed in a reader's own set between two dates, said apart from the ledger's changes: sets are never added up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from geodata.dates import say
from geodata.intervals import day_number, first_days, from_day_number, last_days, say_end
from geodata.store import PointSet
from geodata.translation import tr, tr_in, tr_n
from layers.kit.text import listing
from layers.kit.told import ChangeSet
from layers.reader_data.card import IN_FILE, name_of, titles, when_of
from layers.reader_data.origin import KeptAs, called
from layers.reader_data.points import drawable

#: So many categories are counted by name.
NAMED = 6


@dataclass(frozen=True)
class OwnChanges:
    """The rows of a set that appeared, began or ended after the earlier date and up to the later one.

    Attributes
    ----------
    title : str
    points : PointSet
        The set's rows on the map.
    first, last : datetime.date
        The earlier and the later date.
    rows : ndarray of int, shape (n,)
        Numbers of the rows in `points`, by day of the change; a row that begins and ends in between stands in it twice.
    ended : ndarray of bool, shape (n,)
        Whether the row ended on that day; otherwise it appeared or began.
    astride : int
        Events known only to a period that reaches over one of the two dates; they count by its first day.
    kept : KeptAs or None
        Whose the set is, where it is not of a file of the reader's own.
    """

    title: str
    points: PointSet
    first: date
    last: date
    rows: np.ndarray
    ended: np.ndarray
    astride: int
    kept: KeptAs | None = None


def change_set(
    points: PointSet,
    set_id: str,
    title: str,
    first: date,
    last: date,
    narrowed: bool = False,
    kept: KeptAs | None = None,
) -> ChangeSet:
    """Return what changed in a set between two dates; `narrowed` says that filters let only these rows through."""
    found = replace(own_changes(points, title, first, last), kept=kept)
    return ChangeSet(
        name(found),
        len(found.rows),
        lambda place: f"{set_id}:{found.rows[place]}",
        lambda place: line(found, place),
        lambda: table(found),
        " ".join([sentence(found), *[tr("Only rows that pass the set’s filters count.")] * narrowed]),
        kept.whose if kept else tr("From your own file, not part of the atlas’s ledger."),
    )


def own_changes(points: PointSet, title: str, first: date, last: date) -> OwnChanges:
    """Compare a set's two dates, by the rules of the map: what it cannot draw does not count."""
    _, kept = drawable(points)
    start, end = points.day_start[kept], points.day_end[kept]
    low, high = day_number(first), day_number(last)
    began = kept[(low < start) & (start <= high)]
    gone = kept[(low < end) & (end <= high)] if points.time == "state" else kept[:0]
    rows, ended = np.concatenate([began, gone]), np.repeat([False, True], [len(began), len(gone)])
    order = np.argsort(np.where(ended, points.day_end[rows], points.day_start[rows]), kind="stable")
    over = (
        points.vague[kept]
        & (((start <= low) & (low + 1 < end)) | ((start <= high) & (high + 1 < end)))
        & (points.time == "event")
    )
    return OwnChanges(title, points, first, last, rows[order], ended[order], int(over.sum()))


def name(found: OwnChanges) -> str:
    """Return how the set is named among the ledger's groups."""
    return called(found.title, found.kept)


def sentence(found: OwnChanges) -> str:
    """Say how many rows changed, and of which categories."""
    days = {"first": say(found.first), "last": say(found.last)}
    began, gone = int((~found.ended).sum()), int(found.ended.sum())
    if found.points.time == "event":
        some = tr_n("{n} row between {first} and {last}.", "{n} rows between {first} and {last}.", began, **days)
        words = some if began else tr("no row between {first} and {last}.", **days)
    else:
        days["ended"] = f"{gone:,}" if gone else tr_in("rows that ended", "none")
        some = tr_n(
            "{n} row began and {ended} ended between {first} and {last}.",
            "{n} rows began and {ended} ended between {first} and {last}.",
            began,
            **days,
        )
        words = some if began else tr("no row began and {ended} ended between {first} and {last}.", **days)
    if found.astride:
        words += " " + tr_n(
            "{n} row is dated only to a period that reaches over one of the dates; it counts by its first day.",
            "{n} rows are dated only to a period that reaches over one of the dates; each counts by its first day.",
            found.astride,
        )
    return f"{name(found)}: {words}{_kinds(found)}"


def _kinds(found: OwnChanges) -> str:
    column = found.points.coded.get(found.points.category)
    if column is None or len(column.words) < 2 or not len(found.rows):
        return ""
    numbers = np.bincount(column.codes[np.unique(found.rows)], minlength=len(column.words))
    order = [code for code in np.argsort(-numbers, kind="stable").tolist() if numbers[code]]
    unnamed = tr("not stated")
    told = [f"{numbers[code]:,} {column.words[code] or unnamed}" for code in order[:NAMED]]
    others = int(numbers[order[NAMED:]].sum())
    told += [tr_n("{n} other", "{n} others", others)] * bool(others)
    return " " + tr("By {column}: {kinds}.", column=found.points.category, kinds=listing(told))


def line(found: OwnChanges, place: int) -> str:
    """Return one of the changes in words, with its date; `place` counts in `rows`."""
    row = int(found.rows[place])
    named = name_of(found.points, row)
    if found.points.time == "event":
        return f"{when_of(found.points, row).rstrip('.')}: {named}"
    if found.ended[place]:
        last = say_end(from_day_number(int(found.points.day_end[row])))
        return tr("{row}: ended, {last_day}", row=named, last_day=last)
    return tr("{row}: began, {day}", row=named, day=say(from_day_number(int(found.points.day_start[row]))))


def table(found: OwnChanges) -> pd.DataFrame:
    """Return the changes in the columns of the ledger's table, so that one file holds both; `group` keeps them apart."""
    points, rows, ended = found.points, found.rows, found.ended
    days = _iso(first_days(np.where(ended, points.day_end[rows], points.day_start[rows])))
    what = np.where(ended, "ended", "began" if points.time == "state" else "appeared")
    # Looked up once: there may be hundreds of thousands of rows.
    within, row, source = (
        tr("some time within {first} to {last}"),
        tr(IN_FILE[points.meaning.unit]),
        (tr("kept set {name}, {row}", name=found.kept.name, row="{row}") if found.kept else tr("your own file, {row}")),
    )
    vague = points.vague[rows] & (points.time == "event")
    spans = zip(days, _iso(last_days(points.day_end[rows])), vague, strict=True)
    return pd.DataFrame(
        {
            "group": name(found),
            "day": days,
            "what": what,
            "before": "",
            "after": "",
            "id": "",
            "title": titles(points, rows, unnamed=False),
            "change": [within.format(first=first, last=last) if some else "" for first, last, some in spans],
            "source_ids": [source.format(row=row.format(number=line)) for line in points.line[rows].tolist()],
        }
    )


def _iso(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[D]").astype(str).astype(object)
