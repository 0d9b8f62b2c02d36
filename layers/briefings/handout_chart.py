"""A scene's chart as lines, bars and letters of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.platypus import Paragraph, Table

from layers.briefings.charts import Band, Chart
from layers.kit.palette import LIGHT
from layers.words.plots import Row

#: In points: the type's size, a line's height, the bars' height of one kind alone and of one among others, room below.
_SIZE, _LINE, _ALONE, _AMONG, _BELOW = 7.5, 10, 78, 42, 5
#: What of a period's width its bar takes, and of how many periods bars have room for their numbers.
_BAR, _SAID = 0.84, 40
#: What of the width a row's name, its range and its words take, and the range's height in points.
_PARTS, _ROW = (0.34, 0.28, 0.38), 9


def draw(chart: Chart, band: Band, width: float) -> Drawing:
    """Return the bars of a band above their axis, to the scale of the whole chart.

    Parameters
    ----------
    chart : Chart
    band : Band
        One of its bands.
    width : float
        In points.
    """
    high = _ALONE if len(chart.bands) == 1 else _AMONG
    found = Drawing(width, high + 2 * _LINE + 4 + _BELOW)
    foot = _LINE + _BELOW
    step, said = width / len(chart.periods), len(chart.periods) <= _SAID
    top = foot + high
    if not said:
        found.add(Line(0, top, width, top, strokeColor=HexColor(LIGHT["rule"]), strokeWidth=0.5))
        found.add(_letters(width, top + 2, f"{chart.most:,}", "end"))
    for place, number in enumerate(band.numbers):
        if number:
            left, tall = (place + (1 - _BAR) / 2) * step, high * number / chart.most
            bar = Rect(left, foot, _BAR * step, tall)
            bar.fillColor, bar.strokeColor = HexColor(LIGHT["accent"]), None
            found.add(bar)
            if said:
                found.add(_letters((place + 0.5) * step, foot + tall + 2, f"{number:,}", "middle", "ink"))
    found.add(Line(0, foot, width, foot, strokeColor=HexColor(LIGHT["ink"]), strokeWidth=0.75))
    for place in chart.ticks:
        found.add(_letters((place + (1 - _BAR) / 2) * step, 1 + _BELOW, chart.labels[place], "start"))
    return found


def table(chart: Chart, width: float, text: Callable[[str, str], Paragraph]) -> Table:
    """Return the rows of a chart that compares figures, under what they are about; it goes on from page to page.

    Parameters
    ----------
    chart : Chart
    width : float
        In points.
    text : callable
        Sets words in a face.
    """
    rows: list[list[Any]] = [["", _scale(chart, _PARTS[1] * width), text(chart.counts, "sans")]]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LIGHT["rule"])),
    ]
    for about, found in chart.panels:
        at = len(rows)
        # A heading stands on no page without its first row.
        style += [("SPAN", (0, at), (-1, at)), ("NOSPLIT", (0, at), (-1, at + 1))]
        rows.append([text(about, "sans-bold"), "", ""])
        rows += [
            [text(row.label, "sans"), _range(row, chart.most, _PARTS[1] * width - 12), text(row.said, "sans")]
            for row in found
        ]
    return Table(rows, colWidths=[part * width for part in _PARTS], repeatRows=1, style=style)


def _scale(chart: Chart, width: float) -> Drawing:
    found = Drawing(width - 12, _ROW)
    found.add(_letters(0, 1, "0", "start"))
    found.add(_letters(width - 12, 1, f"{chart.most:,}", "end"))
    return found


def _range(row: Row, most: float, width: float) -> Drawing:
    """Return a bar from the lowest to the highest, a dot where they are one; both ends of the scale have room for a dot."""
    found, ink = Drawing(width, _ROW), HexColor(LIGHT["accent"])
    low, high = ((width - _ROW) * end / max(most, 1) + _ROW / 2 for end in (row.low, row.high))
    if row.low < row.high:
        bar: Rect | Circle = Rect(low, 2, high - low, _ROW - 4)
    else:
        bar = Circle(high, _ROW / 2, 3)
    bar.fillColor, bar.strokeColor = ink, None
    found.add(bar)
    return found


def _letters(
    x: float, y: float, words: str, anchor: Literal["start", "middle", "end"], colour: str = "muted"
) -> String:
    return String(
        x, y, words, fontName="atlas-sans", fontSize=_SIZE, fillColor=HexColor(LIGHT[colour]), textAnchor=anchor
    )
