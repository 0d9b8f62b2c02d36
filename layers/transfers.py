"""Transfers, as a dated list beside the map."""

from __future__ import annotations

from datetime import date

from geodata.events import Transfer
from geodata.intervals import say_interval
from geodata.ledger import Ledger
from geodata.translation import SaidTable, mark, mark_n, tr
from layers.kit.dataset import Column
from layers.kit.feature import Feature
from layers.kit.layer import Facets, Layer
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns, actors_in, sentences
from layers.kit.told import OnCard, stated

_STAGES = SaidTable(
    {
        "delivered": mark("delivered"),
        "ordered": mark("ordered"),
        "agreed": mark("agreed"),
        "in production": mark("in production"),
        "in talks": mark("in talks"),
        "held": mark("held"),
        "claimed": mark("claimed"),
    }
)


class _Transfers(Layer[Transfer]):
    def facets(self, record: Transfer, feature: Feature) -> dict[str, Facets]:
        supplier, recipient = actors_in(record.supplier), actors_in(record.recipient)
        who: dict[str, Facets] = {"actor": [*supplier, *recipient], "supplier": supplier, "recipient": recipient}
        return {**super().facets(record, feature), **who}

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
        figures = "; ".join(f"{name[:1].lower()}{name[1:]} {value}" for name, value in _stated(record))
        said = tr(
            "{supplier} to {recipient}, {stage}; as stated: {figures}.",
            supplier=record.supplier,
            recipient=record.recipient,
            stage=_STAGES[record.stage],
            figures=figures,
        )
        return sentences(f"{say_interval(record)}: {record.title}.", where, record.summary, said, stated(record))

    def on_card(self, record: Transfer, day: date, ledger: Ledger) -> OnCard:
        return OnCard(
            chips=(_way(record), _STAGES[record.stage]),
            lists=((tr("As stated"), tuple(f"{name}: {value}" for name, value in _stated(record))),),
        )


def _stated(record: Transfer) -> list[tuple[str, str]]:
    named = ((tr("Item"), record.item), (tr("Quantity"), record.quantity), (tr("Value"), record.value))
    return [(name, value) for name, value in named if value]


def _way(record: Transfer) -> str:
    return tr("{supplier} to {recipient}", supplier=record.supplier, recipient=record.recipient)


LAYER = _Transfers(
    id="transfers",
    title=mark("Transfers"),
    gloss=mark("Arms, aid and spending as stated by supplier, recipient or the press; listed beside the map."),
    time="event",
    draw="list",
    features=lambda ledger: [
        feature_of(record, f"{tr(record.kind)}, {_way(record)}", ledger) for record in ledger.transfers.values()
    ],
    order=50,
    default_on=False,
    table="transfers",
    nouns=Nouns(mark("transfer"), mark("transfers"), mark_n("{n} transfer", "{n} transfers")),
    kinds=(mark("arms"), mark("aid"), mark("production"), mark("spending"), mark("training"), mark("agreement")),
    columns={
        "supplier": Column("text", mark("Supplier"), mark("Of a transfer, as stated")),
        "recipient": Column("text", mark("Recipient"), mark("Of a transfer, as stated")),
        "quantity": Column("text", mark("Quantity, as stated"), mark("With its unit and claimant"), listed=False),
        "value": Column("text", mark("Value, as stated"), mark("With its currency and claimant"), listed=False),
    },
    fields=("supplier", "recipient"),
    row="",
    asked=False,
)
