"""Road crossings, open, restricted or closed on the date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from geodata import nearby
from geodata.atlas import FIRST_DAY
from geodata.dates import say
from geodata.intervals import ALWAYS, FOREVER, Interval, Step, day_number, from_day_number, say_interval
from geodata.ledger import Ledger
from geodata.records import Closure, Crossing
from geodata.translation import mark, mark_n, tr, tr_n
from layers.kit.around import Among, away
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Facets, Layer
from layers.kit.openings import STATE_TITLES, state_steps
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns, listing
from layers.kit.told import Change, Line, OnCard, Spot, Table, Topic, falls_between, to_come


def _feature(crossing: Crossing, ledger: Ledger) -> Feature:
    return replace(
        feature_of(crossing, tr("crossing"), ledger),
        interval=Interval.state(crossing) if crossing.start else Interval(ALWAYS, FOREVER, ALWAYS, FOREVER),
        steps=state_steps(crossing),
        symbol={"form": "crossing"},
    )


#: The arc of a question mark, of which it needs the end.
_HOOK = "A2.4 2.4 0 1 1"
_GATE = '<rect class="{css}" x="3" y="1" width="14" height="14" rx="2"/><path class="{bar}" d="{d}"/>'


class _Crossings(Layer[Crossing]):
    def facets(self, record: Crossing, feature: Feature) -> dict[str, Facets]:
        return {**super().facets(record, feature), "kind": {"crossing": self.nouns.one}}

    def short(self, feature: Feature) -> str:
        return _short(feature.title)

    def text(self, record: Crossing, day: date, where: str) -> str:
        return f"{record.title}: {_say_state(record, day)}."

    def on_card(self, record: Crossing, day: date, ledger: Ledger) -> OnCard:
        rows = tuple(
            (
                (_say_held(c), _state(c.state), c.by),
                c.wording,
                "now" if Interval.state(c).may_hold_on(day_number(day)) else to_come(c.start, c.start_precision, day),
            )
            for c in record.closures
        )
        closures = Table(tr("Closures"), (tr("When"), tr("State"), tr("By")), rows, print_in=1)
        # Whether it is open is what is asked of a crossing first, and no closure says that it is.
        now = tr("On this date: {state}.", state=_say_state(record, day))
        return OnCard(first=now, tables=(closures,) if rows else ())

    def changes(self, record: Crossing, first: date, last: date) -> Iterator[Change[Crossing]]:
        steps = state_steps(record)
        before = [step for step in steps if step.start <= day_number(first)][-1]
        between = [
            step
            for held, step in pairwise(steps)
            if step.state != held.state and falls_between(step.start, first, last)
        ]
        if between:
            short = (_state(before.state), _state(between[-1].state))
            words = f"{record.title}: {short[0]} → {_way(between)}."
            yield Change(record, from_day_number(between[-1].start), "changed", short, words)

    def say_changes(self, found: Sequence[Change[Crossing]]) -> list[str]:
        names: dict[tuple[str, str], list[str]] = {}
        for change in found:
            names.setdefault(change.short, []).append(_short(change.record.title))
        return [
            tr_n(*(_HELD if old == new else _MOVED), len(titles), names=listing(titles), state=new, before=old)
            for (old, new), titles in names.items()
        ]

    def on_date(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        number = day_number(day)
        lines = []
        for state, (text, alone) in _ON_DATE.items():
            at = [feature for feature in shown if (step := feature.step_on(number)) and step.state == state]
            if at:
                names = listing([_since(feature, number) for feature in at])
                select = at[0].select if len(at) == 1 else None
                lines.append(Line(tr(text, names=names), select, tr(alone, names=names)))
        return lines

    def near(self, spot: Spot, ledger: Ledger) -> Topic:
        there = nearby.records(spot.lon, spot.lat, ledger.crossings.values(), ledger)
        lines = []
        for place, near in enumerate(there):
            state, name, distance = _say_state(near.record, spot.day), near.record.title, away(near)
            if place == 0:
                found = tr("Nearest: {name}, {away}.", name=name, away=distance)
                on_day = tr("On {day}: {state}.", day=say(spot.day), state=state)
                lines.append(Line(f"{found} {on_day}", near.record.id))
            elif near.km <= spot.km:
                on_day = tr("On that day: {state}.", state=state)
                lines.append(Line(f"{name}, {distance}. {on_day}", near.record.id))
        return Topic(self.title, tuple(lines) or (Line(tr("No crossing has published coordinates.")),))


#: State → how those that stand at it are named, below the layer's heading and without one.
_ON_DATE = {
    "closed": (mark("Closed: {names}."), mark("Crossings closed: {names}.")),
    "restricted": (mark("Restricted: {names}."), mark("Crossings restricted: {names}.")),
    "unknown": (mark("Not known whether open: {names}."), mark("Crossings not known to be open or closed: {names}.")),
    "open": (mark("Open: {names}."), mark("Crossings open: {names}.")),
}


_MOVED = mark_n("crossing {names}: {state} ({before} before)", "crossings {names}: {state} ({before} before)")
_HELD = mark_n(
    "crossing {names}: {state} at both dates, with changes in between",
    "crossings {names}: {state} at both dates, with changes in between",
)


def _say_held(closure: Closure) -> str:
    """Say when a closure held; the end in the ledger, where none was found, is but the next day of which something is known."""
    if not closure.end_unknown or closure.end is None:
        return say_interval(closure, lasting=closure.end is None)
    since = say(closure.start, closure.start_precision)
    next_known = say(closure.end, closure.end_precision)
    return tr("from {day}, its end not reported, by {next_known} at the latest", day=since, next_known=next_known)


def _state(name: str) -> str:
    return STATE_TITLES[name].lower()


def _short(title: str) -> str:
    return title.removesuffix(" crossing")


def _way(steps: list[Step]) -> str:
    """Tell steps in order."""
    told = _step(steps[0])
    for step in steps[1:]:
        told = tr("{steps}, then {step}", steps=told, step=_step(step))
    return told


def _step(step: Step) -> str:
    words = tr("{state} from {day}", state=_state(step.state), day=step.said)
    return tr("{steps} (the day is not reported)", steps=words) if step.inferred and step.state == "open" else words


def _say_state(crossing: Crossing, day: date) -> str:
    """Say whether a crossing was open on a day, since when, and whether that is inferred."""
    number = day_number(day)
    steps = state_steps(crossing)
    *before, step = [step for step in steps if step.start <= number]
    state = _state(step.state)
    if number < step.sure_start:
        # It may have been followed by the next already, or may not have begun.
        change = steps[len(before) + 1] if before[-1].state == step.state else step
        other = _state((before[-1] if change is step else change).state)
        return tr("{state} or {other}: the change is known only to {day}", state=state, other=other, day=change.said)
    held = [
        closure
        for closure in crossing.closures
        if closure.state == step.state and Interval.state(closure).start <= number
    ]
    if step.state == "open" or not held:
        if step.inferred:
            return tr("open again, though the day is not reported")
        if not before:
            return tr("open, as far as recorded")
        return tr("open since {day}, as far as recorded", day=step.said)
    last = held[-1]
    if step.state == "unknown":
        return tr("not known whether open, since {day}", day=say(last.start, last.start_precision))
    words = tr("{state} since {day}, by {who}", state=state, day=say(last.start, last.start_precision), who=last.by)
    return tr("{closed}; no reopening was found", closed=words) if last.end_unknown else words


def _since(feature: Feature, number: int) -> str:
    name, step = _short(feature.title), feature.step_on(number)
    if step is None or step.start <= day_number(date(FIRST_DAY.year, 12, 31)):
        return name
    if step.inferred:
        return tr("{name} (since {day}, its end not found)", name=name, day=step.said)
    return tr("{name} (since {day})", name=name, day=step.said)


LAYER = _Crossings(
    id="crossings",
    title=mark("Crossings"),
    gloss=mark("Road crossings between the two states and whether they were open on the date."),
    time="state",
    draw="points",
    features=lambda ledger: [_feature(crossing, ledger) for crossing in ledger.crossings.values()],
    order=20,
    table="crossings",
    nouns=Nouns(mark("crossing"), mark("crossings"), mark_n("{n} crossing", "{n} crossings")),
    none=mark("No crossing"),
    places={"table": -2},
    headings={"changes": mark("Crossings opened or closed")},
    in_headlines=True,
    states=STATE_TITLES,
    row="closures",
    legend=(
        LegendEntry(
            "open", mark("Crossing open"), _GATE.format(css="sw-gate-open", bar="sw-bar-open", d="M7 4V12M13 4V12")
        ),
        LegendEntry(
            "restricted",
            mark("Crossing restricted"),
            _GATE.format(css="sw-gate-open", bar="sw-bar-open", d="M7 4V12M13 4V12M5 8H15"),
        ),
        LegendEntry(
            "closed",
            mark("Crossing closed"),
            _GATE.format(css="sw-gate-closed", bar="sw-bar-closed", d="M6 4L14 12M14 4L6 12"),
        ),
        LegendEntry(
            "unknown",
            mark("Not known whether the crossing is open"),
            _GATE.format(css="sw-gate-unknown", bar="sw-bar-unknown", d=f"M7.6 6{_HOOK} 11.2 8.1L10 9V9.8M10 12V12.2"),
        ),
    ),
    legend_keys=lambda feature, day: (step.state,) if feature.point and (step := feature.step_on(day)) else (),
)
