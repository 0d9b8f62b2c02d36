"""Charts of what is claimed about losses: one linear axis, panel by panel, with title, caption, legend and source inside the picture."""

from __future__ import annotations

import textwrap
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from geodata.ledger import current
from geodata.translation import tr
from layers.files.formats import spreadsheet
from layers.files.records import stem
from layers.kit.palette import THEMES
from layers.kit.text import escape, sentence_case, sentences
from layers.view.link import to_query
from layers.words import claim_figures
from layers.words.figures import Figure
from pages.panels import chart_kit
from pages.panels.chart_kit import data, draw, pick, tooltip
from pages.visit import page, session

#: So many letters of the caption stand in a line of the picture, and so many of a label beside its row.
_CAPTION, _LABEL_PX = 110, 290

#: How far a mark's words may run, so that they end in dots at the picture's edge: the tip has all of them.
_ROOM = "width - scale('x', datum.high) - 8"

#: What parts a panel from a row's name in the key of the row; no title holds it.
_APART = "\t"


def show(name: str, noun: str, figure: Figure) -> None:
    """Draw rows as bars and dots on one axis, the panels one below the other, each under its heading; a click on a mark selects its clash.

    Parameters
    ----------
    name : str
        Key of `CHARTS`.
    noun : str
        What the axis counts.
    figure : Figure
    """
    if figure.rows:
        rows, order = _keyed(figure)
        ink = THEMES[page.theme()]
        highest = max(row["high"] for row in figure.rows)
        axis = alt.Axis(
            labelExpr=f"split(datum.value, '{_APART}')[1]",
            labelLimit=_LABEL_PX,
            # A panel's heading is a row of its own without a mark.
            labelFontWeight=alt.condition(f"split(datum.value, '{_APART}')[2] == ''", alt.value(700), alt.value(400)),
            labelFontSize=12,
            labelOverlap=False,
            labelFlush=False,
            ticks=False,
            domain=False,
        )
        base = alt.Chart(data(rows), height=alt.Step(17)).encode(
            y=alt.Y("row:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=axis),
            tooltip=tooltip(
                {"clash": tr("Clash"), "party": tr("Claimed by"), "figure": noun, "who": tr("Claimants")}
                | ({"as of": tr("As of")} if "as of" in rows[0] else {})
            ),
        )
        # Room for the last figure beyond the last mark.
        scale = alt.Scale(type="linear", domain=[0, highest * 1.45 or 1], nice=False)
        along = alt.X("low:Q", title=noun, scale=scale, axis=alt.Axis(tickMinStep=1, tickCount=6, format=",d"))
        colour = chart_kit.party_colour({str(row["party"]) for row in rows})
        bars = base.mark_bar(height=5, cursor="pointer").encode(x=along, x2="high:Q", color=colour["color"])
        dots = base.mark_point(filled=True, size=55, opacity=1, cursor="pointer").encode(x=along, **colour)
        ends = base.mark_point(filled=True, size=55, opacity=1, cursor="pointer").encode(x=alt.X("high:Q"), **colour)
        figures = base.mark_text(align="left", dx=8, color=ink["ink"], fontSize=11.5, limit=alt.ExprRef(_ROOM)).encode(
            x=alt.X("high:Q"), text="said:N"
        )
        chart = _captioned(bars.add_params(pick("id")) + dots + ends + figures, figure)
        # Scrolls sideways on a phone, where names alone would fill the screen.
        with st.container(key=f"losses-{name}"):
            draw(chart, figure, f"chart-{name}", lambda point: session.change(select=point["id"]))
        _saving(figure, name)


def _keyed(figure: Figure) -> tuple[list[dict[str, object]], list[str]]:
    """Return the rows, each with the key of its line, and all lines in order, each panel's heading above its own."""
    rows, order, panel = [], [], ""
    for number, row in enumerate(figure.rows):
        if row["about"] != panel:
            panel = row["about"]
            order.append(f"{number}{_APART}{sentence_case(panel)}{_APART}")
        key = f"{number}{_APART}{row['label']}{_APART}row"
        order.append(key)
        rows.append({**row, "row": key, "said": f"{row['figure']} ({row['who']})"})
    return rows, order


def _captioned(chart: alt.LayerChart, figure: Figure) -> alt.LayerChart:
    """Put title, caption and source into the picture, so that it keeps them where it is copied."""
    ink, source = THEMES[page.theme()], claim_figures.source(session.view(), current())
    title = alt.Title(
        figure.title,
        subtitle=[
            *textwrap.wrap(sentences(figure.note, figure.drawn, tr("Click a mark to select its clash.")), _CAPTION),
            source,
        ],
        anchor="start",
        frame="bounds",
        fontSize=16,
        color=ink["ink"],
        subtitleColor=ink["muted"],
        subtitleFontSize=12,
        offset=12,
    )
    return chart.properties(
        title=title, background=ink["paper"], padding=dict.fromkeys(("left", "top", "right", "bottom"), 8)
    )


def _saving(figure: Figure, name: str) -> None:
    """Offer the chart as a picture of either kind, at the view's own address, and its rows."""
    view = session.view()
    query = f"{to_query(view.with_(kept=()), current().revision)}&chart={name}&theme={page.theme()}"
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        pictures = "".join(
            f'<a href="{escape(f"{page.base_address()}/chart.{kind}?{query}")}" download>'
            f"{escape(tr('This chart as {format}', format=kind.upper()))}</a>"
            for kind in ("svg", "png")
        )
        st.html(f'<p class="ba-text ba-faces">{pictures}</p>', width="content")
        page.download(
            tr("Its data as {format}", format="CSV"),
            partial(_csv, figure),
            f"{stem(view)}-{name}.csv",
            "text/csv",
            f"chart-data-{name}",
        )


def _csv(figure: Figure) -> bytes:
    table = pd.DataFrame(figure.rows).drop(columns=["label", "panel"], errors="ignore")
    return spreadsheet(table, [name for name in map(str, table) if name not in ("low", "high")])
