"""What a reader of features has found in a file: texts by column, geometries, and what the file says of its columns and parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geodata.importers.columns import distinct, limit_columns
from geodata.importers.positions import names
from geodata.importers.report import Refused


@dataclass(frozen=True)
class Found:
    """Features of a file.

    Attributes
    ----------
    frame : GeoDataFrame
        With its reference system, None where the file does not say it.
    layers : mapping of str to int
        Sheet, layer or folder → its features; first "", for all of them, where they can be read in one go.
    known : mapping of str to str
        Key of `tables.ASKED` → column, where the format itself says what a column is.
    numbers : ndarray of int or None
        Which features of the file they are, from 1; None where they are all.
    opened : ndarray of bool or None
        Which of them have a ring that is not closed as it stands in the file; in `frame` it is. None where there is none.
    """

    frame: gpd.GeoDataFrame
    layers: Mapping[str, int] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    numbers: np.ndarray | None = None
    opened: np.ndarray | None = None


def framed(
    records: Sequence[Mapping[str, object]], shapes: Sequence[BaseGeometry | None], notes: list[str]
) -> gpd.GeoDataFrame:
    """Return cells by column, "" where a record has none, as a table with geometries in degrees of WGS 84.

    Columns come in the order in which records name them first.
    """
    given = dict.fromkeys(name for record in records for name in record)
    limit_columns(len(given))
    columns = [[record.get(name, "") for record in records] for name in given]
    called = [f"{name}_" if name == "geometry" else name for name in distinct(list(given), notes)]
    table = pd.DataFrame(dict(zip(called, columns, strict=True)), index=range(len(records)), dtype=object)
    return gpd.GeoDataFrame(table, geometry=np.array([*shapes, None], object)[:-1], crs="EPSG:4326")


def placed_by_columns(table: pd.DataFrame, otherwise: Refused) -> gpd.GeoDataFrame:
    """Return a table without geometry as features without any, where columns of it seem to say where its rows are.

    Raises
    ------
    Refused
        `otherwise`, where none does.
    """
    sample = table.head(200).astype(str).to_numpy().tolist()
    if not {"place", "lon"} & names.guess([str(name) for name in table], sample).keys():
        raise otherwise
    return gpd.GeoDataFrame(table, geometry=np.full(len(table), None, object), crs="EPSG:4326")
