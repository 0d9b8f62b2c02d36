"""A scene's charts: what it counts over time by kind, or figures as Explore has them, as tables from which presenter, deck and handout draw.

The rows of each kind stand as bars of their own above one axis, all on one scale, under their name: so no kind or side is another's
base or shade, and nothing is told by colour alone. What the ledger has and what a reader's set has are charts apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from geodata.dates import Precision, say, say_short, span
from geodata.intervals import EARLIEST, from_day_number, shows
from geodata.ledger import Ledger
from geodata.places import REGIONS
from geodata.translation import tr
from layers.briefings.briefing import Scene
from layers.kit.text import sentence_case, sentences
from layers.reader_data.drawn import OwnSet, sets_of
from layers.reader_data.figures import drawn_over_time
from layers.reader_data.points import unpack
from layers.view.filters import active
from layers.view.state import ViewState, is_kept
from layers.words.figures import Figure, over_time
from layers.words.plots import PLOTS, TIME, Plot, Row

#: So many names stand along an axis of time, and so many letters of them.
_TICKS, _LETTERS = 6, 36


@dataclass(frozen=True)
class Band:
    """A kind, and how many of it there are in each period."""

    title: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """A table of counts.

    Attributes
    ----------
    title, note : str
        What is counted, and what to know of it: whose it is, of what time, under which filters.
    each : {"day", "month", "year"}
    periods : tuple of date
        The first days of the days, months or years, in order without a gap.
    bands : tuple of Band
        None where nothing is counted.
    words : tuple of str
        The same in words.
    rows : tuple of Row
        Of a chart that compares figures: these, and neither periods nor bands.
    counts : str
        What the figures count.
    """

    title: str
    note: str
    each: Precision
    periods: tuple[date, ...]
    bands: tuple[Band, ...]
    words: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    counts: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """What the periods are called."""
        return tuple(say_short(day, self.each) for day in self.periods)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw, and its words are all there is."""
        return not (self.bands or self.rows)

    @property
    def most(self) -> float:
        """The highest number of any band or row, to which all are drawn."""
        return max([0, *(row.high for row in self.rows), *(number for band in self.bands for number in band.numbers)])

    def chosen(self, most: int, headed: bool = False) -> tuple[Row, ...]:
        """Return all rows where there are at most so many, `headed` with what they are about, else those of the highest figures: what belongs together, or is equally high, stays or goes as one.

        So no side of a pair is left out, though what is highest be more than fits.
        """
        tops: dict[str, float] = {}
        for row in self.rows:
            tops[row.of] = max(tops.get(row.of, 0), row.high)
        kept = self.rows
        for top in sorted(set(tops.values()))[:-1]:
            if len(kept) + headed * len({row.about for row in kept}) <= most:
                break
            kept = tuple(row for row in self.rows if tops[row.of] > top)
        return kept

    @property
    def ticks(self) -> tuple[int, ...]:
        """The numbers of the periods whose names stand along the axis."""
        return tuple(range(0, len(self.periods), self.step))

    @property
    def step(self) -> int:
        """How many periods lie between two names."""
        most = min(_TICKS, _LETTERS // max(map(len, self.labels), default=1))
        return -(-len(self.periods) // max(most, 1)) or 1

    @property
    def alternative(self) -> str:
        """The words that stand for it."""
        return sentences(tr("Chart: {title}.", title=self.title), *self.words)


def panels_of(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return rows by what they are about."""
    return [(about, list(found)) for about, found in groupby(rows, key=lambda row: row.about)]


def charts_of(scene: Scene, ledger: Ledger, sets: Sequence[OwnSet]) -> list[Chart]:
    """Return the charts of a scene, the ledger's first; none where it shows none. Of two dates the later one's time is counted.

    Raises
    ------
    KeyError
        Of a name that no chart has.
    """
    if not scene.chart:
        return []
    view = scene.view.with_(date=max(scene.view.date, scene.view.against or scene.view.date), against=None)
    time, looked = _time(view), view.looks_at("event")
    narrowed = "; ".join(words for _, _, words in active(view, ledger))
    filters = tr("Filters: {filters}.", filters=narrowed) if narrowed else ""
    region = tr("Region: {region}.", region=REGIONS[view.region].title) if view.region else ""
    if scene.chart != TIME:
        return [_plotted(PLOTS[scene.chart], view, ledger, time, region, filters)]
    found = [
        _chart(one, looked, one.title, time, one.note, region, filters) for one in over_time(view, ledger, still=True)
    ]
    for one in sets_of(view, sets):
        called, whose = tr("“{title}”", title=one.title), _whose(one)
        if one.counted:
            many = tr("The set has too many rows to be counted here: Explore counts them.")
            found.append(Chart(called, sentences(whose, many), "year", (), (), (many,)))
            continue
        header, columns = unpack(one.points)
        shown = shows(columns["start"], columns["end"], view.looks_at(header["time"]))
        figure = drawn_over_time(header, columns, shown)
        title = tr("{set}: {chart}", set=called, chart=figure.title)
        found.append(_chart(figure, looked, title, time, figure.note, whose))
    return found


def _plotted(plot: Plot, view: ViewState, ledger: Ledger, time: str, *narrowed: str) -> Chart:
    figure = plot.figure(view, ledger)
    note = sentences(figure.note, time if plot.dated else tr("Stated up to {day}.", day=say(view.date)), *narrowed)
    return Chart(figure.title, note, "day", (), (), figure.words, tuple(plot.rows(figure)), tr(plot.counts))


def _time(view: ViewState) -> str:
    if view.mode == "upto":
        return tr("Counted up to {day}.", day=say(view.date))
    if view.mode == "window" and view.days > 1:
        return tr("Counted in the period {period}.", period=view.period)
    return tr("Counted on {day}.", day=say(view.date))


def _whose(one: OwnSet) -> str:
    if is_kept(one.name):
        return tr("A kept set, beside the atlas’s records and never added to them.")
    return tr("The maker’s own file, beside the atlas’s records and never added to them.")


def _chart(figure: Figure, looked: tuple[int, int], title: str, *note: str) -> Chart:
    counted = {(row["first"], row["kind"]): int(row["rows"]) for row in figure.rows}
    periods = list(_periods([date.fromisoformat(first) for first, _ in counted], figure.each, *looked))
    bands = [
        Band(sentence_case(kind), tuple(counted.get((day.isoformat(), kind), 0) for day in periods))
        for kind in dict.fromkeys(kind for _, kind in counted)
    ]
    bands.sort(key=lambda band: -sum(band.numbers))
    return Chart(title, sentences(*note), figure.each, tuple(periods), tuple(bands), figure.words)


def _periods(days: Sequence[date], each: Precision, first: int, last: int) -> Iterator[date]:
    """Yield the first days of the periods between some days and about them, for one bar alone would be a block.

    That is out to whole months of days and whole years of months, and of years to the last day looked at, but none of which nothing was counted.
    """
    if not days:
        return
    early, late = min(days), max(days)
    if each == "year":
        day, end = date(early.year - 1, 1, 1), date.max
    else:
        wider: Precision = "month" if each == "day" else "year"
        day, end = span(early, wider)[0], span(late, wider)[1] - timedelta(days=1)
    day = min(max(day, span(from_day_number(max(first, EARLIEST)), each)[0]), early)
    end = max(min(end, from_day_number(last)), late)
    while day <= end:
        yield day
        day = span(day, each)[1]


def _first(chart: Chart) -> tuple[Row, ...]:
    """Return what stands beside a map where there is no room for more: of what has the highest figure, what each side says of itself.

    Nothing where not both say anything: one of them alone would be heard.
    """
    tops = {row.of for row in chart.chosen(1)}
    found = [row for row in chart.rows if row.own and row.of in tops]
    other = next((row for row in found if row.own != found[0].own), None)
    return (found[0], other) if other else ()


def plain(scene: Scene, ledger: Ledger, sets: Sequence[OwnSet]) -> list[dict[str, object]]:
    """Return the charts as the presenter's script reads them (layers/browser/shared/types.d.ts)."""
    return [
        {
            "title": one.title,
            "note": one.note,
            "alternative": one.alternative,
            "most": one.most,
            "labels": one.labels,
            "ticks": one.ticks,
            "bands": [{"title": band.title, "numbers": band.numbers} for band in one.bands],
            "counts": one.counts,
            "panels": [
                {
                    "title": about,
                    "rows": [{name: getattr(row, name) for name in ("label", "low", "high", "said")} for row in rows],
                    "first": next((place for place, row in enumerate(rows) if row in first), -1),
                }
                for about, rows in panels_of(one.rows)
            ],
            "words": one.words,
        }
        for one, first in ((one, _first(one)) for one in charts_of(scene, ledger, sets))
    ]
