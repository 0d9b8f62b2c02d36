"""How charts are drawn: what stands around them, bars over time, and the range of the figures of a reader's own rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

import altair as alt
import streamlit as st

from geodata.claims import OWN
from geodata.dates import Precision, months, short_months, span
from geodata.intervals import last_day
from geodata.ledger import current
from geodata.parties import PARTIES, STATES
from geodata.store import PointSet
from geodata.translation import mark, tr, tr_in
from layers.kit.palette import PARTY_COLOURS, STATE_COLOURS, THEMES
from layers.kit.text import actors_in, escape, sentences
from layers.reader_data import figures
from layers.reader_data.card import figure_named
from layers.reader_data.points import COLOURS
from layers.words.figures import Figure
from pages.visit import page, session

#: The shape of a dot says the party once more.
_SHAPES = ["circle", "square", "diamond", "triangle-up", "cross"]

#: What the bars over time count by → what it is called.
_PERIODS: dict[Precision, str] = {"day": mark("Day"), "month": mark("Month"), "year": mark("Year")}


#: The same → how Vega parts time by it, and writes it on the axis.
_TIME_UNITS: dict[Precision, Any] = {"day": "utcyearmonthdate", "month": "utcyearmonth", "year": "utcyear"}
_AXES = {"day": "%-d %b %Y", "month": "%b %Y", "year": "%Y"}


def party_colour(shown: Collection[str] | None = None) -> dict[str, Any]:
    """Return colour and shape of a mark by the party that claims it, with one legend, of all parties or of those `shown`."""
    names, colours = _parties(), PARTY_COLOURS[page.theme()]
    key = alt.Legend(
        title=tr("Claimed by"), orient="top", values=[name for name in names if shown is None or name in shown]
    )
    return {
        "color": alt.Color("party:N", scale=alt.Scale(domain=names, range=colours), legend=key),
        "shape": alt.Shape("party:N", scale=alt.Scale(domain=names, range=_SHAPES), legend=key),
    }


def state_colours(names: Collection[str]) -> tuple[list[str], list[str]]:
    """Return states, the sides' first, and a colour for each: the sides have their own, and each other the same in every chart and view."""
    sides = dict(zip(STATES.values(), PARTY_COLOURS[page.theme()], strict=False))
    others = sorted({name for one in current().transfers.values() for name in actors_in(one.recipient)} - set(sides))
    shades = [THEMES[page.theme()][name] for name in STATE_COLOURS]
    known = sides | {name: shades[min(at, len(shades) - 1)] for at, name in enumerate(others)}
    shown = [name for name in known if name in names]
    return shown, [known[name] for name in shown]


def _parties() -> list[str]:
    return [*(forms.name for forms in PARTIES.values()), tr(OWN)]


def head(figure: Figure, anchor: str = "", inside: bool = False) -> None:
    """Draw a chart's title, to which a link may jump, and what to know of it; where both stand inside the picture, the title for those who do not see that."""
    place = f' id="{anchor}"' if anchor else ""
    if inside:
        st.html(f'<h3{place} class="ba-unseen">{escape(figure.title)}</h3>')
        return
    st.html(
        f'<h3{place} class="ba-answer">{escape(figure.title)}</h3>{page.paragraph(sentences(figure.note, figure.drawn), "muted ba-note")}'
    )


def words(figure: Figure) -> None:
    """Offer the same as a chart shows in words."""
    with st.expander(tr("The same in words")):
        st.html("".join(map(page.paragraph, figure.words)))


def draw(
    chart: alt.Chart | alt.LayerChart,
    figure: Figure,
    key: str,
    heard: Callable[[dict[str, object]], None] | None = None,
) -> None:
    """Draw the chart of a figure, by which it is named; `heard` gets the mark that is clicked, of a chart with the parameter of `pick`."""
    named = chart.properties(description=figure.title)
    # A wide chart on a phone is scaled by the browser; the words under it carry the same.
    shown = named.configure(locale=_locale()).configure_view(strokeWidth=0).configure_axis(labelLimit=320)
    if heard is None:
        st.altair_chart(shown, key=key)
    else:
        st.altair_chart(shown, key=key, on_select=lambda: _picked(key, heard), selection_mode="pick")


def _locale() -> alt.Locale:
    """Return the names of months and days that stand on an axis of time."""
    days = tr_in("days of the week", "Sunday Monday Tuesday Wednesday Thursday Friday Saturday").split()
    short = tr_in("days of the week cut short", "Sun Mon Tue Wed Thu Fri Sat").split()
    names = {"days": days, "shortDays": short, "months": months(), "shortMonths": short_months()}
    return alt.Locale(time=names | {"date": "%Y-%m-%d", "time": "%X", "dateTime": "%x, %X", "periods": ["AM", "PM"]})


def _picked(key: str, heard: Callable[[dict[str, object]], None]) -> None:
    points = st.session_state[key]["selection"]["pick"]
    if points:
        heard(points[0])


def pick(*fields: str) -> alt.Parameter:
    """Return what makes the marks of a chart clickable: these fields of the mark reach the listener."""
    return alt.selection_point(name="pick", fields=list(fields))


