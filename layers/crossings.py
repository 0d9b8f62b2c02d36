"""Road crossings, open, restricted or closed on the date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from geodata import nearby
from geodata.atlas import FIRST_DAY
from geodata.dates import say
from geodata.intervals import ALWAYS, FOREVER, Interval, day_number, from_day_number, say_interval
from geodata.ledger import Ledger
from geodata.openings import STATE_TITLES, state_steps
from geodata.records import Crossing
from layers.kit.around import away
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import listing
from layers.kit.told import Change, Line, OnCard, Spot, Table, Topic, falls_between, to_come


def _feature(crossing: Crossing, ledger: Ledger) -> Feature:
    return replace(
        feature_of(crossing, "crossing", ledger),
        interval=Interval.state(crossing) if crossing.start else Interval(ALWAYS, FOREVER, ALWAYS, FOREVER),
        steps=state_steps(crossing),
        symbol={"form": "crossing"},
    )


_GATE = '<rect class="{css}" x="3" y="1" width="14" height="14" rx="2"/><path class="{bar}" d="{d}"/>'


class _Crossings(Layer[Crossing]):
    def text(self, record: Crossing, day: date, where: str) -> str:
        return f"{record.title}: {_say_state(record, day)}."

    def on_card(self, record: Crossing, day: date, ledger: Ledger) -> OnCard:
        rows = tuple(
            (
                (say_interval(c, lasting=c.end is None), c.state, c.by),
                c.wording + (" The day it reopened is not reported." if c.end_unknown else ""),
                "now" if Interval.state(c).may_hold_on(day_number(day)) else to_come(c.start, c.start_precision, day),
            )
            for c in record.closures
        )
        return OnCard(tables=(Table("Closures", ("When", "State", "By"), rows, print_in=1),) if rows else ())

    def changes(self, record: Crossing, first: date, last: date) -> Iterator[Change[Crossing]]:
        steps = state_steps(record)
        before = [step for step in steps if step.start <= day_number(first)][-1]
        between = [
            step
            for held, step in pairwise(steps)
            if step.state != held.state and falls_between(step.start, first, last)
        ]
        if between:
            told = [
                f"{STATE_TITLES[step.state].lower()} from {step.said}"
                + (" (the day is not reported)" if step.inferred and step.state == "open" else "")
                for step in between
            ]
            words = f"{record.title}: {STATE_TITLES[before.state].lower()} → {', then '.join(told)}."
            short = (before.state, between[-1].state)
            yield Change(record, from_day_number(between[-1].start), "changed", short, words)

    def say_changes(self, found: Sequence[Change[Crossing]]) -> list[str]:
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

    def on_date(self, view_day: date, region: str | None, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        number = day_number(view_day)
        lines = []
        for state in ("closed", "restricted", "open"):
            at = [feature for feature in shown if (step := feature.step_on(number)) and step.state == state]
            if at:
                words = listing([_since(feature, number) for feature in at])
                lines.append(Line(f"{state.capitalize()}: {words}.", at[0].select if len(at) == 1 else None))
        return lines

    def near(self, spot: Spot, ledger: Ledger) -> Topic:
        there = nearby.records(spot.lon, spot.lat, ledger.crossings.values(), ledger)
        if not there:
            return Topic(self.title, (Line("No crossing has published coordinates."),))
        lines = [
            Line(
                f"{'' if place else 'Nearest: '}{near.record.title}, {away(near)}. "
                f"On {'that day' if place else say(spot.day)}: {_say_state(near.record, spot.day)}.",
                near.record.id,
            )
            for place, near in enumerate(there)
            if place == 0 or near.km <= spot.km
        ]
        return Topic(self.title, tuple(lines))


def _say_state(crossing: Crossing, day: date) -> str:
    """Say whether a crossing was open on a day, since when, and whether that is inferred."""
    number = day_number(day)
    steps = state_steps(crossing)
    *before, step = [step for step in steps if step.start <= number]
    if number < step.sure_start:
        # It may have been followed by the next already, or may not have begun.
        change = steps[len(before) + 1] if before[-1].state == step.state else step
        other = before[-1] if change is step else change
        states = f"{STATE_TITLES[step.state].lower()} or {STATE_TITLES[other.state].lower()}"
        return f"{states}: the change is known only to {change.said}"
    held = [
        closure
        for closure in crossing.closures
        if closure.state == step.state and Interval.state(closure).start <= number
    ]
    if step.state == "open" or not held:
        return "open, as far as recorded" if not step.inferred else "open again, though the day is not reported"
    last = held[-1]
    unknown = "; no reopening was found" if last.end_unknown else ""
    return f"{STATE_TITLES[step.state].lower()} since {say(last.start, last.start_precision)}, by {last.by}{unknown}"


def _since(feature: Feature, number: int) -> str:
    name = feature.title.removesuffix(" crossing")
    step = feature.step_on(number)
    if step is None or step.start <= day_number(date(FIRST_DAY.year, 12, 31)):
        return name
    return f"{name} (since {step.said}{', its end not found' if step.inferred else ''})"


LAYER = _Crossings(
    id="crossings",
    title="Crossings",
    gloss="Road crossings between the two states and whether they were open on the date.",
    time="state",
    draw="points",
    features=lambda ledger: [_feature(crossing, ledger) for crossing in ledger.crossings.values()],
    order=20,
    table="crossings",
    nouns=("crossing", "crossings"),
    places={"table": -2},
    headings={"changes": "Crossings opened or closed"},
    openings={"Closed": "Crossings closed", "Restricted": "Crossings restricted", "Open": "Crossings open"},
    states=STATE_TITLES,
    row="closures",
    legend=(
        LegendEntry("open", "Crossing open", _GATE.format(css="sw-gate-open", bar="sw-bar-open", d="M7 4V12M13 4V12")),
        LegendEntry(
            "restricted",
            "Crossing restricted",
            _GATE.format(css="sw-gate-open", bar="sw-bar-open", d="M7 4V12M13 4V12M5 8H15"),
        ),
        LegendEntry(
            "closed",
            "Crossing closed",
            _GATE.format(css="sw-gate-closed", bar="sw-bar-closed", d="M6 4L14 12M14 4L6 12"),
        ),
    ),
    legend_keys=lambda feature, day: (step.state,) if feature.point and (step := feature.step_on(day)) else (),
)
