"""Bases and installations, only while they were open: a chip with the operator's letters, its shape by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from geodata.dates import say
from geodata.intervals import FOREVER, Interval, say_end
from geodata.ledger import Ledger
from geodata.records import Base
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import actors_in, count, listing
from layers.kit.told import Change, Line, OnCard

_CHIPS = {
    "air base": "M6 3H14A5 5 0 0 1 14 13H6A5 5 0 0 1 6 3Z",
    "ground base": "M2 3H18V13H2Z",
    "training ground": "M5 2H15L19 8L15 14H5L1 8Z",
    "plant": "M2 14V6L6 3V6L10 3V6L14 3H18V14Z",
    "test site": "M10 1L19 8L10 15L1 8Z",
    "outpost": "M3 2H17V10L10 15L3 10Z",
}


def _feature(base: Base, ledger: Ledger) -> Feature:
    interval = Interval.state(base)
    if not base.opened_is_known:
        interval = replace(interval, sure_start=FOREVER)
    return replace(
        feature_of(base, f"{base.kind}, {base.operator}", ledger),
        interval=interval,
        symbol={"form": "base", "letters": base.operator_code, "shape": base.kind},
    )


class _Bases(Layer[Base]):
    def facets(self, record: Base, feature: Feature) -> dict[str, list[str]]:
        return {"kind": [record.kind], "actor": [*actors_in(record.operator), *actors_in(record.host)]}

    def sections(self, record: Base, ledger: Ledger) -> dict[str, str]:
        return {}

    def text(self, record: Base, day: date, where: str) -> str:
        opened = (
            f"since {say(record.start, record.start_precision)}"
            if record.start and record.opened_is_known
            else "opening date not known"
        )
        return f"{record.title}, {record.kind}, operated by {record.operator}, {opened}.{where} {record.summary}"

    def on_card(self, record: Base, day: date, ledger: Ledger) -> OnCard:
        equipment = (", ".join(record.equipment),) if record.equipment else ()
        return OnCard(
            beside=f"{record.operator} in {record.host}",
            chips=(_open_words(record),),
            lists=(("Equipment reported", equipment), ("Reported", tuple(record.facts))),
        )

    def named(self, record: Base) -> str:
        return f"{record.title} ({record.operator})"

    def changes(self, record: Base, first: date, last: date) -> Iterator[Change[Base]]:
        for change in super().changes(record, first, last):
            if change.what == "ended" or record.opened_is_known:
                yield change

    def on_date(self, view_day: date, region: str | None, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        by_operator: dict[str, list[str]] = {}
        for feature in shown:
            base = ledger.bases[feature.id]
            by_operator.setdefault(base.operator, []).append(base.title)
        most_first = sorted(by_operator.items(), key=lambda item: (-len(item[1]), item[0]))
        number = Line(f"{count(len(shown), 'installation').capitalize()} recorded as in use.")
        return [number, *(Line(f"{name}: {listing(titles)}.") for name, titles in most_first)] if shown else []

    def beside(self, record: Base, ledger: Ledger) -> tuple[str, str]:
        unknown = "" if record.opened_is_known else "; the day it opened is not known"
        return f"{record.title} ({record.operator}, {record.kind})", unknown


def _open_words(base: Base) -> str:
    start = (
        f"opened {say(base.start, base.start_precision)}"
        if base.start and base.opened_is_known
        else "opening date not known"
    )
    return f"{start}, {say_end(base.end, base.end_precision)}" if base.end else f"{start}, no closure recorded"


LAYER = _Bases(
    id="bases",
    title="Bases",
    gloss="Bases, training grounds, plants and outposts by operator and kind, only while they were open.",
    time="state",
    draw="points",
    features=lambda ledger: [_feature(base, ledger) for base in ledger.bases.values()],
    order=30,
    table="bases",
    nouns=("base", "bases"),
    places={"table": -1},
    headings={"changes": "Bases opened or closed", "near": "Bases in use", "none": "base recorded as in use"},
    verbs=("opened", "closed"),
    legend=tuple(
        LegendEntry(kind, kind.capitalize(), f'<path class="sw-base" d="{path}"/>') for kind, path in _CHIPS.items()
    ),
    legend_keys=lambda feature, day: (feature.symbol["shape"],) if feature.point else (),
)
