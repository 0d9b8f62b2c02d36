"""The map on a page, and what the reader does on it. The only importer of streamlit_folium."""

from __future__ import annotations

import streamlit as st
import streamlit_folium
from streamlit import runtime
from streamlit_folium import st_folium

from geodata.dates import parse_day
from geodata.ledger import current
from geodata.places import REGIONS
from layers.browser import assets
from layers.browser.compose import Command, compose, config, script_json
from layers.kit.asset import asset
from layers.view.filters import passing
from layers.view.link import to_query
from layers.view.state import MODES
from pages.reader_data import sets
from pages.reader_data.specs import specs
from pages.visit import opening, record_links, session

#: Only a first guess: the style sheet gives the frame the height of the window.
HEIGHT_PX = 700


def declare() -> None:
    """Make the map's frame known to a server that has just started.

    The component declares itself when a session first imports it. Behind a proxy the frame may be asked of another replica than
    the one that holds the session, and of one that has seen no reader yet.
    """
    runtime.get_instance().component_registry.register_component(streamlit_folium._component_func)


def show(asks: bool = False, compare: bool = False, opens: bool = False) -> None:
    """Draw the map panel; its frame stays from run to run, commands reach it through the feature group.

    Parameters
    ----------
    asks : bool
        A click on the ground asks what is near that spot.
    compare : bool
        The frame holds two maps, one for each date of the comparison.
    opens : bool
        Somebody who comes without a link is told the opening of the atlas first.
    """
    ledger, today = current(), session.today()
    view = session.view()
    link = "?" + to_query(view, ledger.revision)
    told = opening.address() if opens else None
    # streamlit-folium takes maps that differ only in digits and underscores for the same one, so the key says it.
    digest = asset(
        script_json(config(ledger, today, "../../", compare, told)) + assets.frame_script().etag, "text/plain"
    ).etag
    key = f"map-{digest}"
    with st.container(key="map-panel"):
        st_folium(
            compose(ledger, today, compare=compare, opening=told),
            key=key,
            height=HEIGHT_PX,
            use_container_width=True,
            returned_objects=[],
            render=False,
            feature_group_to_add=Command(view, st.session_state["told"], link, passing(view, ledger), asks, specs()),
            on_change=lambda: _heard(key),
        )


def alone(compare: bool = False) -> None:
    """Draw the map and its slider, or those of both dates, with nothing beside them, for a page of somebody else's."""
    with st.container(key="map-alone"):
        show(compare=compare)


def _heard(key: str) -> None:
    """Take over what the browser tells: never more than it may change, and nothing a newer command overrules."""
    message = (st.session_state.get(key) or {}).get("view")
    if not isinstance(message, dict):
        return
    overruled = session.not_obeyed(message.get("seen"))
    changes: dict[str, object] = {}
    ledger, before = current(), session.view().select
    if "date" not in overruled:
        day = parse_day(message["date"])
        changes["date"] = min(day, session.today())
    if "mode" not in overruled and message["mode"] in MODES:
        changes["mode"] = message["mode"]
    if "days" not in overruled:
        changes["days"] = int(message["days"])
    if "select" not in overruled:
        selected = message["select"]
        changes["select"] = selected if selected and (ledger.find(selected) or sets.find(selected)) else None
    if "at" not in overruled and "at" in message:
        sets.looked_at()
        changes["at"] = tuple(message["at"]) if message["at"] else None
    near = message.get("near")
    if "near" not in overruled:
        changes["near"] = (round(near[0], 4), round(near[1], 4)) if near and abs(near[0]) <= 85 else None
    if "region" not in overruled and "region" in message:
        changes["region"] = next((name for name in REGIONS if name == message["region"]), None)
    if "against" not in overruled and message.get("against"):
        changes["against"] = min(parse_day(message["against"]), session.today())
    st.session_state["playing"] = bool(message.get("playing"))
    opened = changes.get("select")
    session.hear(**changes)
    if opened and opened != before and (more := record_links.layer_on(str(opened))):
        session.change(**more)
    if wanted := record_links.newly_asked(message.get("asked")):
        row = sets.find(wanted)
        if row:
            sets.lead_to(*row)
        else:
            record_links.lead_to(wanted)
    if sets.find(session.view().select or ""):
        session.tell(("own",))  # The selected row's circle.
