"""Bases and installations, only while they were open: a chip with the operator's letters, its shape by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from geodata.dates import say
from geodata.intervals import FOREVER, Interval, say_end
from geodata.ledger import Ledger
from geodata.records import Base
from geodata.translation import mark, mark_n, tr, tr_n
from layers.kit.around import Among
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Facets, Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns, actors_in, listing_titles, sentences
from layers.kit.told import Change, Line, OnCard

#: Kind → as the legend begins a line with it, and the outline of its chip.
_CHIPS = {
    mark("air base"): (mark("Air base"), "M6 3H14A5 5 0 0 1 14 13H6A5 5 0 0 1 6 3Z"),
    mark("ground base"): (mark("Ground base"), "M2 3H18V13H2Z"),
    mark("training ground"): (mark("Training ground"), "M5 2H15L19 8L15 14H5L1 8Z"),
    mark("plant"): (mark("Plant"), "M2 14V6L6 3V6L10 3V6L14 3H18V14Z"),
    mark("test site"): (mark("Test site"), "M10 1L19 8L10 15L1 8Z"),
    mark("outpost"): (mark("Outpost"), "M3 2H17V10L10 15L3 10Z"),
}


def _feature(base: Base, ledger: Ledger) -> Feature:
    interval = Interval.state(base)
    if not base.opened_is_known:
        interval = replace(interval, sure_start=FOREVER)
    return replace(
        feature_of(base, f"{tr(base.kind)}, {base.operator}", ledger),
        interval=interval,
        symbol={"form": "base", "letters": base.operator_code, "shape": base.kind},
    )


class _Bases(Layer[Base]):
    def facets(self, record: Base, feature: Feature) -> dict[str, Facets]:
        actors = [*actors_in(record.operator), *actors_in(record.host)]
        return {**super().facets(record, feature), "actor": actors}

    def sections(self, record: Base, ledger: Ledger) -> dict[str, str]:
        return {}

    def text(self, record: Base, day: date, where: str) -> str:
        what = {"name": record.title, "kind": self.kind_of(record), "operator": record.operator}
        said = tr("{name}, {kind}, operated by {operator}, opening date not known.", **what)
        if record.start and record.opened_is_known:
            since = say(record.start, record.start_precision)
            said = tr("{name}, {kind}, operated by {operator}, since {day}.", day=since, **what)
        return sentences(said, where, record.summary)

    def on_card(self, record: Base, day: date, ledger: Ledger) -> OnCard:
        equipment = (", ".join(record.equipment),) if record.equipment else ()
        return OnCard(
            beside=_whose(record),
            chips=(_open_words(record),),
            lists=((tr("Equipment reported"), equipment), (tr("Reported"), tuple(record.facts))),
        )

    def named(self, record: Base) -> str:
        return f"{record.title} ({record.operator})"

    def changes(self, record: Base, first: date, last: date) -> Iterator[Change[Base]]:
        for change in super().changes(record, first, last):
            if change.what == "ended" or record.opened_is_known:
                yield change

    def say_changes(self, found: Sequence[Change[Base]]) -> list[str]:
        ended = sum(change.what == "ended" for change in found)
        said = [tr_n("{n} base opened", "{n} bases opened", len(found) - ended)] * (len(found) > ended)
        return said + [tr_n("{n} base closed", "{n} bases closed", ended)] * bool(ended)

    def on_date(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        by_operator: dict[str, list[str]] = {}
        for feature in shown:
            base = ledger.bases[feature.id]
            by_operator.setdefault(base.operator, []).append(base.title)
        most_first = sorted(by_operator.items(), key=lambda item: (-len(item[1]), item[0]))
        number = tr_n("{n} installation recorded as in use.", "{n} installations recorded as in use.", len(shown))
        return (
            [Line(number), *(Line(f"{name}: {listing_titles(titles)}.") for name, titles in most_first)]
            if shown
            else []
        )

    def beside(self, record: Base, ledger: Ledger) -> tuple[str, str]:
        unknown = "" if record.opened_is_known else tr("the day it opened is not known")
        return f"{record.title} ({record.operator}, {self.kind_of(record)})", unknown


def _whose(base: Base) -> str:
    """Say whose a base is and where; a state at home is named once."""
    if actors_in(base.operator)[0] == base.host:
        return base.operator
    return tr("{operator} in {country}", operator=base.operator, country=base.host)


def _open_words(base: Base) -> str:
    start = tr("opening date not known")
    if base.start and base.opened_is_known:
        start = tr("opened {day}", day=say(base.start, base.start_precision))
    end = say_end(base.end, base.end_precision) if base.end else tr("no closure recorded")
    return f"{start}, {end}"


LAYER = _Bases(
    id="bases",
    title=mark("Bases"),
    gloss=mark("Bases, training grounds, plants and outposts by operator and kind, only while they were open."),
    time="state",
    draw="points",
    features=lambda ledger: [_feature(base, ledger) for base in ledger.bases.values()],
    order=30,
    table="bases",
    nouns=Nouns(mark("base"), mark("bases"), mark_n("{n} base", "{n} bases")),
    kinds=_CHIPS,
    none=mark("No base recorded as in use"),
    none_near=mark("None recorded in use on {day}."),
    places={"table": -1},
    headings={"changes": mark("Bases opened or closed"), "near": mark("Bases in use")},
    begins=mark("opened"),
    ends=mark("closed"),
    legend=tuple(
        LegendEntry(kind, title, f'<path class="sw-base" d="{path}"/>') for kind, (title, path) in _CHIPS.items()
    ),
    legend_keys=lambda feature, day: (feature.symbol["shape"],) if feature.point else (),
)
