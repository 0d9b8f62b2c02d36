"""Water works, roads and power lines by kind, planned, being built or in use on the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from geodata.atlas import FIRST_DAY
from geodata.dates import say, say_short
from geodata.intervals import ALWAYS, FOREVER, Interval, Step, day_number, from_day_number, may_begin, say_interval
from geodata.ledger import Ledger
from geodata.nearby import site
from geodata.records import Record, Stage, Work
from geodata.translation import SaidTable, mark, mark_n, tr
from layers.kit.around import Among
from layers.kit.dataset import Column
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer, owner_of
from layers.kit.places import say_precision
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns, listing, sentences
from layers.kit.told import Change, Line, OnCard, Table, Topic, falls_between, stated, to_come

#: Kind → as the legend begins a line with it, whether it leads water, and its sign about (0, 0) as pairs of coordinates.
_KINDS = {
    mark("water intake"): (mark("Water intake"), "water", "M-5 -2L5 -2M-3.5 -2L-3.5 4M0 -2L0 4M3.5 -2L3.5 4"),
    mark("canal"): (mark("Canal"), "water", "M-5 -1L-2.5 -3L0 -1L2.5 -3L5 -1M-5 3L-2.5 1L0 3L2.5 1L5 3"),
    mark("reservoir"): (mark("Reservoir"), "water", "M-5 -2.5L-3 3.5L3 3.5L5 -2.5M-4 0L4 0"),
    mark("pumping station"): (mark("Pumping station"), "water", "M0 4.5L0 -4M-3.5 -0.5L0 -4L3.5 -0.5"),
    mark("water pipe"): (mark("Water pipe"), "water", "M-5 0L5 0M-2.5 -3L-2.5 3M2.5 -3L2.5 3"),
    mark("road"): (mark("Road"), "way", "M-4 4.5L-1.8 -4.5M4 4.5L1.8 -4.5M0 4L0 2M0 -0.5L0 -2.5"),
    mark("power line"): (mark("Power line"), "way", "M1.5 -5L-2.5 0.5L2.5 0.5L-1.5 5"),
}

#: Kinds that run from place to place and are drawn at one of them.
_RUNNING = ("canal", "water pipe", "road", "power line")

_STATES = SaidTable(
    {
        "planned": mark("Planned"),
        "building": mark("Under construction"),
        "halted": mark("Halted"),
        "in-use": mark("In use"),
    }
)


def _feature(work: Work, ledger: Ledger) -> Feature:
    _, shape, sign = _KINDS[work.kind]
    return replace(
        feature_of(work, tr(work.kind), ledger),
        interval=Interval.state(work) if work.start else Interval(ALWAYS, FOREVER, ALWAYS, FOREVER),
        steps=tuple(_step(stage) for stage in work.stages),
        symbol={"form": "work", "kind": work.kind, "shape": shape, "sign": sign},
    )


def _step(stage: Stage) -> Step:
    start, sure = may_begin(stage.start, stage.precision) if stage.start else (ALWAYS, ALWAYS)
    return Step(start, sure, stage.state)


def _stage_on(work: Work, day: date) -> Stage | None:
    """Return the stage that a work may have reached on a day, or None before the first."""
    held = [stage for stage in work.stages if _step(stage).start <= day_number(day)]
    return held[-1] if held else None


class _Works(Layer[Work]):
    def cells(self, record: Work) -> Mapping[str, object]:
        return {"built_by": record.built_by or ""}

    def text(self, record: Work, day: date, where: str) -> str:
        kind, stage = self.kind_of(record), _stage_on(record, day)
        said = tr("{name}, {kind}: {state}.", name=record.title, kind=kind, state=_say(stage) if stage else "")
        built = tr("Built by: {who}.", who=record.built_by) if record.built_by else ""
        return sentences(said if stage else f"{record.title}, {kind}.", where, record.summary, built, stated(record))

    def on_card(self, record: Work, day: date, ledger: Ledger) -> OnCard:
        now = _stage_on(record, day)
        stages = tuple(
            (
                (_since(stage), _STATES[stage.state]),
                stage.text,
                "now" if stage is now else to_come(stage.start, stage.precision, day) if stage.start else "",
            )
            for stage in record.stages
        )
        notes = tuple(
            (
                (say_short(note.start, note.precision), note.label),
                note.text or "",
                to_come(note.start, note.precision, day),
            )
            for note in sorted(record.notes, key=lambda note: note.start)
        )
        tables = (
            Table(tr("Planned, built, in use"), (tr("From"), tr("State")), stages, print_in=1),
            Table(tr("What happened to it"), (tr("When"), tr("Event")), notes, print_in=1),
        )
        place = site(record, ledger) if record.kind in _RUNNING else None
        return OnCard(
            where=tr("one place along it, {known}", known=say_precision(place)) if place else "",
            chips=(_STATES[now.state],) if now else (),
            tables=tables if notes else tables[:1],
            lists=(
                (tr("Built by"), (record.built_by,) if record.built_by else ()),
                (tr("Reported"), tuple(record.facts)),
            ),
            uncertain=(tr("Its course is not published: the mark stands at one place along it."),) if place else (),
            topics=_topics(record, ledger),
        )

    def changes(self, record: Work, first: date, last: date) -> Iterator[Change[Work]]:
        between = [stage for stage in record.stages if falls_between(_step(stage).start, first, last)]
        if between:
            before, now = _stage_on(record, first), between[-1]
            short = (_STATES[before.state].lower() if before else "", _STATES[now.state].lower())
            words = tr("{name}: {state}.", name=record.title, state=_say(now))
            what = "changed" if before else "appeared"
            yield Change(record, from_day_number(_step(now).start), what, short, words)

    def say_changes(self, found: Sequence[Change[Work]]) -> list[str]:
        return [tr("{records} changed", records=self.nouns.count(len(found)))] if found else []

    def on_date(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        at: dict[str, list[str]] = {}
        for feature in shown:
            if step := feature.step_on(day_number(day)):
                at.setdefault(step.state, []).append(feature.title)
        used = at.pop("in-use", [])
        lines = [Line(tr("{records} in use.", records=self.nouns.count(len(used))))] if used else []
        told = [(_STATES[state], listing(at[state])) for state in reversed(list(_STATES)) if state in at]
        return lines + [Line(tr("{state}: {names}.", state=state, names=names)) for state, names in told]

    def beside(self, record: Work, ledger: Ledger) -> tuple[str, str]:
        return f"{record.title} ({self.kind_of(record)})", ""


def _say(stage: Stage) -> str:
    """Say at which stage a work stands and since when."""
    state = _STATES[stage.state].lower()
    return tr("{state} since {day}", state=state, day=say(stage.start, stage.precision)) if stage.start else state


def _since(stage: Stage) -> str:
    return say_short(stage.start, stage.precision) if stage.start else tr("before {year}", year=FIRST_DAY.year)


def _named(table: str, record: Record) -> str:
    """Return what a record is called with its date, or with its kind where it lasts."""
    layer = owner_of(table)
    if layer and layer.time == "state":
        return f"{record.title} ({layer.kind_of(record)})"
    return f"{record.title}, {say_interval(record)}"


def _topics(record: Work, ledger: Ledger) -> tuple[Topic, ...]:
    """Return the records that speak of a work, earliest first."""
    found = [one for name in record.related if (one := ledger.find(name)) and isinstance(one[1], Record)]
    lines = [
        Line(_named(table, one), one.id) for table, one in sorted(found, key=lambda pair: pair[1].start or date.min)
    ]
    return (Topic(tr("Records that speak of it"), tuple(lines), LAYER.id),) if lines else ()


def _keys(feature: Feature, day: int) -> tuple[str, ...]:
    if not feature.point:
        return ()
    kind = feature.symbol["kind"]
    step = feature.step_on(day)
    return (kind, "unfinished") if step and step.state != "in-use" else (kind,)


def _swatch(plate: str, sign: str) -> str:
    """Return a sign on its plate, in the middle of a swatch."""
    there = re.sub(r"(-?[\d.]+) (-?[\d.]+)", lambda pair: f"{float(pair[1]) + 10:g} {float(pair[2]) + 8:g}", sign)
    return f'<circle class="sw-{plate}" cx="10" cy="8" r="8"/><path class="sw-sign" d="{there}"/>'


LAYER = _Works(
    id="works",
    title=mark("Water works and roads"),
    gloss=mark(
        "Intakes, canals, reservoirs, roads and power lines that both sides use or dispute, and how far they were built on the date."
    ),
    time="state",
    draw="points",
    features=lambda ledger: [_feature(work, ledger) for work in ledger.works.values()],
    order=25,
    default_on=False,
    table="works",
    nouns=Nouns(
        mark("water work or road"),
        mark("water works and roads"),
        mark_n("{n} water work or road", "{n} water works and roads"),
    ),
    none=mark("No water work or road recorded"),
    kinds=_KINDS,
    states=_STATES,
    columns={"built_by": Column("text", mark("Built by"), mark("Who built a work, as stated"), listed=False)},
    legend=(
        *(LegendEntry(kind, title, _swatch(shape, sign)) for kind, (title, shape, sign) in _KINDS.items()),
        LegendEntry(
            "unfinished",
            mark("Planned, under construction or halted"),
            '<circle class="sw-unfinished" cx="10" cy="8" r="7"/>',
        ),
    ),
    legend_keys=_keys,
)
