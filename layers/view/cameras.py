"""Where the map looks: the cameras with a name, and where and when to show a record when a link or a click names nothing else."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from shapely import GeometryCollection, MultiPoint
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata import atlas
from geodata.events import is_conflict
from geodata.intervals import last_day
from geodata.ledger import Ledger
from geodata.nearby import first_place
from geodata.records import Record
from layers.kit.layer import Layer, features, owner_of
from layers.view.state import ViewState

Camera = tuple[float, float, float]

#: The cameras with a name: title, then south-west and north-east corner as (lat, lon), as Leaflet takes them.
PRESETS = atlas.current().cameras

#: An outline narrower than so many degrees is looked at from this zoom.
_ZOOMS = ((0.06, 12), (0.2, 11), (0.6, 10))

WHOLE_BORDER = PRESETS["whole"].bounds

#: What Python and the browser both know of the map's window: the steps and ends of its zoom, the pixels round a stretch that is shown whole,
#: and the width and height of the map for which a camera's zoom is meant; in a smaller one the same land is shown, smaller.
_RULES = json.loads((Path(__file__).parent / "camera.json").read_text(encoding="utf-8"))
SNAP, LEAST_ZOOM, MOST_ZOOM = float(_RULES["snap"]), int(_RULES["least"]), int(_RULES["most"])
EDGE_PX = int(_RULES["edgePx"])
MEANT_FOR: tuple[int, int] = tuple(_RULES["meantFor"])


def camera(record_id: str, ledger: Ledger) -> Camera | None:
    """Return (lat, lon, zoom) for a record: its outline's middle or its place; None where it has none."""
    found = ledger.find(record_id)
    if found is None:
        return None
    table, record = found
    layer = owner_of(table)
    if layer is None:
        return None
    drawn = _outlines((record_id,), layer, ledger)
    if drawn and layer.draw != "flows":
        return _on(drawn)
    place = first_place(record, ledger)
    if place is None or place.spot is None:
        return None
    lon, lat, _ = place.spot
    return lat, lon, layer.zoom(record, place)


def camera_of_all(record_ids: Collection[str], layer: Layer[Record], ledger: Ledger) -> Camera | None:
    """Return (lat, lon, zoom) for the outlines of several records of a layer; None where none of them is drawn."""
    drawn = _outlines(record_ids, layer, ledger)
    return _on(drawn) if drawn else None


def _outlines(record_ids: Collection[str], layer: Layer[Record], ledger: Ledger) -> list[BaseGeometry]:
    return [
        part
        for one in features(layer, ledger)
        if one.select in record_ids and one.geometry
        for part in (shape(one.geometry), MultiPoint([spot[:2] for spot in one.symbol.get("spots", ())]))
    ]


def _on(outlines: Sequence[BaseGeometry]) -> Camera:
    west, south, east, north = GeometryCollection(outlines).bounds
    width = max(east - west, north - south)
    zoom = next((zoom for most, zoom in _ZOOMS if width < most), 8.5)
    return (south + north) / 2, (west + east) / 2, zoom


def target(record_id: str, ledger: Ledger, today: date) -> tuple[str, date | None, Camera | None] | None:
    """Return (current id, day, camera) for an id a link may name, or None for an unknown one."""
    found = ledger.find(record_id)
    return (found[1].id, _best_day(*found, today), camera(found[1].id, ledger)) if found else None


def _best_day(table: str, record: Record, today: date) -> date | None:
    """Return the day on which a record is best seen, or None to leave the date as it is.

    What happened is shown on its first day, a conflict on its last, up to which all of it shows; what lasted is shown today while it lasts, else on its last day.
    """
    layer = owner_of(table)
    if layer is not None and layer.time == "state":
        return last_day(record.end) if record.end and record.end <= today else None
    start: date | None = getattr(record, "start", None)
    if is_conflict(record) and record.end:
        return min(last_day(record.end), today)
    return min(start, today) if start else None


def whole_time(record_id: str, view: ViewState, ledger: Ledger) -> dict[str, object]:
    """Return what of a view has to change so that all days of a conflict show when it ends on the view's date; nothing for other records."""
    found = ledger.find(record_id)
    if not found or not is_conflict(found[1]) or not found[1].end or not found[1].start:
        return {}
    days = (found[1].end - found[1].start).days
    seen = view.mode == "upto" or (view.mode == "window" and view.days >= days)
    return {} if seen else {"mode": "window", "days": days}
