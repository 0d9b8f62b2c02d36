"""GeoJSON, GeoPackage, Shapefile, KML and GeoParquet as text columns and geometries in degrees of WGS 84.

Files are read from memory; nothing is written to disk. What a file is was told from its structure (`unpack.py`, `json_text.py`), and GDAL
opens it with the one driver of that format (`gdal.py`).
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import pyogrio.errors
import shapely

from geodata.importers.columns import distinct, limit_columns
from geodata.importers.formats import geopackage, geoparquet, json_text, markup, rings
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.gdal import DRIVERS, one_driver
from geodata.importers.formats.geoparquet import limit_cells
from geodata.importers.formats.heard import fault, notes
from geodata.importers.formats.unpack import Content
from geodata.importers.formats.workbook import text
from geodata.importers.positions import systems
from geodata.importers.report import Refused, refused, unreadable
from geodata.translation import tr, tr_n

ROWS_AT_ONCE = 50_000
#: Folders within folders of a KML, and the parts of a geometry within the last of them.
NESTED = 100

#: Format → what the report calls it.
TITLES = {"geojson": "GeoJSON", "gpkg": "GeoPackage", "shapefile": "Shapefile", "kml": "KML", "parquet": "GeoParquet"}
_EMPTY_KML = {"icon", "snippet", "drawOrder", "extrude", "visibility", "tessellate", "altitudeMode"}


class Features:
    """A vector file made ready: columns, notes, and its features piece by piece."""

    def __init__(self, content: Content, layer: str, crs: str) -> None:
        self.notes: list[str] = []
        self.layers: list[str] = []
        self.opened: np.ndarray | None = None
        frame = self._parquet(content.data) if content.kind == "parquet" else self._ogr(content, layer)
        if frame.empty:
            raise refused("The file holds no features: there is nothing to put on the map.")
        if content.kind == "kml":
            given = [name for name in _EMPTY_KML if name in frame]
            nothing = [name for name in given if frame[name].fillna(-1).isin([-1, 0, "", "clampToGround"]).all()]
            frame = frame.drop(columns=nothing)
        frame = self._to_degrees(frame, crs)
        self.shapes = np.asarray(frame.geometry.array)
        nowhere = shapely.is_missing(self.shapes) | shapely.is_empty(self.shapes)
        self.some_nowhere, self.some_placed = bool(nowhere.any()), not nowhere.all()
        table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
        if table.shape[1] == 0:
            table[tr("feature")] = range(1, len(table) + 1)
        self.columns = distinct([str(name) for name in table.columns], self.notes)
        self._table = table

    def pieces(self) -> Iterator[tuple[Piece, np.ndarray, np.ndarray | None]]:
        """Yield (texts, geometries, which of them had a ring that was not closed), features numbered from 1."""
        for start in range(0, len(self._table), ROWS_AT_ONCE):
            part = self._table.iloc[start : start + ROWS_AT_ONCE]
            arrays = [
                pa.array([_text(cell) for cell in part.iloc[:, number].tolist()], pa.string())
                for number in range(part.shape[1])
            ]
            batch = pa.RecordBatch.from_arrays(arrays, [str(number) for number in range(len(arrays))])
            numbers = np.arange(start + 1, start + len(part) + 1)
            yield (
                Piece(batch, numbers, [], (start + len(part)) / len(self._table)),
                self.shapes[start : start + len(part)],
                None if self.opened is None else self.opened[start : start + len(part)],
            )

    def _ogr(self, content: Content, layer: str) -> gpd.GeoDataFrame:
        data, kind = content.data, content.kind
        if kind == "geojson":
            data, kind = json_text.opened(data, self.notes)
        elif kind == "gpkg":
            data = geopackage.inert(data, self.notes)
        elif kind == "kml":
            data = markup.walked(data, NESTED)
        try:
            with one_driver(DRIVERS[kind]), warnings.catch_warnings(record=True) as heard:
                warnings.simplefilter("always")
                # A GeoJSON has one layer, and to look for others is to read it once more.
                names = [name for name, _ in pyogrio.list_layers(data)] if kind != "geojson" else [""]
                if not names:
                    raise refused("The file holds no layer: there is nothing to put on the map.")
                chosen = names.index(layer) if layer in names else 0
                info = pyogrio.read_info(data, layer=chosen)
                # A layer without a name is called after the place in memory, another one at each reading.
                self.layers = [re.sub(r"^pyogrio_[0-9a-f]{32}$", "", str(name or info["layer_name"])) for name in names]
                limit_columns(len(info["fields"]))
                limit_cells(info["features"], len(info["fields"]))
                if info["geometry_type"] is None:
                    raise refused(
                        "The layer “{name}” has no geometry: save it as CSV or XLSX and map its columns.",
                        name=self.layers[chosen],
                    )
                frame, self.opened = rings.read(data, chosen)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, UnboundLocalError) as error:
            raise unreadable(TITLES[content.kind], fault(error)) from None
        if len(self.layers) > 1:
            self.notes.append(
                tr_n(
                    "The file has {n} layer; “{name}” was read.",
                    "The file has {n} layers; “{name}” was read.",
                    len(self.layers),
                    name=self.layers[chosen],
                )
            )
        self.notes += notes(heard)
        if not isinstance(frame, gpd.GeoDataFrame):
            raise refused("The file has no geometry.")
        return frame

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
        if known is not None and known.is_geographic and systems.are_metres(x, y):
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
                tr("The file names no reference system; it was read as {system}, as you said.", system=known.name)
            )
        # Heights change nothing on a map.
        if known.to_2d().to_epsg() == 4326 or known.equals("OGC:CRS84"):
            return frame
        self.notes.append(tr("Coordinates were converted from {system} to WGS 84.", system=known.name))
        try:
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
