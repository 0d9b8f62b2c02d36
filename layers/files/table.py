"""The records of a view as one table with geometry: what the page lists, what a download holds."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import geopandas as gpd
import pandas as pd
import pyarrow as pa
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geodata import geometry_files
from geodata.claims import death_range
from geodata.intervals import FOREVER, Interval, day_number, from_day_number, last_day, say_interval
from geodata.ledger import Ledger
from geodata.openings import STATE_TITLES
from geodata.parties import ABOUT
from geodata.records import Record
from geodata.regions import REGIONS
from geodata.status import STATUS_TITLES
from layers.kit.layer import Feature, all_layers, regions_of
from layers.kit.places import located, place_names
from layers.view.facets import shown_rows
from layers.view.filters import CONFIDENCES, Row, rows
from layers.view.state import ViewState

CRS = "EPSG:4326"

#: Column → (type, heading, what it holds). Types are those of the files: text, date, integer, number.
COLUMNS: dict[str, tuple[str, str, str]] = {
    "id": ("text", "Id", "The record's id, which links use"),
    "layer": ("text", "Layer", "Sort of record"),
    "title": ("text", "Title", "Name of the record"),
    "kind": ("text", "Kind", "Kind within its layer"),
    "dated": ("text", "When", "The date in words, as precisely as it is known"),
    "first_day": ("date", "First day", "First day on which it may hold; see the precision"),
    "last_day": ("date", "Last day", "Last day on which it may hold; empty while it lasts"),
    "date_precision": ("text", "Date known to the", "Day, month or year: a first day is never more certain than this"),
    "state": ("text", "State on the date", "Status of a section or state of a crossing on the view's date"),
    "regions": ("text", "Regions", "Regions its districts lie in"),
    "districts": ("text", "Districts", "Districts it touches"),
    "place": ("text", "Place", "Its places, the best located first"),
    "lon": ("number", "Longitude", "Degrees east, WGS 84, of the place"),
    "lat": ("number", "Latitude", "Degrees north, WGS 84, of the place"),
    "place_precision_m": ("integer", "Place known within (m)", "Radius in metres within which the place is known"),
    "deaths_low": (
        "integer",
        "Deaths claimed, lowest",
        "Lowest of the latest claims for the side with the highest claim",
    ),
    "deaths_high": ("integer", "Deaths claimed, highest", "Highest of the latest claims for that side; never a sum"),
    "deaths_of": ("text", "Deaths of", "The side of loss those two figures are about"),
    "weapons": ("text", "Weapons reported", "As reported, with whose claim it is"),
    "actors": ("text", "Actors named", "Who is named as taking part"),
    "supplier": ("text", "Supplier", "Of a transfer, as stated"),
    "recipient": ("text", "Recipient", "Of a transfer, as stated"),
    "quantity": ("text", "Quantity, as stated", "With its unit and claimant"),
    "value": ("text", "Value, as stated", "With its currency and claimant"),
    "parties": ("text", "Party of the sources", "Whose voices its sources are"),
    "confidence": ("text", "Confidence", "How well the record is sourced"),
    "sources": ("integer", "Sources", "Number of sources"),
    "source_ids": ("text", "Source ids", "Ids of its sources, listed in the citation"),
    "summary": ("text", "Summary", "What it is, in the atlas's own words"),
}

_TYPES = {"text": "str", "integer": "Int64", "number": "float64"}


def frame(view: ViewState, ledger: Ledger, first: tuple[str, ...] = ()) -> gpd.GeoDataFrame:
    """Return the records the view shows, layer by layer, latest first.

    Parameters
    ----------
    view : ViewState
    ledger : Ledger
    first : tuple of str
        Ids of records listed before all others.

    Returns
    -------
    GeoDataFrame
        The columns of `COLUMNS` in WGS 84 (EPSG:4326); geometry is a point, a section's indicative outline, or None where the
        place is not known. Dates are Python dates, missing integers `pd.NA`.
    """
    places, states = _listed(view, ledger, first)
    return _frame(ledger).iloc[places].assign(state=pd.array(states, dtype="str")).reset_index(drop=True)


def arrow(view: ViewState, ledger: Ledger, columns: tuple[str, ...], first: tuple[str, ...] = ()) -> pa.Table:
    """Return some columns of `frame` as an Arrow table, which is made in a tenth of the time: a page draws it at every change."""
    places, states = _listed(view, ledger, first)
    table = _arrow(ledger).take(pa.array(places, pa.int64()))
    return table.set_column(table.column_names.index("state"), "state", pa.array(states, pa.string())).select(columns)


#: What an analyst looks for first stands first.
_RANK = {"clashes": -3, "crossings": -2, "bases": -1}


def _listed(view: ViewState, ledger: Ledger, first: tuple[str, ...]) -> tuple[list[int], list[str]]:
    """Return the places of the view's records in `_frame`, in the order in which they are listed, and their states on its date."""
    order = {layer.id: layer.order for layer in all_layers()}
    rank = {record_id: place for place, record_id in enumerate(first)}
    places = {(row.layer, row.id): place for place, row in enumerate(rows(ledger))}
    listed = sorted(
        shown_rows(view, ledger),
        key=lambda pair: (
            rank.get(pair[0].id, len(rank)),
            _RANK.get(pair[0].layer, order[pair[0].layer]),
            -(pair[0].record.start or date.min).toordinal(),
        ),
    )
    return [places[row.layer, row.id] for row, _ in listed], [
        _state(row, feature, view.date) for row, feature in listed
    ]


