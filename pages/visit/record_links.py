"""Names of records beside the map: links that the map follows without loading the page anew, and where they lead."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr
from layers.kit.layer import all_layers, owner_of
from layers.kit.text import escape
from layers.kit.told import Topic
from layers.view.cameras import target, whole_time
from layers.view.link import to_query
from layers.view.visible import shows_then
from pages.visit import day_left, session
from pages.visit.page import tell


def record_link(record_id: str, words: str, *, leads: bool = False) -> str:
    """Return the HTML of a link to a record.

    Parameters
    ----------
    record_id : str
    words : str
        HTML of what is read; text in it is escaped already.
    leads : bool
        The link also leads to the place of the record, and where that does not show on the view's day, to the day on which it is best seen;
        otherwise it only selects it.

    Notes
    -----
    The address is that of the view it opens, so it can be copied, and opened in a tab of its own. A click is taken by the map
    (``page_links.js``): Streamlit's own buttons cost a millisecond of every view each.
    """
    query = f"select={record_id}" if leads else to_query(session.view().with_(select=record_id), current().revision)
    goes = "there" if leads else "nowhere"
    return f'<a class="ba-record" href="?{escape(query)}" target="_self" data-record="{escape(record_id)}" data-goes="{goes}">{words}</a>'


def topics(found: list[Topic], leading: Collection[str] = ()) -> str:
    """Return headings and sentences as HTML, a link where a sentence has its record; `leading` are layers whose links lead there."""
    parts = []
    for topic in found:
        parts.append(f'<h3 class="ba-h">{escape(topic.title)}</h3>')
        for line in topic.lines:
            words = escape(line.text)
            if line.select:
                words = record_link(line.select, words, leads=topic.layer in leading)
            parts.append(f'<p class="ba-text ba-topic">{words}</p>')
    return "".join(parts)


def newly_asked(asked: object) -> str | None:
    """Return the id of the record, or of a reader's own row, to which a link beside the map leads (in the map's callback); each click once."""
    if not isinstance(asked, dict) or asked == st.session_state.get("asked"):
        return None
    st.session_state["asked"] = asked
    return str(asked.get("id"))


def lead_to(record_id: str) -> None:
    """Select a record and fly to it (in a callback); where it does not show on the reader's day, on the day on which it is best seen."""
    ledger = current()
    # A section may have the id of the place it is named after: then it is the section that is meant.
    if record_id in ledger.places and not ledger.find(record_id):
        place = ledger.places[record_id]
        if place.lon is not None:
            session.change(at=(place.lat, place.lon, 12 if place.precision_m < 3000 else 10), select=None)
            tell(
                tr("The map shows {place}.", place=place.names.en[0])
            )  # A place has no card to which the focus would go.
        return
    found = target(record_id, ledger, session.today())
    if found:
        _, day, at = found
        changes: dict[str, object] = {"select": record_id, **layer_on(record_id)}
        if day and not shows_then(record_id, session.view(), ledger):
            changes |= {"date": day, **whole_time(record_id, session.view(), ledger)}
        if at:
            changes["at"] = at
        day_left.changed(**changes)


def layer_on(record_id: str) -> dict[str, object]:
    """Return what of the view has to change so that the layer of a record is on; nothing where it is."""
    found, on = current().find(record_id), session.view().layers
    layer = owner_of(found[0]) if found else None
    if layer is None or layer.id in on:
        return {}
    return {"layers": tuple(one.id for one in all_layers() if one.id in (*on, layer.id))}
