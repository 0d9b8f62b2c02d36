"""The charts of Explore, each with the same in words under it. A click on a bar filters."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from geodata import atlas
from geodata.ledger import current
from geodata.parties import STATES
from geodata.translation import mark, tr
from layers.kit.palette import PARTY_COLOURS, THEMES
from layers.reader_data.figures import unit
from layers.reader_data.rows import showing
from layers.view import facets
from layers.words import figures, supply
from layers.words.figures import Figure
from pages.panels import claim_charts, own_sets, supply_chart
from pages.panels.chart_kit import (
    across,
    bars,
    data,
    draw,
    head,
    of_rows,
    party_colour,
    pick,
    tooltip,
    words,
)
from pages.reader_data import sets
from pages.visit import page, session

#: What a length is of → its words.
_WHAT = {"agreed": mark("agreed"), "whole line": mark("whole line"), "built": mark("built"), "planned": mark("planned")}


def show() -> None:
    """Draw every chart under the view's filters, then those of each own set on the map; a click on a bar looks at its month or year."""
    view, ledger = session.view(), current()
    for number, figure in enumerate(figures.over_time(view, ledger)):
        head(figure)
        title = str(figure.rows[0]["kind"]) if figure.rows else ""
        bars(figure, title, {title: "clash"}, f"chart-months{number or ''}", 180, looks=True, gap_px=4)
        words(figure)
    claim_charts.show()
    _agreed(figures.agreed_length(view, ledger))
    _transfers(figures.transfers(view, ledger))
    supply_chart.show(supply.by_year(view, ledger))
    _fence(figures.fence(view, ledger))
    for one in sets.shown():
        points = one.shown.take(showing(one.shown, view))
        beside = tr("Your own file, beside the atlas’s records and never added to them.")
        st.html(
            page.paragraph(one.title, "title", "h2") + page.paragraph(f"{beside} {own_sets.scope()}", "muted ba-note")
        )
        of_rows(points, f"chart-{one.id}", unit(points), looks=True)


def _agreed(figure: Figure) -> None:
    head(figure)
    if figure.rows:
        agreed, wholes = _of_what(figure, "agreed"), _of_what(figure, "whole line")
        heads = {"figure": tr("Length"), "what": tr("Of what"), "claimant": tr("Claimant"), "as of": tr("As of")}
        tip = tooltip(heads)
        down = alt.Y("low:Q", title=tr("km"), scale=alt.Scale(domainMin=0))
        when = across("day")
        line = (
            alt.Chart(data(agreed))
            .mark_line(strokeWidth=1.2, opacity=0.6)
            .encode(x=when, y=down, color=party_colour()["color"])
        )
        dots = (
            alt.Chart(data(agreed), height=300)
            .mark_point(filled=True, size=90, opacity=1, cursor="pointer")
            .encode(x=when, y=down, tooltip=tip, **party_colour())
            .add_params(pick("token"))
        )
        whole = (
            alt.Chart(data(wholes))
            .mark_tick(thickness=2.5, size=16, orient="horizontal")
            .encode(x=when, y=down, color=party_colour()["color"], tooltip=tip)
        )
        draw(line + whole + dots, "chart-agreed", _party_chosen)
    words(figure)


def _of_what(figure: Figure, what: str) -> list[dict[str, Any]]:
    """Return the rows of a length that are of a key of `_WHAT`, which is said in words."""
    return [{**row, "what": tr(_WHAT[what])} for row in figure.rows if row["what"] == what]


def _party_chosen(point: dict[str, object]) -> None:
    session.become(facets.choose(session.view(), "party", (point["token"],)))


def _transfers(figure: Figure) -> None:
    head(figure)
    if figure.rows:
        tokens = {
            (row["supplier"], row["recipient"]): (row["supplier token"], row["recipient token"]) for row in figure.rows
        }
        colours = PARTY_COLOURS[page.theme()]
        recipients = sorted(
            {str(row["recipient"]) for row in figure.rows},
            key=lambda name: (*(name != state for state in STATES.values()), name),
        )
        chart = (
            alt.Chart(data(figure.rows), height=alt.Step(24))
            .mark_bar(cursor="pointer")
            .encode(
                y=alt.Y("supplier:N", sort="-x", title=None),
                x=alt.X("sum(records):Q", title=tr("Records"), axis=alt.Axis(tickMinStep=1)),
                color=alt.Color(
                    "recipient:N",
                    sort=recipients,
                    scale=alt.Scale(domain=recipients, range=colours),
                    legend=alt.Legend(title=tr("Recipient"), orient="top"),
                ),
                tooltip=tooltip({"supplier": tr("supplier"), "recipient": tr("recipient"), "records": tr("records")}),
            )
            .add_params(pick("supplier", "recipient"))
        )
        draw(chart, "chart-transfers", lambda point: _pair_chosen(*tokens[point["supplier"], point["recipient"]]))
    words(figure)


def _pair_chosen(supplier: str, recipient: str) -> None:
    session.become(facets.choose(facets.choose(session.view(), "supplier", (supplier,)), "recipient", (recipient,)))


def _fence(figure: Figure) -> None:
    head(figure)
    if figure.rows:
        ink = THEMES[page.theme()]
        rows = [
            {
                **row,
                "label": tr("{day}: {what}", day=row["as of"], what=row["what"]),
                "from": 0 if row["low"] == row["high"] else row["low"],
            }
            for what in ("built", "planned")
            for row in _of_what(figure, what)
        ]
        down = alt.Y("label:N", sort=[row["label"] for row in rows], title=None)
        heads = {"figure": tr("Length"), "what": tr("Built or planned"), "claimant": tr("Claimant")}
        bars = (
            alt.Chart(data(rows), height=alt.Step(26))
            .mark_bar(cursor="pointer")
            .encode(
                y=down,
                x=alt.X("from:Q", title=tr("km")),
                x2="high:Q",
                # For translators: stands before the whole that a length is part of.
                tooltip=tooltip(heads | {"denominator": tr("Of")}),
                color=alt.Color(
                    "what:N",
                    scale=alt.Scale(domain=[tr("built"), tr("planned")], range=[ink["accent"], ink["band-closures"]]),
                    legend=alt.Legend(title=None, orient="top"),
                ),
            )
            .add_params(pick("token"))
        )
        plan = atlas.current().fence_plan
        rule = alt.Chart(data([{"plan": plan.km}] if plan else [])).mark_rule(color=ink["ink"], strokeDash=[4, 3])
        draw(bars + rule.encode(x="plan:Q"), "chart-fence", _party_chosen)
    words(figure)
