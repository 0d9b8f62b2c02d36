"""What somebody draws on a map to show what is meant: an arrow, a line, an area, a circle of so many kilometres, a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from geodata.measure import GEOD
from geodata.nearby import say_km
from geodata.translation import tr

#: Kind → how many places it takes: at least, at most.
KINDS = {"arrow": (2, 500), "line": (2, 500), "area": (3, 500), "circle": (1, 1), "text": (1, 1)}

#: Colours a drawing may have → their names in the palette. None is that of a side; each reads apart from the others without red and green.
COLOURS = {"ink": "ink", "purple": "cat-4", "green": "cat-3", "ochre": "cat-5"}

#: How they are drawn, in CSS pixels, as layers/browser/annotations/shown.js has it.
WIDTH_PX, TEXT_PX, HEAD_PX, HALO_PX, APART_PX = 3.5, 15.0, 17.0, 4.0, 14.0
#: How much of its colour fills an area or a circle.
FILL = 0.14
_RING = 120


@dataclass(frozen=True)
class Annotation:
    """A drawing on a scene's map.

    Attributes
    ----------
    kind : str
        Key of `KINDS`.
    points : tuple of (float, float)
        Longitude and latitude in degrees, from an arrow's tail to its head; the ring of an area is not closed.
    text : str
        One line beside it; all of a text.
    radius_km : float
        Of a circle, on the ground.
    start, end : datetime.date or None
        First and last day on which it is shown; None: no such day.
    colour : str
        Key of `COLOURS`.
    """

    kind: str
    points: tuple[tuple[float, float], ...]
    text: str = ""
    radius_km: float = 0
    start: date | None = None
    end: date | None = None
    colour: str = "ink"

    @property
    def closed(self) -> bool:
        """Tell whether it has an inside."""
        return self.kind in ("area", "circle")

    def shown_on(self, day: date) -> bool:
        """Tell whether it is shown on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def outline(self) -> np.ndarray:
        """Return longitudes and latitudes of its line, in rows; closed ones end where they begin, a circle is one on the ground."""
        if self.kind == "circle":
            turns = np.linspace(0, 360, _RING + 1)
            lon, lat = (np.full(len(turns), value) for value in self.points[0])
            east, north, _ = GEOD.fwd(lon, lat, turns, np.full(len(turns), 1000 * self.radius_km))
            return np.column_stack([east, north])
        return np.array([*self.points, *(self.points[:1] if self.closed else ())])

    def label(self) -> str:
        """Return what stands beside it: its text, of a circle with the radius."""
        return " · ".join(filter(None, (self.text, say_km(self.radius_km) if self.kind == "circle" else "")))

    def label_at(self) -> tuple[float, float, int]:
        """Return longitude and latitude at which that stands, and how: over the place (-1), upon it (0) or under it (1)."""
        if self.kind == "circle":
            lon, lat = map(float, self.outline()[0])
            return lon, lat, -1
        if self.kind == "arrow":
            # Behind the arrow's tail.
            (lon, lat), after = self.points[:2]
            return lon, lat, -1 if after[1] < lat else 1
        if self.kind == "line":
            lon, lat = self.points[len(self.points) // 2]
            return lon, lat, -1
        lon, lat = map(float, np.mean(self.points, axis=0))
        return lon, lat, 0


def say_drawn(annotations: Sequence[Annotation]) -> str:
    """Return the sentence that says whose drawings they are, or nothing where there are none."""
    return tr("What is drawn upon the map is its maker’s, not the atlas’s.") if annotations else ""
