"""The sheet a picture stands on: heading, legend, foot, and what lies on the map besides the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from geodata.translation import tr, tr_n
from layers.kit.feature import LegendEntry
from layers.kit.palette import THEMES
from layers.pictures.camera import Camera
from layers.pictures.pane import Pane
from layers.pictures.svg_shapes import Align, Shape, Words, rectangle, swatch
from layers.pictures.typefaces import cut, properties, width_of, wrap

Groups = list[tuple[str, list[LegendEntry]]]

#: Legend measures in CSS pixels at full size: text, line, swatch and its gap, heading, space before a heading, column.
_TEXT, _LINE, _SWATCH, _HEAD, _SPACE, _COLUMN = 12.5, 16, 28, 18, 9, 250


@dataclass(frozen=True)
class Box:
    """A box in CSS pixels from the sheet's upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Row:
    """A line of a legend: heading or entry, its words broken to the column, and how high it is."""

    lines: tuple[str, ...]
    entry: LegendEntry | None
    height: float


def _rows(groups: Groups, width: float, factor: float) -> list[Row]:
    found = []
    for title, entries in groups:
        heading = tuple(wrap(title.upper(), "sans-bold", 11 * factor, width))
        found.append(Row(heading, None, (len(heading) * _HEAD + _SPACE) * factor))
        for entry in entries:
            lines = tuple(wrap(entry.label, "sans", _TEXT * factor, width - _SWATCH * factor))
            found.append(Row(lines, entry, len(lines) * _LINE * factor + 2 * factor))
    return found


def _columns(rows: list[Row], height: float, columns: int) -> list[list[Row]] | None:
    """Return the legend's rows column by column, or None where they do not fit; a heading never stands last."""
    placed: list[list[Row]] = [[]]
    used = 0.0
    for index, row in enumerate(rows):
        needed = row.height + (rows[index + 1].height if row.entry is None else 0)
        if used + needed > height and placed[-1]:
            placed.append([])
            used = 0
        placed[-1].append(row)
        used += row.height
    return placed if len(placed) <= columns and used <= height else None


