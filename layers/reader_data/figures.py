"""What the charts of a reader's own set show, each with the same in words. Rows are counted; figures of deaths are never added up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from geodata.dates import Precision, say
from geodata.intervals import ALWAYS, NUMPY_UNITS, counted_in
from geodata.store import PointSet
from geodata.translation import mark, tr, tr_in, tr_n
from layers.reader_data.card import figure_named, say_figure
from layers.reader_data.points import COLOURS, VAGUE
from layers.reader_data.rows import say_rows
from layers.words.figures import MOST_DAYS, MOST_MONTHS, Figure

#: What rows are counted by → the title of the chart, and what to know of it.
_COUNTED: dict[Precision, tuple[str, str]] = {
    "day": (
        mark("Rows per day"),
        mark("By their first day. Rows are counted; what they state is not added up."),
    ),
    "month": (
        mark("Rows per month"),
        mark("By the month of their first day. Rows are counted; what they state is not added up."),
    ),
    "year": (
        mark("Rows per year"),
        mark("By the year of their first day. Rows are counted; what they state is not added up."),
    ),
}

#: The same of the range of single figures: title, what a bar is, what it is where rows have estimates.
_RANGES: dict[Precision, tuple[str, str, str]] = {
    "day": (
        mark("{figure}: the range of single rows, per day"),
        mark("A bar runs from the lowest to the highest figure that a single row of the day states."),
        mark(
            "A bar runs from the lowest to the highest figure that a single row of the day states, its estimates included."
        ),
    ),
    "month": (
        mark("{figure}: the range of single rows, per month"),
        mark("A bar runs from the lowest to the highest figure that a single row of the month states."),
        mark(
            "A bar runs from the lowest to the highest figure that a single row of the month states, its estimates included."
        ),
    ),
    "year": (
        mark("{figure}: the range of single rows, per year"),
        mark("A bar runs from the lowest to the highest figure that a single row of the year states."),
        mark(
            "A bar runs from the lowest to the highest figure that a single row of the year states, its estimates included."
        ),
    ),
}

#: What is said of rows that are in none.
_APART: dict[Precision, str] = {
    "day": mark("Known only to a span longer than a day, and counted on none: {rows}."),
    "month": mark("Known only to a span longer than a month, and counted in none: {rows}."),
    "year": mark("Known only to a span longer than a year, and counted in none: {rows}."),
}

#: What kinds without a colour of their own go by, on the map and here.
OTHERS = mark("others")


class _Days(NamedTuple):
    """When rows hold, ascending in `start`: columns of a set."""

    start: np.ndarray
    end: np.ndarray
    vague: np.ndarray


def unit(points: PointSet) -> Precision:
    """Return "day", "month" or "year", whichever parts the set's dated rows into bars that can be seen; one month would be one block."""
    return _unit(_Days(points.day_start, points.day_end, points.vague))


def _unit(days: _Days) -> Precision:
    known = days.start != ALWAYS
    dated = days.start[known]
    if not len(dated):
        return "month"
    ends = dated[[0, -1]]
    vague = days.vague & known & (days.end - days.start > 1)
    if int(np.ptp(ends)) < MOST_DAYS and not vague.any():
        return "day"
    return "month" if np.ptp(counted_in(ends, ends, False, "month").astype(int)) < MOST_MONTHS else "year"


def kinds(points: PointSet) -> tuple[str, ...]:
    """Return the names of the colours in their order, as far as the set has them."""
    return _kinds(points.coded[points.category].words if points.category else None)


def _kinds(words: Sequence[str] | None) -> tuple[str, ...]:
    if words is None:
        return (tr_in("a kind of mark", "rows"),)
    return (*(word or tr("not stated") for word in words[:COLOURS]), *[tr(OTHERS)] * (len(words) > COLOURS))


def over_time(points: PointSet, each: Precision) -> Figure:
    """Count rows by kind and by the day, month or year on which they begin; what is vague over more days than such a one has stands apart.

    Parameters
    ----------
    points : PointSet
        The rows to count.
    each : {"day", "month", "year"}
    """
    codes = points.coded[points.category].codes if points.category else None
    return _over_time(_Days(points.day_start, points.day_end, points.vague), codes, kinds(points), each)


def drawn_over_time(header: Mapping[str, Any], columns: Mapping[str, np.ndarray], shown: np.ndarray) -> Figure:
    """Count those rows of a set in its binary form (`points.unpack`) that are shown, as `over_time` does of a loaded one."""
    days = _Days(columns["start"][shown], columns["end"][shown], (columns["look"][shown] & VAGUE) != 0)
    words, colour = (header["words"] if header["category"] else None), columns["colour"][shown].astype(np.int64)
    codes = np.where(colour < COLOURS, (colour - header["hue"]) % COLOURS, COLOURS)
    return _over_time(days, None if words is None else codes, _kinds(words), _unit(days))