@lru_cache(maxsize=4)
def _arrow(ledger: Ledger) -> pa.Table:
    return pa.Table.from_pandas(pd.DataFrame(_frame(ledger).drop(columns="geometry")), preserve_index=False)


@lru_cache(maxsize=4)
def _frame(ledger: Ledger) -> gpd.GeoDataFrame:
    titles = {layer.id: layer.title for layer in all_layers()}
    lines = [_line(row, titles[row.layer], ledger) for row in rows(ledger)]
    columns = {
        name: pd.array([line[name] for line in lines], dtype=_TYPES[kind])
        if kind in _TYPES
        else [line[name] for line in lines]
        for name, (kind, _, _) in COLUMNS.items()
    }
    return gpd.GeoDataFrame(columns, geometry=[line["geometry"] for line in lines], crs=CRS)


def _line(row: Row, layer_title: str, ledger: Ledger) -> dict[str, object]:
    record = row.record
    place = located(record, ledger)
    deaths = death_range(record) if row.layer == "clashes" else None
    lasting = row.layer in ("sections", "crossings", "bases")
    interval = Interval.state(record) if lasting else Interval.event(record)
    dated = record.start is not None and interval is not None
    words = {name: "; ".join(row.values[name].values()) for name in row.values}
    return {
        "id": record.id,
        "layer": layer_title,
        "title": record.title,
        "kind": words["kind"],
        "dated": say_interval(record, lasting),
        "first_day": from_day_number(interval.start) if dated else None,
        "last_day": last_day(from_day_number(interval.end)) if dated and interval.end < FOREVER else None,
        "date_precision": record.start_precision if record.start else "",
        "state": "",
        "regions": "; ".join(REGIONS[name].title for name in regions_of(record.districts)),
        "districts": words["district"],
        "place": place_names(record, ledger),
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "place_precision_m": place.precision_m if place else None,
        "deaths_low": deaths.low if deaths else None,
        "deaths_high": deaths.high if deaths else None,
        "deaths_of": ABOUT[deaths.about] if deaths else "",
        "weapons": "; ".join(getattr(record, "weapons", [])),
        "actors": words["actor"],
        "supplier": getattr(record, "supplier", ""),
        "recipient": getattr(record, "recipient", ""),
        "quantity": getattr(record, "quantity", "") or "",
        "value": getattr(record, "value", "") or "",
        "parties": words["party"],
        "confidence": CONFIDENCES[record.confidence],
        "sources": len(record.sources),
        "source_ids": "; ".join(record.sources),
        "summary": record.summary,
        "geometry": _geometry(record, row.layer, ledger),
    }


def _geometry(record: Record, layer: str, ledger: Ledger) -> BaseGeometry | None:
    if layer == "sections":
        drawn = geometry_files.sections().get(record.geometry) if record.geometry else None
        return drawn.geometry if drawn else None
    place = located(record, ledger)
    return Point(place.lon, place.lat) if place else None


def _state(row: Row, feature: Feature, day: date) -> str:
    step = feature.step_on(day_number(day))
    if step is None:
        return ""
    title = STATUS_TITLES.get(step.state) or STATE_TITLES.get(step.state, step.state)
    return f"{title} (inferred)" if step.inferred and row.layer == "sections" else title
