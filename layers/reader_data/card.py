"""The card of a row of a reader's own set: what it is, when and where, its figure as the dataset means it, the row itself."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from geodata.dates import say
from geodata.intervals import ALWAYS, FOREVER, from_day_number, last_day, say_days
from geodata.store import Meaning, PointSet
from geodata.translation import mark, tr
from layers.kit.text import sentence_case
from layers.kit.told import Card, Table
from layers.reader_data.origin import KeptAs

#: What a file's rows are counted in → which of them a row is.
IN_FILE = {"line": mark("line {number}"), "row": mark("row {number}"), "feature": mark("feature {number}")}


def card(points: PointSet, row: int, set_title: str, kept: KeptAs | None = None) -> Card:
    """Return the card of a row; `kept` says whose it is, where it is not of a file of the reader's own."""
    coded = [
        (name, column[row])
        for name, column in points.coded.items()
        if column[row] and name not in (points.label, points.category)
    ]
    texts = points.rows[row] if points.rows else {}
    dataset = points.dataset if points.dataset != set_title else ""
    given = [(name, text) for name, text in texts.items() if text]
    line = tr(IN_FILE[points.meaning.unit], number=points.line[row])
    return Card(
        id="",
        kicker=" · ".join(part for part in (set_title, dataset, line) if part),
        title=name_of(points, row),
        summary=when_of(points, row),
        figure=_figure(points, row),
        figure_note=points.meaning.value_note if points.value is not None else "",
        uncertain=tuple(_uncertain(points, row)),
        tables=tuple(
            Table(title, (), tuple((pair, "", "") for pair in pairs))
            for title, pairs in ((tr("Coded as"), coded), (tr("The row as the file has it"), given))
            if pairs
        ),
        whose=(
            kept.whose
            if kept
            else tr("Your own file, not part of the atlas’s ledger and not checked by it. It stays in your session.")
        )
        + f" {points.meaning.licence}",
    )


def name_of(points: PointSet, row: int) -> str:
    """Return what a row is called: its category and its label, else its line in the file."""
    return str(titles(points, np.array([row]))[0])


def when_of(points: PointSet, row: int) -> str:
    """Say when a row happened or held, as a sentence."""
    start, end = int(points.day_start[row]), int(points.day_end[row])
    if start > ALWAYS and end < FOREVER:
        days = say_days(start, end, bool(points.vague[row]))
        return tr("Some time within {days}.", days=days) if points.vague[row] else f"{days}."
    if start > ALWAYS:
        day = say(from_day_number(start))
        return (
            tr("From {day} or later, no end stated.", day=day)
            if points.vague[row]
            else tr("From {day}, no end stated.", day=day)
        )
    if end < FOREVER:
        return tr("Until {day}, no start stated.", day=say(last_day(from_day_number(end))))
    return tr("No date.")


def say_number(value: float) -> str:
    """Write a measure with its thousands parted, and two decimals where it is no whole number."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def say_figure(value: float) -> str:
    """Write a figure as its file has it, with its thousands parted: in the fewest digits that tell a single float, in which figures are held, from its neighbours."""
    return f"{Decimal(np.format_float_positional(np.float32(value), trim='-')):,f}"


def figure_named(meaning: Meaning) -> str:
    """Return what a set's figure is called wherever it is said."""
    return sentence_case(meaning.value) or tr("Figure")


def _figure(points: PointSet, row: int) -> str:
    if points.value is None:
        return ""
    name = figure_named(points.meaning)
    value = points.value[row]
    words = f"0 ({points.meaning.zero})" if value == 0 and points.meaning.zero else _stated(value)
    ends = []
    if points.value_low is not None:
        ends.append(tr("low {figure}", figure=_stated(points.value_low[row])))
    if points.value_high is not None:
        ends.append(tr("high {figure}", figure=_stated(points.value_high[row])))
    if ends:
        words = ", ".join([tr("best {figure}", figure=words), *ends])
    return f"{name}: {words}"


def _stated(value: float) -> str:
    return tr("not stated") if np.isnan(value) else say_figure(value)


def _uncertain(points: PointSet, row: int) -> list[str]:
    words = []
    if points.vague[row]:
        words.append(" ".join([tr("The day is not known exactly."), points.meaning.date_note]).strip())
    if points.precision_m[row] > 0:
        metres = points.precision_m[row]
        roughly = (
            tr(
                "The place is known only roughly: the circle has a radius of {km} km.",
                km=say_number(metres / 1000),
            )
            if metres >= 1000
            else tr("The place is known to within {m} m, the radius of the circle.", m=say_number(metres))
        )
        words.append(f"{roughly} {points.meaning.place_note}".strip())
    return words


def words(points: PointSet, name: str, rows: np.ndarray) -> np.ndarray:
    """Return the texts of a coded column for some rows."""
    coded = points.coded[name]
    found: np.ndarray = np.array(coded.words or ("",), dtype=object)[coded.codes[rows]]
    return found


def titles(points: PointSet, rows: np.ndarray, unnamed: bool = True) -> np.ndarray:
    """Return what rows are called, on card, tip and table: category and label, else the line in the file, or nothing where `unnamed` is False."""
    found: np.ndarray = np.full(len(rows), "", object)
    for more in [words(points, name, rows) for name in dict.fromkeys((points.category, points.label)) if name]:
        found = found + np.where((found == "") | (more == ""), "", " · ") + more
    # Looked up once: there may be millions of rows.
    row, bare = tr("Row {line}") if unnamed else "", found == ""
    found[bare] = [row.format(line=line) for line in points.line[rows[bare]].tolist()]
    return found
