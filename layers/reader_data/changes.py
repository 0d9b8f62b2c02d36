"""What changed in a reader's own set between two dates, said apart from the ledger's changes: sets are never added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from geodata.dates import say
from geodata.intervals import day_number, first_days, from_day_number, last_days, say_end
from geodata.store import PointSet
from layers.kit.text import listing
from layers.kit.told import ChangeSet
from layers.reader_data.card import name_of, titles, when_of
from layers.reader_data.points import drawable
from layers.reader_data.rows import say_rows

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
    """

    title: str
    points: PointSet
    first: date
    last: date
    rows: np.ndarray
    ended: np.ndarray
    astride: int


def change_set(points: PointSet, set_id: str, title: str, first: date, last: date, narrowed: bool = False) -> ChangeSet:
    """Return what changed in a set between two dates; `narrowed` says that filters let only these rows through."""
    found = own_changes(points, title, first, last)
    return ChangeSet(
        name(found),
        len(found.rows),
        lambda place: f"{set_id}:{found.rows[place]}",
        lambda place: line(found, place),
        lambda: table(found),
        sentence(found) + " Only rows that pass the set’s filters count." * narrowed,
        "From your own file, not part of the atlas’s ledger.",
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
    return f"{found.title} (your own data)"


def sentence(found: OwnChanges) -> str:
    """Say how many rows changed, and of which categories."""
    span = f"between {say(found.first)} and {say(found.last)}"
    began, gone = int((~found.ended).sum()), int(found.ended.sum())
    if found.points.time == "state":
        words = f"{say_rows(began)} began and {gone or 'none':{',' if gone else ''}} ended {span}."
    else:
        words = f"{say_rows(began)} {span}."
    if found.astride:
        known = f"{say_rows(found.astride)} {'is' if found.astride == 1 else 'are'} dated only to a period that reaches over one of the dates"
        words += f" {known[:1].upper()}{known[1:]}; {'it' if found.astride == 1 else 'each'} counts by its first day."
    return f"{name(found)}: {words}{_kinds(found)}"


def _kinds(found: OwnChanges) -> str:
    column = found.points.coded.get(found.points.category)
    if column is None or len(column.words) < 2 or not len(found.rows):
        return ""
    numbers = np.bincount(column.codes[np.unique(found.rows)], minlength=len(column.words))
    order = [code for code in np.argsort(-numbers, kind="stable").tolist() if numbers[code]]
    told = [f"{numbers[code]:,} {column.words[code] or 'not stated'}" for code in order[:NAMED]]
    others = int(numbers[order[NAMED:]].sum())
    return f" By {found.points.category}: {listing([*told, f'{others:,} others'] if others else told)}."


def line(found: OwnChanges, place: int) -> str:
    """Return one of the changes in words, with its date; `place` counts in `rows`."""
    row = int(found.rows[place])
    named = name_of(found.points, row)
    if found.points.time == "event":
        return f"{when_of(found.points, row).rstrip('.')}: {named}"
    if found.ended[place]:
        return f"{named}: ended, {say_end(from_day_number(int(found.points.day_end[row])))}"
    return f"{named}: began, {say(from_day_number(int(found.points.day_start[row])))}"


def table(found: OwnChanges) -> pd.DataFrame:
    """Return the changes in the columns of the ledger's table, so that one file holds both; `group` keeps them apart."""
    points, rows, ended = found.points, found.rows, found.ended
    days = _iso(first_days(np.where(ended, points.day_end[rows], points.day_start[rows])))
    title = titles(points, rows, "")
    what = np.where(ended, "ended", "began" if points.time == "state" else "appeared")
    vague = points.vague[rows]
    change = (
        np.where(vague, "some time within " + days + " to " + _iso(last_days(points.day_end[rows])), "")
        if points.time == "event"
        else ""
    )
    source = "your own file, line " + pd.Series(points.line[rows]).astype(str)
    return pd.DataFrame(
        {
            "group": name(found),
            "day": days,
            "what": what,
            "before": "",
            "after": "",
            "id": "",
            "title": title,
            "change": change,
            "source_ids": source,
        }
    )


def _iso(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[D]").astype(str).astype(object)
