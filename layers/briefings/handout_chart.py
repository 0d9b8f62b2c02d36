"""A scene's chart as lines, bars and letters of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from matplotlib.path import Path as Outline
from reportlab.graphics.shapes import Drawing, Path, String
from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Paragraph, Table

from layers.briefings.chart_shapes import PARTS, Drawn, bars, scale, span
from layers.briefings.charts import Band, Chart, panels_of
from layers.kit.palette import LIGHT
from layers.pictures.svg_shapes import Align, Colour, Words

#: In points: the type's size, the height of one kind alone and of one among others, and of a row's range.
_SIZE, _ALONE, _AMONG, _ROW = 7.5, 107, 71, 9
_ANCHORS: dict[Align, Literal["start", "middle", "end"]] = {"left": "start", "center": "middle", "right": "end"}


def draw(chart: Chart, band: Band, width: float) -> Drawing:
    """Return the bars of a band above their axis, to the scale of the whole chart; the width is in points."""
    high = _ALONE if len(chart.bands) == 1 else _AMONG
    return _on_page(bars(chart, band, width, high, _SIZE, LIGHT), width, high)


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
    drawn = PARTS[1] * width - 12
    rows: list[list[Any]] = [
        ["", _on_page(scale(chart, drawn, _ROW - 1, _SIZE, LIGHT), drawn, _ROW), text(chart.counts, "sans")]
    ]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LIGHT["rule"])),
    ]
    for about, found in panels_of(chart.rows):
        at = len(rows)
        # A heading stands on no page without its first row.
        style += [("SPAN", (0, at), (-1, at)), ("NOSPLIT", (0, at), (-1, at + 1))]
        rows.append([text(about, "sans-bold"), "", ""])
        rows += [
            [
                text(row.label, "sans"),
                _on_page([span(row, chart.most, drawn, _ROW, LIGHT)], drawn, _ROW),
                text(row.said, "sans"),
            ]
            for row in found
        ]
    return Table(rows, colWidths=[part * width for part in PARTS], repeatRows=1, style=style)


def _on_page(things: Iterable[Drawn], width: float, height: float) -> Drawing:
    """Return shapes and words, measured from the top, as a drawing, which is measured from its foot."""
    found = Drawing(width, height)
    for one in things:
        if isinstance(one, Words):
            found.add(
                String(
                    one.x,
                    height - one.y,
                    one.text,
                    fontName="atlas-sans",
                    fontSize=one.fontproperties.get_size_in_points(),
                    fillColor=HexColor(one.color),
                    textAnchor=_ANCHORS[one.ha],
                )
            )
            continue
        line = Path(fillColor=_colour(one.facecolor), strokeColor=_colour(one.edgecolor), strokeWidth=one.linewidth)
        for spots, code in one.path.iter_segments():
            at = [height - value if place % 2 else value for place, value in enumerate(map(float, spots))]
            if code == Outline.MOVETO:
                line.moveTo(*at)
            elif code == Outline.LINETO:
                line.lineTo(*at)
            elif code == Outline.CURVE4:
                line.curveTo(*at)
            else:
                line.closePath()
        found.add(line)
    return found


def _colour(given: Colour) -> Color | None:
    return None if given == "none" else HexColor(str(given))
