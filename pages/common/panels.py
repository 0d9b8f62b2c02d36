"""What stands beside the map: search, layers and legend left; card, "On this date" and the dated list right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from geodata.dates import say, say_interval
from geodata.ledger import Ledger, current
from geodata.regions import REGIONS
from layers.core.layer import Feature, Layer, all_layers, day_number
from layers.core.search import entries
from layers.core.summary import on_this_date
from layers.core.swatch import swatch_uri
from layers.core.targets import target
from layers.core.text import count, escape, listing
from layers.core.view import BASEMAPS, LINES
from layers.core.visible import is_drawn, visible
from pages.common import cards, own_cards, session, shell
from pages.common.shell import plain

#: More lines than this of the dated list are a wall; the rest is one click away.
LIST_LENGTH = 8


def sidebar(filters: Callable[[], None] | None = None) -> None:
    """Draw search, layer switches, region, the page's own filters if it has any, the legend of what is drawn, line and basemap."""
    view, ledger = session.view(), current()
    shown = visible(view, ledger)
    with st.sidebar:
        _search(ledger)
        st.html('<p class="ba-h">Layers</p>')
        with st.container(key="layer-switches"):
            for layer in all_layers():
                _switch(layer)
        _counts({layer.id: sum(layer.draw == "list" or is_drawn(f) for f in shown[layer.id]) for layer in all_layers() if layer.regional})
        own_cards.switches()
        st.session_state["region"] = view.region or "all"
        st.selectbox("Region", ["all", *REGIONS], key="region", on_change=_region_chosen,
                     format_func=lambda name: "All regions" if name == "all" else REGIONS[name][0])
        if filters:
            filters()
        _legend(shown, view.layers, day_number(view.date))
        with st.expander("Line and basemap"):
            st.session_state["line"] = view.line
            st.radio("Border line as mapped in", LINES, key="line", horizontal=True, on_change=lambda: session.change(line=st.session_state["line"]),
                     help="One line is shown at all dates. Most of the difference between the two is better mapping, not land that changed hands.")
            st.session_state["base"] = view.base
            st.radio("Basemap", list(BASEMAPS), key="base", format_func=BASEMAPS.get, on_change=lambda: session.change(base=st.session_state["base"]),
                     help="Paper is our own backdrop and needs no network. The others are fetched from their makers and draw their own border.")
        st.html(f'<p class="ba-muted">Facts checked to {say(ledger.meta.facts_checked_to)}. Ledger revision {ledger.revision}.</p>')
        if ledger.faults:
            st.html(f'<p class="ba-muted ba-warn">{count(len(ledger.faults), "fault")} in the ledger: the Sources page names what was left out.</p>')


def _search(ledger: Ledger) -> None:
    found = entries(ledger)
    st.selectbox("Search", list(found), index=None, key="search", placeholder="Search names and places", label_visibility="collapsed",
                 format_func=lambda name: found[name], on_change=_search_chosen)


def _search_chosen() -> None:
    chosen = st.session_state["search"]
    if chosen:
        st.session_state["search"] = None
        go_to(chosen)


def go_to(record_id: str) -> None:
    """Select a record, fly to it and set the day on which it is best seen (in a callback)."""
    ledger = current()
    if record_id in ledger.places:
        place = ledger.places[record_id]
        if place.lon is not None:
            session.change(at=(place.lat, place.lon, 12 if place.precision_m < 3000 else 10), select=None)
        return
    found = target(record_id, ledger, session.today())
    if found:
        _, day, at = found
        changes: dict[str, object] = {"select": record_id}
        if day:
            changes["date"] = day
        if at:
            changes["at"] = at
        session.change(**changes)


def _switch(layer: Layer) -> None:
    key = f"layer-{layer.id}"
    st.session_state[key] = layer.id in session.view().layers
    st.checkbox(layer.title, key=key, on_change=_switched)


