"""Exercises, as a dated list beside the map."""

from __future__ import annotations

from datetime import date

from geodata.events import Exercise
from geodata.ledger import Ledger
from geodata.translation import mark, mark_n, tr
from layers.kit.feature import Feature
from layers.kit.layer import Facets, Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns
from layers.kit.told import OnCard


class _Exercises(Layer[Exercise]):
    def facets(self, record: Exercise, feature: Feature) -> dict[str, Facets]:
        return {"kind": {"exercise": self.nouns.one}, "actor": record.participants}

    def sections(self, record: Exercise, ledger: Ledger) -> dict[str, str]:
        return {}

    def on_card(self, record: Exercise, day: date, ledger: Ledger) -> OnCard:
        return OnCard(lists=((tr("Participants"), (", ".join(record.participants),)),))


LAYER = _Exercises(
    id="exercises",
    title=mark("Exercises"),
    gloss=mark("Military exercises; listed beside the map."),
    time="event",
    draw="list",
    features=lambda ledger: [feature_of(record, tr("exercise"), ledger) for record in ledger.exercises.values()],
    order=60,
    table="exercises",
    nouns=Nouns(mark("exercise"), mark("exercises"), mark_n("{n} exercise", "{n} exercises")),
    row="",
    asked=False,
)
