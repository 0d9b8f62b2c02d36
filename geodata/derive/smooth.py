"""Round off lines that a coarse source drew with corners."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import LineString

#: How often every corner is cut off at a quarter of its sides (Chaikin).
ROUNDS = 2


def corners_cut(line: LineString) -> LineString:
    """Cut the corners of a line or of a closed ring; the ends of an open line stay where they are."""
    points = shapely.get_coordinates(line)
    closed = line.is_closed
    for _ in range(ROUNDS):
        before, after = points[:-1], points[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1).reshape(-1, 2)
        points = np.vstack([cut, cut[:1]]) if closed else np.vstack([points[:1], cut[1:-1], points[-1:]])
    return LineString(points)
