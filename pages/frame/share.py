"""The share dialog: a view as link, picture, QR code, embed code and citation; a briefing, or a page without a map, as its own link."""

from __future__ import annotations

from functools import partial

import segno
import streamlit as st

from geodata.ledger import current
from geodata.translation import tr
from layers.briefings.briefing import MAX_LINK, Briefing, Scene, token_of
from layers.kit.text import escape
from layers.view.link import to_query
from layers.words.headline import cite, headline
from pages.briefing import mine
from pages.films import panel as film
from pages.http import head
from pages.reader_data import kept, media, pictures, sets
from pages.visit import session
from pages.visit.page import base_address, download, paragraph, theme

#: Height of an embedded map in CSS pixels: slider and map fit without scrolling.
EMBED_HEIGHT_PX = 640


#: A QR code of more letters is too fine for a phone's camera.
_MOST_CODED = 1200


def button(page: str) -> None:
    """Draw the button that opens the dialog; `page` is the page's path without its slash."""
    briefing = mine.held() if page == "brief" else None
    if page in mine.MAPS:
        title, show = tr("Share this view"), partial(_dialog, page)
    elif briefing and briefing.scenes:
        title, show = tr("Share this briefing"), partial(_of_briefing, briefing)
    else:
        title, show = tr("Share this page"), partial(_link, f"{base_address()}/{page}")
    if st.button(title, key="share", icon=":material/share:", width="stretch"):
        st.dialog(title, width="medium")(show)()
    if page not in mine.MAPS:
        # What a phone's own share sheet is given (layers/browser/page/share.js): the address bar has the view of the map.
        link = _briefing_link(briefing) if briefing and briefing.scenes else f"{base_address()}/{page}"
        st.html(f'<span hidden data-page-link="{escape(link)}"></span>')


def _briefing_link(briefing: Briefing) -> str:
    """Return the link that carries a briefing; that of the page where it would be too long to arrive."""
    page = f"{base_address()}/brief"
    link = f"{page}?briefing={token_of(briefing, current().revision)}"
    return link if len(link) <= MAX_LINK else page


def _of_briefing(briefing: Briefing) -> None:
    """Draw the dialog for a briefing: its first scene as a picture, and its link."""
    scene, link = briefing.scenes[0], _briefing_link(briefing)
    alt = tr("First scene: {title}", title=scene.title)
    st.html(f'<div class="ba-share">{_drawn(to_query(kept.public(scene.view), current().revision), alt)}</div>')
    if "?" not in link:
        st.html(paragraph(tr("The briefing is too long for a link: save it as a file on this page and send that.")))
        return
    _link(link)


def _link(link: str) -> None:
    """Draw a link, and its code where a camera can read it."""
    st.html(paragraph(tr("Link"), "h"))
    st.code(link, language=None, wrap_lines=True, height="content" if len(link) <= _MOST_CODED else 140)
    if len(link) <= _MOST_CODED:
        alt = escape(tr("QR code of the link"))
        st.html(f'<img class="ba-share-code" src="{qr_code(link)}" alt="{alt}" width="150" height="150">')


def _dialog(page: str) -> None:
    """Draw the dialog for the session's view as it is now."""
    view, ledger = session.as_on(f"/{page}", session.view()), current()
    link = f"{base_address()}/{page}?{to_query(view, ledger.revision)}"
    query = to_query(kept.public(view), ledger.revision)
    words = headline(view, ledger)
    drawn, code_alt = _drawn(query, tr("Map: {title}", title=words.title)), escape(tr("QR code of the link"))
    st.html(
        f'<div class="ba-share">{drawn}<img class="ba-share-code" src="{qr_code(link)}" alt="{code_alt}" width="150" height="150"></div>'
    )
    for heading, code in (
        (tr("Link"), link),
        (tr("Cite this view"), cite(view, ledger, link, session.today())),
        (tr("Embed: map and slider only"), embed_code(link, words.title)),
    ):
        st.html(paragraph(heading, "h"))
        st.code(code, language=None, wrap_lines=True)
    faces = "".join(
        f'<a href="{escape(f"{base_address()}/{name}?{query}")}" target="_blank" rel="noopener">{title}</a>'
        for name, title in (
            ("view.html", tr("File that works without a network")),
            ("view.txt", tr("Text")),
            ("view.geojson", "GeoJSON"),
        )
    )
    for heading, more in (
        (tr("Picture with its key"), "size=slide"),
        (tr("Picture of the map alone"), "size=slide&panel=off"),
    ):
        kinds = "".join(
            f'<a href="{escape(f"{base_address()}/view.{kind}?{query}&{more}{scale}&theme={theme()}")}" aria-label="{escape(f"{title}: {heading}")}" target="_blank" rel="noopener">{title}</a>'
            for kind, scale, title in (
                *(("png", f"&scale={times}", tr("PNG {times}×", times=times)) for times in (1, 2, 4)),
                ("svg", "", "SVG"),
            )
        )
        st.html(f'{paragraph(heading, "h")}<p class="ba-text ba-faces">{kinds}</p>')
    as_what = tr("The same view as")
    st.html(f'{paragraph(as_what, "h")}<p class="ba-text ba-faces">{faces}</p>')
    if sets.shown() or sets.wide():
        mine = any(not one.of for one in sets.shown())
        alone = (
            tr(
                "Whoever opens these addresses sees the view without your own data; the link names it. This picture is made for you alone:"
            )
            if mine
            else tr(
                "Whoever opens these addresses sees of the kept sets those that they may see. This picture is made for you alone:"
            )
        )
        st.html(f'<p class="ba-muted">{alone}</p>')
        made = media.of(sets.any_of(view.sets), "share", pictures.picture(Scene(view)))
        label = tr("Picture with your own data (PNG)") if mine else tr("Picture with its kept sets (PNG)")
        download(label, made, "border-atlas-own-data.png", "image/png", "share-own")
    film.show(view, "share")


def _drawn(query: str, alt: str) -> str:
    """Return a view's picture as HTML, in whose place stands that it is being drawn until it is there."""
    (wide, high), waits = head.PREVIEW_PX, escape(tr("The picture is being drawn …"))
    image = f'<img src="{escape(picture(query))}" alt="{escape(alt)}" width="{wide}" height="{high}">'
    return f'<span class="ba-share-map" data-waits="{waits}">{image}</span>'


def picture(query: str) -> str:
    """Return the address of a view's picture in the size of a link preview."""
    return f"{base_address()}/view.png?{query}&width={head.PREVIEW_PX[0]}&height={head.PREVIEW_PX[1]}"


def embed_code(link: str, title: str) -> str:
    """Return the HTML with which another page shows the view."""
    return f'<iframe src="{escape(link)}&amp;embed=true" title="{escape(title)}" width="100%" height="{EMBED_HEIGHT_PX}" style="border:0" loading="lazy"></iframe>'


def qr_code(link: str) -> str:
    """Return a QR code of a link as a data address; dark on light in both themes, as readers of codes expect."""
    code = segno.make(link, error="l", micro=False)
    return code.svg_data_uri(scale=4, border=4, dark="#1C2430", light="#FFFFFF")
