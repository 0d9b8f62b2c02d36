"""What is drawn on a scene as shapes of the slide, upon the map's picture: each can be moved and written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import shapely
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.connector import Connector
from pptx.slide import Slide
from pptx.util import Emu, Pt
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.ledger import Ledger
from geodata.translation import tr
from layers.briefings.annotations import kind_words
from layers.briefings.briefing import Scene
from layers.briefings.deck_flow import Line
from layers.briefings.deck_parts import Box, colour_of, write
from layers.kit.annotation import COLOURS, FILL, TEXT_PX, WIDTH_PX, Annotation
from layers.pictures.annotations import label_px, pixels
from layers.pictures.camera import Camera
from layers.pictures.picture import windows
from layers.pictures.size import SCENE_SIZE
from layers.pictures.typefaces import width_of
from layers.reader_data.drawn import OwnSet, sets_of

Drawn = Shape | Connector
_Part = TypeVar("_Part", LineString, Polygon)

#: How much of the map's ground lies behind words, of 100 000.
_BEHIND = 70_000


def add_drawings(slide: Slide, scene: Scene, ledger: Ledger, sets: Sequence[OwnSet], box: Box) -> None:
    """Draw a scene's annotations on a slide, over the picture of its map.

    Parameters
    ----------
    slide : Slide
    scene : Scene
    ledger : Ledger
    sets : sequence of OwnSet
        The own data that the picture holds.
    box : tuple of float
        Where the picture stands, in inches.
    """
    if not scene.annotations:
        return
    own = tuple(sets_of(scene.view, sets))
    view = scene.view if own else scene.view.with_(own=(), kept=())
    for day, window, camera in windows(view, ledger, SCENE_SIZE, titled=False, sets=own):

        def on_slide(points: np.ndarray, left: float = window.left, top: float = window.top) -> np.ndarray:
            scale = np.array([box[2] / SCENE_SIZE.width, box[3] / SCENE_SIZE.height])
            found: np.ndarray = (points + np.array([left, top])) * scale * 914_400 + np.array(box[:2]) * 914_400
            return found

        for one in scene.annotations:
            if one.shown_on(day):
                points_px = SCENE_SIZE.width / (box[2] * 72)
                for shape in _shapes(slide, one, camera, on_slide, points_px):
                    said = " ".join(filter(None, (kind_words(one.kind), one.label())))
                    shape.name = said
                    shape._element.xpath(".//p:cNvPr")[0].set("descr", tr("Drawn on the map: {what}", what=said))


def _shapes(
    slide: Slide, one: Annotation, camera: Camera, on_slide: Callable[[np.ndarray], np.ndarray], px_a_point: float
) -> Iterator[Drawn]:
    """Yield the shapes of a drawing, as far as it lies on its map."""
    edge = shapely.box(0, 0, camera.width, camera.height)
    points = pixels(one, camera)
    if one.kind == "circle" and edge.contains(LineString(points)):
        (left, top), (right, bottom) = on_slide(np.array([points.min(axis=0), points.max(axis=0)]))
        places = (Emu(int(value)) for value in (left, top, right - left, bottom - top))
        yield _inked(slide.shapes.add_shape(MSO_SHAPE.OVAL, *places), one, px_a_point, filled=True)
    elif one.kind != "text":
        cut = not edge.contains(LineString(points))
        inside = shapely.make_valid(Polygon(points)).intersection(edge) if one.closed else Polygon()
        for area in _parts(inside, Polygon):
            shape = _line(slide, on_slide(np.array(area.exterior.coords)), closed=True)
            yield _inked(shape, one, px_a_point, filled=True)
            if cut:
                # Where it is cut off there is no edge of it.
                shape.line.fill.background()
        for part in _parts(LineString(points).intersection(edge), LineString) if cut or not one.closed else ():
            shape = _line(slide, on_slide(np.array(part.coords)), closed=False)
            # Where the head lies beyond the map's edge, the line goes on there.
            if one.kind == "arrow" and np.allclose(part.coords[-1], points[-1]):
                shape._element.spPr.get_or_add_ln().append(_xml('<a:tailEnd {} type="triangle" w="lg" len="lg"/>'))
            yield _inked(shape, one, px_a_point, filled=False)
    x, y = label_px(one, camera)
    if one.label() and camera.holds(x, y):
        yield _words(slide, one, on_slide(np.array([[x, y]]))[0], px_a_point)


def _parts(found: BaseGeometry, of: type[_Part]) -> list[_Part]:
    """Return the lines or areas of what lies on the map; a corner that only touches it is none."""
    return [part for part in getattr(found, "geoms", [found]) if isinstance(part, of) and part.length]


def _line(slide: Slide, points: np.ndarray, closed: bool) -> Drawn:
    corners = points.astype(int).tolist()
    if len(corners) == 2:
        (x, y), (to_x, to_y) = corners
        return slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(x), Emu(y), Emu(to_x), Emu(to_y))
    builder = slide.shapes.build_freeform(corners[0][0], corners[0][1], scale=1.0)
    builder.add_line_segments([(x, y) for x, y in corners[1:]], close=closed)
    shape: Shape = builder.convert_to_shape()
    return shape


def _inked(shape: Drawn, one: Annotation, px_a_point: float, filled: bool) -> Drawn:
    colour = colour_of(COLOURS[one.colour])
    if isinstance(shape, Shape):
        if filled:
            shape.fill.solid()
            shape.fill.fore_color.rgb = colour
            _thin(shape._element.spPr, int(FILL * 100_000))
        else:
            shape.fill.background()
        shape.shadow.inherit = False
    heads = shape._element.spPr.xpath("./a:ln/a:tailEnd")
    shape.line.color.rgb, shape.line.width = colour, Pt(WIDTH_PX / px_a_point)
    for head in heads:
        # The last part of a line, as the format orders them.
        head.getparent().append(head)
    return shape


def _words(slide: Slide, one: Annotation, middle: np.ndarray, px_a_point: float) -> Drawn:
    text, size = one.label(), TEXT_PX / px_a_point
    # The office program's face is not the one measured here.
    wide, high = width_of(text, "sans-bold", size) * 1.12 + 6, size * 1.35
    x, y = middle / 12_700
    shape = slide.shapes.add_textbox(*(Pt(value) for value in (x - wide / 2, y - high / 2, wide, high)))
    write(shape.text_frame, [Line(text)], size)
    shape.text_frame.word_wrap = False
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    paragraph.runs[0].font.bold, paragraph.runs[0].font.color.rgb = True, colour_of(COLOURS[one.colour])
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour_of("halo")
    _thin(shape._element.spPr, _BEHIND)
    return shape


def _thin(properties: object, share: int) -> None:
    """Let so much of a shape's fill show, of 100 000."""
    fill = properties.find(qn("a:solidFill"))  # type: ignore[attr-defined]  # lxml's element
    fill[0].append(_xml(f'<a:alpha {{}} val="{share}"/>'))


def _xml(text: str) -> object:
    return parse_xml(text.format(nsdecls("a")))
