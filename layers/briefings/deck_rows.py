"""Figures compared on a slide: a native chart with bars for the lowest and the highest of each, between its name and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import cast

from pptx.chart.chart import Chart as Native
from pptx.chart.data import ChartData
from pptx.chart.series import BarSeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches, Pt

from geodata.translation import tr
from layers.briefings.charts import Chart
from layers.briefings.deck_flow import LEAST, Line, height_of, lines_of, taken
from layers.briefings.deck_parts import SANS, Box, Look, colour_of, text_box
from layers.kit.text import sentences
from layers.words.plots import Row

#: A row has room for two lines at most, in inches.
_ROW = (2 * 1.22 + 0.25) * LEAST / 72
#: What of a slide's width a row's name and its bars take; the rest is for its words.
_NAME, _BARS = 0.36, 0.26
#: Between them, and the height of the legend, in inches.
_GAP, _LEGEND = 0.12, 0.4
#: An axis ends so far behind its highest figure.
_ROOM = 1.02


def set_letters(native: Native, look: Look) -> None:
    """Write a chart in the face and colour of a slide's text."""
    native.font.size = Pt(LEAST)
    if look.own:
        native.font.name, native.font.color.rgb = SANS, colour_of("ink")
    elif look.ink is not None:
        native.font._rPr.insert(0, deepcopy(look.ink))


def room(rows: Sequence[Row], width: float, height: float) -> int:
    """Return how many of some rows stand one above the other in a box of so many inches."""
    each = max(
        height_of(lines_of(words), LEAST, across * 72) / 72
        for row in rows
        for (_, across), words in zip(_beside(width), _told(row), strict=True)
    )
    return max(1, int((height - _LEGEND) / min(each, _ROW)))


def _beside(width: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where what is said before and behind the bars begins, and how wide it is, in inches."""
    bars = (_NAME + _BARS) * width
    return (0, _NAME * width - _GAP), (bars + _GAP, width - bars - _GAP)


def _told(row: Row) -> tuple[str, str]:
    return f"{row.about} · {row.label}", row.said


def add_rows(slide: Slide, look: Look, chart: Chart, rows: Sequence[Row], box: Box) -> None:
    """Add rows of a chart in a box in inches, to the scale of the whole chart."""
    left, top, width, height = box
    ranges = any(0 < row.low < row.high for row in chart.rows)
    each = (height - _LEGEND) / max(len(rows), room(chart.rows, width, height) / 2)
    for place, row in enumerate(rows):
        for (x, across), words in zip(_beside(width), _told(row), strict=True):
            lines, left_out = taken(lines_of(words), LEAST, across * 72, each * 72 + 1)
            if left_out:
                lines = [Line(f"{lines[0].text[:-2].rstrip()}…")]
            high = min(each, height_of(lines, LEAST, across * 72) / 72)
            text_box(
                look, slide, (left + x, top + place * each + (each - high) / 2, across, high + 0.02), lines, (LEAST,)
            )
    data = ChartData(number_format="General")
    # Such a chart is drawn from below.
    data.categories = [f"{row.about} · {row.label}" for row in reversed(rows)]
    if ranges:
        # Of one figure there is one bar.
        data.add_series(tr("Lowest"), [row.low if row.low < row.high else None for row in reversed(rows)])
    data.add_series(tr("Highest") if ranges else chart.counts, [row.high for row in reversed(rows)])
    drawn, legend = each * len(rows), _LEGEND if ranges else 0
    x, y, across, down = map(Inches, (left + _NAME * width, top, _BARS * width, drawn + legend))
    # Its annotation says it were the chart itself.
    frame = cast(GraphicFrame, slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, x, y, across, down, data))
    said = (f"{row.about}, {row.label}: {row.said}." for row in rows)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", sentences(tr("Chart: {title}.", title=chart.title), *said))
    _draw(frame.chart, look, chart, drawn / (drawn + legend))


def _draw(native: Native, look: Look, chart: Chart, part: float) -> None:
    set_letters(native, look)
    [plot] = native.plots
    native.has_title, native.has_legend = False, len(plot.series) > 1
    if native.has_legend:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot.gap_width, plot.overlap = 60, 0
    for series, colour, paler in zip(reversed(list(plot.series)), ("accent", "muted"), (0.0, 0.5), strict=False):
        fill = cast(BarSeries, series).format.fill
        fill.solid()
        if look.own:
            fill.fore_color.rgb = colour_of(colour)
        else:
            # A template's two first colours may be those of two parties.
            fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
            fill.fore_color.brightness = paler
    up, along = native.value_axis, native.category_axis
    up.minimum_scale, up.maximum_scale = 0, _ROOM * max(chart.most, 1)
    up.has_major_gridlines, up.visible = False, False
    along.major_tick_mark, along.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.NONE
    # Each row as high as its words, which stand beside the chart.
    area = native._chartSpace.chart.plotArea
    for found in area.findall(qn("c:layout")):
        area.remove(found)
    values = (
        ("layoutTarget", "inner"),
        ("xMode", "edge"),
        ("yMode", "edge"),
        ("x", 0),
        ("y", 0),
        ("w", 1),
        ("h", part),
    )
    layout = area.makeelement(qn("c:layout"), {})
    manual = layout.makeelement(qn("c:manualLayout"), {})
    layout.append(manual)
    for tag, value in values:
        manual.append(manual.makeelement(qn(f"c:{tag}"), {"val": f"{value}"}))
    area.insert(0, layout)
