"""Two coordinates in one cell: which of them is the latitude is decided over the column, said, and asked where nothing tells."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers.checks import CENTRAL_ASIA, within
from geodata.importers.options import Options
from geodata.importers.positions import mgrs, names, systems, zones
from geodata.importers.positions.angles import Pair, is_grid_code, pair, utm
from geodata.importers.positions.cells import Cells
from geodata.importers.report import Refused
from geodata.translation import mark, tr

#: Whether the latitude comes first → what is said of the column.
_TOLD = {
    True: mark("In the column “{name}” the latitude was read first, the longitude second."),
    False: mark("In the column “{name}” the longitude was read first, the latitude second."),
}


#: Two plain numbers, and what may be round them.
_PLAIN = r"^[(\[]?\s*(?P<first>-?\d{1,9}\.\d+)(?:\s*[,;]\s*|\s+)(?P<second>-?\d{1,9}\.\d+)\s*[)\]]?$"

#: Squares of a grid with a side of so many metres or more are drawn with the circle round them.
_ROUGH = 100


class Pairs:
    """A column of two coordinates each, read at once where they are plain numbers."""

    def __init__(self) -> None:
        self.cells = Cells()
        self._plain: list[np.ndarray] = []

    def add(self, texts: pa.Array) -> None:
        """Add a batch's texts, without space around them."""
        found = pc.extract_regex(texts, _PLAIN)
        columns = [pc.cast(pc.struct_field(found, name), pa.float64()) for name in ("first", "second")]
        self._plain.append(np.column_stack([column.to_numpy(zero_copy_only=False) for column in columns]))
        self.cells.add(pc.if_else(found.is_valid(), "", texts))

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells.words) and not np.isfinite(self.plain).any()

    @property
    def plain(self) -> np.ndarray:
        """First and second of the plain numbers, NaN elsewhere."""
        return np.concatenate(self._plain) if self._plain else np.zeros((0, 2))


def read(name: str, pairs: Pairs, options: Options, notes: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (lon, lat) of a column's cells, NaN where a cell holds no two coordinates, and within how many metres what names a grid has them, 0 for points and NaN without one.

    Raises
    ------
    Refused
        Where nothing tells which of the two is the latitude, or all are codes of a grid.
    """
    on_grid, within = _on_grid(name, pairs.cells.words, notes)
    read = [found or pair(word) for found, word in zip(on_grid, pairs.cells.words, strict=True)]
    code = next(filter(is_grid_code, pairs.cells.words), "")
    if code and not any(read) and not np.isfinite(pairs.plain).any():
        raise Refused(
            tr(
                "The column “{name}” holds codes of a grid, such as “{example}”, which are not read: turn them into degrees, or choose columns that hold some.",
                name=name[:60],
                example=code.upper(),
            ),
            asks=True,
        )
    codes, plain = pairs.cells.codes, pairs.plain
    first = np.array([one.first if one else np.nan for one in read] + [np.nan])[codes]
    second = np.array([one.second if one else np.nan for one in read] + [np.nan])[codes]
    said = np.array([one.order if one else "" for one in read] + [""])[codes]
    # A lone number is half a place.
    first, second = (
        np.where(np.isfinite(plain[:, at]), plain[:, at], np.where(codes < 0, np.nan, values))
        for at, values in enumerate((first, second))
    )
    open_rows = (said == "") & np.isfinite(first) & ~((first == 0) & (second == 0))
    lat_first = _lat_first(name, first, second, said, open_rows, options, notes) if open_rows.any() else True
    swap = np.where(said == "", not lat_first, said == "lon")
    # The number behind the last is that of the plain ones.
    return np.where(swap, first, second), np.where(swap, second, first), np.append(within, np.nan)[codes]


def _on_grid(name: str, words: list[str], notes: list[str]) -> tuple[list[Pair | None], np.ndarray]:
    """Return the places in degrees of what holds zone, easting and northing of UTM or a code of the military grid, None for what does not; and within how many metres they are, NaN for the same."""
    squares = [mgrs.square(word) for word in words]
    read = [found and (found.zone, found.east, found.north) for found in squares]
    read = [found or utm(word) for found, word in zip(read, words, strict=True)]
    found = [one for one in read if one]
    sides = np.array([one.side if one else 0.0 for one in squares])
    if not found:
        return [None] * len(words), np.full(len(words), np.nan)
    said = [zones.zone_of(zone) for zone, _, _ in found]
    east, north = np.array([one[1:] for one in found]).T
    lon, lat, _, used = zones.to_degrees(said, np.arange(len(found)), east, north)
    if not sides.all():
        notes.append(
            tr(
                "The column “{name}” holds UTM coordinates with their zone; they were converted to WGS 84 ({zones}).",
                name=name[:60],
                zones=used,
            )
        )
    if sides.any():
        notes.append(
            tr(
                "The column “{name}” holds codes of the military grid (MGRS); each row stands in the middle of its square, of at most {side} m.",
                name=name[:60],
                side=f"{sides.max():,.0f}",
            )
        )
    places = iter(zip(lat.tolist(), lon.tolist(), strict=True))
    # Squares of some metres are as good as points.
    on_grid = np.array([one is not None for one in read])
    within = np.where(on_grid, np.where(sides >= _ROUGH, np.ceil(sides / np.sqrt(2)), 0.0), np.nan)
    return [Pair(*next(places), "lat") if one else None for one in read], within


def _lat_first(
    name: str,
    first: np.ndarray,
    second: np.ndarray,
    said: np.ndarray,
    open_rows: np.ndarray,
    options: Options,
    notes: list[str],
) -> bool:
    if options.lat_first is not None:
        return options.lat_first
    a, b = first[open_rows], second[open_rows]
    lat_first, by_region = _by_size(a, b), False
    if lat_first is None and (order := names.order_named(name)):
        lat_first = order == "lat"
    if lat_first is None and len(told := set(said[said != ""])) == 1:
        lat_first = told == {"lat"}
    if lat_first is None:
        there = [within(b, a, CENTRAL_ASIA).mean(), within(a, b, CENTRAL_ASIA).mean()]
        if max(there) >= 0.9 and min(there) < 0.1:
            lat_first, by_region = there[0] > there[1], True
    if lat_first is None:
        raise Refused(
            tr(
                "The column “{name}” holds two numbers, such as {example}, and nothing tells which is the latitude: say so under “Two coordinates in one cell”.",
                name=name[:60],
                example=f"{a[0]:g}, {b[0]:g}",
            ),
            asks=True,
        )
    notes.append(
        tr(_TOLD[lat_first], name=name[:60])
        if not by_region
        else tr(
            "{told} The other way round the rows would not lie in Central Asia; if that is where they are, say so under “Two coordinates in one cell”.",
            told=tr(_TOLD[lat_first], name=name[:60]),
        )
    )
    return lat_first


def _by_size(first: np.ndarray, second: np.ndarray) -> bool | None:
    """Tell by what no latitude can be whether the first number is the latitude; None where all could be either, or where they are metres."""
    if systems.are_metres(first, second):
        return False
    lat, lon = (np.abs(first) > 90).mean(), (np.abs(second) > 90).mean()
    return lat < lon if max(lat, lon) > 0 and min(lat, lon) < 0.05 else None
