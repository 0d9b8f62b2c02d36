"""What changed between two dates: what appeared, ended, changed status, opened or closed, as dated lines by group.

The ledger is told forward in time, from the earlier date to the later, whichever way they were asked for. Something belongs to it
if its day lies after the earlier date and up to the later one. What is known only to the month or year has the day on which the map
changes: the first on which it may have begun, the first on which it has ended for certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pandas as pd

from geodata import status
from geodata.dates import say
from geodata.intervals import Interval, day_number, from_day_number, say_end, say_interval
from geodata.ledger import Ledger
from geodata.openings import STATE_TITLES, state_steps
from geodata.parties import PARTIES
from geodata.records import Base, Crossing, Record, Section
from geodata.regions import REGIONS
from geodata.status import STATUS_TITLES
from layers.kit.text import count, listing
from layers.view.filters import Row, rows
from layers.view.state import ViewState

#: Layer → heading of its changes, in the order in which they are told.
GROUPS = {
    "sections": "Status of sections",
    "crossings": "Crossings opened or closed",
    "bases": "Bases opened or closed",
    "clashes": "Clashes",
    "milestones": "Talks, treaties and other steps",
    "transfers": "Transfers",
    "exercises": "Exercises",
}


@dataclass(frozen=True)
class Change:
    """One line of the change ledger.

    Attributes
    ----------
    layer : str
        Key of `GROUPS`.
    day : date
        Day of the change; of several changes of one record the last.
    what : {"appeared", "ended", "changed"}
    short : tuple of (str, str)
        State before and after, for counting; empty strings for what just happened.
    text : str
        The change in words, with its date.
    record : Record
    """

    layer: str
    day: date
    what: str
    short: tuple[str, str]
    text: str
    record: Record


def earlier_later(view: ViewState) -> tuple[date, date]:
    """Return the two dates of a comparison, the earlier first."""
    other = view.against or view.date
    return min(view.date, other), max(view.date, other)


def changes(view: ViewState, ledger: Ledger) -> list[Change]:
    """Return what changed between the view's two dates, by group and then by day; layers, region and filters apply."""
    first, last = earlier_later(view)
    found = []
    for row in rows(ledger):
        if row.layer in view.layers and not row.fails(view) and _in_region(row, view):
            found += _OF_LAYER.get(row.layer, _happened)(row, first, last)
    order = list(GROUPS)
    return sorted(found, key=lambda change: (order.index(change.layer), change.day, change.record.id))


def _in_region(row: Row, view: ViewState) -> bool:
    return view.region is None or bool(REGIONS[view.region].districts.keys() & set(row.record.districts))


def _section(row: Row, first: date, last: date) -> Iterator[Change]:
    section: Section = row.record
    gone = Interval.state(section).end
    if section.end and _between(gone, first, last):
        told = f"{section.title}: ended, {say_end(section.end, section.end_precision)}."
        yield Change("sections", from_day_number(gone), "ended", ("", "ended"), told, section)
        return
    before, after = status.status_on(section, first), status.status_on(section, last)
    steps = [step for step in status.steps(section) if first < step.start <= last]
    if not steps or after is None:
        return
    named = "no status recorded" if before is None else STATUS_TITLES[before.status].lower()
    now = STATUS_TITLES[after.status].lower()
    way = _way([step for step in steps if step.status != "undelimited"])
    if not way:
        return
    text = (
        f"{section.title}: {now} at both dates; in between {way}."
        if named == now
        else f"{section.title}: {named} → {now}: {way}."
    )
    yield Change("sections", steps[-1].start, "changed", (named, now), text, section)


def _way(steps: list[status.Step]) -> str:
    """Tell steps in order, those that follow from the whole line in one breath."""
    stated = [
        f"{STATUS_TITLES[step.status].lower()} {say(step.start, step.precision)} ({_speakers(step.by)})"
        for step in steps
        if not step.inferred
    ]
    inferred = [step for step in steps if step.inferred]
    if not inferred:
        return "; ".join(stated)
    names = listing([STATUS_TITLES[step.status].lower() for step in inferred])
    first, last = inferred[0], inferred[-1]
    until = f" to {say(last.start, last.precision)}" if last.start != first.start else ""
    told = f"{names} inferred from steps of the whole line, {say(first.start, first.precision)}{until}"
    return "; ".join([*stated, told])


def _speakers(by: tuple[str, ...]) -> str:
    if by == ("joint",):
        return "both sides"
    return f"{'says' if len(by) == 1 else 'say'} {listing([PARTIES[party].speaker for party in by])}"


def _crossing(row: Row, first: date, last: date) -> Iterator[Change]:
    crossing: Crossing = row.record
    steps = state_steps(crossing)
    before = [step for step in steps if step.start <= day_number(first)][-1]
    between = [step for held, step in pairwise(steps) if step.state != held.state and _between(step.start, first, last)]
    if between:
        told = [
            f"{STATE_TITLES[step.state].lower()} from {step.said}{' (the day is not reported)' if step.inferred and step.state == 'open' else ''}"
            for step in between
        ]
        day = from_day_number(between[-1].start)
        yield Change(
            "crossings",
            day,
            "changed",
            (before.state, between[-1].state),
            f"{crossing.title}: {STATE_TITLES[before.state].lower()} → {', then '.join(told)}.",
            crossing,
        )


