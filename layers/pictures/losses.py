"""A chart of what is claimed about losses as SVG or PNG: title, caption, legend and source stand in the picture, on one linear axis."""

from __future__ import annotations

import io
import math
from typing import Any, Literal

import matplotlib
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from geodata.parties import PARTIES
from layers.kit.palette import PARTY_COLOURS
from layers.kit.text import sentence_case, sentences
from layers.pictures.pane import Pane
from layers.pictures.sheet import Sheet
from layers.pictures.svg_shapes import Align, Words
from layers.pictures.typefaces import properties, width_of, wrap
from layers.words.figures import Figure

#: In CSS pixels: width of the picture, margin, height of a row, room for a row's name and for the words behind its last mark.
_WIDTH, _PAD, _ROW, _NAMES, _BEHIND = 1180, 26, 20, 330, 330

#: Marks of the parties, in the order of `PARTY_COLOURS`.
_MARKS = "osD^P"


@matplotlib.rc_context({"text.hinting": "no_hinting", "svg.fonttype": "path", "svg.hashsalt": "border-atlas"})
def chart(figure: Figure, legend: str, axis: str, source: str, kind: Literal["svg", "png"], theme: str) -> bytes:
    """Draw rows as bars and dots on one linear axis, panel by panel.

    Parameters
    ----------
    figure : Figure
        Its rows, if there are any, have `about` (the panel), `label`, `party`, `low`, `high`, `figure` and `who`.
    legend, axis, source : str
        What stands over the legend, beneath the axis and at the foot.
    kind : {"svg", "png"}
    theme : {"light", "dark"}

    Returns
    -------
    bytes
        The file; the same rows give the same bytes.
    """
    inner = _WIDTH - 2 * _PAD
    heading = wrap(figure.title, "serif-bold", 22, inner)
    caption = wrap(sentences(figure.note, figure.drawn, *(() if figure.rows else figure.words)), "sans", 13, inner)
    foot = wrap(source, "sans", 12, inner)
    panels = list(dict.fromkeys(row["about"] for row in figure.rows))
    head = _PAD + 28 * len(heading) + 18 * len(caption) + 46
    body = _ROW * (len(figure.rows) + 1.4 * len(panels))
    height = head + body + 62 + 17 * len(foot) + _PAD
    sheet = Sheet(_WIDTH, height, 2, theme)
    pen = _Pen(sheet.pane, sheet.colour, theme)
    y = float(_PAD)
    for lines, face, size, step, colour in ((heading, "serif-bold", 22, 28, "ink"), (caption, "sans", 13, 18, "muted")):
        for line in lines:
            y += step
            pen.write(_PAD, y - 6, line, face, size, colour)
    pen.legend(_PAD, y + 24, legend, list(dict.fromkeys(row["party"] for row in figure.rows)))
    ticks = MaxNLocator(6, integer=True).tick_values(0, max([1, *(row["high"] for row in figure.rows)]))
    ticks = [tick for tick in ticks if tick >= 0]
    scale = (inner - _NAMES - _BEHIND) / ticks[-1]
    for tick in ticks:
        x = _PAD + _NAMES + tick * scale
        pen.line((x, x), (head, head + body + 4), "rule", 1)
        pen.write(x, head + body + 20, f"{tick:,.0f}", "sans", 12, "muted", "center")
    pen.write(_PAD + _NAMES, head + body + 42, axis, "sans", 12.5, "muted")
    y = head
    for panel in panels:
        y += 1.4 * _ROW
        pen.write(_PAD, y - 6, sentence_case(panel), "sans-bold", 13.5, "ink")
        for row in (row for row in figure.rows if row["about"] == panel):
            y += _ROW
            pen.row(row, y - _ROW / 2, scale)
    for number, line in enumerate(foot):
        pen.write(_PAD, height - _PAD - 17 * (len(foot) - 1 - number), line, "sans", 12, "muted")
    buffer = io.BytesIO()
    about = {"Title": figure.title, ("Description" if kind == "svg" else "Source"): source}
    sheet.figure.savefig(
        buffer, format=kind, metadata=about | ({"Date": None} if kind == "svg" else {}), facecolor=sheet.colour["paper"]
    )
    return buffer.getvalue()


class _Pen:
    """What draws on a pane, in CSS pixels, y down, in a theme's colours."""

    def __init__(self, pane: Pane, colour: dict[str, str], theme: str) -> None:
        self._pane, self._colour = pane, colour
        self._parties = [str(forms.name) for forms in PARTIES.values()]
        self._paint = PARTY_COLOURS[theme]

    def write(self, x: float, y: float, text: str, face: str, size: float, colour: str, ha: Align = "left") -> None:
        self._pane.add(Words(x, y, text, properties(face, size), self._colour[colour], ha=ha))

    def line(self, x: tuple[float, float], y: tuple[float, float], colour: str, width: float) -> None:
        self._pane.add(
            Line2D(x, y, color=self._colour.get(colour, colour), linewidth=width, solid_capstyle="butt", zorder=1)
        )

    def mark(self, x: float, y: float, party: str) -> None:
        number = self._parties.index(party)
        self._pane.add(
            Line2D([x], [y], marker=_MARKS[number], markersize=7.5, color=self._paint[number], markeredgewidth=0)
        )

    def legend(self, x: float, y: float, title: str, parties: list[str]) -> None:
        self.write(x, y, title, "sans", 12.5, "muted")
        x += width_of(title, "sans", 12.5) + 22
        for party in (name for name in self._parties if name in parties):
            self.mark(x, y - 4, party)
            self.write(x + 10, y, party, "sans", 12.5, "ink")
            x += width_of(party, "sans", 12.5) + 38

    def row(self, row: dict[str, Any], y: float, scale: float) -> None:
        left = _PAD + _NAMES
        [name, *more] = wrap(row["label"], "sans", 12.5, _NAMES - 30)
        self.write(left - 12, y + 4, f"{name}…" if more else name, "sans", 12.5, "muted", "right")
        low, high = left + row["low"] * scale, left + row["high"] * scale
        paint = self._paint[self._parties.index(row["party"])]
        if not math.isclose(low, high):
            self.line((low, high), (y, y), paint, 4)
        for x in {low, high}:
            self.mark(x, y, row["party"])
        [said, *more] = wrap(f"{row['figure']} ({row['who']})", "sans", 12, _WIDTH - _PAD - high - 14)
        self.write(high + 11, y + 4, f"{said}…" if more else said, "sans", 12, "ink")
