"""Flows: the curves from those who supply to those who receive, between the places that stand for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.ledger import Ledger
from geodata.nearby import located
from geodata.places import Place
from geodata.records import Record

#: A place known less closely than this says no more of where a thing went than the capital does.
_PLACED_M = 20_000

#: How far the first of the curves between two places bends, as a share of its length, and each further one besides.
_BEND, _APART = 0.12, 0.07

#: Vertices of a curve: so many that no corner shows.
_VERTICES = 49

Spot = tuple[float, float]


@dataclass(frozen=True)
class Flow:
    """One supplier and one recipient, and the (lon, lat) at which their curve begins and ends; `pair` names both and the end."""

    supplier: str
    recipient: str
    start: Spot
    end: Spot
    pair: str


def flows(suppliers: Iterable[str], recipients: Iterable[str], record: Record, ledger: Ledger) -> list[Flow]:
    """Return the flows of a record: from each supplier's capital to the place that the record names, else to the recipient's capital.

    A place in the supplier's own country is where something was agreed or made, not where it went. Whoever has no capital in the
    ledger, and whoever supplies himself at home, has no flow.
    """
    known = _capitals(ledger)
    found = []
    for supplier in suppliers:
        for recipient in recipients:
            start = known.get(supplier)
            end = _named(record, start, ledger) or known.get(recipient) if start else None
            if start and end and start.spot and end.spot and start is not end:
                pair = f"{supplier}|{recipient}|{end.id}"
                # To its own people abroad: the place tells them from home.
                taker = end.names.en[0] if supplier == recipient else recipient
                found.append(Flow(supplier, taker, start.spot[:2], end.spot[:2], pair))
    return found


def curve(start: Spot, end: Spot, rank: int) -> list[list[float]]:
    """Return the vertices (lon, lat) of a curve that bends to the left of its way; of several between two places each has a rank.

    It is a drawing: nothing is measured on it, and it is not the way that anything took.
    """
    bend = _BEND + _APART * rank
    (from_lon, from_lat), (to_lon, to_lat) = start, end
    middle = (
        (from_lon + to_lon) / 2 - bend * (to_lat - from_lat),
        (from_lat + to_lat) / 2 + bend * (to_lon - from_lon),
    )
    share = np.linspace(0, 1, _VERTICES)[:, None]
    points = (1 - share) ** 2 * start + 2 * share * (1 - share) * np.array(middle) + share**2 * end
    vertices: list[list[float]] = np.round(points, 4).tolist()
    return vertices


def _named(record: Record, start: Place, ledger: Ledger) -> Place | None:
    return next(
        (
            place
            for place in located(record, ledger)
            if place.spot and place.spot[2] < _PLACED_M and place.country != start.country
        ),
        None,
    )


@lru_cache(maxsize=4)
def _capitals(ledger: Ledger) -> dict[str, Place]:
    return {place.capital_of: place for place in ledger.places.values() if place.capital_of}
