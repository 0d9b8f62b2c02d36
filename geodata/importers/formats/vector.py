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

from geodata.importers.build import crs_of
from geodata.importers.columns import distinct, limit_columns
from geodata.importers.formats import geopackage, geoparquet, json_text, markup
from geodata.importers.formats.csv_text import Piece
from geodata.importers.formats.gdal import DRIVERS, one_driver
from geodata.importers.formats.geoparquet import limit_cells
from geodata.importers.formats.unpack import Content
from geodata.importers.formats.workbook import text
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
        frame = self._parquet(content.data) if content.kind == "parquet" else self._ogr(content, layer)
        if frame.empty:
            raise refused("The file holds no features: there is nothing to put on the map.")
        if content.kind == "kml":
            given = [name for name in _EMPTY_KML if name in frame]
            nothing = [name for name in given if frame[name].fillna(-1).isin([-1, 0, "", "clampToGround"]).all()]
            frame = frame.drop(columns=nothing)
        frame = self._to_degrees(frame, crs)
        self.shapes = np.asarray(frame.geometry.array)
        table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
        if table.shape[1] == 0:
            table[tr("feature")] = range(1, len(table) + 1)
        self.columns = distinct([str(name) for name in table.columns], self.notes)
        self._table = table

    def pieces(self) -> Iterator[tuple[Piece, np.ndarray]]:
        """Yield (texts, geometries), features numbered from 1."""
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
                # Rings that are not closed become broken geometry, which the report names, rather than an error for the whole file.
                frame = pyogrio.read_dataframe(data, layer=chosen, on_invalid="ignore", datetime_as_string=True)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, UnboundLocalError) as error:
            raise unreadable(TITLES[content.kind], _reason(error)) from None
        if len(self.layers) > 1:
            self.notes.append(
                tr_n(
                    "The file has {n} layer; “{name}” was read.",
                    "The file has {n} layers; “{name}” was read.",
                    len(self.layers),
                    name=self.layers[chosen],
                )
            )
        self.notes += sorted(
            {
                tr("The reader says: {what}.", what=_reason(warning.message))
                for warning in heard
                if issubclass(warning.category, (RuntimeWarning, UserWarning))
            }
        )[:10]
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
            raise unreadable("GeoParquet", _reason(error)) from None

    def _to_degrees(self, frame: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
        # A GeoPackage has a number for "not known".
        known = None if frame.crs is None or frame.crs.name.startswith("Undefined") else frame.crs
        if known is None and not crs:
            raise Refused(
                tr(
                    "The file does not say in which reference system its coordinates are (a shapefile's .prj is missing, for instance). "
                    "Name it under “Reference system”, for degrees EPSG:4326."
                ),
                asks=True,
            )
        if known is None:
            known = crs_of(crs)
            frame = frame.set_crs(known, allow_override=True)
            self.notes.append(
                tr("The file names no reference system; it was read as {system}, as you said.", system=known.name)
            )
        if known.to_epsg() == 4326 or known.equals("OGC:CRS84"):
            return frame
        self.notes.append(tr("Coordinates were converted from {system} to WGS 84.", system=known.name))
        try:
            return frame.to_crs("EPSG:4326")
        except (RuntimeError, ValueError) as error:
            raise refused(
                "The coordinates cannot be converted from {system}: {why}. Save the file in degrees of WGS 84 (EPSG:4326).",
                system=known.name,
                why=_reason(error),
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


def _reason(error: object) -> str:
    """Return a library's message in one line without a stop, and without the address the bytes had in memory."""
    words = re.sub(r"/vsi\w+/\S+|'/vsi[^']*'", "the file", " ".join(str(error).split()))
    # pyogrio advises to name a driver, and has a variable without a value where a reference system is damaged.
    words = re.sub(r";? ?It might help to specify.*|cannot access local.*|local variable.*", "", words) or tr(
        "its reference system is damaged"
    )
    words = "; ".join(
        dict.fromkeys(re.sub(r"sqlite3_\w+\(.*\) failed: |ERROR parsing kml the file ?: ?", "", words).split("; "))
    )
    return words[:300].rstrip(".")
