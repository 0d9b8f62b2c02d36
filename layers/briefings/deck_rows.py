"""Figures compared on a slide: a native chart with bars for the lowest and the highest of each, whose words stand behind them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import cast

from pptx.chart.chart import Chart as Native
from pptx.chart.data import ChartData
from pptx.chart.series import BarSeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches, Pt

from geodata.translation import tr
from layers.briefings.charts import Chart
from layers.briefings.deck_flow import LEAST
from layers.briefings.deck_parts import SANS, Box, Look, colour_of
from layers.kit.text import sentences
from layers.words.headline import shorten
from layers.words.plots import Row

#: So many rows stand on a slide, and so many letters of a row's name and of its words.
MOST = 6
_NAME, _SAID = 74, 64
#: The axis is so many times as long as its highest figure: behind that the words stand.
_ROOM = 2.0


def set_letters(native: Native, look: Look) -> None:
    """Write a chart in the face and colour of a slide's text."""
    native.font.size = Pt(LEAST)
    if look.own:
        native.font.name, native.font.color.rgb = SANS, colour_of("ink")
    elif look.ink is not None:
        native.font._rPr.insert(0, deepcopy(look.ink))


def add_rows(slide: Slide, look: Look, chart: Chart, rows: Sequence[Row], box: Box) -> None:
    """Add rows of a chart in a box in inches, to the scale of the whole chart."""
    # Such a chart is drawn from below.
    rows = rows[::-1]
    data = ChartData(number_format="General")
    data.categories = [shorten(f"{row.about} · {row.label}", _NAME) for row in rows]
    ranges = any(row.low < row.high for row in chart.rows) and any(row.low for row in chart.rows)
    if ranges:
        data.add_series(tr("Lowest"), [row.low for row in rows])
    data.add_series(tr("Highest") if ranges else chart.counts, [row.high for row in rows])
    x, y, across, down = map(Inches, box)
    # Its annotation says it were the chart itself.
    frame = cast(GraphicFrame, slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, x, y, across, down, data))
    said = (f"{row.about}, {row.label}: {row.said}." for row in reversed(rows))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", sentences(tr("Chart: {title}.", title=chart.title), *said))
    _draw(frame.chart, look, chart, rows, ranges)


def _draw(native: Native, look: Look, chart: Chart, rows: Sequence[Row], ranges: bool) -> None:
    set_letters(native, look)
    native.has_title, native.has_legend = False, ranges
    if ranges:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    [plot] = native.plots
    plot.gap_width, plot.overlap = 40, 0
    last = cast(BarSeries, list(plot.series)[-1])
    for number, row in enumerate(rows):
        label = last.points[number].data_label
        label.text_frame.text = shorten(row.said, _SAID)
        [run] = label.text_frame.paragraphs[0].runs
        run.font.size = Pt(LEAST)
        if look.own:
            run.font.name, run.font.color.rgb = SANS, colour_of("ink")
        elif look.ink is not None:
            run.font._rPr.insert(0, deepcopy(look.ink))
        label.position = XL_LABEL_POSITION.OUTSIDE_END
    if look.own:
        for series, colour in zip(reversed(list(plot.series)), ("accent", "muted"), strict=False):
            fill = cast(BarSeries, series).format.fill
            fill.solid()
            fill.fore_color.rgb = colour_of(colour)
    up, along = native.value_axis, native.category_axis
    up.minimum_scale, up.maximum_scale = 0, _ROOM * max(chart.most, 1)
    up.has_major_gridlines, up.visible = False, False
    along.major_tick_mark, along.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    along.tick_labels.font.size = Pt(LEAST)
    along._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("rot", "0")
