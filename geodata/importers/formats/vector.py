"""Files of features, whatever their format, as text columns and geometries in degrees of WGS 84.

Files are read from memory; nothing is written to disk. What a file is was told from its structure (`unpack.py`, `json_text.py`); each format
has a file beside this one, and what GDAL reads is in `ogr.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geodata.importers.columns import distinct
from geodata.importers.formats import geopackage, geoparquet, gpx, kml, ogr, overpass, shapefile
from geodata.importers.formats.cells import text
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.found import Found
from geodata.importers.formats.heard import fault
from geodata.importers.formats.unpack import Content
from geodata.importers.options import Options
from geodata.importers.positions import systems
from geodata.importers.positions.gather import nowhere
from geodata.importers.report import Refused, refused, unreadable
from geodata.translation import tr

ROWS_AT_ONCE = 50_000

#: Format → what the report calls it.
TITLES = {
    "geojson": "GeoJSON",
    "topojson": "TopoJSON",
    "esrijson": "Esri JSON",
    "overpass": "Overpass JSON",
    "gpkg": "GeoPackage",
    "shapefile": "Shapefile",
    "kml": "KML",
    "gpx": "GPX",
    "parquet": "GeoParquet",
}


class Features:
    """A file of features made ready: columns, notes, what the format says of them, and its features piece by piece."""

    def __init__(self, content: Content, options: Options) -> None:
        self.notes: list[str] = []
        found = self._found(content, options)
        if found.frame.empty:
            raise refused("The file holds no features: there is nothing to put on the map.")
        self.layers, self.known, self.opened = found.layers, found.known, found.opened
        frame = self._to_degrees(found.frame, options.crs)
        self.shapes = np.asarray(frame.geometry.array)
        self.some_nowhere = bool(nowhere(self.shapes).any())
        self._numbers = np.arange(1, len(frame) + 1) if found.numbers is None else found.numbers
        table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
        if table.shape[1] == 0:
            table[tr("feature")] = range(1, len(table) + 1)
        self.columns = distinct([str(name) for name in table.columns], self.notes)
        self._table = table

    def _found(self, content: Content, options: Options) -> Found:
        kind, data, title, notes = content.kind, content.data, TITLES[content.kind], self.notes
        if kind == "parquet":
            return Found(self._parquet(data))
        if kind == "kml":
            return kml.read(data, options.layer, notes, options.encoding)
        if kind == "gpx":
            return gpx.read(title, data, notes, options.encoding)
        if kind == "overpass":
            return overpass.read(data, notes)
        if kind == "gpkg":
            data = geopackage.inert(data, notes)
        return ogr.read(
            kind,
            title,
            data,
            options.layer,
            notes,
            shapefile.encoding(data, notes, options.encoding) if kind == "shapefile" else None,
        )

    def pieces(self) -> Iterator[tuple[Piece, np.ndarray]]:
        """Yield (texts, geometries), features numbered from 1 as they stand in the file."""
        for start in range(0, len(self._table), ROWS_AT_ONCE):
            part = self._table.iloc[start : start + ROWS_AT_ONCE]
            arrays = [
                pa.array([_text(cell) for cell in part.iloc[:, number].tolist()], pa.string())
                for number in range(part.shape[1])
            ]
            batch = pa.RecordBatch.from_arrays(arrays, [str(number) for number in range(len(arrays))])
            numbers = self._numbers[start : start + len(part)]
            yield (
                Piece(
                    batch,
                    numbers,
                    [],
                    (start + len(part)) / len(self._table),
                    opened=None if self.opened is None else self.opened[start : start + len(part)],
                ),
                self.shapes[start : start + len(part)],
            )

    def _parquet(self, data: bytes) -> gpd.GeoDataFrame:
        try:
            return geoparquet.read(data)
        except (
            pa.ArrowException,
            OSError,
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            IndexError,
            shapely.errors.ShapelyError,
        ) as error:
            raise unreadable("GeoParquet", fault(error)) from None

    def _to_degrees(self, frame: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
        # A GeoPackage has a number for "not known".
        known = None if frame.crs is None or frame.crs.name.startswith("Undefined") else frame.crs
        x, y = frame.bounds[["minx", "miny"]].to_numpy().T
        metres = known is not None and known.is_geographic and systems.are_metres(x, y)
        if metres:
            # GeoJSON is in degrees by its rules, whatever stands in it.
            known = None
        if known is None and not crs:
            if systems.are_metres(x, y):
                raise systems.which(x, y)
            raise Refused(
                tr(
                    "The file does not say in which reference system its coordinates are (a shapefile's .prj is missing, for instance). "
                    "Name it under “Reference system”, for degrees EPSG:4326."
                ),
                asks=True,
            )
        if known is None:
            known = systems.crs_of(crs)
            frame = frame.set_crs(known, allow_override=True)
            self.notes.append(
                tr("The coordinates are no degrees; they were read as {system}, as you said.", system=known.name)
                if metres
                else tr("The file names no reference system; it was read as {system}, as you said.", system=known.name)
            )
        try:
            # Heights change nothing on a map. A system that is damaged fails here, not before.
            if known.to_2d().to_epsg() == 4326 or known.equals("OGC:CRS84"):
                return frame
            self.notes.append(tr("Coordinates were converted from {system} to WGS 84.", system=known.name))
            return frame.to_crs("EPSG:4326")
        except (RuntimeError, ValueError) as error:
            raise refused(
                "The coordinates cannot be converted from {system}: {why}. Save the file in degrees of WGS 84 (EPSG:4326).",
                system=known.name,
                why=fault(error),
            ) from None


def _text(cell: object) -> str:
    if isinstance(cell, (list, dict, np.ndarray)):
        return json.dumps(cell.tolist() if isinstance(cell, np.ndarray) else cell, ensure_ascii=False, default=str)
    if isinstance(cell, (pd.Timestamp, np.datetime64)):
        return "" if pd.isna(cell) else text(pd.Timestamp(cell).to_pydatetime())
    return (
        ""
        if cell is None or cell is pd.NaT or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell))
        else text(cell)
    )
