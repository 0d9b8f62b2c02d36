"""A band of a scene's chart as lines, bars and letters of a page."""

from __future__ import annotations

from typing import Literal

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from layers.briefings.charts import Band, Chart
from layers.kit.palette import LIGHT

#: In points: the type's size, a line's height, the bars' height of one kind alone and of one among others, room below.
_SIZE, _LINE, _ALONE, _AMONG, _BELOW = 7.5, 10, 78, 42, 5
#: What of a period's width its bar takes, and of how many periods bars have room for their numbers.
_BAR, _SAID = 0.84, 40


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


def _letters(
    x: float, y: float, words: str, anchor: Literal["start", "middle", "end"], colour: str = "muted"
) -> String:
    return String(
        x, y, words, fontName="atlas-sans", fontSize=_SIZE, fillColor=HexColor(LIGHT[colour]), textAnchor=anchor
    )
