"""The card of a row of a reader's own set: what it is, when and where, its figure as the dataset means it, the row itself."""

from __future__ import annotations

import numpy as np

from geodata.intervals import ALWAYS, FOREVER, say_days
from geodata.store import PointSet
from layers.kit.told import Card, Table


def card(points: PointSet, row: int, set_title: str) -> Card:
    """Return the card of a row."""
    coded = [
        (name, column[row])
        for name, column in points.coded.items()
        if column[row] and name not in (points.label, points.category)
    ]
    texts = points.rows[row] if points.rows else {}
    dataset = points.dataset if points.dataset != set_title else ""
    tables = {"Coded as": coded, "The row as the file has it": [(name, text) for name, text in texts.items() if text]}
    return Card(
        id="",
        kicker=" · ".join(part for part in (set_title, dataset, f"line {int(points.line[row])}") if part),
        title=name_of(points, row),
        summary=when_of(points, row),
        figure=_figure(points, row),
        figure_note=points.meaning.value_note if points.value is not None else "",
        uncertain=tuple(_uncertain(points, row)),
        tables=tuple(
            Table(title, (), tuple((pair, "", "") for pair in pairs)) for title, pairs in tables.items() if pairs
        ),
        whose="Your own file, not part of the atlas’s ledger and not checked by it. It stays in your session. "
        + points.meaning.licence,
    )


def name_of(points: PointSet, row: int) -> str:
    """Return what a row is called: its category and its label, else its line in the file."""
    columns = [points.coded[name][row] for name in (points.category, points.label) if name]
    return " · ".join(part for part in columns if part) or f"Row {int(points.line[row])}"


def when_of(points: PointSet, row: int) -> str:
    """Say when a row happened or held, as a sentence."""
    start, end = int(points.day_start[row]), int(points.day_end[row])
    words = say_days(start, end, bool(points.vague[row]))
    if start > ALWAYS and end < FOREVER:
        return f"Some time within {words}." if points.vague[row] else f"{words}."
    missing = ", no end stated" * (start > ALWAYS) + ", no start stated" * (end < FOREVER)
    return f"{words[:1].upper()}{words[1:]}{missing}."


def say_number(value: float) -> str:
    """Write a figure with its thousands parted, and two decimals where it is no whole number."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def _figure(points: PointSet, row: int) -> str:
    if points.value is None:
        return ""
    name = (points.meaning.value or "figure").capitalize()
    value = points.value[row]
    words = "not stated" if np.isnan(value) else say_number(value)
    if value == 0 and points.meaning.zero:
        words = f"0 ({points.meaning.zero})"
    ends = [
        (said, column[row])
        for said, column in (("low", points.value_low), ("high", points.value_high))
        if column is not None
    ]
    if ends:
        return f"{name}: {', '.join([f'best {words}', *(f'{said} ' + ('not stated' if np.isnan(end) else say_number(end)) for said, end in ends)])}"
    return f"{name}: {words}"


def _uncertain(points: PointSet, row: int) -> list[str]:
    words = []
    if points.vague[row]:
        words.append(f"The day is not known exactly. {points.meaning.date_note}".strip())
    if points.precision_m[row] > 0:
        words.append(
            f"The place is known only roughly: the circle has a radius of {say_number(points.precision_m[row] / 1000)} km. {points.meaning.place_note}".strip()
        )
    return words


def words(points: PointSet, name: str, rows: np.ndarray) -> np.ndarray:
    """Return the texts of a coded column for some rows."""
    coded = points.coded[name]
    found: np.ndarray = np.array(coded.words or ("",), dtype=object)[coded.codes[rows]]
    return found


def titles(points: PointSet, rows: np.ndarray, unnamed: str = "Row ") -> np.ndarray:
    """Return what rows are called, as `name_of` does; those of a set without names by `unnamed` and their line, or not at all."""
    parts = [words(points, name, rows) for name in dict.fromkeys((points.category, points.label)) if name]
    if not parts:
        return np.array([f"{unnamed}{line}" if unnamed else "" for line in points.line[rows].tolist()], dtype=object)
    found = parts[0]
    for more in parts[1:]:
        found = found + np.where((found == "") | (more == ""), "", " · ") + more
    return found
