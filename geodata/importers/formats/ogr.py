"""What GDAL reads: GeoJSON, TopoJSON, Esri's JSON, GeoPackage, shapefiles and GPX, each with the one driver of that format (`gdal.py`)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyogrio.errors

from geodata.importers.columns import limit_columns
from geodata.importers.formats.found import Found, placed_by_columns
from geodata.importers.formats.gdal import DRIVERS, one_driver
from geodata.importers.formats.geoparquet import limit_cells
from geodata.importers.formats.heard import fault
from geodata.importers.formats.heard import notes as heard_notes
from geodata.importers.report import refused, unreadable
from geodata.translation import tr, tr_n

#: So many layers have their rows counted: the file is opened anew for each.
COUNTED = 30

#: What QGIS keeps in a GeoPackage beside its layers: how they are drawn, and whole projects.
BESIDE = ("layer_styles", "qgis_projects")


def read(kind: str, title: str, data: bytes, layer: str, notes: list[str], encoding: str | None = None) -> Found:
    """Return one layer of a file: the one asked for, else the first.

    Parameters
    ----------
    kind : str
        Key of `gdal.DRIVERS`.
    title : str
        What the report calls the format.
    data : bytes
    layer : str
    notes : list of str
        Takes what the driver says, and which layer was read.
    encoding : str, optional
        Of the texts, where the file itself does not say it.

    Raises
    ------
    Refused
        For what the driver cannot read, and where there is no layer or no geometry.
    """
    with opened_by_gdal(kind, title, notes):
        # A GeoJSON has one layer, and to look for others is to read it once more.
        there = [str(name) for name, _ in pyogrio.list_layers(data)] if kind != "geojson" else [""]
        numbers = [number for number, name in enumerate(there) if name not in BESIDE]
        names = [there[number] for number in numbers]
        if not names:
            raise refused("The file holds no layer: there is nothing to put on the map.")
        # A shapefile's texts come byte for byte: GDAL and pyogrio stop at the first that is no letter of the encoding.
        by_byte = "ISO-8859-1" if encoding else None
        infos = [pyogrio.read_info(data, layer=number, encoding=by_byte) for number in numbers[:COUNTED]]
        names[0] = names[0] or str(infos[0]["layer_name"])
        # A layer without a name is called after the place in memory, another one at each reading.
        names = [re.sub(r"^pyogrio_[0-9a-f]{32}$", "", name) for name in names]
        chosen = names.index(layer) if layer in names else 0
        info = infos[chosen] if chosen < COUNTED else pyogrio.read_info(data, layer=numbers[chosen], encoding=by_byte)
        limit_columns(len(info["fields"]))
        limit_cells(info["features"], len(info["fields"]))
        # What looks like a date is the reader's own text until the whole column has been looked at.
        asked = {"DATE_AS_STRING": "YES"} if kind == "geojson" else {}
        frame, opened = _with_rings(data, numbers[chosen], by_byte, asked)
    if len(names) > 1:
        notes.append(
            tr_n(
                "The file has {n} layer; “{name}” was read.",
                "The file has {n} layers; “{name}” was read.",
                len(names),
                name=names[chosen],
            )
        )
    if not isinstance(frame, gpd.GeoDataFrame):
        frame = placed_by_columns(
            frame,
            refused(
                "The layer “{name}” has no geometry, and no column that says where its rows are.", name=names[chosen]
            ),
        )
    if encoding:
        frame = _recoded(frame, encoding)
    if kind == "topojson" and frame.crs is None and (np.abs(frame.total_bounds) <= [180, 90, 180, 90]).all():
        notes.append(tr("A TopoJSON names no reference system; its coordinates were read as degrees of WGS 84."))
        frame = frame.set_crs("EPSG:4326")
    counts = dict.fromkeys(names, -1) | {name: int(one["features"]) for name, one in zip(names, infos, strict=False)}
    return Found(frame, counts, opened=opened)


def rows(kind: str, data: bytes) -> int:
    """Return how many rows the first layer of a file has, −1 where the driver would have to read it.

    Raises
    ------
    Refused
        For what the driver cannot open.
    """
    with opened_by_gdal(kind, kind, []):
        return int(pyogrio.read_info(data, layer=0)["features"])


def _recoded(frame: gpd.GeoDataFrame, encoding: str) -> gpd.GeoDataFrame:
    def word(read: object) -> object:
        return read.encode("latin-1").decode(encoding, "replace") if isinstance(read, str) else read

    texts = [
        str(name) for name in frame if name != frame.geometry.name and not pd.api.types.is_numeric_dtype(frame[name])
    ]
    return frame.assign(**{name: frame[name].map(word) for name in texts}).rename(columns=word)


@contextmanager
def opened_by_gdal(kind: str, title: str, notes: list[str]) -> Iterator[None]:
    """Let GDAL read a format, and make sentences of what it says and of what it raises."""
    try:
        with one_driver(DRIVERS[kind]), warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            yield
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        ValueError,
        UnboundLocalError,
    ) as error:
        raise unreadable(title, fault(error)) from None
    notes += heard_notes(heard)


def _with_rings(
    data: bytes, layer: int, encoding: str | None, asked: Mapping[str, str]
) -> tuple[gpd.GeoDataFrame, np.ndarray]:
    """Read a layer, with rings that are not closed told from geometry that is not there; called while GDAL has the one driver of the format.

    Returns
    -------
    features : GeoDataFrame
    opened : ndarray of bool
        A ring of the feature is not closed as it stands in the file; here it is.
    """
    frame = pyogrio.read_dataframe(
        data, layer=layer, on_invalid="ignore", datetime_as_string=True, encoding=encoding, **asked
    )
    opened = np.zeros(len(frame), bool)
    if isinstance(frame, gpd.GeoDataFrame) and (missing := frame.geometry.isna().to_numpy()).any():
        again = pyogrio.read_dataframe(data, layer=layer, columns=[], on_invalid="fix", encoding=encoding).geometry
        opened = missing & again.notna().to_numpy()
        frame.geometry = frame.geometry.where(~opened, again)
    return frame, opened