def _counts(numbers: dict[str, int]) -> None:
    """Write how many of each layer the view shows behind its name; by style, so that names stay plain for screen readers."""
    rules = "".join(f'.st-key-layer-{name} p::after {{ content: "{number}"; }}' for name, number in numbers.items())
    st.html(f"<style>{rules}</style>")


def _switched() -> None:
    session.change(layers=tuple(layer.id for layer in all_layers() if st.session_state[f"layer-{layer.id}"]))


def _region_chosen() -> None:
    chosen = st.session_state["region"]
    session.change(region=None if chosen == "all" else chosen)


def _legend(shown: dict[str, list[Feature]], switched_on: tuple[str, ...], day: int) -> None:
    parts = []
    theme = shell.theme()
    for layer in all_layers():
        if layer.id not in switched_on:
            continue
        needed = {key for feature in shown[layer.id] for key in layer.legend_keys(feature, day)}
        lines = [entry for entry in layer.legend if entry.key in needed]
        if lines:
            items = "".join(
                f'<li title="{escape(entry.gloss)}"><img src="{swatch_uri(entry.swatch, theme)}" width="20" height="16" alt=""><span>{escape(entry.label)}</span></li>'
                for entry in lines
            )
            title = "Status of sections" if layer.id == "sections" else layer.title
            parts.append(f'<p class="ba-h">{escape(title)}</p><ul class="ba-legend">{items}</ul>')
    st.html("".join(parts) or '<p class="ba-muted">Nothing is drawn: switch a layer on.</p>')


def side() -> None:
    """Draw the right column: problems of the link, then the card, or the day in sentences and the dated list."""
    shell.problems()
    view, ledger = session.view(), current()
    if view.select:
        if not own_cards.show(view.select):
            cards.show(view.select)
        return
    # One piece of HTML from button to button: each element of a page costs its share of a view's 20 ms.
    words = f'<p class="ba-kicker">On this date</p><h2 class="ba-day">{say(view.date)}</h2>'
    with st.container(key="topics"):
        for topic in on_this_date(view, ledger):
            words += f'<p class="ba-h">{escape(topic.title)}</p>'
            for number, line in enumerate(topic.lines):
                if line.select:
                    if words:
                        st.html(words)
                    words = ""
                    st.button(plain(line.text), key=f"topic-{topic.title}-{number}", on_click=go_to if topic.title == "Clashes" else _select,
                              args=(line.select,), type="tertiary")
                else:
                    words += f'<p class="ba-text ba-topic">{escape(line.text)}</p>'
        if words:
            st.html(words)
    _dated_list(ledger)


def _select(record_id: str) -> None:
    session.change(select=record_id)


def _dated_list(ledger: Ledger) -> None:
    """List transfers, exercises and milestones the view shows, latest first; a click flies to the place, if there is one."""
    view = session.view()
    shown = visible(view, ledger)
    rows: list[tuple[date, str, Feature]] = []
    for layer in all_layers():
        if layer.draw == "list" and layer.id in view.layers:
            rows += [(ledger.tables[layer.id][f.id].start, layer.id, f) for f in shown[layer.id] if f.interval]
    rows.sort(key=lambda row: row[0], reverse=True)
    titles = [layer.title.lower() for layer in all_layers() if layer.draw == "list" and layer.id in view.layers]
    if not titles:
        return
    with st.container(key="dated-list"):
        st.html(f'<p class="ba-h">{escape(listing(titles).capitalize())}, latest first</p>')
        if not rows:
            st.html('<p class="ba-muted">None in this view. Move the slider or choose “Up to this day”.</p>')
        everything = st.session_state.get("whole-list", False)
        for day, table, feature in rows if everything else rows[:LIST_LENGTH]:
            record = ledger.tables[table][feature.id]
            when = say_interval(day, record.end, record.start_precision)
            st.button(f":gray[{plain(when)}] {plain(record.title)}", key=f"list-{feature.id}", on_click=go_to, args=(feature.id,), type="tertiary")
        if len(rows) > LIST_LENGTH:
            st.checkbox(f"Show all {len(rows)}", key="whole-list")
