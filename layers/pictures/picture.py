"""A view as a PNG or an SVG, redrawn from the ledger with matplotlib: map, title, date, legend, scale bar, sources, attribution, revision.

Nothing is a screenshot: the picture is the same on every machine, at any size, and needs no browser. Lengths are CSS
pixels of a window of the picture's shape; `Size.scale` says how many of the file's pixels each takes.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import matplotlib
from matplotlib.text import Text
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.translation import tr
from layers.kit.annotation import Annotation, say_drawn
from layers.kit.palette import THEMES
from layers.kit.text import sentences
from layers.pictures.annotations import draw_annotations
from layers.pictures.camera import Camera, camera_of
from layers.pictures.ground import Key, draw_ground, draw_relief, lay, under
from layers.pictures.labels import draw_labels
from layers.pictures.map import Drawn, draw_map
from layers.pictures.pane import Pane
from layers.pictures.reader_data import draw_own, own_legend
from layers.pictures.sheet import Box, Groups, Sheet, legend_height
from layers.pictures.size import SIZES, Size
from layers.pictures.svg_shapes import Shape, Words
from layers.pictures.typefaces import FACES, family, width_of
from layers.reader_data.drawn import OwnSet, say_own
from layers.view.state import ViewState
from layers.words.headline import NAME, days_lines, facts_of, headline, when
from layers.words.legend import CREDITS, legend_of, sources_line

_PAD = 22
_FOOT = 46

#: The published faces that ours are cut from, under the names of either of their editions, and what stands in for them.
_PUBLISHED = {
    "sans": "'Source Sans 3', 'Source Sans Pro', sans-serif",
    "serif": "'Source Serif 4', 'Source Serif Pro', serif",
}
_CUTS = {"": "", "bold": "; font-weight: 600", "italic": "; font-style: italic"}
_HALO_PX = 2.6


#: What of a map's height is left to it over a chart.
_MAP = 0.56

#: Shapes and words in a box of a width and height, in CSS pixels from its upper left corner and in the colours of a palette.
Chart = Callable[[float, float, dict[str, str]], Iterable[Shape | Words]]


@dataclass(frozen=True)
class Picture:
    """A picture's bytes (of a PNG, or of the SVG asked for), and what was drawn on each of its maps (two in a comparison)."""

    png: bytes
    maps: tuple[Drawn, ...]


