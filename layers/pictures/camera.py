"""The camera of a picture: where a place stands on it, in the Web Mercator projection that the browser's map uses."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from layers.view.cameras import EDGE_PX, MEANT_FOR, WHOLE_BORDER
from layers.view.state import ViewState

#: As in points/wide.js: a cell of rows that are counted is between 64 and 128 pixels wide.
_LEVELS_MORE = 2
#: A map takes at least so much of a picture's width and of its height.
_LEAST = (0.6, 0.5)
#: Side of the world at zoom 0, CSS pixels, as Leaflet has it.
_TILE_PX = 256
#: Length of the equator in metres on the projection's sphere.
_EQUATOR_M = 2 * math.pi * 6378137


def unit(lon: ArrayLike, lat: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return positions on the unit square: x from 180° W, y from the north, of degrees."""
    sine = np.sin(np.radians(lat))
    return (np.asarray(lon) + 180) / 360, 0.5 - np.arctanh(sine) / (2 * math.pi)


@dataclass(frozen=True)
class Camera:
    """A window of `width` by `height` CSS pixels on the map.

    Attributes
    ----------
    x, y : float
        Its middle on the unit square.
    zoom : float
    """

    width: float
    height: float
    x: float
    y: float
    zoom: float

    @classmethod
    def at(cls, width: float, height: float, lat: float, lon: float, zoom: float) -> Camera:
        """Return the camera over a place."""
        x, y = unit(lon, lat)
        return cls(width, height, float(x), float(y), zoom)

    @classmethod
    def fitting(
        cls,
        width: float,
        height: float,
        bounds: tuple[tuple[float, float], tuple[float, float]],
        padding: float = EDGE_PX,
    ) -> Camera:
        """Return the camera that shows ``((south, west), (north, east))`` whole."""
        (south, west), (north, east) = bounds
        (left, right), (bottom, top) = unit(np.array([west, east]), np.array([south, north]))
        room = min((width - 2 * padding) / (right - left), (height - 2 * padding) / (bottom - top))
        return cls(width, height, float(left + right) / 2, float(top + bottom) / 2, math.log2(room / _TILE_PX))

    @property
    def world_px(self) -> float:
        """Side of the world in CSS pixels."""
        return _TILE_PX * 2**self.zoom

    def to_px(self, lon: ArrayLike, lat: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return pixels from the left and from the top."""
        return self.from_unit(*unit(lon, lat))

    def from_unit(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the pixels of positions on the unit square."""
        return (x - self.x) * self.world_px + self.width / 2, (y - self.y) * self.world_px + self.height / 2

    def metres_per_px(self, lat: float | None = None) -> float:
        """Return the length of a pixel on the ground, at a latitude or in the middle of the window."""
        if lat is None:
            lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * self.y))))
        return _EQUATOR_M * math.cos(math.radians(lat)) / self.world_px

    def holds(self, x: float, y: float, margin: float = 0) -> bool:
        """Tell whether a pixel lies in the window, or within `margin` pixels of it."""
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin

    @property
    def level(self) -> int:
        """Bits of x and y in the numbers of the cells by which rows are counted."""
        return max(1, math.floor(self.zoom) + _LEVELS_MORE)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the window, in degrees."""
        across, down = self.width / self.world_px / 2, self.height / self.world_px / 2
        south, north = (
            math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * min(1, max(0, y))))))
            for y in (self.y + down, self.y - down)
        )
        west, east = (min(180.0, max(-180.0, 360 * x - 180)) for x in (self.x - across, self.x + across))
        return west, south, east, north


def camera_of(view: ViewState, width: float, height: float) -> Camera:
    """Return the camera of a view in a map of so many CSS pixels."""
    if view.at is None:
        return Camera.fitting(width, height, WHOLE_BORDER)
    lat, lon, zoom = view.at
    return Camera.at(width, height, lat, lon, zoom + math.log2(min(1, width / MEANT_FOR[0], height / MEANT_FOR[1])))


def reach(view: ViewState, width: float, height: float) -> tuple[tuple[float, float, float, float], int]:
    """Return west, south, east and north of what a map of a view in a picture of so many CSS pixels may show, wherever its legend stands, and the finest level of its cells."""
    width /= 1 + (view.against not in (None, view.date))
    cameras = [camera_of(view, width * across, height * down) for across in (1, _LEAST[0]) for down in (1, _LEAST[1])]
    west, south, east, north = zip(*(camera.bounds for camera in cameras), strict=True)
    return (min(west), min(south), max(east), max(north)), max(camera.level for camera in cameras)
