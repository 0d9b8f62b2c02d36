"""Transfers: curves from supplier to recipient, and a dated list beside the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from geodata.events import Transfer
from geodata.intervals import say_interval
from geodata.ledger import Ledger
from geodata.translation import SaidTable, mark, mark_n, tr
from layers.kit.dataset import Column
from layers.kit.feature import Feature, LegendEntry
from layers.kit.flow import Flow, curve, flows
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


def _features(ledger: Ledger) -> list[Feature]:
    """Return a feature for each record, one more for each further pair of supplier and recipient that it names."""
    ways = {
        record.id: flows(actors_in(record.supplier), actors_in(record.recipient), record, ledger)
        for record in ledger.transfers.values()
    }
    # Pairs that have both ends in common bend apart.
    together: dict[object, list[str]] = defaultdict(list)
    for flow in sorted({flow for found in ways.values() for flow in found}, key=lambda one: one.pair):
        together[flow.start, flow.end].append(flow.pair)
    return [
        feature for record in ledger.transfers.values() for feature in _drawn(record, ways[record.id], together, ledger)
    ]


def _drawn(record: Transfer, ways: list[Flow], together: dict[object, list[str]], ledger: Ledger) -> Iterator[Feature]:
    # A place says where the thing went; on the map it is the end of its curve.
    kind = f"{tr(record.kind)}, {_way(record)}"
    told = replace(feature_of(record, kind, ledger), point=None, precision_m=None)
    if not ways:
        yield told
    for number, flow in enumerate(ways):
        line = curve(flow.start, flow.end, together[flow.start, flow.end].index(flow.pair))
        yield replace(
            told,
            id=f"{record.id}~{number + 1}" if number else record.id,
            geometry={"type": "LineString", "coordinates": line},
            symbol={"form": "flow", "pair": flow.pair, "supplier": flow.supplier, "recipient": flow.recipient},
        )


LAYER = _Transfers(
    id="transfers",
    title=mark("Transfers"),
    gloss=mark(
        "Arms, aid, spending and agreements as stated by supplier, recipient or the press: curves from supplier to recipient; "
        "listed beside the map as well."
    ),
    time="event",
    draw="flows",
    features=_features,
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
    legend=(
        LegendEntry(
            "flow",
            mark("From supplier to recipient, with the number of transfers"),
            '<path class="sw-flow" d="M2 14A14 14 0 0 1 14 5"/><path class="sw-flow-head" d="M12 1.5L19 4.5L13 8.5Z"/>',
        ),
        LegendEntry(
            "end",
            mark("Arrowhead: the place named, else the recipient's capital"),
            '<path class="sw-flow-head" d="M5 3.5L15 8L5 12.5Z"/>',
        ),
    ),
    legend_keys=lambda feature, day: ("flow", "end") if feature.geometry else (),
)
