"""What stands beside the map: search and layers left; card, "On this date" and the dated list right."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geodata.dates import say
from geodata.geometry_files import VINTAGES
from geodata.intervals import say_interval
from geodata.ledger import Ledger, current
from geodata.records import Record
from geodata.translation import tr, tr_n
from layers.kit.feature import Feature
from layers.kit.layer import LISTED, Layer, all_layers
from layers.kit.text import escape, listing, sentence_case
from layers.view.filters import without_filters
from layers.view.state import BASEMAPS, MODES, ViewState
from layers.view.visible import visible
from layers.words.not_loaded import kinds
from layers.words.summary import on_this_date
from pages.frame import shell
from pages.panels import cards, own_sets, search
from pages.panels.source_parts import checked
from pages.visit import day_left, record_links, session
from pages.visit.page import paragraph, tell_shown

#: More lines than this of the dated list are a wall; the rest is one click away.
LIST_LENGTH = 8

#: Stands among the ids of the layers in their list: how the ground is drawn is switched there too.
_TINT = "a tint for each side"


def sidebar(filters: Callable[[], None] | None = None, *, compare: bool = False) -> None:
    """Draw search, layer switches, region, the page's own filters if it has any, line and basemap; the legend is the map's own key.

    `compare` says that the page shows two dates: a view keeps its second one on other pages too.
    """
    view, ledger = session.view(), current()
    shown = visible(view, ledger)
    with st.sidebar:
        st.html(search.field(ledger))
        _switches()
        if compare:
            st.html(paragraph(tr("Numbers are those of the left date."), "muted"))
        # A place of its own, filled or not: a set that comes or goes moves no field below.
        with st.container():
            own_sets.switches()
        st.html(search.regions())
        if filters:
            filters()
        st.html(
            search.state(view) + _counts(shown, view) + _lost(ledger) + paragraph(checked(ledger), "muted ba-checked")
        )
        _line_and_basemap()
        if ledger.faults:
            words = tr_n(
                "{n} fault in the ledger: the Sources page names what was left out.",
                "{n} faults in the ledger: the Sources page names what was left out.",
                len(ledger.faults),
            )
            st.html(paragraph(words, "muted ba-warn"))


def _line_and_basemap() -> None:
    box = st.expander(tr("Line and basemap"), key="line-and-basemap", on_change="rerun")
    if not box.open:
        return  # Two lists that are seldom needed would be a tenth of what the first map waits for.
    view = session.view()
    with box:
        st.session_state["line"] = view.line
        st.radio(
            tr("Border line as mapped in"),
            VINTAGES,
            key="line",
            horizontal=True,
            on_change=lambda: session.change(line=st.session_state["line"]),
            help=tr(
                "One line is shown at all dates. Most of the difference between the two is better mapping, not land that changed hands."
            ),
        )
        st.session_state["base"] = view.base
        st.radio(
            tr("Basemap"),
            list(BASEMAPS),
            key="base",
            format_func=BASEMAPS.__getitem__,
            on_change=lambda: session.change(base=st.session_state["base"]),
            help=tr(
                "Paper is our own backdrop and needs no network. The others are fetched from their makers and draw their own border."
            ),
        )


def _titles() -> dict[str, str]:
    return {layer.id: layer.title for layer in all_layers()} | {_TINT: tr("A tint for each side")}


def _switches() -> None:
    titles, view = _titles(), session.view()
    st.session_state["layers"] = [*view.layers, *[_TINT] * view.tint]
    st.pills(
        tr("Layers"),
        list(titles),
        selection_mode="multi",
        key="layers",
        format_func=titles.__getitem__,
        on_change=_switched,
        width="stretch",
    )


def _counts(shown: dict[str, list[Feature]], view: ViewState) -> str:
    """Return a style that writes how many of each layer the view shows behind its switch, so that the names themselves never change."""
    rules = "".join(
        # Behind the stroke what is heard: an old browser leaves out the whole line.
        f'.st-key-layers button:nth-of-type({place})::after {{ content: "{n}"; content: "{n}" / "{words}"; }}'
        for place, layer in enumerate(all_layers(), 1)
        if layer.regional
        for n in [len({feature.select for feature in shown[layer.id]})]
        for words in [tr("{n} shown", n=n) if layer.id in view.layers else tr("{n} not shown", n=n)]
    )
    return f"<style>{rules}</style>"


def _lost(ledger: Ledger) -> str:
    """Return what of the ledger could not be loaded, as HTML: its switches stand there and show nothing."""
    words = "".join(f'<p class="ba-text"><span>{escape(sentence_case(kind))}</span></p>' for kind in kinds(ledger))
    return paragraph(tr("Could not be loaded"), "h") + words if words else ""


def _switched() -> None:
    chosen, view = st.session_state["layers"], session.view()
    for name, title in _titles().items():
        if (name in chosen) != (view.tint if name == _TINT else name in view.layers):
            tell_shown(title, name in chosen)
    session.change(layers=tuple(layer.id for layer in all_layers() if layer.id in chosen), tint=_TINT in chosen)
    if view.select and record_links.layer_on(view.select):
        # Nothing of it is on the map any more; a scene that is added next would still be about it.
        session.change(select=None)


def _turn_list() -> None:
    st.session_state["whole-list"] = not st.session_state.get("whole-list", False)


def side() -> None:
    """Draw the right column: problems of the link, then the card, or the day in sentences and the dated list."""
    shell.problems()
    view, ledger = session.view(), current()
    if view.select:
        cards.show(view.select)
        return
    day_left.show()
    words = _headed(view, ledger)
    leading = [layer.id for layer in all_layers() if layer.row == "bars"]
    words += record_links.topics(on_this_date(view, ledger), leading)
    records, title = _dated_records(ledger)
    # One piece of HTML: each element of a page costs its share of a view's 20 ms.
    whole = st.session_state.get("whole-list", False)
    words += _dated_list(records[: None if whole else LIST_LENGTH], title)
    if not whole and len(records) > LIST_LENGTH:
        on_paper = tr("The latest {n} of {all}; the others are not printed.", n=LIST_LENGTH, all=len(records))
        words += paragraph(on_paper, "paper")
    st.html(words)
    if len(records) > LIST_LENGTH:
        # A check box would bring three more of Streamlit's files, and stands on no other part of a first visit.
        label = tr("Show {n} only", n=LIST_LENGTH) if whole else tr("Show all {n}", n=len(records))
        st.button(label, key="whole-list-switch", type="tertiary", on_click=_turn_list)


def _headed(view: ViewState, ledger: Ledger) -> str:
    """Return what the sentences are of, as HTML: the view's day, or its period, at whose end things stand as they are told."""
    if view.mode == "window" and view.days > 1:
        ends = paragraph(tr("What lasts is told as it stood on {day}.", day=say(view.date)), "muted")
        return paragraph(tr("In this period"), "kicker") + paragraph(view.period, "day", "h2") + ends
    checked = view.date == ledger.meta.facts_checked_to and view.date != session.today()
    kicker = tr("On this date, the last day checked") if checked else tr("On this date")
    return paragraph(kicker, "kicker") + paragraph(say(view.date), "day", "h2")


