"""What a page is called: in its HTML, in the browser's tab while its view changes, and where a link to it unfolds."""

from __future__ import annotations

import streamlit as st

from geodata import atlas
from geodata.ledger import Ledger, current
from geodata.translation import mark, tr, tr_n
from layers.briefings.briefing import Briefing
from layers.briefings.reading import from_token
from layers.view.link import from_params
from layers.view.state import ViewState
from layers.words.headline import NAME, Headline, headline, shorten, title
from pages.visit import session
from pages.visit.page import PAGES, arrived_at

#: Pages that show no view, whatever their link says of one.
_OF_NO_VIEW = ("/brief", "/sources", "/own-data")

#: A briefing's title may have more letters than a tab has room for.
_MOST_LETTERS = 120

#: What a page is for, where its link names no view: heading and description.
_ABOUT = {
    "/explore": (
        mark("Explore the records"),
        mark(
            "Every record as a table, charts, text and files, narrowed by place, day, kind, who is said to have fired, and what is claimed."
        ),
    ),
    "/brief": (
        mark("Briefings"),
        mark(
            "Views in order, with words to each: some are built in, your own stays in your browser. To present, to edit as a deck, to print."
        ),
    ),
    "/own-data": (
        mark("Your own data"),
        mark("Put a file of events or places on map and slider for yourself alone: nobody else gets it."),
    ),
}


def tab(path: str, words: str) -> str:
    """Return a page's title as a whole: what it shows, which page it is, and the atlas."""
    return " · ".join(part for part in (words, tr(PAGES[path]) if PAGES[path] else "", NAME) if part)


def shown(path: str, view: ViewState, briefing: str = "") -> str:
    """Return what a page shows, in few words: its view, on “Brief” the title of its briefing, elsewhere nothing."""
    if path in _OF_NO_VIEW:
        return shorten(briefing, _MOST_LETTERS) if path == "/brief" else ""
    return title(session.as_on(path, view), current())


def unfolded(path: str, view: ViewState, named: bool, ledger: Ledger) -> Headline:
    """Return title and description with which a link to a page unfolds; `named` tells whether the link says what to show."""
    if path == "/sources":
        many = tr_n("{n} publication", "{n} publications", len(ledger.sources))
        words = tr(
            "{many} with the records that rest on them, figures as claimed, how the atlas was made, and what is not known.",
            many=many,
        )
        return Headline(tr("Sources"), words)
    if path in _ABOUT and (path in _OF_NO_VIEW or not named):
        heading, words = _ABOUT[path]
        return Headline(tr(heading), tr(words))
    words_of = headline(session.as_on(path, view), ledger)
    if path == "/" and not named:
        manifest = atlas.current()
        return Headline(
            tr("{title}, {year}–today", title=manifest.title, year=manifest.first_day.year), words_of.description
        )
    return words_of


def of_briefing(briefing: Briefing, otherwise: Headline) -> Headline:
    """Return title and description with which a link to a briefing unfolds; `otherwise` stands where it says nothing itself."""
    return Headline(briefing.title or otherwise.title, shorten(briefing.summary or otherwise.description))


def at_first() -> str | None:
    """Return the title of a visit that has just begun, or None later on: Streamlit would put the page's bare name in its place."""
    if "view" in st.session_state:
        return None
    arriving, words = st.query_params.to_dict(), session.vocabulary(current())
    view, _ = from_params(arriving, words)
    briefing, _ = from_token(arriving["briefing"], words) if "briefing" in arriving else (None, [])
    path = arrived_at()
    return tab(path, shown(path, view, briefing.title if briefing else ""))


def say(page: str, briefing: str = "") -> None:
    """Have the browser's tab say what a page shows now; `page` is the page's path without its slash."""
    st.set_page_config(page_title=tab(f"/{page}", shown(f"/{page}", session.view(), briefing)))
