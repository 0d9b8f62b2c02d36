"""Milestones, as a dated list beside the map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geodata.events import Milestone
from geodata.ledger import Ledger
from layers.kit.feature import Feature
from layers.kit.layer import Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import count
from layers.kit.told import Change, OnCard


class _Milestones(Layer[Milestone]):
    def facets(self, record: Milestone, feature: Feature) -> dict[str, list[str]]:
        return {"kind": [record.kind], "actor": list(record.parties)}

    def on_card(self, record: Milestone, day: date, ledger: Ledger) -> OnCard:
        return OnCard(lists=(("Parties", (", ".join(record.parties),)),) if record.parties else ())

    def say_changes(self, found: Sequence[Change[Milestone]]) -> list[str]:
        return [f"{count(len(found), 'step', 'steps')} of the border process recorded"] if found else []


LAYER = _Milestones(
    id="milestones",
    title="Milestones",
    gloss="Talks, protocols, treaties and other turning points; listed beside the map.",
    time="event",
    draw="list",
    features=lambda ledger: [feature_of(record, record.kind, ledger) for record in ledger.milestones.values()],
    order=70,
    table="milestones",
    places={"changes": 45},
    headings={"changes": "Talks, treaties and other steps"},
    row="turns",
    asked=False,
)
