"""A part of a sheet on which shapes and words stand, in CSS pixels from its upper left corner, y down.

matplotlib's renderer draws them, without its axes and patches: of those a map of some hundred marks took half its time for ticks that nobody
sees, and for what makes each mark an object that could be changed later.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox, TransformedPath

from layers.pictures.svg_shapes import Shape, Words, rectangle

#: So many names are remembered as outlines: those of the ground and of the ledger's areas, and nobody's own.
_NAMES = 1024


class Pane(Artist):
    """A box of a figure whose units are CSS pixels; what reaches over its edge is cut there.

    Parameters
    ----------
    figure : Figure
        On which it stands, over the panes that stand there already.
    left, top, width, height : float
        CSS pixels; of the figure's upper left corner the first two.
    high : float
        Height of the figure in CSS pixels.

    Attributes
    ----------
    ground : str or None
        The colour under everything, None for none.
    """

    def __init__(self, figure: Figure, left: float, top: float, width: float, height: float, high: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._of = figure
        self.ground: str | None = None
        to_inches = Affine2D().scale(1, -1).translate(left, high - top).scale(1 / 72)
        # A change of dots an inch, as for SVG, moves what stands here.
        self.to_dots = to_inches + figure.dpi_scale_trans
        self._things: list[Shape | Words | Artist] = []
        figure.add_artist(self)

    def add(self, thing: Shape | Words | Artist) -> None:
        """Put something here, over what has the same height; an artist of matplotlib's own keeps a transform that it has."""
        if isinstance(thing, Artist):
            thing.set_figure(self._of)
            if not thing.is_transform_set():
                thing.set_transform(self.to_dots)
        self._things.append(thing)

    def spell(self) -> None:
        """Make artists of words, which a file of text needs."""
        things, self._things = self._things, []
        for thing in things:
            self.add(_text(thing) if isinstance(thing, Words) else thing)

    def get_children(self) -> list[Artist]:
        """Return the artists among what stands here."""
        return [thing for thing in self._things if isinstance(thing, Artist)]

    def draw(self, renderer: RendererBase) -> None:
        """Draw everything from below."""
        affine = Affine2D(self.to_dots.get_matrix())
        clip = Bbox(affine.transform([(0, self.height), (self.width, 0)]))
        if self.ground:
            whole = Shape(rectangle(0, 0, self.width, self.height), facecolor=self.ground)
            _draw_shape(renderer, whole, affine, clip)
        for thing in sorted(self._things, key=lambda one: one.zorder):
            if isinstance(thing, Shape):
                _draw_shape(renderer, thing, affine, clip)
            elif isinstance(thing, Words):
                _draw_words(renderer, thing, affine, clip)
            else:
                thing.set_clip_box(clip)
                thing.draw(renderer)


def _draw_shape(renderer: RendererBase, shape: Shape, affine: Affine2D, clip: Bbox) -> None:
    face, edge = to_rgba(shape.facecolor), to_rgba(shape.edgecolor)
    gc: GraphicsContextBase = renderer.new_gc()
    width = shape.linewidth if edge[3] else 0
    gc.set_linewidth(width)
    gc.set_capstyle(shape.capstyle)
    gc.set_joinstyle(shape.joinstyle)
    gc.set_clip_rectangle(clip)
    if shape.within is not None:
        gc.set_clip_path(TransformedPath(shape.within, affine))
    gc.set_foreground(edge, isRGBA=True)
    if shape.dashes and width:
        gc.set_dashes(0, [length * width for length in shape.dashes])
    renderer.draw_path(gc, shape.path, affine, face if face[3] else None)
    gc.restore()


def _draw_words(renderer: RendererBase, words: Words, affine: Affine2D, clip: Bbox) -> None:
    font = words.fontproperties
    x, y = affine.transform((words.x, words.y))
    if words.ha != "left":
        wide = renderer.get_text_width_height_descent(words.text, font, False)[0]
        x -= wide / 2 if words.ha == "center" else wide
    gc: GraphicsContextBase = renderer.new_gc()
    colour = to_rgba(words.color)
    gc.set_foreground(colour, isRGBA=True)
    if words.clip_on:
        gc.set_clip_rectangle(clip)
    if words.halo is None:
        down = renderer.get_canvas_width_height()[1] - y if renderer.flipy() else y
        renderer.draw_text(gc, x, down, words.text, font, 0)
    else:
        outline = _named(words.text, font) if words.known else _outline(words.text, font)
        size = font.get_size_in_points() * affine.get_matrix()[0, 0]
        there = Affine2D().scale(size / text_to_path.FONT_SCALE).translate(x, y)
        for edge, width in ((to_rgba(words.halo), words.halo_px), (colour, 0.0)):
            gc.set_foreground(edge, isRGBA=True)
            gc.set_linewidth(width)
            renderer.draw_path(gc, outline, there, colour)
    gc.restore()


def _outline(text: str, font: FontProperties) -> Path:
    vertices, codes = text_to_path.get_text_path(font, text)
    return Path(vertices, codes)


_named = lru_cache(_NAMES)(_outline)


def _text(words: Words) -> Text:
    halo = [withStroke(linewidth=words.halo_px, foreground=words.halo)] if words.halo else []
    return Text(
        words.x,
        words.y,
        words.text,
        color=words.color,
        fontproperties=words.fontproperties,
        ha=words.ha,
        va="baseline",
        parse_math=False,
        zorder=words.zorder,
        clip_on=words.clip_on,
        path_effects=halo,
    )
