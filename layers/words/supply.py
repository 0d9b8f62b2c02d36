"""Who supplied what in which year, as plain rows with a text alternative: records, not pieces or sums."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from geodata.events import Transfer
from geodata.ledger import Ledger
from geodata.translation import tr, tr_n
from layers.view.state import ViewState
from layers.words.figures import TITLES, Figure, rows_about
from layers.words.legend import NO_PUBLISHER


class _Cell(NamedTuple):
    supplier: str
    year: int
    recipient: str
    tokens: tuple[str, str]


def by_year(view: ViewState, ledger: Ledger) -> Figure:
    """Count transfers by supplier, recipient and the year in which they began, under the view's filters.

    What a state spends of its own is no supply and is left out, as is what has no date.
    """
    held: dict[_Cell, list[Transfer]] = defaultdict(list)
    for row in rows_about("supplier", view, ledger):
        record = row.record
        if not isinstance(record, Transfer) or record.kind == "spending" or record.start is None:
            continue
        for supplier, supplier_title in row.values["supplier"].items():
            for recipient, recipient_title in row.values["recipient"].items():
                cell = _Cell(supplier_title, record.start.year, recipient_title, (supplier, recipient))
                held[cell].append(record)
    ordered = sorted(held.items(), key=lambda item: item[0])
    rows = tuple(
        {
            "supplier": cell.supplier,
            "supplier token": cell.tokens[0],
            "recipient": cell.recipient,
            "recipient token": cell.tokens[1],
            "year": str(cell.year),
            "records": len(found),
            "what": "; ".join(record.title for record in found),
            "who": "; ".join(dict.fromkeys(name for record in found for name in _who(record, ledger))),
        }
        for cell, found in ordered
    )
    words = [
        tr_n(
            "{supplier} to {recipient}, {year}: {n} record. {titles}.",
            "{supplier} to {recipient}, {year}: {n} records. {titles}.",
            len(found),
            supplier=cell.supplier,
            recipient=cell.recipient,
            year=cell.year,
            titles="; ".join(_said(record, ledger) for record in found),
        )
        for cell, found in ordered
    ]
    return Figure(
        TITLES["supply"],
        tr(
            "Records by the year in which they began or were announced, talks and agreements as well as deliveries; not pieces, and no sums of money. "
            "A record that names two recipients counts for each. What a state spent of its own is left out."
        ),
        rows,
        tuple(words) or (tr("No transfer in this view."),),
        drawn=tr("Only years with a record have a column. Click a mark to keep that supplier and recipient."),
    )


def _said(record: Transfer, ledger: Ledger) -> str:
    return tr("{what} (according to {whom})", what=record.title, whom="; ".join(_who(record, ledger)))


def _who(record: Transfer, ledger: Ledger) -> list[str]:
    """Return who says so: those whose statements the record has, else the publishers it rests on."""
    claimants = [one.claimant for one in record.statements]
    publishers = [ledger.sources[name].publisher for name in record.sources]
    return list(dict.fromkeys(claimants or [name for name in publishers if name != NO_PUBLISHER]))
