"""The places of a table's rows, gathered batch by batch from whichever columns hold them; decided over the whole column at the end."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geodata.importers.checks import Checks
from geodata.importers.layout import Layout
from geodata.importers.options import Options
from geodata.importers.positions import both, geometry_text, names, systems, zones
from geodata.importers.positions.angles import Angle, angle, figure, groups_thousands
from geodata.importers.positions.cells import Cells
from geodata.importers.report import Refused
from geodata.translation import tr, tr_n

#: Words of a column's name in whose languages "O" is the east; in those of the others it is the west.
_EAST = ("lange", "länge", "laenge", "ost", "rechtswert")


class Places:
    """Takes batches of columns and geometries, and says at the end where each row is.

    Raises
    ------
    Refused
        Where no column holds a place.
    """

    def __init__(self, layout: Layout, columns: list[str], has_geometry: bool) -> None:
        self._columns = {key: layout.column(key, columns) for key in ("lat", "lon", "place")}
        lat, lon, place = self._columns.values()
        if not (has_geometry or place or (lat and lon)):
            raise Refused(placeless(lat, lon, columns))
        self._axes: dict[str, list[int]] = {}
        if lat and lon:
            self._axes = {
                key: [columns.index(part) for part in names.parts(column, columns)]
                for key, column in (("lat", lat), ("lon", lon))
            }
        self._names = columns
        self._zones = zones.Zones(columns, lat or "", lon or "")
        self._place = columns.index(place) if place else None
        self._cells, self._pairs = {key: Cells() for key in self._axes}, both.Pairs()
        self._shapes: list[np.ndarray] = []
        self._written: list[np.ndarray] = []
        self._written_opened: list[np.ndarray] = []
        self._opened: list[np.ndarray] = []
        self._count = 0
        #: Metres within which what names its grid has its place, NaN for other rows; None without such a column.
        self.within: np.ndarray | None = None

    def add(self, batch: pa.RecordBatch, shapes: np.ndarray | None, opened: np.ndarray | None) -> None:
        """Take a batch, its geometries where the format has them, and which of those had a ring that was not closed."""
        self._count += batch.num_rows
        for key, numbers in self._axes.items():
            self._cells[key].add(_joined([batch.column(number) for number in numbers]))
        if self._axes:
            self._zones.add(batch)
        if self._place is not None:
            texts = _trimmed(batch.column(self._place))
            written_shapes, written, written_opened = geometry_text.shapes_of(texts)
            self._pairs.add(pc.if_else(pa.array(written), "", texts))
            self._written.append(written_shapes)
            self._written_opened.append(written_opened)
        if shapes is not None:
            self._shapes.append(shapes)
            self._opened.append(np.zeros(batch.num_rows, bool) if opened is None else opened)

    def finish(
        self, checks: Checks, options: Options, notes: list[str]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Return (lon, lat, shapes) in degrees; shapes hold None for points, or are None where all rows are.

        Raises
        ------
        Refused
            Where the reference system, or the order of two coordinates in one cell, must be asked for.
        """
        lon, lat = np.full(self._count, np.nan), np.full(self._count, np.nan)
        if self._axes:
            lon, lat = self._degrees(checks, self._two_columns(notes), options, notes)
        if self._place is not None and not self._pairs.empty:
            name = self._columns["place"] or ""
            first, second, self.within = both.read(name, self._pairs, options, notes)
            x, y = self._degrees(None, (first, second), options, notes)
            # What names its grid is in degrees by then, whatever system the rest is in.
            x, y = (np.where(np.isfinite(self.within), *pair) for pair in ((first, x), (second, y)))
            lon, lat = np.where(np.isfinite(x), x, lon), np.where(np.isfinite(y), y, lat)
        shapes, opened = _whole(self._shapes), _whole(self._opened)
        if (written := _whole(self._written)) is not None and not shapely.is_missing(written).all():
            written = systems.shapes_to_degrees(written, options.crs, notes)
            if shapes is None or opened is None:
                shapes, opened = written, _whole(self._written_opened)
            else:
                shapes = np.where(nowhere(shapes), written, shapes)
        if shapes is None or opened is None:
            return lon, lat, None
        filled = nowhere(shapes) & np.isfinite(lon) & np.isfinite(lat)
        if filled.any():
            shapes = shapes.copy()
            shapes[filled] = shapely.points(lon[filled], lat[filled])
        if self._shapes and filled.any():
            notes.append(
                tr_n(
                    "{n} feature has no geometry and was put where its columns say ({columns}).",
                    "{n} features have no geometry and were put where their columns say ({columns}).",
                    int(filled.sum()),
                    columns=", ".join(f"“{name}”" for name in self._columns.values() if name),
                )
            )
        if not self._shapes:
            checks.reject("no coordinates", shapely.is_missing(shapes) | shapely.is_empty(shapes))
        return checks.geometry(shapes, opened)

    def _two_columns(self, notes: list[str]) -> tuple[np.ndarray, np.ndarray]:
        thousands = any(groups_thousands(word) for cells in self._cells.values() for word in cells.words)
        read = {key: [_read(word, thousands) for word in self._cells[key].words] for key in self._axes}
        east = self._o_is_east([one for column in read.values() for one in column if one])
        values, axes = {}, {}
        for key, angles in read.items():
            cells = self._cells[key]
            codes = cells.codes
            table = np.array([_turned(one, east) for one in angles] + [np.nan])
            sides = np.array([one.axis if one else "" for one in angles] + [""])
            values[key] = np.where(codes < 0, cells.values, table[codes])
            axes[key] = sides[codes]
        if any(cells.commas for cells in self._cells.values()) or any(
            "," in word and one and not one.axis
            for key in read
            for word, one in zip(self._cells[key].words, read[key], strict=True)
        ):
            notes.append(
                tr("Commas in the coordinates were read as signs between thousands.")
                if thousands
                else tr("Commas in the coordinates were read as decimal signs.")
            )
        if any(len(numbers) > 1 for numbers in self._axes.values()):
            spread = [self._names[number] for numbers in self._axes.values() for number in numbers]
            notes.append(
                tr(
                    "The coordinates were put together from the columns {columns}.",
                    columns=", ".join(f"“{name}”" for name in spread),
                )
            )
        turned = (axes["lat"] == "lon") | (axes["lon"] == "lat")
        torn = turned & ((axes["lat"] == "lat") | (axes["lon"] == "lon"))
        if turned.any():
            notes.append(
                tr_n(
                    "{n} row has letters that say that its latitude is the longitude: it was read so.",
                    "{n} rows have letters that say that their latitude is the longitude: they were read so.",
                    int((turned & ~torn).sum()),
                )
            )
        lon, lat = np.where(turned, values["lat"], values["lon"]), np.where(turned, values["lon"], values["lat"])
        return np.where(torn, np.nan, lon), np.where(torn, np.nan, lat)

    def _o_is_east(self, read: list[Angle]) -> bool | None:
        """Tell whether "O" is the German east (Ost) rather than the west (Oeste, Ouest); None where nothing says."""
        sides = {one.side for one in read}
        if "W" in sides:
            return True
        if "E" in sides:
            return False
        name = (self._columns["lon"] or "").casefold()
        return (
            True if any(word in name for word in _EAST) else False if re.search(r"longitud(?:ine)?\b", name) else None
        )

    def _degrees(
        self, checks: Checks | None, xy: tuple[np.ndarray, np.ndarray], options: Options, notes: list[str]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return (lon, lat) of coordinates in degrees or metres; `checks` is told of those that stand in each other's column."""
        x, y = xy
        metres = systems.are_metres(x, y)
        if metres and any((name or "").casefold().endswith("e7") for name in self._columns.values()):
            notes.append(tr("The coordinates were read as ten-millionths of a degree, as their columns' names say."))
            return x / 1e7, y / 1e7
        by_zone = self._zones.read(x, y, notes) if metres and not options.crs and checks is not None else None
        if metres and not options.crs and by_zone is None:
            raise systems.which(x, y)
        # Columns that stand in for a geometry are not in the system of which the file does not say.
        if by_zone is None and (not options.crs or (self._shapes and not metres)):
            return x, y
        if by_zone is None:
            system = systems.crs_of(options.crs)
            by_zone = systems.to_degrees(x, y, system)
            notes.append(tr("Coordinates were converted from {system} to WGS 84.", system=system.name))
        lon, lat, exchanged = by_zone
        if checks is not None and not options.swap:
            checks.reject("swapped", exchanged)
        elif checks is not None and exchanged.any():
            notes.append(
                tr_n(
                    "{n} row had latitude and longitude exchanged, as asked.",
                    "{n} rows had latitude and longitude exchanged, as asked.",
                    int(exchanged.sum()),
                )
            )
        return lon, lat


def _whole(parts: list[np.ndarray]) -> np.ndarray | None:
    return np.concatenate(parts) if parts else None


def placeless(lat: str | None, lon: str | None, columns: list[str]) -> str:
    """Say which of the two columns of a place is missing, or that there are several."""
    if not (lat or lon) and (several := names.several(columns)):
        return tr(
            "Each row has several places ({columns}), and nothing tells which is meant: choose latitude and longitude where it is asked what the columns mean.",
            columns=", ".join(f"“{name[:60]}”" for name in several[:5]),
        )
    if lat:
        return tr("The file has no column for longitude. Choose one where it is asked what the columns mean.")
    if lon:
        return tr("The file has no column for latitude. Choose one where it is asked what the columns mean.")
    return tr(
        "The file has no column for latitude and longitude. Choose them where it is asked what the columns mean; without a place no row can be drawn."
    )


def _trimmed(column: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(column.fill_null(""))


def _joined(columns: list[pa.Array]) -> pa.Array:
    """Return one column of a coordinate that may be spread over several."""
    texts = [_trimmed(column) for column in columns]
    return texts[0] if len(texts) == 1 else _trimmed(pc.binary_join_element_wise(*texts, " "))


def _read(word: str, thousands: bool) -> Angle | None:
    if thousands and (value := figure(word, thousands)) is not None:
        return Angle(value)
    return angle(word)


def _turned(one: Angle | None, o_is_east: bool | None) -> float:
    if one is None or (one.side == "O" and o_is_east is None):
        return np.nan
    return -one.value if one.side == "O" and not o_is_east else one.value


def nowhere(shapes: np.ndarray) -> np.ndarray:
    """Tell which geometries are missing, empty, or a point at 0, 0."""
    bounds = shapely.bounds(shapes)
    missing: np.ndarray = shapely.is_missing(shapes) | shapely.is_empty(shapes) | (bounds == 0).all(axis=1)
    return missing
