"""Transfers, as a dated list beside the map."""

from __future__ import annotations

from layers.kit.layer import Layer
from layers.kit.listed import listed

LAYER = Layer(
    id="transfers",
    title="Transfers",
    gloss="Arms, aid and spending as stated by supplier, recipient or the press; listed beside the map.",
    time="event",
    draw="list",
    features=lambda ledger: [
        listed(record, f"{record.kind}, {record.supplier} to {record.recipient}", ledger)
        for record in ledger.transfers.values()
    ],
    order=50,
    default_on=False,
)
