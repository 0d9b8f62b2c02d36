"""Milestones, as a dated list beside the map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geodata.events import Milestone
from geodata.ledger import Ledger
from geodata.translation import mark, mark_n, tr, tr_n
from layers.kit.feature import Feature
from layers.kit.layer import Facets, Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns
from layers.kit.told import Change, OnCard


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


LAYER = _Milestones(
    id="milestones",
    title=mark("Milestones"),
    gloss=mark("Talks, protocols, treaties and other turning points; listed beside the map."),
    time="event",
    draw="list",
    features=lambda ledger: [feature_of(record, tr(record.kind), ledger) for record in ledger.milestones.values()],
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
)
