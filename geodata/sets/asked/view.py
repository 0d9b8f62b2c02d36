"""What of a kept version is looked at: where, when, and which of its rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from geodata.intervals import ALWAYS, FOREVER
from geodata.sets.about import About
from geodata.sets.keys import MAX_LAT, mercator

#: West, south, east and north of the map, in degrees.
WORLD = (-180.0, -MAX_LAT, 180.0, MAX_LAT)


@dataclass(frozen=True)
class View:
    """Rows of a version, as a map, a table or a chart narrows them.

    Attributes
    ----------
    bounds : tuple of float
        West, south, east, north in degrees; west of more than east reaches over 180°.
    looked : tuple of int
        First and last day number that is looked at (`intervals.looked_at`).
    words : mapping of str to tuple of str
        Coded column → the words of it that are wanted. A column or a word that the set does not have lets nothing through.
    least, most : float or None
        The figure's range; a row without a figure is in none.
    """

    bounds: tuple[float, float, float, float] = WORLD
    looked: tuple[int, int] = (ALWAYS, FOREVER)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: float | None = None
    most: float | None = None

    def box(self) -> tuple[int, int, int, int]:
        """Return the first x, the first x after, the first y and the first y after."""
        west, south, east, north = self.bounds
        lon = np.clip(np.array([west, east], np.float64), -180, 180)
        lat = np.clip(np.array([north, south], np.float64), -MAX_LAT, MAX_LAT)
        at = mercator(lon, lat)
        (first_x, last_x), (first_y, last_y) = at["x"].tolist(), at["y"].tolist()
        return first_x, last_x + 1, first_y, last_y + 1

    def codes(self, said: About) -> dict[int, list[int]]:
        """Return number of the coded column → codes of the words that are wanted; -1 stands for a column that is not there."""
        found = {}
        numbers = {column.name: number for number, column in enumerate(said.coded)}
        for name, wanted in self.words.items():
            number = numbers.get(name, -1)
            words = said.coded[number].words if number >= 0 else []
            found[number] = [code for code, word in enumerate(words) if word in set(wanted)]
        return found

    def figures(self) -> tuple[float, float] | None:
        """Return the least and the greatest figure that is wanted, None where that is not said."""
        if self.least is None and self.most is None:
            return None
        return (
            -math.inf if self.least is None else self.least,
            float(np.finfo(np.float32).max) if self.most is None else self.most,
        )
