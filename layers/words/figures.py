"""What the charts show, as plain rows, each with its text alternative. Claims stay claims: nothing is added up across claimants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geodata import atlas
from geodata.claims import read_as_of, say_as_of, say_statistic, say_voice
from geodata.dates import Precision, say, span
from geodata.events import Transfer
from geodata.intervals import last_day
from geodata.ledger import Ledger
from geodata.parties import PARTIES, SIDES
from geodata.records import Record, Statistic
from geodata.translation import SaidTable, mark, tr, tr_n
from layers.kit.layer import Layer, all_layers
from layers.kit.text import listing, sentences
from layers.view.facets import shown_rows
from layers.view.filters import Row, fold
from layers.view.state import ViewState

#: What the charts that compare figures are called, on Explore and in a scene.
TITLES = SaidTable(
    {
        "deaths": mark("Deaths by side, as claimed by each party"),
        "displaced": mark("People displaced or evacuated, as claimed over time"),
        "damage": mark("Houses and other buildings destroyed or damaged, as claimed over time"),
        "agreed": mark("Kilometres agreed or described, by claimant"),
        "pairs": mark("Equipment and aid, by supplier and recipient"),
        "supply": mark("Who supplied what, by year"),
        "fence": mark("Fence built against plan"),
    }
)


#: Days of which each has a bar of its own; more are counted by the month, since the bars would have no width.
MOST_DAYS = 62
#: Above this many months a chart that nobody can point at counts years.
MOST_MONTHS = 120

#: What events are counted by → the title of the chart, what to know of it, and what a click does.
_OVER_TIME: dict[Precision, tuple[str, str, str]] = {
    "day": (
        mark("{layer} per day"),
        mark("By the day on which they began, as far as recorded. A conflict and the {what} inside it each count."),
        mark("Click a bar to look at that day."),
    ),
    "month": (
        mark("{layer} per month"),
        mark("By the month in which they began, as far as recorded. A conflict and the {what} inside it each count."),
        mark("Click a bar to look at that month."),
    ),
    "year": (
        mark("{layer} per year"),
        mark("By the year in which they began, as far as recorded. A conflict and the {what} inside it each count."),
        "",
    ),
}


@dataclass(frozen=True)
class Figure:
    """A chart's rows, its title, what to know of it, the same in words, whether rows are of days, months or years, and how Explore draws it."""

    title: str
    note: str
    rows: tuple[dict[str, Any], ...]
    words: tuple[str, ...]
    each: Precision = "month"
    drawn: str = ""


def _rows(view: ViewState, ledger: Ledger, layers: Sequence[Layer[Record]]) -> list[Row]:
    """Return the records of layers under the view's filters, whether they are switched on or not."""
    shown = shown_rows(view.with_(layers=tuple(layer.id for layer in layers)), ledger)
    return [row for row, _ in shown]


def rows_about(field: str, view: ViewState, ledger: Ledger) -> list[Row]:
    """Return the records of the layers of which a filter field speaks, under the view's filters."""
    return _rows(view, ledger, [layer for layer in all_layers() if field in layer.fields])


def over_time(view: ViewState, ledger: Ledger, still: bool = False) -> list[Figure]:
    """Count, layer by layer, what stands as bars on the slider by the month in which it began, or by the day where all of it lies so near.

    A `still` chart, at which nobody points, counts years where the months would be more than `MOST_MONTHS`.
    """
    return [_over_time(layer, view, ledger, still) for layer in all_layers() if layer.row == "bars"]


def _over_time(layer: Layer[Record], view: ViewState, ledger: Ledger, still: bool) -> Figure:
    """Count events by the day, month or year on which they began; those known less well stand apart."""
    records = [row.record for row in _rows(view, ledger, [layer]) if layer.counts(row.record)]
    known = [(one.start, one.start_precision, one) for one in records if one.start]
    days = [day for day, precision, _ in known if precision != "year"]
    apart = [f"{one.title} ({day.year})" for day, precision, one in known if precision == "year"]
    near = bool(days) and (max(days) - min(days)).days < MOST_DAYS
    each: Precision = "day" if near and all(precision != "month" for _, precision, _ in known) else "month"
    if still and days and (max(days) - min(days)).days >= MOST_MONTHS * 30.4:
        each, days, apart = "year", [day for day, _, _ in known], []
    counted = sorted(Counter(span(day, each)[0] for day in days).items())
    rows = tuple(
        {"first": first.isoformat(), "label": say(first, each), "kind": layer.title, "rows": number}
        for first, number in counted
    )
    words = [f"{say(first, each)}: {layer.nouns.count(number)}." for first, number in counted]
    if apart:
        words.append(tr("Known only to the year, and not in a month: {events}.", events=listing(apart)))
    title, note, click = _OVER_TIME[each]
    return Figure(
        tr(title, layer=layer.title),
        tr(note, what=layer.nouns.many),
        rows,
        tuple(words) or (tr("{none} in this view.", none=layer.none),),
        each,
        tr(click) if click else "",
    )


def _statistics(view: ViewState, ledger: Ledger, *measures: str) -> list[Statistic]:
    """Return the statistics up to the view's date under the filters that a statistic has: party, confidence, words."""
    found = []
    for row in ledger.statistics.values():
        passes = (
            row.measure in measures
            and row.as_of
            and row.as_of <= view.date.isoformat()
            and (not view.party or row.party in view.party)
            and (not view.confidence or row.confidence in view.confidence)
            and (not view.q or all(word in fold(f"{row.about} {row.claimant}") for word in fold(view.q).split()))
        )
        if passes and (row.low is not None or row.high is not None):
            found.append(row)
    return sorted(found, key=lambda row: row.as_of)


