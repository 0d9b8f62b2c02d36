"""Transfers, as a dated list beside the map."""

from __future__ import annotations

from datetime import date

from geodata.events import Transfer
from geodata.intervals import say_interval
from geodata.ledger import Ledger
from layers.kit.dataset import Column
from layers.kit.feature import Feature
from layers.kit.layer import Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import actors_in
from layers.kit.told import OnCard, stated


class _Transfers(Layer[Transfer]):
    def facets(self, record: Transfer, feature: Feature) -> dict[str, list[str]]:
        supplier, recipient = actors_in(record.supplier), actors_in(record.recipient)
        actor = [*supplier, *recipient]
        return {"kind": [record.kind], "actor": actor, "supplier": supplier, "recipient": recipient}

    def sections(self, record: Transfer, ledger: Ledger) -> dict[str, str]:
        return {}

    def cells(self, record: Transfer) -> dict[str, object]:
        return {
            "supplier": record.supplier,
            "recipient": record.recipient,
            "quantity": record.quantity or "",
            "value": record.value or "",
        }

    def text(self, record: Transfer, day: date, where: str) -> str:
        figures = "; ".join(f"{name.lower()} {value}" for name, value in _stated(record))
        return (
            f"{say_interval(record)}: {record.title}.{where} {record.summary} {record.supplier} to {record.recipient}, {record.stage}; "
            f"as stated: {figures}.{stated(record)}"
        )

    def on_card(self, record: Transfer, day: date, ledger: Ledger) -> OnCard:
        return OnCard(
            chips=(f"{record.supplier} to {record.recipient}", record.stage),
            lists=(("As stated", tuple(f"{name}: {value}" for name, value in _stated(record))),),
        )


def _stated(record: Transfer) -> list[tuple[str, str]]:
    named = (("Item", record.item), ("Quantity", record.quantity), ("Value", record.value))
    return [(name, value) for name, value in named if value]


LAYER = _Transfers(
    id="transfers",
    title="Transfers",
    gloss="Arms, aid and spending as stated by supplier, recipient or the press; listed beside the map.",
    time="event",
    draw="list",
    features=lambda ledger: [
        feature_of(record, f"{record.kind}, {record.supplier} to {record.recipient}", ledger)
        for record in ledger.transfers.values()
    ],
    order=50,
    default_on=False,
    table="transfers",
    columns={
        "supplier": Column("text", "Supplier", "Of a transfer, as stated"),
        "recipient": Column("text", "Recipient", "Of a transfer, as stated"),
        "quantity": Column("text", "Quantity, as stated", "With its unit and claimant", listed=False),
        "value": Column("text", "Value, as stated", "With its currency and claimant", listed=False),
    },
    fields=("supplier", "recipient"),
    row="",
    asked=False,
)
