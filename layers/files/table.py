"""The records of a view as one table with geometry: what the page lists, what a download holds."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
from shapely import Point
from shapely.geometry import shape

from geodata.dates import say, say_interval
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.records import Record
from geodata.regions import REGIONS
from layers.kit.dataset import Column
from layers.kit.layer import Feature, Layer, all_layers, layer_of, opened
from layers.kit.places import located, place_names
from layers.view.facets import shown_rows
from layers.view.filters import CONFIDENCES, Row, rows
from layers.view.state import ViewState

CRS = "EPSG:4326"

#: What every record has: before and after the columns of the layers.
_FIRST: dict[str, Column] = {
    "id": Column("text", "Id", "The record's id, which links use", listed=False),
    "layer": Column("text", "Layer", "Sort of record"),
    "title": Column("text", "Title", "Name of the record"),
    "kind": Column("text", "Kind", "Kind within its layer"),
    "dated": Column("text", "When", "The date in words, as precisely as it is known"),
    "first_day": Column("date", "First day", "First day on which it may hold; see the precision"),
    "last_day": Column("date", "Last day", "Last day on which it may hold; empty while it lasts"),
    "date_precision": Column(
        "text", "Date known to the", "Day, month or year: a first day is never more certain than this"
    ),
    "state": Column("text", "State on the date", "Status of a section or state of a crossing on the view's date"),
    "regions": Column("text", "Regions", "Regions its districts lie in", listed=False),
    "districts": Column("text", "Districts", "Districts it touches"),
    "place": Column("text", "Place", "Its places, the best located first"),
    "lon": Column("number", "Longitude", "Degrees east, WGS 84, of the place", listed=False),
    "lat": Column("number", "Latitude", "Degrees north, WGS 84, of the place", listed=False),
    "place_precision_m": Column(
        "integer", "Place known within (m)", "Radius in metres within which the place is known"
    ),
}
_LAST: dict[str, Column] = {
    "actors": Column("text", "Actors named", "Who is named as taking part"),
    "parties": Column("text", "Party of the sources", "Whose voices its sources are"),
    "confidence": Column("text", "Confidence", "How well the record is sourced"),
    "sources": Column("integer", "Sources", "Number of sources"),
    "source_ids": Column("text", "Source ids", "Ids of its sources, listed in the citation", listed=False),
    "summary": Column("text", "Summary", "What it is, in the atlas's own words", listed=False),
}

#: Where a layer has no such column.
_EMPTY = {"text": "", "date": None, "integer": None, "number": None}
_TYPES = {"text": "str", "integer": "Int64", "number": "float64"}


def columns() -> dict[str, Column]:
    """Return the columns of the records' table: what every record has, and what each layer has of its own."""
    return _FIRST | {name: column for layer in all_layers() for name, column in layer.columns.items()} | _LAST


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
        The `columns` in WGS 84 (EPSG:4326); geometry is a point, a section's indicative outline, or None where the
        place is not known. Dates are Python dates, missing integers `pd.NA`.
    """
    places, states = _listed(view, ledger, first)
    return _frame(ledger).iloc[places].assign(state=pd.array(states, dtype="str")).reset_index(drop=True)


def arrow(view: ViewState, ledger: Ledger, columns: tuple[str, ...], first: tuple[str, ...] = ()) -> pa.Table:
    """Return some columns of `frame` as an Arrow table, which is made in a tenth of the time: a page draws it at every change."""
    places, states = _listed(view, ledger, first)
    table = _arrow(ledger).take(pa.array(places, pa.int64()))
    return table.set_column(table.column_names.index("state"), "state", pa.array(states, pa.string())).select(columns)


def _listed(view: ViewState, ledger: Ledger, first: tuple[str, ...]) -> tuple[list[int], list[str]]:
    """Return the places of the view's records in `_frame`, in the order in which they are listed, and their states on its date."""
    order = {layer.id: layer.place("table") for layer in all_layers()}
    rank = {record_id: place for place, record_id in enumerate(first)}
    places = {(row.layer, row.id): place for place, row in enumerate(rows(ledger))}
    listed = sorted(
        shown_rows(view, ledger),
        key=lambda pair: (
            rank.get(pair[0].id, len(rank)),
            order[pair[0].layer],
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
    of_layers = {layer.id: opened(layer, ledger) for layer in all_layers()}
    lines = [_line(row, of_layers[row.layer][row.id], ledger) for row in rows(ledger)]
    table = {
        name: pd.array([line.get(name, _EMPTY[column.type]) for line in lines], dtype=_TYPES[column.type])
        if column.type in _TYPES
        else [line[name] for line in lines]
        for name, column in columns().items()
    }
    return gpd.GeoDataFrame(table, geometry=[line["geometry"] for line in lines], crs=CRS)


def _line(row: Row, feature: Feature, ledger: Ledger) -> dict[str, object]:
    record, layer = row.record, layer_of(row.layer)
    place = located(record, ledger)
    end = record.end - timedelta(days=1) if record.end else None
    # What happened on one day ends on it; what has no end lasts on.
    last = end or (record.start if layer.time == "event" and record.start_precision == "day" else None)
    words = {name: "; ".join(row.values[name].values()) for name in row.values}
    return {
        "id": record.id,
        "layer": layer.title,
        "title": record.title,
        "kind": words["kind"],
        "dated": _dated(record, layer),
        "first_day": record.start,
        "last_day": last,
        "date_precision": record.start_precision if record.start else "",
        "state": "",
        "regions": "; ".join(REGIONS[name][0] for name in row.regions),
        "districts": words["district"],
        "place": place_names(record, ledger),
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "place_precision_m": place.precision_m if place else None,
        "actors": words["actor"],
        "parties": words["party"],
        "confidence": CONFIDENCES[record.confidence],
        "sources": len(record.sources),
        "source_ids": "; ".join(record.sources),
        "summary": record.summary,
        "geometry": shape(feature.geometry)
        if feature.geometry
        else Point(place.lon, place.lat)
        if place and layer.draw in ("points", "list")
        else None,
        **row.cells,
    }


def _dated(record: Record, layer: Layer[Any]) -> str:
    if record.start is None:
        return "date not known"
    if layer.time == "state":
        until = f" to {say(record.end - timedelta(days=1), record.end_precision)}" if record.end else ""
        return f"from {say(record.start, record.start_precision)}{until}"
    return say_interval(record.start, record.end, record.start_precision)


def _state(row: Row, feature: Feature, day: date) -> str:
    step = feature.step_on(day_number(day))
    return layer_of(row.layer).state(step) if step else ""
