"""What stands on a map in a file of the records: their points and outlines, and the border as mapped in one year, which is no record."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from shapely import Point
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.ledger import Ledger
from geodata.nearby import placed
from geodata.records import Record
from geodata.translation import mark, tr_n
from layers.kit.dataset import Column
from layers.kit.feature import Feature
from layers.kit.layer import Layer, all_layers, features, layer_of, opened
from layers.kit.places import spots_of
from layers.view.filters import Row, rows
from layers.view.state import ViewState
from layers.view.visible import visible

#: What only files say, for on the page map and legend do.
COLUMNS: dict[str, Column] = {
    "mapped_in": Column(
        "integer", mark("Mapped in"), mark("Year in which the border line and exclaves were so mapped"), listed=False
    ),
    "drawn_from": Column(
        "text",
        mark("Drawn from"),
        mark("Where its point, line or outline comes from, and who is to be named for it"),
        listed=False,
    ),
}


@lru_cache(maxsize=4)
def features_of(ledger: Ledger) -> tuple[Feature, ...]:
    """Return the feature of each record, in their order."""
    of_layers = {layer.id: opened(layer, ledger) for layer in all_layers()}
    return tuple(of_layers[row.layer][row.id] for row in rows(ledger))


def _drawings(ledger: Ledger) -> list[tuple[Layer[Record], Feature]]:
    """Return every feature of the layers whose features are no records: the border as mapped in each year."""
    return [(layer, one) for layer in all_layers() if not layer.regional for one in features(layer, ledger)]


def shown(view: ViewState, ledger: Ledger) -> np.ndarray:
    """Return the numbers of the drawings that a view shows; they follow those of the records."""
    seen = visible(view, ledger)
    shown = {(layer, feature.id) for layer in view.layers if layer in seen for feature in seen[layer]}
    first = len(rows(ledger))
    numbers = [number for number, (layer, one) in enumerate(_drawings(ledger), first) if (layer.id, one.id) in shown]
    return np.array(numbers, np.int64)


def told(view: ViewState, ledger: Ledger) -> list[str]:
    """Say what files hold beside the records of a view; nothing where that is nothing."""
    number = len(shown(view, ledger))
    words = tr_n(
        "Files with geometry hold beside the records {n} line, exclave or point of the border as mapped in {year}; it is no record and is not counted.",
        "Files with geometry hold beside the records {n} lines, exclaves and points of the border as mapped in {year}; they are no records and are not counted.",
        number,
        year=view.line,
    )
    return [words] if number else []


@lru_cache(maxsize=4)
def geometry(ledger: Ledger) -> np.ndarray:
    """Return the geometry of every record and drawing, None where nothing is known."""
    found = np.empty(len(rows(ledger)) + len(_drawings(ledger)), object)
    found[:] = [
        *(_shape(row, feature, ledger) for row, feature in zip(rows(ledger), features_of(ledger), strict=True)),
        *(Point(one.point) if one.point else shape(one.geometry or {}) for _, one in _drawings(ledger)),
    ]
    return found


def _shape(row: Row, feature: Feature, ledger: Ledger) -> BaseGeometry | None:
    draw = layer_of(row.layer).draw
    # A flow is a way of drawing: nobody says by which way a thing went, so it leaves with the places that are known.
    if feature.geometry and draw != "flows":
        return shape(feature.geometry)
    return spots_of(row.record, ledger) if draw not in ("areas", "line") else None


def drawn_from(row: Row, feature: Feature, ledger: Ledger) -> str:
    """Say where a record's outline or points come from; empty where it has neither."""
    layer = layer_of(row.layer)
    if feature.geometry and layer.draw != "flows":
        return " ".join(layer.credits())
    named = (place.coordinates_from for place in placed(row.record, ledger))
    return "; ".join(dict.fromkeys(name for name in named if name))


def lines(ledger: Ledger) -> list[dict[str, object]]:
    """Return what the columns of a file say of each drawing."""
    return [
        {
            "id": one.id,
            "layer": layer.title,
            "title": one.title,
            "kind": one.kind,
            "summary": layer.gloss,
            "mapped_in": one.vintage,
            "drawn_from": " ".join(layer.credits()),
        }
        for layer, one in _drawings(ledger)
    ]
