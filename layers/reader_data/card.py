"""The card of a row of a reader's own set: what it is, when and where, its figure as the dataset means it, the row itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.intervals import ALWAYS, FOREVER, say_days
from geodata.store import PointSet


@dataclass(frozen=True)
class OwnCard:
    """Everything such a card shows, as text.

    Attributes
    ----------
    kicker, title, when : str
    figure, figure_note : str
        The figure with its range, and what the dataset means by it; empty where there is none.
    uncertain : tuple of str
        What is not known exactly, and how it is drawn.
    actors : tuple of (name, words)
        Coded columns of the row that say something.
    row : tuple of (column, text)
        The row as the file has it, without empty cells.
    terms : str
    """

    kicker: str
    title: str
    when: str
    figure: str
    figure_note: str
    uncertain: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    row: tuple[tuple[str, str], ...]
    terms: str


def own_card(points: PointSet, row: int, set_title: str) -> OwnCard:
    """Return the card of a row."""
    facts = tuple(
        (name, column[row])
        for name, column in points.coded.items()
        if column[row] and name not in (points.label, points.category)
    )
    texts = points.rows[row] if points.rows else {}
    return OwnCard(
        kicker=" · ".join(
            part
            for part in (
                set_title,
                points.dataset if points.dataset != set_title else "",
                f"line {int(points.line[row])}",
            )
            if part
        ),
        title=name_of(points, row),
        when=when_of(points, row),
        figure=_figure(points, row),
        figure_note=points.meaning.value_note if points.value is not None else "",
        uncertain=tuple(_uncertain(points, row)),
        facts=facts,
        row=tuple((name, text) for name, text in texts.items() if text),
        terms=points.meaning.licence,
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