# Letters are measured without hinting, so they are drawn without it.
@matplotlib.rc_context({"text.hinting": "no_hinting"})
def picture(
    view: ViewState,
    ledger: Ledger,
    *,
    size: Size = SIZES["slide"],
    title: str | None = None,
    link: str = "",
    made: date | None = None,
    theme: str = "light",
    titled: bool = True,
    sets: Sequence[OwnSet] = (),
    annotations: Sequence[Annotation] = (),
    legend: Groups | None = None,
    kept: bool = False,
    panel: bool = True,
    form: Literal["png", "svg"] = "png",
    chart: Chart | None = None,
) -> Picture:
    """Draw a view.

    Parameters
    ----------
    view : ViewState
        With `against`, two maps stand side by side, the earlier date left.
    ledger : Ledger
    size : Size
    title : str or None
        What stands over the date; None for the view's own headline.
    link : str
        Address that opens the live view.
    made : datetime.date or None
        The day on which the picture is made.
    theme : {"light", "dark"}
    titled : bool
        False leaves out title, date and foot, for a page that says them itself; legend and credits stay.
    sets : sequence of OwnSet
        What the view's own titles stand for; one that is not among them is said to be missing.
    annotations : sequence of Annotation
        What is drawn upon its maps, each on its days.
    legend : list of (title, entries) or None
        What stands as the ledger's part of the legend; None for what the view shows. Frames of a film share one, so that nothing moves.
    kept : bool
        For a frame of a film: the legend is kept for the next one with the ground, as an image.
    panel : bool
        False leaves the map alone, with its day, scale bar and credits.
    form : {"png", "svg"}
        In SVG letters are letters, in a typeface that the reader's machine has, and the relief is a picture.
    chart : callable or None
        Gives what stands below the maps, in a box of a width and height, in the colours of a palette.
    """
    titled = titled and panel
    size = replace(size, scale=1) if form == "svg" else size
    sheet = Sheet(size.width, size.height, size.scale, theme)
    # Whether a set has cells, and how many rows they count, is known once it is drawn: room is kept for that line.
    of_ledger = (legend_of(view, ledger) if legend is None else legend) if panel else []
    groups = [*of_ledger, *own_legend(view, sets, view.sets)] if panel else []
    words = title or headline(view, ledger).title.removesuffix(f" · {when(view)}")
    beside, map_box, side = (
        _places(size, groups, titled) if panel else (False, Box(0, 0, size.width, size.height), None)
    )
    if chart is not None:
        whole, map_box = map_box, replace(map_box, height=_MAP * map_box.height)
        below = sheet.map_pane(replace(whole, top=map_box.bottom, height=whole.height - map_box.height))
        for thing in chart(below.width, below.height, THEMES[theme]):
            below.add(thing)
    # Below a map alone stands a legend of the view's own height: its ground is no other's, so it is not made apart to be kept.
    grounded = form == "svg" or not (beside or kept or not panel)
    drawn = _maps(sheet, view, ledger, map_box, THEMES[theme], sets, annotations, dated=not panel, grounded=grounded)
    if titled and side:
        box = side if beside else Box(_PAD, 14, size.width - 2 * _PAD, 78)
        top = sheet.heading(box, words, when(view), days_lines(view, ledger), side=beside)
        sheet.foot(
            Box(_PAD, size.height - _FOOT, size.width - 2 * _PAD, _FOOT),
            foot_lines(view, ledger, link, made, sentences(say_drawn(annotations), say_own(view, sets))),
        )
        if beside:
            side = replace(side, top=top, height=side.bottom - top)
    massed = {name for one in drawn for name in one.massed}
    groups = [*of_ledger, *own_legend(view, sets, massed, [one.own for one in drawn])] if panel else []
    # A legend with a reader's own words is kept nowhere.
    key = (
        Key(side, tuple((title, tuple(entries)) for title, entries in groups), 1 if beside else None) if side else None
    )
    if key and (sets or not kept):
        key.write(sheet)
    if not grounded:
        windows = tuple((own, camera) for _, own, camera in _windows(view, map_box))
        of_all = key if kept and not sets else None
        lay(sheet, under(size, theme, view.line if view.tint else 0, windows, of_all))
    about = {
        "Title": f"{words}, {when(view)}",
        "Source": link or NAME,
        "Rights": CREDITS,
        "Creator": tr("{atlas}, ledger revision {revision}", atlas=NAME, revision=ledger.revision),
        "Description": sources_line(view, ledger, most=1000),
    }
    body = _svg(sheet, about, THEMES[theme]["halo"]) if form == "svg" else _png(sheet, about)
    return Picture(body, tuple(drawn))


def _places(size: Size, groups: Groups, titled: bool) -> tuple[bool, Box, Box]:
    """Return whether the panel stands beside the map, and the boxes of map and panel."""
    foot = _FOOT if titled else 0
    if titled and size.width >= 1.2 * size.height:
        panel_width = min(max(0.26 * size.width, 230), 330)
        map_box = Box(0, 0, size.width - panel_width, size.height - foot)
        return True, map_box, Box(map_box.width + _PAD, _PAD, panel_width - 1.6 * _PAD, size.height - foot - 1.5 * _PAD)
    head = 96 if titled else 0
    under = legend_height(groups, size.width - 2 * _PAD, 0.42 * size.height)
    map_box = Box(0, head, size.width, size.height - foot - head - under)
    return False, map_box, Box(_PAD, map_box.bottom + 8, size.width - 2 * _PAD, under - 12)


def windows(
    view: ViewState, ledger: Ledger, size: Size, *, titled: bool = True, sets: Sequence[OwnSet] = ()
) -> list[tuple[date, Box, Camera]]:
    """Return of each map of a picture its day, where it stands, and its camera."""
    groups = [*legend_of(view, ledger), *own_legend(view, sets, view.sets)]
    return _windows(view, _places(size, groups, titled)[1])


def _windows(view: ViewState, box: Box) -> list[tuple[date, Box, Camera]]:
    days = sorted({view.date, view.against or view.date})
    gap = 6
    width = (box.width - gap * (len(days) - 1)) / len(days)
    return [
        (day, Box(box.left + number * (width + gap), box.top, width, box.height), camera_of(view, width, box.height))
        for number, day in enumerate(days)
    ]


