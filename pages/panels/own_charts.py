"""The charts of a reader's own sets: rows over time by kind, and the range of their figures, each with the same in words under it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

import altair as alt
import streamlit as st

from geodata.store import PointSet
from layers.kit.palette import THEMES
from layers.kit.text import escape
from layers.reader_data import figures
from layers.reader_data.rows import showing
from pages.panels import charts, own_sets
from pages.reader_data import sets
from pages.visit import page, session


def show() -> None:
    """Draw, for each own set on the map, the charts of the rows on the map; a click on a bar looks at its month or year."""
    for one in sets.shown():
        points = one.shown.take(showing(one.shown, session.view()))
        st.html(
            f'<h2 class="ba-title">{escape(one.title)}</h2><p class="ba-muted ba-note">Your own file, beside the atlas’s records and never added to them. {escape(own_sets.scope())}</p>'
        )
        each = figures.unit(points)
        draw(points, f"chart-{one.id}", each, lambda first, each=each: _looked_at(first, each))


def draw(points: PointSet, key: str, each: str, heard: Callable[[date], None] | None = None) -> None:
    """Draw the charts of some rows.

    Parameters
    ----------
    key : str
        What the widgets' keys begin with.
    each : {"month", "year"}
    heard : callable, optional
        Called with the first day of the month or year whose bar is clicked; None draws charts that only show.
    """
    over_time = figures.over_time(points, each)
    charts.head(over_time)
    if over_time.rows:
        names, colours = figures.kinds(points), THEMES[page.theme()]
        shades = [
            colours["cat-other"] if name == figures.OTHERS else colours[f"cat-{number}"]
            for number, name in enumerate(names, start=1)
        ]
        bars = (
            _across(over_time.rows, each, 250)
            .mark_bar(binSpacing=0, cursor="pointer" if heard else "default")
            .encode(
                y=alt.Y("rows:Q", title="Rows", axis=alt.Axis(tickMinStep=1)),
                color=alt.Color(
                    "kind:N",
                    scale=alt.Scale(domain=list(names), range=shades),
                    legend=alt.Legend(title=None, orient="top", columns=3, labelLimit=160) if len(names) > 1 else None,
                ),
                tooltip=[
                    alt.Tooltip("label:N", title=each.capitalize()),
                    alt.Tooltip("kind:N", title="Kind"),
                    alt.Tooltip("rows:Q", title="Rows"),
                ],
            )
        )
        if heard:
            days = {row["label"]: date.fromisoformat(str(row["first"])[:10]) for row in over_time.rows}
            charts.draw(bars.add_params(charts.pick("label")), f"{key}-rows", lambda point: heard(days[point["label"]]))
        else:
            charts.draw(bars, f"{key}-rows")
    charts.words(over_time)
    ranges = figures.figures(points, each)
    if ranges is None:
        return
    charts.head(ranges)
    if ranges.rows:
        ink = THEMES[page.theme()]["accent"]
        lowest = min(float(row["low"]) for row in ranges.rows)
        scale = alt.Scale(type="sqrt", domainMin=0) if lowest >= 0 else alt.Scale()
        base = _across(ranges.rows, each, 180).encode(
            tooltip=[
                alt.Tooltip("label:N", title=each.capitalize()),
                alt.Tooltip("figure:N", title="In a row"),
                alt.Tooltip("rows:Q", title="Rows"),
            ]
        )
        bars = base.mark_rule(color=ink, strokeWidth=2).encode(
            y=alt.Y("low:Q", title=points.meaning.value.capitalize() or "Figure", scale=scale), y2="high:Q"
        )
        ends = [
            base.mark_point(filled=True, size=28, opacity=1, color=ink).encode(y=alt.Y(f"{end}:Q", scale=scale))
            for end in ("low", "high")
        ]
        charts.draw(alt.layer(bars, *ends), f"{key}-figures")
    charts.words(ranges)


def _across(rows: tuple[dict[str, object], ...], each: str, height_px: int) -> alt.Chart:
    return alt.Chart(charts.data(rows), height=height_px).encode(
        x=alt.X("first:T", timeUnit="yearmonth" if each == "month" else "year", title=None)
    )


def _looked_at(start: date, each: str) -> None:
    """Put the view on the month or year that begins on a day."""
    last = start.replace(day=monthrange(start.year, start.month)[1]) if each == "month" else date(start.year, 12, 31)
    session.change(date=min(last, session.today()), mode="window", days=(last - start).days + 1)