def _day(as_of: str) -> str:
    """Return the last day a partial date may mean: a figure “as of 2022” holds for the year's end."""
    return last_day(span(*read_as_of(as_of))[1]).isoformat()


def _said(row: Statistic) -> dict[str, str]:
    return {"day": say_as_of(row.as_of), "figure": say_statistic(row), "claimant": row.claimant}


def _agreed(row: Statistic) -> str:
    if not row.denominator:
        return tr("{day}: {figure} agreed or described, without a denominator, {claimant}.", **_said(row))
    whole = row.denominator.rstrip(".")
    return tr("{day}: {figure} agreed or described (of: {whole}), {claimant}.", **_said(row), whole=whole)


def _dot(row: Statistic, day: date) -> dict[str, object]:
    low, high = (row.high if row.low is None else row.low), (row.low if row.high is None else row.high)
    return {
        "id": row.id,
        "day": min(_day(row.as_of or day.isoformat()), day.isoformat()),
        "as of": say_as_of(row.as_of),
        "low": low,
        "high": high,
        "claimant": row.claimant,
        "party": say_voice(row, PARTIES[row.party].name),
        "token": row.party,
        "figure": say_statistic(row),
        "denominator": row.denominator or "",
    }


def agreed_length(view: ViewState, ledger: Ledger) -> Figure:
    """Give every figure of kilometres agreed, by claimant, with the lengths of the whole line they may be measured against."""
    agreed = _statistics(view, ledger, "agreed length")
    wholes = [row for row in _statistics(view, ledger, "total length") if row.confidence != "weak"]
    shares = _statistics(view, ledger, "agreed share")
    words = [_agreed(row) for row in (*agreed, *shares)]
    if wholes:
        lengths = "; ".join(f"{say_statistic(row)} ({row.claimant}, {say_as_of(row.as_of)})" for row in wholes)
        words.append(tr("The whole line, against which a share would be measured: {lengths}.", lengths=lengths))
    rows = tuple({**_dot(row, view.date), "what": "agreed"} for row in agreed) + tuple(
        {**_dot(row, view.date), "what": "whole line"} for row in wholes
    )
    return Figure(
        TITLES["agreed"],
        tr(
            "Lengths of the whole line, the denominators, are as their claimants give them. The figures are of the whole line: region and kind do not narrow them."
        ),
        rows,
        tuple(words) or (tr("No figure up to this date."),),
        drawn=tr(
            "Each dot is one statement; lines join statements of one party only. The dashes are lengths of the whole line. "
            "Dates known to the month or year stand at its end. Click a dot to keep its party."
        ),
    )


def fence(view: ViewState, ledger: Ledger) -> Figure:
    """Give the fence reported as built, and the plans it may be held against."""
    plan = atlas.current().fence_plan
    built, planned = _statistics(view, ledger, "fence built"), _statistics(view, ledger, "fence planned")
    words = [sentences(tr("{day}: {figure} built, {claimant}.", **_said(row)), row.denominator or "") for row in built]
    words += [tr("{day}: {figure} planned, {claimant}.", **_said(row)) for row in planned]
    rows = tuple({**_dot(row, view.date), "what": "built"} for row in built) + tuple(
        {**_dot(row, view.date), "what": "planned"} for row in planned
    )
    how = tr("Whether the fence follows the demarcation on the ground is not known.")
    return Figure(
        TITLES["fence"],
        sentences(_voices([*built, *planned]), how, plan.note if plan else ""),
        rows,
        tuple(words) or (tr("No figure up to this date."),),
        drawn=tr("A bar runs from the lowest to the highest figure."),
    )


def _voices(figures: Sequence[Statistic]) -> str:
    parties = {row.party for row in figures}
    if len(parties) == 1 and parties <= set(SIDES):
        return tr("Kilometres as reported; all figures are {party}.", party=PARTIES[parties.pop()].name)
    return tr("Kilometres as reported; each with its claimant.")


def transfers(view: ViewState, ledger: Ledger) -> Figure:
    """Count the transfers by supplier and recipient: records, not pieces or sums, which are stated in units of their own.

    What a state spends of its own is no supply and is left out.
    """
    pairs: Counter[tuple[str, str, str, str]] = Counter()
    named: dict[tuple[str, str], list[str]] = {}
    for row in rows_about("supplier", view, ledger):
        if isinstance(row.record, Transfer) and row.record.kind == "spending":
            continue
        for supplier, supplier_title in row.values["supplier"].items():
            for recipient, recipient_title in row.values["recipient"].items():
                pairs[supplier, supplier_title, recipient, recipient_title] += 1
                named.setdefault((supplier_title, recipient_title), []).append(row.record.title)
    rows = tuple(
        {
            "supplier": one[1],
            "supplier token": one[0],
            "recipient": one[3],
            "recipient token": one[2],
            "records": number,
        }
        for one, number in sorted(pairs.items())
    )
    words = [
        tr_n(
            "{supplier} to {recipient}: {n} record. {titles}.",
            "{supplier} to {recipient}: {n} records. {titles}.",
            len(titles),
            supplier=supplier,
            recipient=recipient,
            titles="; ".join(titles),
        )
        for (supplier, recipient), titles in sorted(named.items())
    ]
    return Figure(
        TITLES["pairs"],
        tr(
            "Records, not pieces or money: quantities and sums are stated in units that cannot be compared. A record that names two recipients counts for each. What a state spent of its own is left out."
        ),
        rows,
        tuple(words) or (tr("No transfer in this view."),),
        drawn=tr("Click a bar to keep that supplier and recipient."),
    )