def legend_height(groups: Groups, width: float, most: float) -> float:
    """Return how high a legend in columns of a given width must be, at most `most`."""
    if not groups:
        return 20
    columns = max(1, int(width // _COLUMN))
    height, rows = 60.0, _rows(groups, width / columns - 14, 1)
    while height < most and _columns(rows, height - 12, columns) is None:
        height += 10
    return height


class Sheet:
    """A figure whose units are CSS pixels, y down."""

    def __init__(self, width: float, height: float, scale: float, theme: str) -> None:
        self.width, self.height, self.scale, self.theme = width, height, scale, theme
        self.colour = THEMES[theme]
        # At 72 dots an inch a point is a CSS pixel; the scale multiplies both.
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72 * scale, facecolor=self.colour["paper"])
        FigureCanvasAgg(self.figure)
        self.pane = self.map_pane(Box(0, 0, width, height))

    def map_pane(self, box: Box) -> Pane:
        """Return the pane of a map."""
        return Pane(self.figure, box.left, box.top, box.width, box.height, self.height)

    def pixels(self) -> np.ndarray:
        """Return the pixels of what stands on it: red, green, blue, alpha, as bytes."""
        canvas = self.figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        canvas.draw()
        return np.array(canvas.buffer_rgba())

    def _write(self, x: float, baseline: float, text: str, face: str, size: float, colour: str) -> None:
        self._write_on(self.pane, x, baseline, text, face, size, colour)

    def _write_on(
        self, pane: Pane, x: float, baseline: float, text: str, face: str, size: float, colour: str, ha: Align = "left"
    ) -> None:
        font, paint = properties(face, size), self.colour[colour]
        pane.add(Words(x, baseline, text, font, paint, ha=ha, zorder=801))

    def _slip(self, pane: Pane, left: float, top: float, width: float, height: float, opacity: float) -> None:
        paper = (self.colour["panel"], opacity)
        pane.add(Shape(rectangle(left, top, width, height), facecolor=paper, edgecolor="none", zorder=800))

    # ---- on the map -----------------------------------------------------------------------------------------------------
    def map_furniture(
        self, pane: Pane, box: Box, camera: Camera, day: str | None, beyond: int, credit: str
    ) -> list[tuple[float, float, float, float]]:
        """Draw scale bar, credits, the day of a comparison and how much lies beyond the edge; return the boxes they cover."""
        covered = []
        if credit:
            covered.append(self._chip(pane, box.width, box.height, credit, "sans", 10.5, right=True, bottom=True))
        covered.append(self._scale_bar(pane, box, camera, covered))
        if day:
            covered.append(self._chip(pane, 10, 10, day, "serif-bold", 20))
        if beyond:
            words = tr_n("{n} mark lies beyond the edge", "{n} marks lie beyond the edge", beyond)
            # Below the day where there is no room beside it.
            narrow = bool(day) and covered[-1][2] + width_of(words, "sans", 11) + 30 > box.width
            top = covered[-1][3] + 4 if narrow else 8
            covered.append(self._chip(pane, box.width - 8, top, words, "sans", 11, right=True))
        return covered

    def _chip(
        self,
        pane: Pane,
        x: float,
        y: float,
        words: str,
        face: str,
        size: float,
        right: bool = False,
        bottom: bool = False,
    ) -> tuple[float, float, float, float]:
        """Write words on a slip of paper; `right` and `bottom` say which of its corners x and y are."""
        most = pane.width - 16
        while width_of(words, face, size) + 14 > most and size > 6:
            size -= 0.5
        width, height = width_of(words, face, size) + 14, size * 1.3 + 6
        left, top = (x - width if right else x), (y - height if bottom else y)
        self._slip(pane, left, top, width, height, 0.92)
        baseline, colour = top + height / 2 + 0.34 * size, "ink" if face != "sans" else "muted"
        self._write_on(pane, left + 7, baseline, words, face, size, colour)
        return left, top, left + width, top + height

    def _scale_bar(
        self, pane: Pane, box: Box, camera: Camera, chips: list[tuple[float, float, float, float]]
    ) -> tuple[float, float, float, float]:
        """Draw the scale bar into the lower left corner, over the chips that reach into it; return the box that it covers."""
        metre_px = 1 / camera.metres_per_px()
        metres = max(
            step * 10**power for power in range(1, 7) for step in (1, 2, 5) if step * 10**power * metre_px <= 130
        )
        width = metres * metre_px
        words = tr("{km} km", km=f"{metres / 1000:g}") if metres >= 1000 else tr("{m} m", m=metres)
        left = 12
        bottom = min([box.height - 12, *(chip[1] - 8 for chip in chips if chip[0] < left + width + 8)])
        self._slip(pane, left - 4, bottom - 20, width + 8, 24, 0.85)
        pane.add(
            Line2D(
                [left, left, left + width, left + width],
                [bottom - 6, bottom, bottom, bottom - 6],
                color=self.colour["ink"],
                linewidth=1.4,
                zorder=801,
            )
        )
        self._write_on(pane, left + width / 2, bottom - 5, words, "sans", 11.5, "ink", ha="center")
        return left - 4, bottom - 22, left + width + 4, box.height

    # ---- beside it ------------------------------------------------------------------------------------------------------
    def heading(self, box: Box, title: str, day: str, below: Sequence[str], side: bool) -> float:
        """Write date, title and the lines below them; return the y at which they end. The type shrinks until all of it fits; of an endless title the rest is cut."""
        most = 0.42 * box.height if side else box.height + 6
        for size in (27, 24, 21, 18, 16, 14, 12, 10, 8):
            day_lines = wrap(day, "serif-bold", size, box.width)
            title_lines = wrap(title, "serif", 0.76 * size, box.width)
            room = int(((most - 14 - 16 * len(below)) / size - len(day_lines) * 1.16) / 0.94)
            if len(title_lines) <= room:
                break
        title_lines = cut(title_lines, max(room, 1))
        y = box.top
        for line in day_lines:
            y += 1.16 * size
            self._write(box.left, y, line, "serif-bold", size, "ink")
        y += 4
        for line in title_lines:
            y += 0.94 * size
            self._write(box.left, y, line, "serif", 0.76 * size, "ink")
        y += 2
        for line in below:
            y += 16
            self._write(box.left, y, line, "sans", min(12.5, 12.5 * box.width / width_of(line, "sans", 12.5)), "muted")
        return y + 6

    def foot(self, box: Box, lines: list[str]) -> None:
        """Write the foot's lines, each as small as it must be to stand on one line, broken where even that is too wide."""
        self.pane.add(Line2D([0, self.width], [box.top, box.top], color=self.colour["rule"], linewidth=1))
        size = 11.0
        while (
            size > 6.5
            and sum(len(wrap(line, "sans", size, box.width)) for line in lines) * size * 1.35 > box.height - 8
        ):
            size -= 0.5
        y = box.top + 4
        # What has no room would lie beyond the sheet, and letter by letter it takes most of the time.
        for part in cut(
            [part for line in lines for part in wrap(line, "sans", size, box.width)],
            int((box.height - 4) / (size * 1.32)),
        ):
            y += size * 1.32
            self._write(box.left, y, part, "sans", size, "muted")

    def legend(self, box: Box, groups: Groups, columns: int | None) -> None:
        """Write the legend, smaller until all of it fits; `columns` None takes as many as the width has room for."""
        if not groups:
            nothing = tr("Nothing is drawn: every layer is switched off or empty.")
            self._write(box.left, box.top + 16, nothing, "sans", 12.5, "muted")
            return
        for factor, wanted in self._tries(columns or max(1, int(box.width // _COLUMN)), columns is not None):
            placed = _columns(_rows(groups, box.width / wanted - 14, factor), box.height, wanted)
            if placed:
                break
        else:
            placed = _columns(_rows(groups, box.width - 14, factor), 1e9, 1) or []
        for number, rows in enumerate(placed):
            self._column(box.left + number * box.width / wanted, box.top, rows, factor)

    @staticmethod
    def _tries(columns: int, narrow: bool) -> Iterator[tuple[float, int]]:
        for factor in (1, 0.94, 0.88, 0.82, 0.76):
            yield factor, columns
        for factor in (0.8, 0.72, 0.64, 0.56, 0.48):
            yield factor, columns + (1 if narrow else 0)

    def _column(self, left: float, top: float, rows: list[Row], factor: float) -> None:
        y = top
        for row in rows:
            if row.entry is None:
                for number, line in enumerate(row.lines):
                    self._write(
                        left, y + (_SPACE + 11 + number * _HEAD) * factor, line, "sans-bold", 11 * factor, "muted"
                    )
            else:
                for part in swatch(row.entry.swatch, self.theme, left, y + 0.5 * factor, factor):
                    self.pane.add(part)
                for number, line in enumerate(row.lines):
                    self._write(
                        left + _SWATCH * factor,
                        y + (12.5 + number * _LINE) * factor,
                        line,
                        "sans",
                        _TEXT * factor,
                        "ink",
                    )
            y += row.height
