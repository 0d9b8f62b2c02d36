"""Where a record is: its first place with coordinates, and where a camera should look for it."""

from __future__ import annotations

from geodata.ledger import Ledger
from geodata.places import Place
from geodata.records import Record


def located(record: Record, ledger: Ledger) -> Place | None:
    """Return the first place of the record that has coordinates, or None."""
    for place_id in record.places:
        place = ledger.places.get(place_id)
        if place is not None and place.lon is not None:
            return place
    return None


def place_names(record: Record, ledger: Ledger) -> str:
    """Return the names of the record's places as one line of text."""
    return ", ".join(ledger.places[place_id].names.en[0] for place_id in record.places if place_id in ledger.places)


def zoom_for(precision_m: int) -> int:
    """Return the zoom at which a circle of that radius fills a good part of a window."""
    for zoom, metres in ((11, 4_000), (10, 9_000), (9, 20_000), (8, 45_000)):
        if precision_m <= metres:
            return zoom
    return 7
