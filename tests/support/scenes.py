"""Views and briefings that several tests draw."""

from __future__ import annotations

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.reading import from_token
from layers.view.link import from_params
from layers.view.state import ViewState
from pages.visit.session import vocabulary

#: Twelve views that together use every layer, mode, line, region, filters and both kinds of camera.
QUERIES = (
    "",
    "date=1991-06-01",
    "date=2005-01-01&layers=bases,border",
    "date=2014-01-11&mode=day",
    "date=2019-12-31&mode=window&days=365",
    "date=2021-04-29&mode=window&days=3&at=39.9500,70.5000,10.5",
    "date=2022-09-16&mode=day&select=2022-09-16-ovchi-kalacha",
    "date=2022-12-31&region=batken",
    "date=2024-12-03&line=2024&layers=sections,border,crossings",
    "date=2025-03-14&at=40.0000,70.6000,11",
    "date=2022-10-01&deaths=10&layers=clashes,border",
    "date=2010-09-03&mode=upto&layers=sections,border,crossings,bases,clashes&kind=air-base",
)

#: Text as nobody should send it, with the letters that have broken a page, a picture or a file before.
HOSTILE = '</script><img src=x onerror=stung=1> `${stung}` $x^2_{$ \\2019 "quoted" & < > العربية ң ө ү ғ ӣ қ ӯ ҳ ҷ 😀 \u202edlrow'
LONG = "A very long title that goes on and on past any slide " * 5


def view(query: str) -> ViewState:
    """Return the view of a query string; it must be one that can be read."""
    from urllib.parse import parse_qsl

    found, problems = from_params(dict(parse_qsl(query)), vocabulary(current()))
    assert problems == []
    return found


def twelve() -> Briefing:
    """Return a briefing of the twelve views."""
    return Briefing(
        "Twelve views",
        "Every layer, mode and kind of camera.",
        tuple(Scene(view(query), f"View {number}", "Words.") for number, query in enumerate(QUERIES, 1)),
    )


def built_in(name: str = "open-conflict-to-signed-border") -> Briefing:
    """Return a briefing that comes with the atlas."""
    found, problems = from_token(name, vocabulary(current()))
    assert found is not None and problems == []
    return found
