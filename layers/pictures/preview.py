"""The picture with which a link unfolds in a chat, read at a quarter of its size: few words in large type, the map cropped to the story.

Lengths are CSS pixels, each three of the file's: what is legible here is so at 300 pixels across.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import replace

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from shapely import GeometryCollection, MultiPoint
from shapely.geometry import shape

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.records import Record
from layers.kit.layer import Layer, all_layers, features, owner_of
from layers.pictures.camera import Camera
from layers.pictures.ground import draw_ground
from layers.pictures.labels import draw_labels
from layers.pictures.map import draw_map
from layers.pictures.pane import Pane
from layers.pictures.reader_data import draw_own
from layers.pictures.sheet import Box, Sheet
from layers.pictures.size import PREVIEW
from layers.pictures.typefaces import cut, width_of, wrap
from layers.reader_data.drawn import OwnSet
from layers.view.cameras import MEANT_FOR, WHOLE_BORDER
from layers.view.state import ViewState
from layers.words.headline import NAME
from layers.words.legend import CREDITS
from layers.words.preview import Told

WIDTH, HEIGHT, SCALE = PREVIEW.width, PREVIEW.height, PREVIEW.scale

#: The words stand beside the map, or under one that is so many times as wide as high.
_BESIDE, _UNDER, _WIDE = 194, 92, 1.6
_PAD = 14

#: Sizes of a headline, the first that fits; lines of a headline beside the map and under it.
_SIZES = (27, 24, 22, 20, 18, 16, 14)

#: Nearer than this no story is looked at, and the margin round it in CSS pixels.
_NEAREST, _MARGIN = 11, 18
#: Size of the credits, and where and how large the day of one of two maps stands.
_CREDIT, _DAY_AT, _DAY = 5.6, 6, 14

Bounds = tuple[tuple[float, float], tuple[float, float]]


# Letters are measured without hinting, so they are drawn without it.
@matplotlib.rc_context({"text.hinting": "no_hinting"})
def preview(told: Told, view: ViewState, ledger: Ledger, *, every: bool = False, sets: Sequence[OwnSet] = ()) -> bytes:
    """Draw the preview of a link as a PNG.

    Parameters
    ----------
    told : Told
        What stands beside the map.
    view : ViewState
        With `against`, two maps stand side by side.
    ledger : Ledger
    every : bool
        Marks of all layers of the view stand on the map, and not of those alone that the story is about.
    sets : sequence of OwnSet
        What the view's own titles and kept sets stand for.
    """
    sheet = _Sheet(WIDTH, HEIGHT, SCALE, "light")
    days = sorted({view.date, view.against or view.date})
    bounds = _bounds(told, view, ledger)
    under = len(days) > 1 or (bounds is not None and _shape(bounds) > _WIDE)
    ground = Box(0, 0, WIDTH, HEIGHT - _UNDER) if under else Box(_BESIDE, 0, WIDTH - _BESIDE, HEIGHT)
    shown = view if every else _of_the_story(told, view, ledger)
    width = (ground.width - 3 * (len(days) - 1)) / len(days)
    for number, day in enumerate(days):
        box = Box(ground.left + number * (width + 3), ground.top, width, ground.height)
        camera = _camera(bounds, view, box, _DAY_AT + _DAY * 1.3 + 6 if len(days) > 1 else 0)
        pane = sheet.map_pane(box)
        draw_ground(pane, shown.line if shown.tint else 0, camera, sheet.colour)
        drawn = draw_map(pane, shown.with_(date=day), ledger, camera, sheet.colour)
        draw_own(pane, shown.with_(date=day), sets, camera, sheet.colour)
        covered = [sheet.credit(pane, box)] if number == len(days) - 1 else []
        if len(days) > 1:
            covered.append(sheet.day(pane, say(day)))
        draw_labels(pane, shown.with_(date=day), ledger, camera, sheet.colour, drawn, covered)
    if under:
        sheet.words_under(Box(_PAD, HEIGHT - _UNDER, WIDTH - 2 * _PAD, _UNDER), told, dated=len(days) == 1)
    else:
        sheet.words_beside(Box(_PAD, _PAD, _BESIDE - 1.8 * _PAD, HEIGHT - 2 * _PAD), told)
    buffer = io.BytesIO()
    canvas = sheet.figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.print_png(buffer, metadata={"Title": told.title, "Copyright": CREDITS}, pil_kwargs={"compress_level": 6})
    return buffer.getvalue()


def _shape(bounds: Bounds) -> float:
    """Return how many times as wide as high a box of land is."""
    (south, west), (north, east) = bounds
    return (east - west) * math.cos(math.radians((south + north) / 2)) / max(north - south, 1e-6)


def _bounds(told: Told, view: ViewState, ledger: Ledger) -> Bounds | None:
    """Return the box of the story: that of what is drawn of its record, else the whole border; None where a camera says it."""
    # A camera that the reader chose says it, unless the link opens a record, which brings its own.
    found = ledger.find(told.story) if told.story and (view.select or not view.at) else None
    layer = owner_of(found[0]) if found else None
    shapes = [one for one in features(layer, ledger) if one.select == told.story and one.geometry] if layer else []
    # What is drawn of a flow is the way between two places, and no place.
    if shapes and layer and layer.draw != "flows":
        spots = MultiPoint([spot[:2] for one in shapes for spot in one.symbol.get("spots", ())])
        west, south, east, north = GeometryCollection(
            [*(shape(one.geometry) for one in shapes if one.geometry), spots]
        ).bounds
        return (south, west), (north, east)
    return None if view.at else WHOLE_BORDER


def _camera(bounds: Bounds | None, view: ViewState, box: Box, top: float) -> Camera:
    """Return the camera of a map of which so many pixels at the top are covered, and those of the credits at the foot."""
    if bounds is None and view.at is not None:
        lat, lon, zoom = view.at
        return Camera.at(box.width, box.height, lat, lon, zoom + math.log2(min(1, box.width / MEANT_FOR[0])) + 0.5)
    foot = _foot(box.width)
    free, margin = box.height - top - foot, _MARGIN if bounds != WHOLE_BORDER else 4
    camera = Camera.fitting(box.width, free, bounds or WHOLE_BORDER, margin)
    camera = Camera(box.width, box.height, camera.x, camera.y, min(camera.zoom, _NEAREST))
    return replace(camera, y=camera.y - (top - foot) / 2 / camera.world_px)


def _foot(width: float) -> float:
    """Return how high the credits stand on a map of a width."""
    return len(wrap(CREDITS, "sans", _CREDIT, width - 12)) * _CREDIT * 1.25 + 4


def _of_the_story(told: Told, view: ViewState, ledger: Ledger) -> ViewState:
    """Return a view with those of its layers that the story is about; one that has been chosen layer by layer stays as it is."""
    default = {layer.id for layer in all_layers() if layer.default_on}
    if not default <= set(view.layers):
        return view
    found = ledger.find(told.story) if told.story else None
    own = owner_of(found[0]) if found else None

    def belongs(layer: Layer[Record]) -> bool:
        return (
            layer.draw in ("areas", "line")
            or layer is own
            or (own is None and layer.in_headlines and layer.time == "event")
        )

    return view.with_(layers=tuple(layer.id for layer in all_layers() if layer.id in view.layers and belongs(layer)))


class _Sheet(Sheet):
    """The preview's sheet, and what is written on it."""

    def credit(self, pane: Pane, box: Box) -> tuple[float, float, float, float]:
        """Write the map's credits small in its lower right corner; return the box that they cover."""
        size, height = _CREDIT, _foot(box.width)
        lines = wrap(CREDITS, "sans", size, box.width - 12)
        width = max(width_of(line, "sans", size) for line in lines) + 8
        left, top = box.width - width, box.height - height
        self._slip(pane, left, top, width, height, 0.85)
        for number, line in enumerate(lines):
            self._write_on(pane, left + 4, top + 1 + (number + 1) * size * 1.22, line, "sans", size, "muted")
        return left, top, box.width, box.height

    def day(self, pane: Pane, words: str) -> tuple[float, float, float, float]:
        """Write the day of one of two maps into its upper left corner; return the box that it covers."""
        return self._chip(pane, _DAY_AT, _DAY_AT, words, "serif-bold", _DAY)

    def words_beside(self, box: Box, told: Told) -> None:
        """Write all words into a column: name, headline and day above, figures or a sentence below."""
        self._write(box.left, box.top + 8, NAME, "sans-bold", 10.5, "accent")
        foot = 46 if told.figures else 0
        days = wrap(told.when, "serif", 14.5, box.width) if told.when else []
        size, lines = _fitting(told.title, box.width, box.height - 16 - foot - 18 * len(days))
        y = box.top + 16
        for line in lines:
            y += 1.1 * size
            self._write(box.left, y, line, "serif-bold", size, "ink")
        for line in days:
            y += 18
            self._write(box.left, y, line, "serif", 14.5, "ink")
        if told.figures:
            self._figures(Box(box.left, box.bottom - foot + 6, box.width, foot), told)
        elif told.line:
            self._sentence(Box(box.left, y + 8, box.width, box.bottom - y - 8), told.line)

    def words_under(self, box: Box, told: Told, dated: bool) -> None:
        """Write headline and day left, figures or a sentence right of them; `dated` tells whether the maps do not say the day."""
        beside = 0.46 * box.width if told.figures or told.line else 0
        width = box.width - beside - (12 if beside else 0)
        size, lines = _fitting(told.title, width, box.height - 25 - (18 if told.when and dated else 0))
        self._write(box.left, box.top + 16, NAME, "sans-bold", 10.5, "accent")
        y = box.top + 17
        for line in lines:
            y += 1.1 * size
            self._write(box.left, y, line, "serif-bold", size, "ink")
        if told.when and dated:
            self._write(box.left, y + 18, told.when, "serif", _shrunk(told.when, "serif", 14.5, width), "ink")
        right = Box(box.left + width + 12, box.top + 22, beside, box.height - 30)
        if told.figures:
            self._figures(right, told)
        elif told.line:
            self._sentence(Box(right.left, box.top + 6, right.width, box.height - 14), told.line)

    def _figures(self, box: Box, told: Told) -> None:
        """Write figures side by side in one size, each with what it is of under it."""
        width = box.width / len(told.figures)
        size = min(_shrunk(figure, "serif-bold", 25, width - 10) for figure, _ in told.figures)
        for number, (figure, words) in enumerate(told.figures):
            left = box.left + number * width
            self._write(left, box.top + 14, figure, "serif-bold", size, "ink")
            for line, part in enumerate(cut(wrap(words, "sans", 10.5, width - 8), 2)):
                self._write(left, box.top + 26 + 11.5 * line, part, "sans", 10.5, "muted")

    def _sentence(self, box: Box, words: str) -> None:
        size = 12.5
        for number, line in enumerate(
            cut(wrap(words, "sans", size, box.width), max(int(box.height / (1.25 * size)), 1))
        ):
            self._write(box.left, box.top + (number + 1) * 1.25 * size, line, "sans", size, "muted")


def _fitting(words: str, width: float, height: float) -> tuple[float, list[str]]:
    """Return the largest size at which a headline fits, with its lines; the rest of an endless one is cut."""
    size, lines = float(_SIZES[-1]), [words]
    for size in _SIZES:
        lines = wrap(words, "serif-bold", size, width)
        # A word that is broken is no headline.
        if len(lines) * 1.1 * size <= height and all(
            width_of(word, "serif-bold", size) <= width for word in words.split()
        ):
            return size, lines
    return size, cut(lines, max(int(height / (1.1 * size)), 1))


def _shrunk(words: str, face: str, size: float, width: float) -> float:
    """Return a size, or the smaller one at which words stand on one line."""
    return min(size, size * width / max(width_of(words, face, size), 1))
