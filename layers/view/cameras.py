"""Where the map looks: the cameras with a name, and where and when to show a record when a link or a click names nothing else."""

from __future__ import annotations

from datetime import date

from geodata import atlas, geometry_files
from geodata.intervals import last_day
from geodata.ledger import Ledger
from layers.kit.places import located, zoom_for

Camera = tuple[float, float, float]

#: The cameras with a name: title, then south-west and north-east corner as (lat, lon), as Leaflet takes them.
PRESETS = atlas.current().cameras

WHOLE_BORDER = PRESETS["whole"].bounds

#: A zoom that shows some hundred kilometres of the line.
CONFLICT_ZOOM = 9


def camera(record_id: str, ledger: Ledger) -> Camera | None:
    """Return (lat, lon, zoom) for a record: its outline's middle or its place; None where it has none."""
    found = ledger.find(record_id)
    if found is None:
        return None
    table, record = found
    if table == "sections" and record.geometry and record.geometry in geometry_files.sections():
        west, south, east, north = geometry_files.sections()[record.geometry].geometry.bounds
        width = max(east - west, north - south)
        return ((south + north) / 2, (west + east) / 2, 12 if width < 0.06 else 11 if width < 0.2 else 10)
    if not hasattr(record, "places"):
        return None
    place = located(record, ledger)
    if place and table == "incidents" and record.kind == "armed conflict":
        return (place.lat, place.lon, CONFLICT_ZOOM)  # Fighting along a stretch of the line is no single site.
    return (place.lat, place.lon, zoom_for(place.precision_m)) if place else None


def best_day(record_id: str, ledger: Ledger, today: date) -> date | None:
    """Return the day on which a record is best seen, or None to leave the date as it is.

    What happened is shown on its first day; what lasted is shown today while it lasts, else on its last day.
    """
    found = ledger.find(record_id)
    if found is None:
        return None
    table, record = found
    if table in ("sections", "crossings", "statistics"):
        return None
    start, end = record.start, record.end
    if table == "bases":
        return last_day(end) if end and end <= today else None
    return min(start, today) if start else None


def target(record_id: str, ledger: Ledger, today: date) -> tuple[str, date | None, Camera | None] | None:
    """Return (current id, day, camera) for an id a link may name, or None for an unknown one."""
    found = ledger.find(record_id)
    if found is None:
        return None
    current_id = found[1].id
    return current_id, best_day(current_id, ledger, today), camera(current_id, ledger)
