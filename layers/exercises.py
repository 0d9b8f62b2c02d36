"""Exercises: a mark where each was held, and a dated list beside the map."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geodata.events import Exercise
from geodata.ledger import Ledger
from geodata.translation import mark, mark_n, tr
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Facets, Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns
from layers.kit.told import OnCard

#: Two chevrons, in the room of a swatch.
_SWATCH = "M4.5 7.5L10 2L15.5 7.5V10.5L10 5L4.5 10.5ZM4.5 12.5L10 7L15.5 12.5V15.5L10 10L4.5 15.5Z"


def _feature(record: Exercise, ledger: Ledger) -> Feature:
    return replace(feature_of(record, tr("exercise"), ledger), symbol={"form": "exercise"})


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
    gloss=mark("Military exercises, where they were held; listed beside the map as well."),
    time="event",
    draw="dots",
    features=lambda ledger: [_feature(record, ledger) for record in ledger.exercises.values()],
    order=60,
    table="exercises",
    nouns=Nouns(mark("exercise"), mark("exercises"), mark_n("{n} exercise", "{n} exercises")),
    row="",
    asked=False,
    legend=(LegendEntry("exercise", mark("Military exercise"), f'<path class="sw-base" d="{_SWATCH}"/>'),),
    legend_keys=lambda feature, day: ("exercise",) if feature.point else (),
)
