"""Milestones, as a dated list beside the map."""

from __future__ import annotations

from layers.kit.layer import Layer
from layers.kit.listed import listed

LAYER = Layer(
    id="milestones",
    title="Milestones",
    gloss="Talks, protocols, treaties and other turning points; listed beside the map.",
    time="event",
    draw="list",
    features=lambda ledger: [listed(record, record.kind, ledger) for record in ledger.milestones.values()],
    order=70,
    default_on=True,
)
