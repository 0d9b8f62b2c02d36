"""Features of records that stand in the dated list beside the map rather than on it."""

from __future__ import annotations

from geodata.intervals import Interval
from geodata.ledger import Ledger
from geodata.records import Record
from layers.kit.layer import Feature
from layers.kit.places import located, regions_of


def listed(record: Record, kind: str, ledger: Ledger) -> Feature:
    """Return the feature of a record of the list; its point is where "fly there" goes."""
    place = located(record, ledger)
    return Feature(
        id=record.id,
        select=record.id,
        title=record.title,
        kind=kind,
        interval=Interval.event(record.start, record.start_precision, record.end),
        point=(place.lon, place.lat) if place else None,
        precision_m=place.precision_m if place else None,
        regions=regions_of(record.districts),
    )
