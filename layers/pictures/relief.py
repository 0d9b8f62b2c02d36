"""The atlas's shaded relief upon the ground of a picture, as relief/relief.js draws it on the map."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from PIL import Image

from geodata import atlas, geometry_files
from layers.kit.palette import RELIEF, RELIEF_ZOOMS
from layers.pictures.camera import Camera, unit

#: Over the ground and under areas and lines (map.py).
_Z = 160
#: Steps of alpha (of 255) between which a ground of the theme hardly changes: what lies between would double the file and the time it takes.
_STEP = {"light": 4, "dark": 6}


def draw_relief(axes: Axes, camera: Camera, theme: str, scale: float) -> None:
    """Draw what of the relief lies in a camera's window; `scale` is how many of the file's pixels each CSS pixel takes."""
    whole, gone = RELIEF_ZOOMS
    share = min(max((gone - camera.zoom) / (gone - whole), 0), 1)
    named = atlas.current().relief
    if not named or not share:
        return
    (south, west), (north, east) = named.bounds
    (left, right), (bottom, top) = unit(np.array([west, east]), np.array([south, north]))
    x, y = camera.from_unit(np.array([left, right]), np.array([top, bottom]))
    # To whole pixels of the file, so that none is blended twice.
    edges = (max(x[0], 0), max(y[0], 0), min(x[1], camera.width), min(y[1], camera.height))
    seen = [float(np.rint(edge * scale)) / scale for edge in edges]
    wide, high = (round((seen[end] - seen[start]) * scale) for start, end in ((0, 2), (1, 3)))
    if wide < 1 or high < 1:
        return
    image = _decoded()
    px = image.width / (x[1] - x[0]), image.height / (y[1] - y[0])
    cut = (
        max((seen[0] - x[0]) * px[0], 0),
        max((seen[1] - y[0]) * px[1], 0),
        min((seen[2] - x[0]) * px[0], image.width),
        min((seen[3] - y[0]) * px[1], image.height),
    )
    part = image.resize((wide, high), Image.Resampling.BILINEAR, box=cut)
    strength = RELIEF[theme] * share
    step = _STEP[theme]
    part.putalpha(part.getchannel("A").point([round(alpha * strength / step) * step for alpha in range(256)]))
    axes.add_artist(_Raster(np.asarray(part), seen[0], seen[3]))


class _Raster(Artist):
    """Pixels that are those of the file: matplotlib's own pictures are resampled once more, which takes as long as all the rest of a map."""

    def __init__(self, pixels: np.ndarray, left: float, bottom: float) -> None:
        super().__init__()
        self.set_zorder(_Z)
        self._pixels, self._corner = pixels, (left, bottom)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the pixels from their lower left corner."""
        assert self.axes
        x, y = self.axes.transData.transform(self._corner)
        renderer.draw_image(renderer.new_gc(), round(float(x)), round(float(y)), self._pixels[::-1])


@cache
def _decoded() -> Image.Image:
    return Image.open(io.BytesIO(geometry_files.relief() or b"")).convert("RGBA")
