"""Geometries as paths on a picture."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from layers.pictures.camera import Camera, unit


def parts_of(geometry: BaseGeometry) -> list[tuple[np.ndarray, bool]]:
    """Return the lines and rings of a geometry on the unit square, each with whether it is closed."""
    if isinstance(geometry, BaseMultipartGeometry):
        return [part for one in geometry.geoms for part in parts_of(one)]
    rings = [geometry.exterior, *geometry.interiors] if isinstance(geometry, Polygon) else [geometry]
    return [(np.column_stack(unit(*np.asarray(ring.coords)[:, :2].T)), ring.is_ring) for ring in rings]


def path_on(parts: list[tuple[np.ndarray, bool]], camera: Camera) -> Path:
    """Return one path of all parts, in the camera's pixels."""
    vertices, codes = [], []
    for points, closed in parts:
        x, y = camera.from_unit(points[:, 0], points[:, 1])
        vertices.append(np.column_stack([x, y]))
        code = np.full(len(points), Path.LINETO, dtype=np.uint8)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        codes.append(code)
    return Path(np.concatenate(vertices), np.concatenate(codes))
