"""The page a reader is on: which pages there are, the reader's theme, the address of the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import time_ns

import streamlit as st
from streamlit import config

from geodata.settings import settings, web_address
from geodata.translation import mark, tr
from layers.kit.text import escape

#: How a date stands in Streamlit's own fields: day before month, as in every sentence.
TYPED_DATE = "DD.MM.YYYY"

#: Path → what the page is called beside the view; the paths are the `url_path`s of pages/router.py.
PAGES = {
    "/": "",
    "/explore": mark("Explore"),
    "/compare": mark("Compare"),
    "/brief": mark("Briefing"),
    "/sources": mark("Sources"),
    "/own-data": mark("Own data"),
}


#: How high a row of a table is, and its border, in CSS pixels: Streamlit's at the size of letters in .streamlit/config.toml.
_ROW_PX, _BORDER_PX = 33, 3


def table_height(rows: int) -> int:
    """Return the height at which all of so many rows show below their heading, in CSS pixels.

    Said beforehand, it is kept free: Streamlit loads what draws a table only once there is one, and a table as high as its content
    would push down what follows, under a pointer for one.
    """
    return _ROW_PX * (rows + 1) + _BORDER_PX


def theme() -> str:
    """Return the reader's theme, ``light`` or ``dark``."""
    return st.context.theme.type or "light"


def on_phone() -> bool:
    """Tell whether the browser says that it is a phone's: what is drawn on a canvas cannot be laid out anew by the style sheet."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def embedded() -> bool:
    """Tell whether another page shows this one: ``embed=true`` in the link."""
    return bool(st.context.is_embedded)


def base_path() -> str:
    """Return the path under which the atlas is served (Streamlit's ``server.baseUrlPath``), as ``/atlas``; empty at the root of its host."""
    given = config.get_option("server.baseUrlPath").strip("/")
    return f"/{given}" if given else ""


def base_address() -> str:
    """Return the address under which the reader has the app, without page, query and trailing slash."""
    url = _url()
    # The browser says it, so it may be anything; a page of ours stands right below the host, or below the path that the atlas is served under.
    given = web_address(url.removesuffix(arrived_at()).rstrip("/").removesuffix(base_path()))
    return (settings().address or given) + base_path()


def _url() -> str:
    return (st.context.url or "").split("?")[0].rstrip("/")


def arrived_at() -> str:
    """Return the path of the page that the browser says it is on, a key of `PAGES`: known before `st.navigation` has told it."""
    return next((path for path in PAGES if path != "/" and _url().endswith(path)), "/")


def paragraph(words: str, kind: str = "text", tag: str = "") -> str:
    """Return a paragraph or a heading as HTML, of a `kind` that the style sheet has: "text", "muted", "h" for a small heading of the third level."""
    tag = tag or ("h3" if kind == "h" else "p")
    return f'<{tag} class="ba-{kind}">{escape(words)}</{tag}>'


def notice(html: str) -> str:
    """Return HTML that stands out on the page and is told when it comes, as all is whose element says `data-told` without words of its own."""
    return f'<div class="ba-notice" data-told>{html}</div>'


def outcome(words: str, wrong: bool) -> str:
    """Return HTML that says how something ended, told when it comes: a notice where it went wrong."""
    return notice(escape(words)) if wrong else f'<p class="ba-text" data-told>{escape(words)}</p>'


def told(words: str, at: int = 0) -> str:
    """Return HTML with which the page's script tells a screen reader, once, what has just happened (layers/browser/page/told.js); `at` tells the same words of two times apart."""
    when = f' data-at="{at}"' if at else ""
    return f'<span hidden data-told="{escape(words)}"{when}></span>' if words else ""


def tell(words: str) -> None:
    """Have a screen reader told what has just been done, once the page shows it (in a callback)."""
    st.session_state["said"] = (words, time_ns() // 1_000_000)


def tell_shown(title: str, shown: bool) -> None:
    """Have a screen reader told that a layer or a set has come onto the map or has gone from it (in a callback)."""
    tell(tr("Shown on the map: {title}.", title=title) if shown else tr("Taken off the map: {title}.", title=title))


def last_told() -> str:
    """Return what was told last as HTML; it stays, so that a run that is broken off loses nothing."""
    return told(*st.session_state.get("said", ("",)))


def arrived(words: str) -> str:
    """Return as HTML the heading of what a reader's file turned out to be, to which the focus goes (layers/browser/page/adrift.js)."""
    return f'<h2 class="ba-title" data-arrived tabindex="-1">{escape(words)}</h2>'


def heading(words: str, **skips: str) -> None:
    """Draw the heading of a page that shows by its map what it is, for whoever does not see that; `skips` name the links that skip to a table or a divider."""
    # The page's script puts the links beside the others that skip (layers/browser/page/landmarks.js).
    skip = "".join(f' data-skip-{place}="{escape(said)}"' for place, said in skips.items() if said)
    st.html(f'<h1 class="ba-unseen"{skip}>{escape(words)}</h1>')


def download(
    label: str,
    made: Callable[[], bytes | str],
    name: str,
    media_type: str,
    key: str,
    words: str | None = None,
    disabled: bool = False,
) -> None:
    """Draw a button that gives out a file, which is made when it is asked for, outside the session; `words` help the reader."""
    icon = ":material/download:"
    st.download_button(label, made, name, media_type, key, help=words, on_click="ignore", icon=icon, disabled=disabled)


def plain(text: str) -> str:
    """Return text safe as a button's label, which Streamlit reads as Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|<>~$:&" else letter for letter in text)


def told_apart(words: Mapping[str, str]) -> dict[str, str]:
    """Return the words of choices so that no two are alike, by a number where they would be: the browser names a choice by its words."""
    told: dict[str, str] = {}
    for number, (key, said) in enumerate(words.items(), start=1):
        told[key] = f"{said} ({number})" if said in told.values() else said
    return told