def _base(row: Row, first: date, last: date) -> Iterator[Change]:
    base: Base = row.record
    held = Interval.state(base)
    who = f"{base.title} ({base.operator})"
    if base.start and base.opened_is_known and _between(held.start, first, last):
        told = f"{who}: opened, {say(base.start, base.start_precision)}."
        yield Change("bases", from_day_number(held.start), "appeared", ("", "opened"), told, base)
    if base.end and _between(held.end, first, last):
        told = f"{who}: closed, {say_end(base.end, base.end_precision)}."
        yield Change("bases", from_day_number(held.end), "ended", ("", "closed"), told, base)


def _happened(row: Row, first: date, last: date) -> Iterator[Change]:
    record = row.record
    held = Interval.event(record)
    if held and _between(held.start, first, last):
        told = f"{say_interval(record)}: {record.title}."
        yield Change(row.layer, from_day_number(held.start), "appeared", ("", ""), told, record)


def _between(day: int, first: date, last: date) -> bool:
    return day_number(first) < day <= day_number(last)


_OF_LAYER = {"sections": _section, "crossings": _crossing, "bases": _base}


def paragraph(view: ViewState, ledger: Ledger) -> str:
    """Say in one paragraph what changed between the view's two dates."""
    first, last = earlier_later(view)
    found = changes(view, ledger)
    if first == last:
        return f"Both dates are {say(first)}: choose another one to compare."
    head = f"Between {say(first)} and {say(last)}: "
    by_layer = {layer: [change for change in found if change.layer == layer] for layer in GROUPS}
    parts = [
        *_say_sections(by_layer["sections"]),
        *_say_crossings(by_layer["crossings"]),
        *_say_bases(by_layer["bases"]),
    ]
    for layer, one, many in (
        ("clashes", "clash", "clashes"),
        ("milestones", "step of the border process", "steps of the border process"),
        ("transfers", "transfer", "transfers"),
        ("exercises", "exercise", "exercises"),
    ):
        if by_layer[layer]:
            parts.append(f"{count(len(by_layer[layer]), one, many)} recorded")
    if not parts:
        return f"{head}no change is recorded in this view, which is not proof of none."
    checked = ledger.meta.facts_checked_to
    late = f" Facts are checked to {say(checked)} only." if last > checked else ""
    return f"{head}{'; '.join(parts)}.{late}"


def _say_sections(found: list[Change]) -> list[str]:
    moved = Counter(change.short for change in found if change.what == "changed" and change.short[0] != change.short[1])
    ended = [change.record.title for change in found if change.what == "ended"]
    parts = []
    if moved:
        ways = listing([f"{number} from {old} to {new}" for (old, new), number in moved.most_common()])
        parts.append(f"{count(sum(moved.values()), 'section or area', 'sections and areas')} changed status ({ways})")
    if ended:
        parts.append(f"{listing(ended)} ended")
    return parts


def _say_crossings(found: list[Change]) -> list[str]:
    names: dict[str, list[str]] = {}
    for change in found:
        before, after = change.short
        words = (
            f"{STATE_TITLES[after].lower()} at both dates, with changes in between"
            if before == after
            else f"{STATE_TITLES[after].lower()} instead of {STATE_TITLES[before].lower()}"
        )
        names.setdefault(words, []).append(change.record.title.removesuffix(" crossing"))
    return [
        f"{'crossing' if len(titles) == 1 else 'crossings'} {listing(titles)} {words}"
        for words, titles in names.items()
    ]


def _say_bases(found: list[Change]) -> list[str]:
    numbers = Counter(change.short[1] for change in found)
    return [f"{count(numbers[what], 'base')} {what}" for what in ("opened", "closed") if numbers[what]]


def text(view: ViewState, ledger: Ledger, link: str, more: Sequence[str] = ()) -> str:
    """Return the whole change ledger as plain text, with the link that opens it; `more` are passages that come after the ledger's own."""
    parts = [paragraph(view, ledger)]
    found = changes(view, ledger)
    for layer, title in GROUPS.items():
        lines = [f"- {change.text}" for change in found if change.layer == layer]
        if lines:
            parts.append("\n".join([f"{title} ({len(lines)})", *lines]))
    return "\n\n".join([*parts, *more, f"Ledger revision {ledger.revision}. {link}"]) + "\n"


def table(view: ViewState, ledger: Ledger) -> pd.DataFrame:
    """Return the change ledger as a table: one line a change, its group, its day, the states before and after, its sources."""
    lines = [
        {
            "group": GROUPS[change.layer],
            "day": change.day.isoformat(),
            "what": change.what,
            "before": change.short[0],
            "after": change.short[1],
            "id": change.record.id,
            "title": change.record.title,
            "change": change.text,
            "source_ids": "; ".join(change.record.sources),
        }
        for change in changes(view, ledger)
    ]
    return pd.DataFrame(
        lines, columns=["group", "day", "what", "before", "after", "id", "title", "change", "source_ids"]
    )
