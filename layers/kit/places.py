"""Where a record is: its first place with coordinates, the sections it lies in, and where a camera should look for it."""

from __future__ import annotations

from collections.abc import Iterable

from shapely import MultiPoint, Point

from geodata import geometry_files
from geodata.events import is_conflict
from geodata.ledger import Ledger
from geodata.nearby import first_place, placed, site
from geodata.places import REGIONS, Place
from geodata.records import Record
from geodata.translation import tr

#: A site known less closely than this is not placed in a section's strip, which is 4 km wide.
_IN_SECTION_M = 5000


def place_names(record: Record, ledger: Ledger) -> str:
    """Return the names of the record's places as one line of text."""
    return ", ".join(ledger.places[place_id].names.en[0] for place_id in record.places if place_id in ledger.places)


def say_precision(place: Place) -> str:
    """Say how closely a place is known."""
    metres = place.precision_m or 0
    km = f"{metres / 1000:g}"
    return tr("known within {km} km", km=km) if metres >= 1000 else tr("known within {m} m", m=metres)


def spots_of(record: Record, ledger: Ledger) -> Point | MultiPoint | None:
    """Return where a record's places are; of a conflict all of them, for none alone would be true."""
    spots = [place.spot[:2] for place in placed(record, ledger) if place.spot]
    return MultiPoint(spots) if spots[1:] else Point(spots[0]) if spots else None


def where(record: Record, ledger: Ledger) -> str:
    """Return the record's places and how closely the first is known as a sentence; empty without places."""
    names, place = place_names(record, ledger), site(record, ledger)
    if is_conflict(record):
        return tr("Places: {names}. The stretch of the line drawn between them is indicative.", names=names)
    known = say_precision(place) if place else tr("no published coordinates")
    return tr("Place: {names}, {known}.", names=names, known=known) if names else ""


def sections_at(record: Record, ledger: Ledger) -> dict[str, str]:
    """Return id and title of the sections that name one of the record's places, or in whose outline its place lies."""
    drawn = geometry_files.sections()
    place = first_place(record, ledger)
    spot = place.spot if place else None
    point = Point(spot[:2]) if spot and spot[2] <= _IN_SECTION_M else None
    return {
        section.id: section.title
        for section in ledger.sections.values()
        if section.kind != "line"
        and (
            set(section.places) & set(record.places)
            or (point is not None and section.geometry in drawn and drawn[section.geometry].geometry.intersects(point))
        )
    }


def zoom_for(precision_m: int) -> int:
    """Return the zoom at which a circle of that radius fills a good part of a window."""
    for zoom, metres in ((11, 4_000), (10, 9_000), (9, 20_000), (8, 45_000)):
        if precision_m <= metres:
            return zoom
    return 7


def regions_of(districts: Iterable[str]) -> tuple[str, ...]:
    """Return the regions in which the districts lie."""
    return tuple(name for name, region in REGIONS.items() if region.districts.keys() & set(districts))
