"""The ground of a picture: land and water, and the atlas's shaded relief upon them, as relief/relief.js draws it on the map."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import numpy as np
from cachetools import LRUCache, cached
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from PIL import Image

from geodata import atlas, geometry_files
from layers.kit.feature import LegendEntry
from layers.kit.palette import RELIEF, RELIEF_ZOOMS, THEMES
from layers.pictures.camera import Camera, unit
from layers.pictures.pane import Pane
from layers.pictures.sheet import Box, Sheet
from layers.pictures.size import Size
from layers.pictures.svg_shapes import Shape, parts_of, path_on

_GROUND = ("land", "lake", "river", "neighbours")
#: Relief over the ground, and both under areas and lines (map.py).
_GROUND_Z, _RELIEF_Z = 150, 160
#: Steps of alpha (of 255) between which a ground of the theme hardly changes: what lies between would double the file and the time it takes.
_STEP = {"light": 4, "dark": 6}
#: So many bytes are kept of what lies under pictures and frames of films: that of three slides, of a film eight.
_KEPT_BYTES = 32_000_000


@cache
def _ground(tinted: int) -> list[tuple[str, bool, list[tuple[np.ndarray, bool]]]]:
    """Return the ground as it is drawn, and upon its land that of each side as mapped in a year, if one is named."""
    found = [
        (kind, feature.properties.get("status") == "disputed", parts_of(feature.geometry))
        for kind in _GROUND
        for feature in geometry_files.backdrop(kind)
    ]
    lands = {one.properties["state"]: one.geometry for one in geometry_files.states(tinted)} if tinted else {}
    sides = [side.code for side in atlas.current().sides]
    tints = [(f"side-{sides.index(code) + 1}", False, parts_of(lands[code])) for code in sides if code in lands]
    first = sum(kind == "land" for kind, _, _ in found)
    return [*found[:first], *tints, *found[first:]]


def draw_ground(pane: Pane, tinted: int, camera: Camera, colour: dict[str, str]) -> None:
    """Draw the ground of a map; `tinted` is the year whose land of each side is tinted, 0 for none."""
    pane.ground = colour["neighbour"]
    for kind, disputed, parts in _ground(tinted):
        shape_path = path_on(parts, camera)
        if kind not in ("river", "neighbours"):
            pane.add(
                Shape(
                    shape_path,
                    facecolor=colour["water" if kind == "lake" else kind],
                    edgecolor="none",
                    zorder=_GROUND_Z,
                )
            )
        else:
            pane.add(
                Shape(
                    shape_path,
                    facecolor="none",
                    edgecolor=colour["water" if kind == "river" else "neighbour-edge"],
                    linewidth=1.6 if kind == "river" else 1,
                    dashes=(3, 3) if disputed else (),
                    joinstyle="round",
                    zorder=_GROUND_Z,
                )
            )


def draw_relief(pane: Pane, camera: Camera, theme: str, scale: float) -> None:
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
    part = image.resize((wide, high), Image.Resampling.BILINEAR, box=cut).convert("RGBA")
    strength = RELIEF[theme] * share
    step = _STEP[theme]
    part.putalpha(part.getchannel("A").point([round(alpha * strength / step) * step for alpha in range(256)]))
    pane.add(_Raster(np.asarray(part), seen[0], seen[3], _RELIEF_Z))


class _Raster(Artist):
    """Pixels that are those of the file: matplotlib's own pictures are resampled once more, which takes as long as all the rest of a map.

    Parameters
    ----------
    pixels : numpy.ndarray
        Red, green, blue and alpha of each, as bytes, from the top.
    left, bottom : float
        Their lower left corner where they stand.
    z : float
        Its height among what is drawn.
    """

    def __init__(self, pixels: np.ndarray, left: float, bottom: float, z: float) -> None:
        super().__init__()
        self.set_zorder(z)
        self._pixels, self._corner = pixels, (left, bottom)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the pixels from their lower left corner."""
        x, y = self.get_transform().transform(self._corner)
        renderer.draw_image(renderer.new_gc(), round(float(x)), round(float(y)), self._pixels[::-1])


@cache
def _decoded() -> Image.Image:
    """Return the relief as it is resampled, its colours times its alpha."""
    return Image.open(io.BytesIO(geometry_files.relief() or b"")).convert("RGBA").convert("RGBa")


@dataclass(frozen=True)
class Key:
    """A legend: its box, its entries by title, its columns; None for as many as fit."""

    box: Box
    groups: tuple[tuple[str, tuple[LegendEntry, ...]], ...]
    columns: int | None

    def write(self, sheet: Sheet) -> None:
        """Write it on a sheet."""
        sheet.legend(self.box, [(title, [*entries]) for title, entries in self.groups], self.columns)


@cached(LRUCache(_KEPT_BYTES, getsizeof=lambda pixels: pixels.nbytes))
def under(size: Size, theme: str, tinted: int, windows: tuple[tuple[Box, Camera], ...], key: Key | None) -> np.ndarray:
    """Return the pixels of a sheet with nothing but the ground of its maps and a legend."""
    sheet = Sheet(size.width, size.height, size.scale, theme)
    for own, camera in windows:
        pane = sheet.map_pane(own)
        draw_ground(pane, tinted, camera, THEMES[theme])
        draw_relief(pane, camera, theme, size.scale)
    if key:
        key.write(sheet)
    return sheet.pixels()


def lay(sheet: Sheet, pixels: np.ndarray) -> None:
    """Lay the pixels of a sheet of the same size under all that stands on this one."""
    sheet.figure.add_artist(_Raster(pixels, 0, 0, -1))
