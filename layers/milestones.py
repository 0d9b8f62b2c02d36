"""Milestones: a flag where each took place, and a dated list beside the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geodata.events import Milestone
from geodata.ledger import Ledger
from geodata.translation import mark, mark_n, tr, tr_n
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Facets, Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns
from layers.kit.told import Change, OnCard


def _feature(record: Milestone, ledger: Ledger) -> Feature:
    return replace(feature_of(record, tr(record.kind), ledger), symbol={"form": "milestone"})


class _Milestones(Layer[Milestone]):
    def facets(self, record: Milestone, feature: Feature) -> dict[str, Facets]:
        return {**super().facets(record, feature), "actor": record.parties}

    def on_card(self, record: Milestone, day: date, ledger: Ledger) -> OnCard:
        return OnCard(lists=((tr("Parties"), (", ".join(record.parties),)),) if record.parties else ())

    def say_changes(self, found: Sequence[Change[Milestone]]) -> list[str]:
        return (
            [
                tr_n(
                    "{n} step of the border process recorded",
                    "{n} steps of the border process recorded",
                    len(found),
                )
            ]
            if found
            else []
        )


def _legend_keys(feature: Feature, day: int) -> tuple[str, ...]:
    if feature.point is None:
        return ()
    return ("milestone", "vague") if feature.interval and feature.interval.vague else ("milestone",)


LAYER = _Milestones(
    id="milestones",
    title=mark("Milestones"),
    gloss=mark(
        "Talks, protocols, treaties and other turning points, where they took place; listed beside the map as well."
    ),
    time="event",
    draw="dots",
    features=lambda ledger: [_feature(record, ledger) for record in ledger.milestones.values()],
    order=70,
    table="milestones",
    nouns=Nouns(mark("milestone"), mark("milestones"), mark_n("{n} milestone", "{n} milestones")),
    kinds=(
        mark("negotiation"),
        mark("protocol"),
        mark("summit"),
        mark("ceasefire"),
        mark("statement"),
        mark("treaty"),
        mark("ratification"),
        mark("entry into force"),
        mark("crossing"),
        mark("resettlement"),
        mark("demarcation"),
        mark("personnel"),
        mark("proposal"),
    ),
    places={"changes": 45},
    headings={"changes": mark("Talks, treaties and other steps")},
    row="turns",
    asked=False,
    legend=(
        LegendEntry(
            "milestone",
            mark("Flag: talks, treaty or other step"),
            '<path class="sw-milestone" d="M5 14V2H15.5L13 5.25L15.5 8.5H7V14Z"/>',
        ),
        LegendEntry(
            "vague",
            mark("Hollow: date known only to the month or year"),
            '<path class="sw-milestone-hollow" d="M5 14V2H15.5L13 5.25L15.5 8.5H7V14Z"/>',
        ),
    ),
    legend_keys=_legend_keys,
)
