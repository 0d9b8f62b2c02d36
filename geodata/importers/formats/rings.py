"""Features read by GDAL, with rings that are not closed told from geometry that is not there."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pyogrio


def read(
    data: bytes, layer: int, encoding: str | None, asked: Mapping[str, str]
) -> tuple[gpd.GeoDataFrame, np.ndarray]:
    """Read a layer; called while GDAL has the one driver of the format.

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