def _over_time(days: _Days, kind: np.ndarray | None, names: Sequence[str], each: Precision) -> Figure:
    placed, periods, apart = _placed(days, each)
    codes = np.zeros(len(placed), np.int64) if kind is None else np.minimum(kind[placed], COLOURS).astype(np.int64)
    cells, numbers = np.unique(periods * (COLOURS + 1) + codes, return_counts=True)
    rows = tuple(
        {**_period(int(cell) // (COLOURS + 1), each), "kind": names[int(cell) % (COLOURS + 1)], "rows": int(number)}
        for cell, number in zip(cells, numbers, strict=True)
    )
    told: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        told.setdefault(str(row["label"]), []).append(row)
    words = [_counted(label, parts, kind is not None) for label, parts in told.items()]
    words += _in_none(days, apart, each)
    title, note = _COUNTED[each]
    return Figure(tr(title), tr(note), rows, tuple(words) or (tr("No row."),), each)


#: The same of rows of which only their number by period is known.
_IN_NONE: dict[Precision, str] = {
    "day": mark("Without a date, or known only to a span longer than a day, and counted on none: {rows}."),
    "month": mark("Without a date, or known only to a span longer than a month, and counted in none: {rows}."),
    "year": mark("Without a date, or known only to a span longer than a year, and counted in none: {rows}."),
}

#: Rows of each day, month or year, in ascending order, and how many are in none.
Counts = tuple[np.ndarray, np.ndarray, int]


def counted(ask: Callable[[Precision], Counts]) -> Figure:
    """Give the rows that begin on each day, month or year, whichever parts them into bars that can be seen, of a set that is only asked how many they are."""
    each: Precision = "month"
    periods, numbers, apart = ask(each)
    span = int(np.ptp(periods.astype(int))) if len(periods) else MOST_MONTHS
    if span >= MOST_MONTHS and len(periods):
        each = "year"
        periods, numbers, apart = ask(each)
    elif span <= MOST_DAYS // 28:
        by_day = ask("day")
        # What is known to the month alone stands on no day.
        if by_day[2] == apart and int(np.ptp(by_day[0].astype(int))) < MOST_DAYS:
            each, (periods, numbers, apart) = "day", by_day
    rows = tuple(
        {**_period(number, each), "kind": tr_in("a kind of mark", "rows"), "rows": n}
        for number, n in zip(periods.astype(int).tolist(), numbers.tolist(), strict=True)
    )
    words = [_counted(str(row["label"]), [row], False) for row in rows]
    if apart:
        words.append(tr(_IN_NONE[each], rows=say_rows(apart)))
    title, note = _COUNTED[each]
    return Figure(tr(title), tr(note), rows, tuple(words) or (tr("No row."),), each)


def figures(points: PointSet, each: Precision) -> Figure | None:
    """Give the lowest and the highest figure that a single row of each day, month or year states; None for a set without figures."""
    if points.value is None:
        return None
    days = _Days(points.day_start, points.day_end, points.vague)
    placed, periods, apart = _placed(days, each)
    value = points.value[placed]
    ends = [column[placed] for column in (points.value_low, points.value_high) if column is not None]
    low, high = np.fmin.reduce([value, *ends]), np.fmax.reduce([value, *ends])
    rows, words = [], []
    for period, part in _runs(periods):
        stated = np.isfinite(low[part])
        without = int((~stated).sum())
        place = _period(period, each)
        if not stated.any():
            words.append(
                tr_n("{when}: no figure in {n} row.", "{when}: no figure in {n} rows.", without, when=place["label"])
            )
            continue
        said = _range(low[part], high[part])
        if ends and np.isfinite(value[part]).any():
            said = tr("best estimate {best}, low to high {range}", best=_range(value[part], value[part]), range=said)
        edges = {"low": float(np.nanmin(low[part])), "high": float(np.nanmax(high[part]))}
        rows.append({**place, **edges, "figure": said, "rows": len(stated)})
        values = {"when": place["label"], "figures": said, "rows": say_rows(len(stated))}
        words.append(
            tr("{when}: per row {figures} ({rows}, {without} without a figure).", without=f"{without:,}", **values)
            if without
            else tr("{when}: per row {figures} ({rows}).", **values)
        )
    words += _in_none(days, apart, each)
    meaning = points.meaning
    figure = figure_named(meaning)
    title, single, estimates = _RANGES[each]
    bar = tr(estimates if ends else single)
    return Figure(
        tr(title, figure=figure),
        " ".join([bar, tr("Nothing is added up."), meaning.value_note]),
        tuple(rows),
        tuple(words) or (tr("No row."),),
        each,
    )


def _range(low: np.ndarray, high: np.ndarray) -> str:
    least, most = float(np.nanmin(low)), float(np.nanmax(high))
    return say_figure(least) if least == most else tr("{low} to {high}", low=say_figure(least), high=say_figure(most))


def _placed(days: _Days, each: Precision) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the numbers of the rows that are counted in a period, in their order, its number since 1970 for each, and how many stand apart."""
    counted = counted_in(days.start, days.end, days.vague, each)
    placed = np.flatnonzero(~np.isnat(counted))
    return placed, counted[placed].astype(np.int64), int((days.start != ALWAYS).sum()) - len(placed)


def _period(number: int, each: Precision) -> dict[str, object]:
    first = np.datetime64(number, NUMPY_UNITS[each]).astype("datetime64[D]").item()
    return {"first": first.isoformat(), "label": say(first, each)}


def _runs(periods: np.ndarray) -> Iterator[tuple[int, slice]]:
    """Yield (period, its stretch) of ascending periods."""
    edges = np.flatnonzero(np.diff(periods)) + 1
    for first, after in pairwise([0, *edges.tolist(), len(periods)] if len(periods) else []):
        yield int(periods[first]), slice(first, after)


def _counted(period: str, parts: list[dict[str, Any]], by_kind: bool) -> str:
    kinds = ", ".join(f"{part['kind']} {part['rows']:,}" for part in parts)
    return f"{period}: {say_rows(sum(part['rows'] for part in parts))}{f' ({kinds})' if by_kind else ''}."


def _in_none(days: _Days, apart: int, each: Precision) -> Iterator[str]:
    """Say which rows are in no period."""
    if apart:
        yield tr(_APART[each], rows=say_rows(apart))
    undated = int((days.start == ALWAYS).sum())
    if undated:
        yield tr("Without a date: {rows}.", rows=say_rows(undated))
