"""Draw a card: what a record is, its history or claims, what is uncertain, its sources, and what to do with it."""

from __future__ import annotations

import streamlit as st

from geodata.claims import say_as_of
from geodata.ledger import current
from geodata.records import Source
from geodata.settings import settings
from geodata.translation import tr
from layers.kit.text import escape, link, linked
from layers.kit.told import Card, Table
from layers.reader_data.card import card as own_card
from layers.view.cameras import camera
from layers.view.link import to_query
from layers.view.state import ViewState
from layers.words.card import card
from pages.reader_data import sets
from pages.visit import day_left, session
from pages.visit.page import base_address, paragraph
from pages.visit.record_links import topics

#: Smallest zoom to which "Zoom to this" goes for a row of the reader's own; a rough place is seen from farther off.
_ZOOM, _ROUGH_ZOOM = 11.0, 8.0


def show(record_id: str) -> None:
    """Draw the card of a record, or of a row of the reader's own, beside the map."""
    view, ledger = session.view(), current()
    own = sets.find(record_id)
    if own is None:
        found = card(record_id, ledger, view.date)
        at = camera(found.id, ledger) if found else None
    else:
        one, row = own
        points = one.shown
        zoom = _ROUGH_ZOOM if points.precision_m[row] > 0 else _ZOOM
        at = (float(points.lat[row]), float(points.lon[row]), zoom)
        found = own_card(points, row, one.title, one.kept)
    if found is None:
        st.html(paragraph(tr("The ledger has no record “{id}”.", id=record_id)))
        return
    # The head stays in sight while the rest is read (page.css).
    with st.container(key="card-head", horizontal=True, gap="small"):
        st.html(_head(found, record_id))
        icon = ":material/close:"
        st.button(tr("Close"), key="card-close", on_click=session.change, kwargs={"select": None}, icon=icon)
    day_left.show()
    with st.container(key="card-deeds", horizontal=True, gap="small", vertical_alignment="center"):
        if at:
            icon = ":material/my_location:"
            st.button(tr("Zoom to this"), key="card-zoom", on_click=session.change, kwargs={"at": at}, icon=icon)
        if own is None:
            # Shown where the browser has a share sheet (small.css); elsewhere there is the link below.
            words, address = tr("Share"), escape(_address(found, view))
            st.html(
                f'<a class="ba-share-link" data-share="{escape(found.title)}" href="{address}">{words}</a>',
                width="content",
            )
    names = f'<p class="ba-names">{escape(found.names)}</p>' if found.names else ""
    st.html(names + _body(found))
    if own is None:
        _link(found, view)


def _head(found: Card, record_id: str) -> str:
    # The focus goes to the title of a card that was opened by key (layers/browser/keyboard/card_focus.js).
    zoomed = escape(tr("Zoomed to {title}.", title=found.title))
    title = f'<h2 class="ba-title" tabindex="-1" data-card="{escape(record_id)}" data-zoomed="{zoomed}">{escape(found.title)}</h2>'
    return f'<p class="ba-kicker">{escape(found.kicker)}</p>{title}'


def _body(found: Card) -> str:
    parts = [f'<article aria-label="{escape(found.title)}">']
    if found.status:
        parts.append(
            f'<p class="ba-text ba-status"><i class="s-{found.status}"></i><span>{escape(found.status_words)}</span></p>'
        )
    parts += [paragraph(words) for words in (found.first, found.summary) if words]
    if found.figure:
        parts += [f'<p class="ba-text"><b>{escape(found.figure)}</b></p>', paragraph(found.figure_note, "muted")]
    if found.chips:
        parts.append(f'<p class="ba-chips">{"".join(f"<span>{escape(chip)}</span>" for chip in found.chips)}</p>')
    parts += [_table(table) for table in found.tables]
    for title, items in found.lists:
        parts += [paragraph(title, "h"), *map(paragraph, items)]
    parts.append(topics(list(found.topics), leading=[topic.layer for topic in found.topics]))
    if found.uncertain:
        parts.append(paragraph(tr("Uncertain or inferred"), "h"))
        parts += [paragraph(item, "muted") for item in found.uncertain]
    if found.whose:
        parts += [paragraph(tr("Whose data"), "h"), paragraph(found.whose, "muted")]
    else:
        sources = "".join(_source(source) for source in found.sources)
        parts += [paragraph(tr("Sources"), "h"), f'<ul class="ba-sources">{sources}</ul>']
    if found.balance:
        parts.append(paragraph(found.balance, "muted ba-warn"))
    return "".join(parts) + "</article>"


def _table(table: Table) -> str:
    if not table.head:
        lines = "".join(f"<tr><td>{escape(a)}</td><td>{linked(b)}</td></tr>" for (a, b), _, _ in table.rows)
        return f'{paragraph(table.title, "h")}<table class="ba-table ba-own-row">{lines}</table>'
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    shown = "".join(_row(table, *row) for row in table.rows if not (table.fold and row[2] == "older"))
    folded = [_row(table, *row) for row in table.rows if table.fold and row[2] == "older"]
    note = paragraph(table.note, "muted") if table.note else ""
    more, kind = "", "ba-table ba-claims" if table.fold else "ba-table"
    if folded:
        words = tr("{what} ({n})", what=table.fold, n=len(folded))
        more = f'<details class="ba-fold"><summary>{escape(words)}</summary><table class="{kind}">{"".join(folded)}</table></details>'
    return f'{paragraph(table.title, "h")}<table class="{kind}"><tr>{head}</tr>{shown}</table>{more}{note}'


#: Where the lines of a cell break, and how a cell of several keeps them.
_BREAK, _LINES = "\n", ' class="ba-lines"'


def _row(table: Table, cells: tuple[str, ...], small: str, emphasis: str) -> str:
    fine = f"<small>{escape(small)}</small>" if small else ""
    columns = "".join(
        f"<td{_LINES if _BREAK in cell else ''}>{escape(cell)}{fine if place == table.print_in else ''}</td>"
        for place, cell in enumerate(cells)
    )
    return f'<tr class="{emphasis}">{columns}</tr>'


def _source(source: Source) -> str:
    note = f" {escape(source.note)}" if source.note else ""
    return f"<li>{link(source.url, source.title)}, {escape(source.publisher)}, {escape(say_as_of(source.date))}.{note}</li>"


def _address(found: Card, view: ViewState) -> str:
    """Return the address of the view with the record selected in it."""
    return f"{base_address()}/?{to_query(view.with_(select=found.id), current().revision)}"


def _link(found: Card, view: ViewState) -> None:
    # Not as code: for that Streamlit loads half a megabyte, on every visit by a link to a record. The address itself is for paper,
    # and for a browser that does not let the page copy.
    address = _address(found, view)
    refused = tr("The browser does not let the atlas copy. The link is selected: copy it from here.")
    named = link(address, tr("Copy link to this record"), tr("Copy link to {title}", title=found.title))
    st.html(
        f'<p class="ba-muted ba-copied" data-copied="{escape(tr("Link copied"))}">{named}'
        f'<span class="ba-refused"> {escape(refused)}</span><span class="ba-address">{escape(address)}</span></p>'
    )
    # An e-mail address or a web address.
    report, words = settings().report_to or "", tr("Report an error in this record")
    if report.startswith(("http://", "https://")):
        st.html(f'<p class="ba-muted">{link(report, words)}</p>')
    elif report:
        mail = f"mailto:{report}?subject=Border Atlas: {found.id}"
        st.html(f'<p class="ba-muted"><a href="{escape(mail)}">{escape(words)}</a></p>')