def data(rows: list[dict[str, object]] | tuple[dict[str, object], ...]) -> alt.Data:
    """Return rows as a chart takes them."""
    return alt.Data(values=list(rows))


def tooltip(heads: Mapping[str, str]) -> list[alt.Tooltip]:
    """Return what is read of the mark that is pointed at; `heads` are field → what it is called."""
    return [alt.Tooltip(field, type="nominal", title=head) for field, head in heads.items()]


def bars(
    figure: Figure,
    noun: str,
    colours: Mapping[str, str],
    key: str,
    height_px: int,
    looks: bool = False,
    gap_px: int = 0,
) -> None:
    """Draw a figure's rows over time as bars.

    Parameters
    ----------
    noun : str
        What is counted.
    colours : mapping of str to str
        Kind → name of its colour.
    looks : bool
        A click on a bar looks at its day, month or year; otherwise it only shows.
    gap_px : int
        Kept between two bars that stand side by side; none where rows may fill hundreds of months.
    """
    if not figure.rows:
        return
    each = figure.each
    shades = [THEMES[page.theme()][name] for name in colours.values()]
    chart = (
        _across(figure.rows, each, height_px)
        .mark_bar(binSpacing=gap_px, cursor="pointer" if looks else "default")
        .encode(
            y=alt.Y("rows:Q", title=noun, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=list(colours), range=shades),
                legend=alt.Legend(title=None, orient="top", columns=3, labelLimit=160) if len(colours) > 1 else None,
            ),
            # The noun says already what the only kind is, where both have one name.
            tooltip=tooltip(
                {"label": tr(_PERIODS[each])}
                | ({} if list(colours) == [noun] else {"kind": tr("Kind")})
                | {"rows": noun}
            ),
        )
    )
    days = {row["label"]: date.fromisoformat(str(row["first"])) for row in figure.rows}
    if looks:
        draw(chart.add_params(pick("label")), figure, key, lambda point: _look_at(days[str(point["label"])], each))
    else:
        draw(chart, figure, key)


def of_rows(points: PointSet, key: str, each: Precision, looks: bool = False) -> None:
    """Draw the charts of some rows of a reader's own; `key` is what the widgets' keys begin with."""
    over_time = figures.over_time(points, each)
    head(over_time)
    kinds = enumerate(figures.kinds(points), start=1)
    colours = {
        name: "cat-other" if number > COLOURS else f"cat-{(number - 1 + points.hue) % COLOURS + 1}"
        for number, name in kinds
    }
    bars(over_time, tr("Rows"), colours, f"{key}-rows", 250, looks)
    words(over_time)
    ranges = figures.figures(points, each)
    if ranges is None:
        return
    head(ranges)
    if ranges.rows:
        ink = THEMES[page.theme()]["accent"]
        lowest = min(float(row["low"]) for row in ranges.rows)
        scale = alt.Scale(domainMin=0) if lowest >= 0 else alt.Scale()
        base = _across(ranges.rows, each, 180).encode(
            tooltip=tooltip({"label": tr(_PERIODS[each]), "figure": tr("In a row"), "rows": tr("Rows")})
        )
        spans = base.mark_rule(color=ink, strokeWidth=2).encode(
            y=alt.Y("low:Q", title=figure_named(points.meaning), scale=scale), y2="high:Q"
        )
        ends = [
            base.mark_point(filled=True, size=28, opacity=1, color=ink).encode(y=alt.Y(f"{end}:Q", scale=scale))
            for end in ("low", "high")
        ]
        draw(spans + ends[0] + ends[1], ranges, f"{key}-figures")
    words(ranges)


def across(field: str) -> alt.X:
    """Return the axis of a column of ISO days. A day without an hour is read as UTC, so it is drawn as UTC too, wherever the reader is."""
    return alt.X(f"{field}:T", title=None, scale=alt.Scale(type="utc"))


def _across(rows: tuple[dict[str, object], ...], each: Precision, height_px: int) -> alt.Chart:
    """Return a chart over whole months of days, whole years of months, and years: a single bar on its own would be one block."""
    days = [date.fromisoformat(str(row["first"])) for row in rows]
    first, last = min(days), max(days)
    if each == "year":
        edges = date(first.year - 1, 1, 1), date(last.year + 2, 1, 1)
    else:
        wider: Precision = "month" if each == "day" else "year"
        edges = span(first, wider)[0], span(last, wider)[1]
    domain = [alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in edges]
    when = alt.X(
        "first:T",
        title=None,
        timeUnit=_TIME_UNITS[each],
        scale=alt.Scale(type="utc", domain=domain),
        axis=alt.Axis(format=_AXES[each]),
    )
    return alt.Chart(data(rows), height=height_px).encode(x=when)


def _look_at(first: date, unit: Precision) -> None:
    """Put the view on the day, month or year that begins on a day."""
    last = last_day(span(first, unit)[1])
    session.change(date=min(last, session.today()), mode="window", days=(last - first).days + 1)
