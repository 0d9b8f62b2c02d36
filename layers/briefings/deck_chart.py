"""A scene's charts on slides of their own, as native charts whose numbers can be edited: one for each kind or so many rows, all on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from pptx.chart.chart import Chart as Native
from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches, Pt

from geodata.dates import Precision
from geodata.translation import tr
from layers.briefings.charts import Band, Chart
from layers.briefings.deck_flow import LEAST, Line, height_of, lines_of
from layers.briefings.deck_parts import (
    Box,
    Look,
    Sizes,
    add_notes,
    body_of,
    colour_of,
    fill_title,
    text_box,
    title_of,
)
from layers.briefings.deck_rows import add_rows, room, set_letters
from layers.words.headline import shorten
from layers.words.plots import Row

#: So many kinds stand on a slide, one above the other; so many slides have those rows that are chosen of more.
_MOST, _SLIDES = 3, 2
#: Of more periods than these the bars have no room for a number above them.
_SAID = 40
_GAP = 0.1
#: A slide whose text is wider, in inches, has twice as many names along an axis.
_WIDE = 10
#: What is counted by → how an office program writes it.
_DATES: dict[Precision, str] = {"day": "d mmm yyyy", "month": "mmm yyyy", "year": "yyyy"}


def add_slides(new: Callable[[], Slide], look: Look, title: str, sizes: Sizes, charts: Sequence[Chart]) -> None:
    """Add the slides of a scene's charts.

    Parameters
    ----------
    new : callable
        Adds a slide.
    look : Look
    title : str
        The scene's.
    sizes : tuple of float
        Of the title, in points.
    charts : sequence of Chart
        Those of which nothing is counted have no slide.
    """
    x, top, width, height = look.body
    for chart in charts:
        note, rows, most = lines_of(chart.note), chart.rows, _MOST
        # Room is kept for what says how many are left out.
        noted, said = (height_of(lines, LEAST, width * 72) / 72 for lines in (note, [_left_out(len(rows))]))
        if rows:
            most = room(rows, width, height - noted - said - _GAP)
            rows = chart.chosen(_SLIDES * most)
        if left := len(chart.rows) - len(rows):
            note.append(_left_out(left))
            noted += said
        high = height - noted - _GAP
        for part in _parts(chart.bands or rows, most):
            slide = new()
            words = tr("{title}: {chart}", title=shorten(title, 80), chart=chart.title)
            if title == chart.title:
                words = title
            fill_title(look, title_of(slide), look.title, words, sizes)
            body = body_of(slide, look.body)
            body._element.getparent().remove(body._element)
            box = (x, top, width, high)
            if some := [one for one in part if isinstance(one, Row)]:
                add_rows(slide, look, chart, some, box)
            if bands := [one for one in part if isinstance(one, Band)]:
                _add_charts(slide, look, chart, bands, box)
            text_box(look, slide, (x, top + height - noted, width, noted), note, (LEAST,), colour="muted")
            add_notes(slide, "\n\n".join((chart.alternative, chart.note)))


def _left_out(number: int) -> Line:
    return Line(tr("The highest figures, and those told with them; {n} more stand in the notes.", n=number))


def _parts(things: Sequence[Band] | Sequence[Row], most: int) -> list[Sequence[Band] | Sequence[Row]]:
    """Return bands or rows slide by slide, as many on each as can be."""
    slides = -(-len(things) // most)
    each = -(-len(things) // slides) if slides else 1
    return [things[first : first + each] for first in range(0, len(things), each)]


def _add_charts(slide: Slide, look: Look, chart: Chart, bands: Sequence[Band], box: Box) -> None:
    left, top, width, height = box
    each = height / len(bands)
    for number, band in enumerate(bands):
        data = ChartData(number_format="#,##0")
        data.categories = chart.periods
        data.categories.number_format = _DATES[chart.each]
        data.add_series(band.title, band.numbers)
        x, y, across, down = (Inches(value) for value in (left, top + number * each, width, each))
        added = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, x, y, across, down, data)
        # Its annotation says it were the chart itself.
        frame = cast(GraphicFrame, added)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", _alternative(chart, band))
        _draw(frame.chart, look, chart, band)


def _alternative(chart: Chart, band: Band) -> str:
    if len(chart.bands) == 1:
        return chart.alternative
    numbers = zip(chart.labels, band.numbers, strict=True)
    counted = "; ".join(f"{label}: {number:,}" for label, number in numbers if number)
    return tr("Chart: {title}, {kind}. {counted}.", title=chart.title, kind=band.title, counted=counted)


def _draw(native: Native, look: Look, chart: Chart, band: Band) -> None:
    native.has_legend = False
    set_letters(native, look)
    native.has_title = len(chart.bands) > 1
    if native.has_title:
        native.chart_title.text_frame.text = band.title
        native.chart_title.include_in_layout = False
        font = native.chart_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold = Pt(LEAST), True
    [plot] = native.plots
    plot.gap_width = 20
    if look.own:
        fill = plot.series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = colour_of("accent")
    if len(chart.periods) <= _SAID:
        plot.has_data_labels = True
        labels = plot.data_labels
        # Nothing is written over an empty place.
        labels.number_format, labels.number_format_is_linked = "#,##0;;;", False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    up, along = native.value_axis, native.category_axis
    end, step = _scale(chart.most)
    # Low ones have room for two numbers.
    up.minimum_scale, up.maximum_scale, up.major_unit = 0, end, end if len(chart.bands) > 1 else step
    up.format.line.fill.background()
    up.has_major_gridlines = look.own
    if look.own:
        up.major_gridlines.format.line.color.rgb, up.major_gridlines.format.line.width = colour_of("rule"), Pt(0.75)
    along.major_tick_mark, along.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    along.tick_labels.font.size = Pt(LEAST)
    # An axis of time: its names stand level, some to a slide, where those of mere words would be turned or broken.
    along._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("rot", "0")
    apart = max(1, chart.step // 2) if look.body[2] > _WIDE else chart.step
    units = {"baseTimeUnit": f"{chart.each}s", "majorUnit": str(apart), "majorTimeUnit": f"{chart.each}s"}
    for name, value in units.items():
        for found in along._element.findall(qn(f"c:{name}")):
            along._element.remove(found)
        along._element.append(along._element.makeelement(qn(f"c:{name}"), {"val": value}))


def _scale(most: float) -> tuple[float, float]:
    """Return where an axis ends that goes beyond the highest number, and its step: 1, 2 or 5 times a power of ten, some four of them."""
    power = 1
    while 20 * power < most:
        power *= 10
    step = next(power * first for first in (1, 2, 5) if 4 * power * first >= most)
    return float(step * (most // step + 1)), float(step)
