"""What every row must pass: a place in the world, sound geometry. The first fault found is the row's reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.importers.report import REASONS
from geodata.store import Coded, PointSet
from geodata.translation import tr_n

if TYPE_CHECKING:
    from geodata.importers.options import Options

#: West, south, east, north of Central Asia in degrees: what would land here with its coordinates exchanged is taken for swapped.
CENTRAL_ASIA = (60.0, 34.0, 86.0, 46.0)
COUNTRIES = {"kyrgyzstan", "tajikistan", "uzbekistan", "kyrgyz republic"}

_NUMBER = {reason: number for number, reason in enumerate(REASONS, start=1)}


class Checks:
    """Which rows are not taken, and why."""

    def __init__(self, count: int, options: Options) -> None:
        self.count, self.options = count, options
        self._reason = np.zeros(count, np.uint8)

    @property
    def accepted(self) -> np.ndarray:
        return np.equal(self._reason, 0)

    def reject(self, reason: str, where: np.ndarray) -> None:
        """Reject rows that have no reason yet."""
        self._reason[where & (self._reason == 0)] = _NUMBER[reason]

    def rejected(self) -> Iterator[tuple[str, np.ndarray]]:
        """Yield (reason, row numbers) for each reason that occurs."""
        for reason, number in _NUMBER.items():
            rows = np.flatnonzero(self._reason == number)
            if len(rows):
                yield reason, rows

    def geometry(self, shapes: np.ndarray, opened: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Check geometries and return (lon, lat, shapes); shapes hold None for points and for what is rejected.

        Parameters
        ----------
        shapes : ndarray of object
        opened : ndarray of bool
            A ring was not closed as it stands in the file; in `shapes` it is.
        """
        if not self.options.repair:
            self.reject("open ring", opened)
        empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        self.reject("no geometry", empty)
        bounds = shapely.bounds(shapes)
        self.reject("no coordinates", ~empty & ~_all_finite(shapes))
        areas = ~empty & np.isfinite(bounds).all(axis=1) & (self._reason == 0)
        broken = areas.copy()
        broken[areas] = ~shapely.is_valid(shapes[areas])
        if self.options.repair and broken.any():
            shapes = shapes.copy()
            shapes[broken] = shapely.make_valid(shapes[broken])
            broken &= ~shapely.is_valid(shapes) | shapely.is_empty(shapes)
        self.reject("broken geometry", broken)
        sound = self._reason == 0
        inner = shapely.point_on_surface(_only(shapes, sound))
        return shapely.get_x(inner), shapely.get_y(inner), _only(shapes, sound & (shapely.get_type_id(shapes) != 0))

    def place(
        self, lon: np.ndarray, lat: np.ndarray, shapes: np.ndarray | None, country: Coded | None, notes: list[str]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Check coordinates in degrees and return them, exchanged where swapped ones are to be put right."""
        self.reject("no coordinates", ~(np.isfinite(lon) & np.isfinite(lat)))
        swapped = self._swapped(lon, lat, country)
        if self.options.swap and swapped.any():
            notes.append(
                tr_n(
                    "{n} row had latitude and longitude exchanged, as asked.",
                    "{n} rows had latitude and longitude exchanged, as asked.",
                    int(swapped.sum()),
                )
            )
            lon, lat = np.where(swapped, lat, lon), np.where(swapped, lon, lat)
            if shapes is not None:
                turn = swapped & ~shapely.is_missing(shapes)
                shapes = shapes.copy()
                shapes[turn] = shapely.transform(shapes[turn], lambda xy: xy[:, ::-1])
        else:
            self.reject("swapped", swapped)
        outside = (np.abs(lat) > 90) | (np.abs(lon) > 180)
        if shapes is not None:
            bounds = shapely.bounds(shapes)
            with np.errstate(invalid="ignore"):
                outside |= (bounds[:, 0] < -180) | (bounds[:, 2] > 180) | (bounds[:, 1] < -90) | (bounds[:, 3] > 90)
        self.reject("outside", outside)
        self.reject("zero", (lon == 0) & (lat == 0))
        return lon, lat, shapes

    def _swapped(self, lon: np.ndarray, lat: np.ndarray, country: Coded | None) -> np.ndarray:
        """Tell which rows seem swapped: a latitude beyond 90, or a place that only exchanged lies where the set does."""
        open_rows = self._reason == 0
        swapped: np.ndarray = open_rows & (np.abs(lat) > 90) & (np.abs(lat) <= 180) & (np.abs(lon) <= 90)
        here, there = within(lon, lat, CENTRAL_ASIA), within(lat, lon, CENTRAL_ASIA)
        if country is not None:
            named = np.array([word.lower() in COUNTRIES for word in country.words] or [False])[country.codes]
            swapped |= open_rows & named & there & ~here
        elif (here | there).sum() > open_rows.sum() / 2:
            swapped |= open_rows & there & ~here
        return swapped


def within(x: np.ndarray, y: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    """Tell which points lie within (west, south, east, north)."""
    west, south, east, north = box
    inside: np.ndarray = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return inside


def _only(shapes: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the shapes that are wanted, and None for the others."""
    kept = np.full(len(shapes), None, object)
    kept[wanted] = shapes[wanted]
    return kept


def _all_finite(shapes: np.ndarray) -> np.ndarray:
    """Tell for each geometry whether none of its coordinates is NaN or infinite."""
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    finite = np.ones(len(shapes), bool)
    finite[owner[~np.isfinite(xy).all(axis=1)]] = False
    return finite


def duplicates(points: PointSet, same: list[np.ndarray]) -> tuple[np.ndarray, ...]:
    """Return the lines of rows that share days, place and the codes in `same`, one array a group, in the file's order."""
    if len(points) < 2:
        return ()
    keys = [points.day_start, points.day_end, points.lon, points.lat, *same]
    order = np.lexsort(keys)
    alike = np.ones(len(points) - 1, bool)
    for key in keys:
        alike &= key[order][1:] == key[order][:-1]
    starts = np.flatnonzero(~np.concatenate([[False], alike]))
    sizes = np.diff(np.append(starts, len(points)))
    groups = [
        np.sort(points.line[order[first : first + size]])
        for first, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True)
    ]
    return tuple(sorted(groups, key=lambda group: group[0]))
