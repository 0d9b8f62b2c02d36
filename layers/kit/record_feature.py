"""The feature of a record: what happened, at its place."""

from __future__ import annotations

from geodata.intervals import Interval
from geodata.ledger import Ledger
from geodata.nearby import first_place
from geodata.records import Record
from layers.kit.feature import Feature
from layers.kit.places import regions_of


def feature_of(record: Record, kind: str, ledger: Ledger) -> Feature:
    """Return the feature of a record that happened, without a symbol; of one in a list its point is where "fly there" goes."""
    place = first_place(record, ledger)
    return Feature(
        id=record.id,
        select=record.id,
        title=record.title,
        kind=kind,
        interval=Interval.event(record),
        point=place.spot[:2] if place and place.spot else None,
        precision_m=place.precision_m if place else None,
        regions=regions_of(record.districts),
    )
