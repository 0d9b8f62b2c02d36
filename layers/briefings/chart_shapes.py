"""A scene's chart as shapes and words, of which the handout and the pictures of a scene are made alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.path import Path

from geodata.translation import tr
from layers.briefings.charts import Band, Chart, panels_of
from layers.pictures.svg_shapes import Align, Shape, Words, circle, moved, rectangle
from layers.pictures.typefaces import cut, properties, wrap
from layers.words.plots import Row

#: What of a period's width its bar takes, and of how many periods bars have room for their numbers.
_BAR, _SAID = 0.84, 40
#: What of the width a row's name, its range and its words take.
PARTS = (0.34, 0.28, 0.38)
#: In sizes of the type: a line's height, what stands between bars and the numbers over them and under the axis.
_LINE, _OVER, _UNDER = 4 / 3, 0.5, 0.7
#: In CSS pixels: the type of a chart in a picture where there is room for it, and what is kept from the box's edge.
_SIZE, _PAD = 13.0, 14
#: So many lines of a chart's note stand in a picture, which is made smaller for a row than for its type at most.
_NOTE, _LEAST = 2, 0.62

Drawn = Shape | Words


def _words(
    x: float, baseline: float, text: str, size: float, colour: str, ha: Align = "left", face: str = "sans"
) -> Words:
    return Words(x, baseline, text, properties(face, size), colour, ha=ha)


def _line(x: float, end: float, y: float, colour: str, width: float) -> Shape:
    return Shape(Path([(x, y), (end, y)]), edgecolor=colour, linewidth=width)


def bars(chart: Chart, band: Band, width: float, height: float, size: float, colour: dict[str, str]) -> Iterator[Drawn]:
    """Yield the bars of a band above their axis, to the scale of the whole chart.

    Parameters
    ----------
    chart : Chart
    band : Band
        One of its bands.
    width, height : float
        Of the box from whose upper left corner all is measured.
    size : float
        Of the letters.
    colour : dict of str to str
        The palette, by name.
    """
    top, foot = (_LINE + _OVER) * size, height - (_LINE + _UNDER) * size
    step, said = width / len(chart.periods), len(chart.periods) <= _SAID
    if not said:
        yield _line(0, width, top, colour["rule"], 0.5)
        yield _words(width, top - 2, f"{chart.most:,.10g}", size, colour["muted"], "right")
    for place, number in enumerate(band.numbers):
        if number:
            left, high = (place + (1 - _BAR) / 2) * step, (foot - top) * number / chart.most
            yield Shape(rectangle(left, foot - high, _BAR * step, high), facecolor=colour["accent"])
            if said:
                yield _words((place + 0.5) * step, foot - high - 2, f"{number:,}", size, colour["ink"], "center")
    yield _line(0, width, foot, colour["ink"], 0.75)
    for place in chart.ticks:
        yield _words((place + (1 - _BAR) / 2) * step, foot + 1.1 * size, chart.labels[place], size, colour["muted"])


def scale(chart: Chart, width: float, baseline: float, size: float, colour: dict[str, str]) -> Iterator[Drawn]:
    """Yield both ends of the scale of a chart that compares figures."""
    yield _words(0, baseline, "0", size, colour["muted"])
    yield _words(width, baseline, f"{chart.most:,.10g}", size, colour["muted"], "right")


def span(row: Row, most: float, width: float, height: float, colour: dict[str, str]) -> Shape:
    """Return a bar from the lowest to the highest, a dot where they are one; both ends of the scale have room for a dot."""
    low, high = ((width - height) * end / max(most, 1) + height / 2 for end in (row.low, row.high))
    if row.low < row.high:
        return Shape(rectangle(low, 0.22 * height, high - low, 0.56 * height), facecolor=colour["accent"])
    return Shape(circle(high, height / 2, height / 3), facecolor=colour["accent"])


def whole(charts: Sequence[Chart], width: float, height: float, colour: dict[str, str]) -> Iterator[Drawn]:
    """Yield charts one below the other in a box, each with its title and its note; of rows as many as there is room for."""
    each = (height - _PAD) / len(charts)
    for number, chart in enumerate(charts):
        for drawn in _one(chart, width - 2 * _PAD, each - _PAD, colour):
            yield _put(drawn, _PAD, _PAD + number * each)


def _put(drawn: Drawn, x: float, y: float) -> Drawn:
    if isinstance(drawn, Words):
        drawn.x, drawn.y = drawn.x + x, drawn.y + y
    else:
        drawn.path = moved(drawn.path, x, y)
    return drawn


def _one(chart: Chart, width: float, height: float, colour: dict[str, str]) -> Iterator[Drawn]:
    """Yield a chart in a box."""
    # A small picture has the same in smaller letters.
    size = min(_SIZE, height / 14, width / 32)
    line, y = _LINE * size, 0.0
    told = (chart.note, "sans", "muted", _NOTE) if not chart.empty else (chart.words[0], "sans", "ink", 4)
    for words, face, ink, most in ((chart.title, "sans-bold", "ink", 1), told):
        for part in cut(wrap(words, face, size, width), most):
            y += line
            yield _words(0, y - 0.3 * line, part, size, colour[ink], face=face)
    if chart.rows:
        rows = list(_ranges(chart, width, height - y, size, colour))
        yield from (_put(drawn, 0, y) for drawn in rows)
    high = (height - y) / max(len(chart.bands), 1)
    for number, band in enumerate(chart.bands):
        named = line if len(chart.bands) > 1 else 0
        if named:
            yield _words(0, y + number * high + 0.9 * line, band.title, size, colour["ink"])
        for drawn in bars(chart, band, width, high - named, 0.9 * size, colour):
            yield _put(drawn, 0, y + number * high + named)


def _ranges(chart: Chart, width: float, height: float, size: float, colour: dict[str, str]) -> Iterator[Drawn]:
    """Yield rows under what they are about, those that are kept together in smaller letters where it must be."""
    most = int(height / (_LINE * size))
    chosen = chart.chosen(most - 2, headed=True)
    panels, left = panels_of(chosen), len(chart.rows) - len(chosen)
    lines = len(chosen) + len(panels) + 1 + bool(left)
    line = min(_LINE * size, height / lines)
    size = min(size, max(line / _LINE, _LEAST * line))
    named, drawn, _ = (part * width for part in PARTS)

    def short(words: str, room: float, face: str = "sans") -> str:
        return cut(wrap(words, face, size, room), 1)[0] if words else ""

    y = 0.72 * line
    yield from (_put(one, named, 0) for one in scale(chart, drawn - size, y, size, colour))
    yield _words(named + drawn, y, short(chart.counts, width - named - drawn), size, colour["muted"])
    for about, rows in panels:
        y += line
        yield _words(0, y, short(about, width, "sans-bold"), size, colour["ink"], face="sans-bold")
        for row in rows:
            y += line
            yield _line(0, width, y + 0.28 * line, colour["rule"], 0.5)
            yield _words(0, y, short(row.label, named - size), size, colour["ink"])
            yield _put(span(row, chart.most, drawn - size, 0.8 * line, colour), named, y - 0.62 * line)
            yield _words(named + drawn, y, short(row.said, width - named - drawn), size, colour["ink"])
    if left:
        yield _words(0, y + line, tr("… and {n} more.", n=left), size, colour["muted"])
