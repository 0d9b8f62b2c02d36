"""Objects of a JSON as rows: what lies within an object becomes a column of its own, every cell a text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import msgspec
import numpy as np
import pyarrow as pa
import shapely

from geodata.importers.columns import distinct, limit_columns
from geodata.importers.formats.cells import text
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.json_tables import Row, Told
from geodata.importers.formats.json_text import GEOMETRIES

ROWS_AT_ONCE = 20_000

#: Objects within an object that become columns; what lies deeper stays JSON.
DEEPEST = 3

_OBJECT = msgspec.json.Decoder(dict[str, object])


class Rows:
    """A list of objects made ready: columns in the order of their first appearance, and its rows piece by piece."""

    def __init__(self, told: Told) -> None:
        self.notes: list[str] = []
        self._told = told
        names: dict[str, None] = {}
        for row in told.rows:
            names.update(dict.fromkeys(_flat(row)))
        self._names = list(names)
        limit_columns(len(names))
        self.columns = distinct(self._names, self.notes)

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows; what is no object comes last."""
        told = self._told
        for start in range(0, len(told.rows), ROWS_AT_ONCE):
            rows = [_flat(row) for row in told.rows[start : start + ROWS_AT_ONCE]]
            arrays = [_column([row.get(name) for row in rows]) for name in self._names]
            yield Piece(
                pa.RecordBatch.from_arrays(arrays, [str(number) for number in range(len(arrays))]),
                np.array(told.numbers[start : start + len(rows)], np.int32),
                told.broken if start + ROWS_AT_ONCE >= len(told.rows) else [],
                (start + len(rows)) / len(told.rows),
            )


def _column(cells: list[object]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except (pa.ArrowException, UnicodeError):
        return pa.array([text(cell) for cell in cells], pa.string())


def _flat(row: Row) -> Mapping[str, object]:
    """Return an object without objects and lists in it."""
    cells: Mapping[str, object] = _OBJECT.decode(row) if isinstance(row, msgspec.Raw) else row
    if not any(isinstance(cell, (dict, list)) for cell in cells.values()):
        return cells
    flat: dict[str, object] = {}
    _lay_out(cells, "", flat, 0)
    return flat


def _lay_out(cells: Mapping[str, object], before: str, flat: dict[str, object], depth: int) -> None:
    for name, cell in cells.items():
        column = f"{before}{name}"
        if isinstance(cell, dict) and len(cell) == 1 and next(iter(cell)).startswith("$"):
            # MongoDB writes types so: {"$date": …}, {"$numberLong": …}.
            _lay_out({name: next(iter(cell.values()))}, before, flat, depth + 1)
        elif isinstance(cell, dict) and cell.get("type") in GEOMETRIES:
            flat[column] = _wkt(cell)
        elif isinstance(cell, dict) and depth < DEEPEST:
            _lay_out(cell, f"{column}.", flat, depth + 1)
        elif isinstance(cell, list) and cell and all(isinstance(one, dict) and "value" in one for one in cell):
            # Pairs of a key and a value: each key is a column.
            for one in cell:
                key = f"{column}.{one.get('key') or one.get('name') or one.get('id') or ''}"
                flat[key] = f"{flat[key]}; {_text(one['value'])}" if key in flat else _text(one["value"])
        else:
            flat[column] = _text(cell)


def _text(cell: object) -> object:
    if isinstance(cell, list) and not any(isinstance(one, (dict, list)) for one in cell):
        return "; ".join(text(one) for one in cell)
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, (dict, list)) else cell


def _wkt(geometry: dict[str, object]) -> str:
    written = json.dumps(geometry)
    try:
        return str(shapely.from_geojson(written).wkt)
    except (shapely.errors.ShapelyError, AttributeError):
        return written
