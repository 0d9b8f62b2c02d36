"""Exercises, as a dated list beside the map."""

from __future__ import annotations

from layers.kit.layer import Layer
from layers.kit.listed import listed

LAYER = Layer(
    id="exercises",
    title="Exercises",
    gloss="Military exercises; listed beside the map.",
    time="event",
    draw="list",
    features=lambda ledger: [listed(record, "exercise", ledger) for record in ledger.exercises.values()],
    order=60,
    default_on=True,
)
