"""The charts of Explore, each with the same in words under it. A click on a bar filters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import altair as alt
import streamlit as st

from geodata import atlas
from geodata.ledger import Ledger, current
from geodata.sets.here import rows
from geodata.sets.whole import NotKept
from geodata.translation import mark, tr
from layers.kit.layer import all_layers
from layers.kit.palette import THEMES
from layers.kit.text import escape
from layers.reader_data.card import say_figure
from layers.reader_data.figures import counted, unit
from layers.reader_data.points import COLOURS
from layers.reader_data.rows import figures_called, showing
from layers.view import facets
from layers.view.state import ViewState
from layers.words import figures
from layers.words.claim_figures import CHARTS
from layers.words.figures import Figure
from layers.words.plots import PLOTS, TIME
from pages.briefing import mine
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
    state_colours,
    tooltip,
    words,
)
from pages.reader_data import sets
from pages.reader_data.wide import Wide
from pages.visit import page, session

#: What a length is of → its words.
_WHAT = {"agreed": mark("agreed"), "whole line": mark("whole line"), "built": mark("built"), "planned": mark("planned")}


class _Part(NamedTuple):
    """A chart: its name within the page, ids of the layers that it is of, its figure, and what draws that under its heading.

    `inside` says that title and note stand in the picture.
    """

    name: str
    layers: set[str]
    figure: Figure
    draw: Callable[[Figure], None]
    inside: bool = False


def show() -> None:
    """Draw every chart under the view's filters, those of layers that are on first, then those of each own set on the map."""
    view = session.view()
    own = sets.any_of(view.sets)
    parts = sorted(_parts(view, current()), key=lambda part: not part.layers & set(view.layers))
    titles = [(f"chart-of-{part.name}", part.figure.title) for part in parts]
    titles += [(f"charts-of-{number}", one.title) for number, one in enumerate(own)]
    st.html(_jumps(titles))
    for part in parts:
        head(part.figure, f"chart-of-{part.name}", part.inside)
        part.draw(part.figure)
        words(part.figure)
        if part.figure.rows:
            _adding(part)
    for number, one in enumerate(own):
        own_file = tr("Your own file, beside the atlas’s records and never added to them.")
        beside = one.of.kept.whose if one.of else own_file
        title = f'<h2 id="charts-of-{number}" class="ba-title">{escape(one.title)}</h2>'
        st.html(title + page.paragraph(f"{beside} {own_sets.scope()}", "muted ba-note"))
        if isinstance(one, Wide):
            _counted(one, view)
            continue
        points = one.shown.take(showing(one.shown, view))
        of_rows(points, f"chart-{one.id}", unit(points), looks=True)


def _adding(part: _Part) -> None:
    """Offer to add the view with a chart to the briefing."""
    st.button(
        tr("Add to briefing: {chart}", chart=page.plain(part.figure.title)),
        key=f"brief-add-{part.name}",
        on_click=mine.add,
        args=(part.name if part.name in PLOTS else TIME,),
        icon=":material/playlist_add:",
        type="tertiary",
    )


def _counted(one: Wide, view: ViewState) -> None:
    """Draw how many rows of a set that is not held begin when, and say between what their figures lie."""
    answers, file, shown = rows(), one.of.version.file, one.on(view)
    try:
        over_time = counted(lambda each: answers.counts(file, shown, each))
        found, said = answers.figures(file, shown), answers.about(file)
    except NotKept as why:
        st.html(page.notice(escape(str(why))))
        return
    head(over_time)
    colour = f"cat-{said.hue % COLOURS + 1}"
    bars(
        over_time,
        tr("Rows"),
        {str(row["kind"]): colour for row in over_time.rows[:1]},
        f"chart-{one.id}-rows",
        250,
        True,
    )
    words(over_time)
    if found.valued and found.least is not None and found.most is not None:
        figure = figures_called(said.meaning, said.figures)["value"]
        told = tr(
            "{figure}: stated by {valued} of {rows} rows, from {least} to {most} in a single row. Nothing is added up.",
            figure=figure,
            valued=f"{found.valued:,}",
            rows=f"{found.rows:,}",
            least=say_figure(found.least),
            most=say_figure(found.most),
        )
        st.html(page.paragraph(f"{told} {said.meaning.value_note}".strip()))


def _parts(view: ViewState, ledger: Ledger) -> list[_Part]:
    layers = all_layers()
    lines = {layer.id for layer in layers if layer.draw == "areas"}
    lost, supplied = ({layer.id for layer in layers if field in layer.fields} for field in ("deaths", "supplier"))
    counted = zip((layer.id for layer in layers if layer.row == "bars"), figures.over_time(view, ledger), strict=True)
    return [
        *(_Part(f"time-{name}", {name}, figure, partial(_over_time, name)) for name, figure in counted),
        *(
            _Part(
                name,
                lost,
                (figure := PLOTS[name].figure(view, ledger)),
                partial(claim_charts.show, name, tr(PLOTS[name].counts)),
                bool(figure.rows),
            )
            for name in CHARTS
        ),
        *(
            _Part(name, of, PLOTS[name].figure(view, ledger), draw_it)
            for name, of, draw_it in (
                ("agreed", lines, _agreed),
                ("pairs", supplied, _transfers),
                ("supply", supplied, supply_chart.show),
                ("fence", lines, _fence),
            )
        ),
    ]


def _jumps(titles: list[tuple[str, str]]) -> str:
    """Return links to the charts below as HTML."""
    links = "".join(f'<a href="#{anchor}">{escape(title)}</a>' for anchor, title in titles)
    return f'<nav class="ba-text ba-faces ba-jumps" aria-label="{escape(tr("Charts"))}">{links}</nav>'


def _over_time(layer: str, figure: Figure) -> None:
    title = str(figure.rows[0]["kind"]) if figure.rows else ""
    bars(figure, title, {title: "clash"}, f"chart-time-{layer}", 180, looks=True, gap_px=4)


def _agreed(figure: Figure) -> None:
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
        draw(line + whole + dots, figure, "chart-agreed", _party_chosen)


def _of_what(figure: Figure, what: str) -> list[dict[str, Any]]:
    """Return the rows of a length that are of a key of `_WHAT`, which is said in words."""
    return [{**row, "what": tr(_WHAT[what])} for row in figure.rows if row["what"] == what]


def _party_chosen(point: dict[str, object]) -> None:
    session.become(facets.choose(session.view(), "party", (point["token"],)))


def _transfers(figure: Figure) -> None:
    if figure.rows:
        tokens = {
            (row["supplier"], row["recipient"]): (row["supplier token"], row["recipient token"]) for row in figure.rows
        }
        recipients, colours = state_colours({str(row["recipient"]) for row in figure.rows})
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
        draw(
            chart, figure, "chart-transfers", lambda point: _pair_chosen(*tokens[point["supplier"], point["recipient"]])
        )


def _pair_chosen(supplier: str, recipient: str) -> None:
    session.become(facets.choose(facets.choose(session.view(), "supplier", (supplier,)), "recipient", (recipient,)))


def _fence(figure: Figure) -> None:
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
        draw(bars + rule.encode(x="plan:Q"), figure, "chart-fence", _party_chosen)
