"""The chart of who supplied what in which year; a click on a mark keeps that supplier and recipient."""

from __future__ import annotations

import altair as alt

from geodata.translation import tr
from layers.kit.palette import THEMES
from layers.view import facets
from layers.words.figures import Figure
from pages.panels.chart_kit import data, draw, pick, state_colours, tooltip
from pages.visit import page, session

#: The shape says the same as the colour.
_SHAPES = ["circle", "square", "diamond", "triangle-up", "cross", "triangle-down", "triangle-right"]


def show(figure: Figure) -> None:
    """Draw the figure: a row for each supplier, a column for each year, a mark for each recipient, as large as it has records."""
    if figure.rows:
        recipients, shades = state_colours({str(row["recipient"]) for row in figure.rows})
        key = alt.Legend(title=tr("Recipient"), orient="top", columns=3, symbolOpacity=1)
        base = alt.Chart(data(figure.rows), height=alt.Step(34)).encode(
            y=alt.Y("supplier:N", title=None, axis=alt.Axis(grid=True)),
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("recipient:N", scale=alt.Scale(domain=recipients)),
        )
        marks = (
            base.mark_point(filled=True, opacity=1, cursor="pointer")
            .encode(
                size=alt.Size("records:Q", scale=alt.Scale(domain=[1, 4], range=[90, 300], clamp=True), legend=None),
                color=alt.Color("recipient:N", scale=alt.Scale(domain=recipients, range=shades), legend=key),
                shape=alt.Shape("recipient:N", scale=alt.Scale(domain=recipients, range=_SHAPES), legend=key),
                tooltip=tooltip(
                    {
                        "supplier": tr("Supplier"),
                        "recipient": tr("Recipient"),
                        "year": tr("Year"),
                        "records": tr("Records"),
                        "what": tr("What"),
                        "who": tr("According to"),
                    }
                ),
            )
            .add_params(pick("supplier token", "recipient token"))
        )
        numbers = (
            base.mark_text(fontSize=11, fontWeight=600, color=THEMES[page.theme()]["paper"])
            .encode(text="records:Q")
            .transform_filter("datum.records > 1")
        )
        draw(marks + numbers, figure, "chart-supply", _chosen)


def _chosen(point: dict[str, object]) -> None:
    view = facets.choose(session.view(), "supplier", (point["supplier token"],))
    session.become(facets.choose(view, "recipient", (point["recipient token"],)))
