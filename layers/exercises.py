"""Exercises, as a dated list beside the map."""

from __future__ import annotations

from datetime import date

from geodata.events import Exercise
from geodata.ledger import Ledger
from layers.kit.feature import Feature
from layers.kit.layer import Layer
from layers.kit.record_feature import feature_of
from layers.kit.told import OnCard


class _Exercises(Layer[Exercise]):
    def facets(self, record: Exercise, feature: Feature) -> dict[str, list[str]]:
        return {"kind": [feature.kind], "actor": list(record.participants)}

    def sections(self, record: Exercise, ledger: Ledger) -> dict[str, str]:
        return {}

    def on_card(self, record: Exercise, day: date, ledger: Ledger) -> OnCard:
        return OnCard(lists=(("Participants", (", ".join(record.participants),)),))


LAYER = _Exercises(
    id="exercises",
    title="Exercises",
    gloss="Military exercises; listed beside the map.",
    time="event",
    draw="list",
    features=lambda ledger: [feature_of(record, "exercise", ledger) for record in ledger.exercises.values()],
    order=60,
    table="exercises",
    row="",
    asked=False,
)
