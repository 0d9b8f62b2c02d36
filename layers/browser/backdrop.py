"""The backdrop as the map draws it: SVG paths in one plane (browser/ground/shapes.js), so that no script handles a vertex before it is seen.

The plane is Web Mercator in pixels of the closest zoom, as whole numbers from a corner of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import geometry_files
from geodata.sets.keys import mercator
from layers.view.cameras import MOST_ZOOM

#: What the browser has of a feature as it is.
_SAME = ("kind", "name", "height_m", "rank", "min_zoom", "max_zoom", "status")

#: Steps of a line in one part: a browser paints piece by piece of the window, each with all of a line that touches it.
PIECE = 48

#: The world at the closest zoom is 256 · 2**zoom pixels wide.
_SHIFT = np.uint32(32 - 8 - MOST_ZOOM)


def text() -> str:
    """Return the backdrop as JSON (shared/types.d.ts)."""
    features = geometry_files.backdrop()
    corner = _in_plane(shapely.get_coordinates([one.geometry for one in features])).min(axis=0)
    told = []
    for one in features:
        same = {name: one.properties[name] for name in _SAME if one.properties.get(name) is not None}
        point = one.geometry.geom_type == "Point"
        place = {"at": one.geometry.coords[0]} if point else {"d": path(one.geometry, corner)}
        told.append(same | place)
    plane = {"zoom": MOST_ZOOM, "corner": corner.tolist(), "features": told}
    return json.dumps(plane, ensure_ascii=False, separators=(",", ":"))


def path(geometry: BaseGeometry, corner: np.ndarray) -> str:
    """Return lines, or the rings of areas, as a path's `d`: each part begins at a place of its own, so that paths can be joined."""
    parts = shapely.get_parts(geometry)
    if "Polygon" in geometry.geom_type:
        # `z` closes a ring, whose last place is its first.
        return "".join(_part(ring.coords[:-1], corner) + "z" for ring in shapely.get_rings(parts))
    pieces = [line.coords[at : at + PIECE + 1] for line in parts for at in range(0, len(line.coords) - 1, PIECE)]
    return "".join(_part(piece, corner) for piece in pieces)


def _part(degrees: Sequence[tuple[float, ...]], corner: np.ndarray) -> str:
    first, *rest = np.diff(_in_plane(np.asarray(degrees)), axis=0, prepend=[corner]).tolist()
    moved = " ".join(f"{x} {y}" for x, y in rest)
    return f"M{first[0]} {first[1]}l{moved}".replace(" -", "-")


def _in_plane(degrees: np.ndarray) -> np.ndarray:
    """Return (lon, lat) in degrees, shape (n, 2), as whole pixels."""
    at = mercator(degrees[:, 0], degrees[:, 1])
    return np.column_stack([at["x"] >> _SHIFT, at["y"] >> _SHIFT]).astype(np.int64)
