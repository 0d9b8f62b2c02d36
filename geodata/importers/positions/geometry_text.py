"""Geometries as the text of a cell: well-known text with or without a number of its system, GeoJSON, well-known binary in hexadecimal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geodata.importers.positions import wkb

_WKT = (
    r"(?i)^\s*(?:SRID=\d+;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*(?:\(|EMPTY)"
)
_JSON = r"""^\s*\{.*["']type["']\s*:\s*["'](?:Multi)?(?:Point|LineString|Polygon|GeometryCollection|Feature)"""
_HEX = r"^\s*(?:\\x|0x)?0[01][0-9A-Fa-f]{40,}\s*$"
_WKT_FOUND, _JSON_FOUND, _HEX_FOUND = map(re.compile, (_WKT, _JSON, _HEX))

#: More collections within a cell than any map has: a parser calls itself for each that stands within another.
_COLLECTIONS = 16


def is_geometry(cell: str) -> bool:
    """Tell whether a cell seems to hold a geometry's text."""
    return bool(_WKT_FOUND.match(cell) or _JSON_FOUND.match(cell) or _HEX_FOUND.match(cell))


def is_point(cell: str) -> bool:
    """Tell whether a cell that holds a geometry's text holds a point."""
    return bool(
        re.match(r"""(?i)\s*(?:SRID=\d+;\s*)?POINT|\s*\{.*["']Point["']|\s*(?:\\x|0x)?(?:01|00000000)01""", cell)
    )


def shapes_of(texts: pa.Array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read the geometries of a column.

    Parameters
    ----------
    texts : pyarrow.Array of str, shape (n,)

    Returns
    -------
    shapes : ndarray of object, shape (n,)
        Coordinates as they stand, None for what is no geometry's text or a broken one; a geometry's own `srid` is kept.
    written : ndarray of bool, shape (n,)
        The cell holds a geometry's text.
    opened : ndarray of bool, shape (n,)
        It has a ring that is not closed, which was closed here.
    """
    shapes = np.full(len(texts), None, object)
    opened = np.zeros(len(texts), bool)
    written = np.zeros(len(texts), bool)
    for pattern, read in ((_WKT, _from_text), (_JSON, _from_json), (_HEX, _from_binary)):
        here = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
        if here.any():
            written |= here
            shapes[here], opened[here] = read(texts.filter(pa.array(here)))
    return shapes, written, opened


def _from_text(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    nested = pc.greater(pc.count_substring(texts, pattern="collection", ignore_case=True), _COLLECTIONS)
    texts = pc.if_else(nested, None, texts)
    bare = pc.replace_substring_regex(texts, r"(?i)^\s*SRID=\d+;", "").to_numpy(zero_copy_only=False)
    shapes, opened = _closed(bare, shapely.from_wkt)
    if pc.any(pc.match_substring_regex(texts, "(?i)^\\s*SRID=")).as_py():
        numbers = pc.struct_field(pc.extract_regex(texts, r"(?i)^\s*SRID=(?P<srid>\d{1,6});"), "srid")
        shapes = shapely.set_srid(shapes, pc.cast(numbers.fill_null("0"), pa.int32()).to_numpy(zero_copy_only=False))
    return shapes, opened


def _from_json(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    cells = [_json(cell) for cell in texts.to_pylist()]
    read = np.array([cell or None for cell in cells], object)
    shapes = shapely.from_geojson(read, on_invalid="ignore")
    opened = np.zeros(len(cells), bool)
    for number in np.flatnonzero(shapely.is_missing(shapes)):
        try:
            shapes[number] = shapely.geometry.shape(json.loads(cells[number]))
            opened[number] = True
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, shapely.errors.ShapelyError):
            continue
    return shapes, opened


def _json(cell: str) -> str:
    """Return a cell's GeoJSON, "" where it is nested deeper than geometry is; as Python prints it, it has single quotes."""
    if cell.count("Collection") > _COLLECTIONS or re.search(r"(?:[\[{]\s*){8}", cell):
        return ""
    return cell.replace("'", '"') if "'type'" in cell else cell


def _from_binary(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    values = [_bytes(cell) for cell in texts.to_pylist()]
    if wkb.flaw(values):
        values = [None if value is None or wkb.flaw([value]) else value for value in values]
    return _closed(np.array(values, object), shapely.from_wkb)


def _bytes(cell: str) -> bytes | None:
    try:
        return bytes.fromhex(re.sub(r"^(?:\\x|0x)", "", cell.strip()))
    except ValueError:
        return None


def _closed(cells: np.ndarray, read: Callable[..., np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Read geometries, and once more those that are refused, with their rings closed."""
    shapes = read(cells, on_invalid="ignore")
    opened = np.zeros(len(cells), bool)
    if (again := shapely.is_missing(shapes)).any():
        shapes[again] = read(cells[again], on_invalid="fix")
        opened = again & ~shapely.is_missing(shapes)
    return shapes, opened