def _lists(view: ViewState) -> list[Layer[Record]]:
    """Return the layers of a view that are lists."""
    return [layer for layer in all_layers() if layer.draw in LISTED and layer.id in view.layers]


def _listed(view: ViewState, ledger: Ledger) -> list[str]:
    """Return the ids of what a view shows of them, each once: a record of several flows has a feature for each."""
    shown = visible(view, ledger)
    found = (feature for layer in _lists(view) for feature in shown[layer.id] if feature.interval)
    return list(dict.fromkeys(feature.select for feature in found))


def _advice() -> str:
    """Say how a view without any of them comes to some."""
    view, ledger = session.view(), current()
    if view.mode != "upto" and _listed(view.with_(mode="upto"), ledger):
        return tr("None in this view. Move the slider or choose “{mode}”.", mode=MODES["upto"])
    if _listed(without_filters(view).with_(region=None), ledger):
        return tr("None in this view. Reset the filters above the map to see some.")
    return tr("None in this view. Move the slider to a later day.")


def _dated_records(ledger: Ledger) -> tuple[list[Record], str]:
    """Return what the view shows of the layers that are lists, latest first, and their names."""
    named, lists = _listed(session.view(), ledger), _lists(session.view())
    dated = map(ledger.find, named)
    records = sorted((found[1] for found in dated if found), key=lambda record: record.start, reverse=True)
    return records, listing([layer.title.lower() for layer in lists]).capitalize()


def _dated_list(records: list[Record], title: str) -> str:
    """Return what the lists hold as HTML; a click leads to the place, if there is one."""
    if not title:
        return ""
    parts = [paragraph(tr("{names}, latest first", names=title), "h")]
    for record in records:
        words = f"<time>{escape(say_interval(record))}</time> {escape(record.title)}"
        parts.append(f'<p class="ba-text ba-topic">{record_links.record_link(record.id, words, leads=True)}</p>')
    if not records:
        parts.append(paragraph(_advice(), "muted"))
    return "".join(parts)
