"""`relief.webp`: a shaded relief of the elevation model, lit from the north-west, for the map and for pictures.

It is black and white with alpha and not grey: where the land is flat it is clear, so that the ground keeps its exact colour in both themes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter, map_coordinates

from geodata import atlas
from geodata.derive.mountains import PACKAGE, Heights

#: Columns of a degree of longitude; more would double the file for what nobody sees before it fades.
DEGREE_PX = 60
#: The model is smoothed to the grain of the picture, and steepened so that foothills show beside peaks.
BLUR_CELLS, STEEPER = 2.4, 4.0
LIGHT_FROM_DEG, LIGHT_UP_DEG = 315.0, 45.0
#: The deepest shadow and the brightest slope, as shares of black and white on a dark ground; layers/kit/palette.py takes less on paper.
SHADOW, LIT = 0.35, 0.06
#: By how much less light than flat land a slope is in the deepest shadow.
DEEPEST = 0.6
#: Steps of alpha (of 255) that no eye tells apart there: fewer of them make a smaller file.
SHADOW_STEP, LIT_STEP = 6, 4
#: Towards the edges of what it covers it fades.
FADE_DEG = 0.35
_DEGREE_M = 111_320.0


def write_relief(build: Path, out: Path) -> Path:
    """Write the relief that the manifest names and return its path.

    Raises
    ------
    ValueError
        If the manifest names none, or one that reaches beyond the elevation model.
    """
    relief = atlas.current().relief
    if relief is None:
        raise ValueError("the manifest names no relief")
    (south, west), (north, east) = relief.bounds
    heights = Heights(build / "pip" / PACKAGE)
    if south < heights.lat[0] or north > heights.lat[-1] or west < heights.lon[0] or east > heights.lon[-1]:
        raise ValueError("the relief reaches beyond the elevation model")
    width = round((east - west) * DEGREE_PX)
    top, bottom = (np.arctanh(np.sin(np.radians(lat))) for lat in (north, south))
    rows = round(float(np.degrees(top - bottom)) * DEGREE_PX)
    lat = np.degrees(np.arcsin(np.tanh(top - (np.arange(rows) + 0.5) / rows * (top - bottom))))
    lon = west + (np.arange(width) + 0.5) / width * (east - west)
    shade = _shade(heights, lat, lon) * _fade(rows, width)
    dark = np.rint(np.clip(-shade / DEEPEST, 0, 1) ** 0.9 * SHADOW * 255 / SHADOW_STEP) * SHADOW_STEP
    most = 1 - np.sin(np.radians(LIGHT_UP_DEG))
    bright = np.rint(np.clip(shade / most, 0, 1) * LIT * 255 / LIT_STEP) * LIT_STEP
    white = np.where(bright > 0, 255, 0)
    pixels = np.dstack([white, white, white, dark + bright]).astype(np.uint8)
    path = out / relief.file
    Image.fromarray(pixels, "RGBA").save(path, "WEBP", lossless=True, quality=100, method=6)
    return path


def _shade(heights: Heights, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return how much more light than flat land each place gets."""
    smooth = gaussian_filter(heights.metres.astype(np.float64), BLUR_CELLS)
    cell = heights.lat[1] - heights.lat[0]
    where = np.meshgrid((lat - heights.lat[0]) / cell, (lon - heights.lon[0]) / cell, indexing="ij")
    metres: np.ndarray = map_coordinates(smooth, where, order=1)
    # In Web Mercator a pixel is as high as it is wide.
    pixel_m = _DEGREE_M * np.cos(np.radians(lat))[:, None] * (lon[1] - lon[0])
    south, east = np.gradient(metres)
    north, east = -STEEPER * south / pixel_m, STEEPER * east / pixel_m
    turn, up = np.radians(LIGHT_FROM_DEG), np.radians(LIGHT_UP_DEG)
    towards: np.ndarray = -east * np.sin(turn) * np.cos(up) - north * np.cos(turn) * np.cos(up) + np.sin(up)
    shade: np.ndarray = towards / np.sqrt(1 + east**2 + north**2) - np.sin(up)
    return shade


def _fade(rows: int, width: int) -> np.ndarray:
    """Return 1 within, falling to 0 at the edges."""
    high, wide = np.arange(rows)[:, None], np.arange(width)[None, :]
    off = np.minimum(np.minimum(high, rows - 1 - high), np.minimum(wide, width - 1 - wide))
    return np.clip(off / (FADE_DEG * DEGREE_PX), 0, 1)
