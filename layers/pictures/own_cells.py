"""Where the marks of a reader's own set are a mass on a picture: cells with the number of their rows, by the rule of points/density.js."""

from __future__ import annotations

import numpy as np
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from geodata.sets.asked import cells as asked
from geodata.sets.keys import unwoven
from layers.pictures.camera import Camera
from layers.pictures.pane import Pane
from layers.pictures.svg_shapes import Shape, rectangle
from layers.pictures.typefaces import properties

#: As in points/density.js and points/cells.js.
_CELL_PX, _COVERED, _LEAST_PLACES, _MOST_PLACES = 56, 0.5, 20, 240
_FAINT, _FULL = 0.15, 0.45
#: The map cannot be zoomed further: there each mark stands by itself.
_LAST_ZOOM = 16
_SIZE = 15


def most_places(look: np.ndarray, radii_px: list[float]) -> float:
    """Return how many places a cell may show one by one, by the sizes of all marks of a set."""
    area = float((np.asarray(radii_px)[look & _SIZE] ** 2).mean()) if len(look) else radii_px[0] ** 2
    return min(_MOST_PLACES, max(_LEAST_PLACES, _COVERED * _CELL_PX**2 / (np.pi * area)))


#: Left, top and side of a cell in pixels of the window, and how many rows it has.
Cell = tuple[float, float, float, int]


def counted(body: bytes, looked: tuple[int, int], camera: Camera) -> list[Cell]:
    """Return the cells of a window that have rows in the days looked at, of rows that were counted over time, as points/counted.js does.

    Parameters
    ----------
    body : bytes
        As `geodata.sets.asked.cells` packs them.
    """
    header, columns = asked.unpack(body)
    level = min(header["level"], camera.level)
    found, of = np.unique(columns["cell"] >> np.uint32(2 * (header["level"] - level)), return_inverse=True)
    rows = np.bincount(of, asked.shown(body, looked), len(found)).astype(np.int64)
    x, y = unwoven(found)
    side = camera.world_px / 2**level
    left, top = camera.from_unit(x / 2.0**level, y / 2.0**level)
    seen = (rows > 0) & (left + side > 0) & (top + side > 0) & (left < camera.width) & (top < camera.height)
    columns_seen = (column[seen].tolist() for column in (left, top, rows))
    return [(left, top, side, rows) for left, top, rows in zip(*columns_seen, strict=True)]


def masses(columns: dict[str, np.ndarray], camera: Camera, limit: float) -> tuple[np.ndarray, list[Cell]]:
    """Return which rows stand in a cell of too many places, and these cells with their rows in the window.

    Parameters
    ----------
    columns : dict of str to ndarray
        Those of the rows that show.
    limit : float
        Most places that a cell shows one by one.
    """
    x, y = camera.from_unit(columns["x"] / 2.0**32, columns["y"] / 2.0**32)
    inside = (x >= 0) & (y >= 0) & (x < camera.width) & (y < camera.height)
    hidden = np.zeros(len(x), bool)
    rows = np.flatnonzero(inside)
    if not len(rows) or camera.zoom >= _LAST_ZOOM:
        return hidden, []
    # Cells stand on the ground, as on the map.
    left, top = (
        middle * camera.world_px - size / 2 for middle, size in ((camera.x, camera.width), (camera.y, camera.height))
    )
    column = np.floor((x[rows] + left) / _CELL_PX).astype(np.int64)
    line = np.floor((y[rows] + top) / _CELL_PX).astype(np.int64)
    cells, of, counts = np.unique(column << 32 | line, return_inverse=True, return_counts=True)
    spots = columns["x"][rows].astype(np.uint64) << np.uint64(32) | columns["y"][rows].astype(np.uint64)
    first = np.unique(spots, return_index=True)[1]
    many = np.bincount(of[first], minlength=len(cells)) > limit
    hidden[rows] = many[of]
    return hidden, [
        (float((cell >> 32) * _CELL_PX - left), float((cell & 0xFFFFFFFF) * _CELL_PX - top), _CELL_PX, int(count))
        for cell, count in zip(cells[many].tolist(), counts[many].tolist(), strict=True)
    ]


def draw_masses(pane: Pane, cells: list[Cell], colour: dict[str, str], zorder: float) -> None:
    """Draw cells with their numbers."""
    most = max((rows for *_, rows in cells), default=1)
    for left, top, side, rows in cells:
        pane.add(
            Shape(
                rectangle(left + 1, top + 1, side - 2, side - 2),
                facecolor=(colour["muted"], _FAINT + (_FULL - _FAINT) * np.log1p(rows) / np.log1p(most)),
                zorder=zorder,
            )
        )
        pane.add(
            Text(
                left + side / 2,
                top + side / 2,
                f"{rows:,}",
                fontproperties=properties("sans-bold", 12.5),
                color=colour["ink"],
                ha="center",
                va="center",
                parse_math=False,
                clip_on=True,
                path_effects=[withStroke(linewidth=2.6, foreground=colour["halo"])],
                zorder=zorder,
            )
        )
