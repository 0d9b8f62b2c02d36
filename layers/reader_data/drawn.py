"""A reader's own set as pictures and documents take it: the columns that are drawn, as bytes, and whose it is, in words.

It goes to the process that draws as an argument and is kept nowhere on the way.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geodata.intervals import Time
from geodata.store import PointSet
from geodata.translation import tr
from layers.kit.text import listing
from layers.reader_data import points as binary
from layers.view.state import ViewState, is_kept

#: A set with more rows than this known only roughly gets a circle for the selected row alone.
MOST_CIRCLES = 5000
#: About a metre: coordinates of outlines are rounded to it.
DIGITS_DEG = 5


@dataclass(frozen=True)
class OwnSet:
    """A set to draw.

    Attributes
    ----------
    name, title : str
        How a view names it, and what it is called: the same but for a kept set.
    origin : str
        The dataset, and its publisher's terms where it has any.
    points : bytes
        The binary form of points.py; texts and rows of the file are not in it. Of too many rows that of `geodata.sets.asked.cells`.
    shapes : bytes
        Outlines and precision circles as `shapes_json` writes them; empty where there are none.
    time : {"event", "state"} or None
        Of rows that are counted, whether the slider's modes govern them.
    in_all : int
        How many rows the set has in all, where its rows are counted or filters leave only some; else 0.
    """

    name: str
    title: str
    origin: str
    points: bytes
    shapes: bytes
    time: Time | None = None
    in_all: int = 0

    @property
    def counted(self) -> bool:
        """Whether it has the numbers of its rows by cell, and not the rows."""
        return self.time is not None

    @classmethod
    def of(cls, name: str, loaded: PointSet) -> OwnSet:
        """Return a loaded set as it is drawn; one of the reader's own is called as views name it."""
        title = loaded.title if is_kept(name) else name
        return cls(
            name,
            title,
            origin(loaded.dataset, loaded.meaning.licence),
            binary.pack(loaded),
            shapes_json(loaded).encode() if has_shapes(loaded) else b"",
            in_all=loaded.in_all,
        )


def origin(dataset: str, licence: str) -> str:
    """Return a dataset's name with its publisher's terms, where it has any."""
    return ". ".join(part.rstrip(".") for part in (dataset, licence) if part)


def has_shapes(loaded: PointSet) -> bool:
    """Tell whether a set has outlines or precision circles beside its points."""
    return loaded.shapes is not None or bool((loaded.precision_m > 0).any())


def shapes_json(loaded: PointSet) -> str:
    """Return outlines and precision circles as JSON, for points/shapes.js and pictures/reader_data.py.

    ``{"time", "shapes": [[row, start, end, vague, GeoJSON geometry, colour], …], "circles": [[row, start, end, lon, lat, metres], …]}``,
    coordinates in degrees of WGS 84, (lon, lat).
    """
    every = np.zeros(0, object) if loaded.shapes is None else loaded.shapes
    drawn = np.flatnonzero(~shapely.is_missing(every))
    rough = np.flatnonzero(loaded.precision_m > 0)
    rough = rough if len(rough) <= MOST_CIRCLES else rough[:0]
    # Piece by piece: written at once, the outlines of a large set would keep every other thread of the server waiting.
    outlines = shapely.to_geojson(shapely.set_precision(every[drawn], 10**-DIGITS_DEG, mode="pointwise"))
    colours = binary.colours(loaded)
    shapes = (
        f"[{row},{loaded.day_start[row]},{loaded.day_end[row]},{str(bool(loaded.vague[row])).lower()},{outline},{colours[row]}]"
        for row, outline in zip(drawn.tolist(), outlines, strict=True)
    )
    circles = (
        f"[{row},{loaded.day_start[row]},{loaded.day_end[row]},{float(loaded.lon[row])!r},{float(loaded.lat[row])!r},{float(loaded.precision_m[row])!r}]"
        for row in rough.tolist()
    )
    return f'{{"time":{json.dumps(loaded.time)},"shapes":[{",".join(shapes)}],"circles":[{",".join(circles)}]}}'


def sets_of(view: ViewState, sets: Sequence[OwnSet]) -> list[OwnSet]:
    """Return those of the sets that a view names."""
    return [one for one in sets if one.name in view.sets]


def say_own(view: ViewState, sets: Sequence[OwnSet]) -> str:
    """Say whose data a view shows beside the ledger's, and what it names but nobody holds here; empty where it names none."""
    found = sets_of(view, sets)
    told = [
        tr(
            "“{title}” ({origin}): kept set {name}, not part of the atlas’s ledger and not checked by it.",
            title=one.title,
            origin=one.origin,
            name=one.name,
        )
        if is_kept(one.name)
        else tr(
            "“{title}” ({origin}): the maker’s own file, not part of the atlas’s ledger and not checked by it.",
            title=one.title,
            origin=one.origin,
        )
        for one in found
    ]
    held = {one.name for one in found}
    lost = [f"“{name}”" for name in view.kept if name not in held]
    if lost:
        told.append(
            tr("Not shown: {sets}, kept sets that are not for everybody or not here any more.", sets=listing(lost))
        )
    missing = [f"“{title}”" for title in view.own if title not in held]
    if missing:
        told.append(
            tr("Not shown: {titles}, the maker’s own data, which no link or file carries.", titles=listing(missing))
        )
    return " ".join(told)
