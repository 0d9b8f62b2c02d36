"""Geometries as plain arrays and back, so that who receives them parses no binary form that a stranger may have made.

Collections of any depth become simple parts (points, lines, areas) with the row they belong to; coordinates and the places where lines and
rings begin are arrays, as GeoArrow has them (shapely's ragged arrays).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import shapely
from shapely import GeometryType

#: Kind of part → how many arrays of offsets it has.
_PARTS = {GeometryType.POINT: 0, GeometryType.LINESTRING: 1, GeometryType.POLYGON: 2}
_JOINED: Mapping[GeometryType, Callable[..., np.ndarray]] = {
    GeometryType.MULTIPOINT: shapely.multipoints,
    GeometryType.MULTILINESTRING: shapely.multilinestrings,
    GeometryType.MULTIPOLYGON: shapely.multipolygons,
    GeometryType.GEOMETRYCOLLECTION: shapely.geometrycollections,
}
_NONE = -1


def taken_apart(shapes: np.ndarray | None) -> tuple[np.ndarray, list[tuple[str, pa.Table]]]:
    """Take geometries apart.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,), or None
        Of any kind but bare rings, which no format has.

    Returns
    -------
    kinds : ndarray of int8, shape (n,)
        `shapely.GeometryType` of each, -1 where there is none; empty for None.
    parts : list of (str, pyarrow.Table)
        Tables of coordinates, offsets, and of where each part stands, under names that `put_together` reads.
    """
    if shapes is None:
        return np.zeros(0, np.int8), []
    kinds = shapely.get_type_id(shapes).astype(np.int8)
    parts, owners = shapes[kinds != _NONE], np.flatnonzero(kinds != _NONE)
    while (shapely.get_type_id(parts) >= GeometryType.MULTIPOINT).any():
        parts, index = shapely.get_parts(parts, return_index=True)
        owners = owners[index]
    of = shapely.get_type_id(parts)
    high = shapely.has_z(parts)
    tables = []
    for kind in _PARTS:
        for z in (False, True):
            chosen = np.flatnonzero((of == kind) & (high == z))
            if len(chosen):
                _, coordinates, offsets = shapely.to_ragged_array(parts[chosen], include_z=z, include_m=False)
                name = f"{int(kind)} {int(z)}"
                tables.append((name, pa.table({"place": pa.array(chosen), "owner": pa.array(owners[chosen])})))
                tables.append((name, pa.table({"degrees": pa.array(coordinates.ravel())})))
                tables += [
                    (name, pa.table({"offset": pa.array(np.asarray(offset, np.int64))})) for offset in (offsets or ())
                ]
    return kinds, tables


def put_together(kinds: np.ndarray, tables: list[tuple[str, pa.Table]]) -> np.ndarray | None:
    """Put geometries together from what `taken_apart` returned.

    Raises
    ------
    ValueError
        Where the arrays do not fit each other.
    """
    if not len(kinds):
        return None
    total = sum(table.num_rows for _, table in tables if "place" in table.column_names)
    parts, owners, places = np.full(total, None, object), np.zeros(total, np.int64), []
    rest = iter(tables)
    for name, table in rest:
        kind, z = map(int, name.split())
        place, owner = table.column("place").to_numpy(), table.column("owner").to_numpy()
        coordinates = next(rest)[1].column("degrees").to_numpy().reshape(-1, 3 if z else 2)
        offsets = [next(rest)[1].column("offset").to_numpy() for _ in range(_PARTS[GeometryType(kind)])]
        for offset, length in zip(offsets, [len(coordinates), *(len(offset) - 1 for offset in offsets)], strict=False):
            if not len(offset) or offset[0] != 0 or offset[-1] != length or (np.diff(offset) < 0).any():
                raise ValueError("offsets that do not fit")
        if place.min() < 0 or place.max() >= total or owner.min() < 0 or owner.max() >= len(kinds):
            raise ValueError("parts of no row")
        parts[place] = shapely.from_ragged_array(GeometryType(kind), coordinates, tuple(offsets) or None)
        owners[place] = owner
        places.append(place)
    if len(np.unique(np.concatenate([*places, np.zeros(0, np.int64)]))) != total or (np.diff(owners) < 0).any():
        raise ValueError("parts that stand in one place")
    shapes = np.full(len(kinds), None, object)
    of = kinds[owners]
    single = np.isin(of, list(_PARTS))
    shapes[owners[single]] = parts[single]
    for kind, join in _JOINED.items():
        chosen = of == kind
        if chosen.any():
            rows, index = np.unique(owners[chosen], return_inverse=True)
            shapes[rows] = join(parts[chosen], indices=index)
    return shapes