def _maps(
    sheet: Sheet,
    view: ViewState,
    ledger: Ledger,
    box: Box,
    colour: dict[str, str],
    sets: Sequence[OwnSet],
    annotations: Sequence[Annotation],
    dated: bool,
    grounded: bool,
) -> list[Drawn]:
    drawn: list[Drawn] = []
    maps = _windows(view, box)
    for day, own, camera in maps:
        pane = sheet.map_pane(own)
        if grounded:
            draw_ground(pane, view.line if view.tint else 0, camera, colour)
            draw_relief(pane, camera, sheet.theme, sheet.scale)
        drawn.append(draw_map(pane, view.with_(date=day), ledger, camera, colour))
        drawn[-1].own, drawn[-1].massed = draw_own(pane, view.with_(date=day), sets, camera, colour)
        keep_out = sheet.map_furniture(
            pane,
            own,
            camera,
            day=say(day) if dated or len(maps) > 1 else None,
            beyond=drawn[-1].beyond,
            credit=CREDITS if len(drawn) == len(maps) else "",
        )
        keep_out += draw_annotations(pane, [one for one in annotations if one.shown_on(day)], camera, colour)
        draw_labels(pane, view.with_(date=day), ledger, camera, colour, drawn[-1], keep_out)
    return drawn


def foot_lines(view: ViewState, ledger: Ledger, link: str, made: date | None, own: str) -> list[str]:
    """Return what stands at the foot of a picture; `own` is what is said there of drawings and of a reader's own sets."""
    day = tr("Made on {day}.", day=say(made)) if made else ""
    own_ground = tr("Drawn on the atlas’s own backdrop; online basemaps are not copied.")
    ground = "" if view.base == "paper" else own_ground
    return [sentences(own, sources_line(view, ledger)), sentences(facts_of(ledger), day, ground, link)]


def _png(sheet: Sheet, about: dict[str, str]) -> bytes:
    # PNG has other names for some of it.
    named = {"Rights": "Copyright", "Creator": "Software", "Description": "Comment"}
    words = PngInfo()
    for name, said in about.items():
        words.add_text(named.get(name, name), said)
    buffer, dpi = io.BytesIO(), sheet.figure.dpi
    # Nothing shines through: alpha would be a fourth of the work.
    opaque = Image.fromarray(sheet.pixels()).convert("RGB")
    # Only runs are looked for: the relief repeats nothing, and at level 4 to pack it took a third longer, for a file 6 % smaller.
    opaque.save(buffer, "PNG", pnginfo=words, dpi=(dpi, dpi), compress_type=zlib.Z_RLE)
    return buffer.getvalue()


def _svg(sheet: Sheet, about: Mapping[str, str], halo: str) -> bytes:
    """Return a sheet of 72 dots an inch as SVG; `halo` is the colour round names on the map, `about` what Dublin Core says of it."""
    figure = sheet.figure
    for pane in figure.findobj(Pane):
        assert isinstance(pane, Pane)
        pane.spell()
    faces, wide = {family(name): name for name in FACES}, {}
    for number, text in enumerate(text for text in figure.findobj(Text) if text.get_text().strip()):
        assert isinstance(text, Text)
        # A halo of matplotlib's makes outlines of the letters; SVG has one of its own.
        named = "name" if text.get_path_effects() else "text"
        text.set_path_effects([])
        text.set_gid(f"{named}-{number}")
        face = faces.get(text.get_fontfamily()[0], "sans")
        wide[f"{named}-{number}"] = width_of(text.get_text(), face, float(text.get_fontsize()))
    buffer = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "atlas"}):
        figure.savefig(buffer, format="svg", dpi=72, metadata={**about, "Date": None})
    drawn = buffer.getvalue().decode()
    for name in FACES:
        kind, _, cut = name.partition("-")
        drawn = drawn.replace(f"'{family(name)}', 'DejaVu Sans'", _PUBLISHED[kind] + _CUTS[cut])
    # As wide as here, whatever the typeface: none runs out of its place, the credits least of all.
    drawn = re.sub(
        r'(<g id="((?:name|text)-\d+)">\s*(?:<!--[^>]*-->\s*)?(?:<g [^>]*>\s*)?<text )',
        lambda found: f'{found[1]}textLength="{wide[found[2]]:.1f}" lengthAdjust="spacingAndGlyphs" ',
        drawn,
    )
    # The sheet's units are CSS pixels, matplotlib writes them as points.
    drawn = re.sub(r"<svg [^>]*>", lambda root: root[0].replace('pt"', 'px"'), drawn, count=1)
    rule = f'[id^="name-"] text {{ paint-order: stroke; stroke: {halo}; stroke-width: {_HALO_PX}px; stroke-linejoin: round }}'
    return drawn.replace("<defs>", f"<defs><style>{rule}</style></defs><defs>", 1).encode()
