"""R20: the browser's tab keeps the title that came with the HTML, and says what a view shows as it changes."""

from __future__ import annotations

import re
from html import unescape

import pytest
import streamlit

from geodata.ledger import current
from pages.visit import titles
from tests.support.asgi import ask
from tests.support.pages import opened


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles that pages tell the browser."""
    told: list[str] = []
    monkeypatch.setattr(
        streamlit, "set_page_config", lambda page_title=None, **_: told.extend([page_title] if page_title else [])
    )
    return told


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("map", {}),
        ("map", {"date": "2022-09-16", "select": "2022-09-16-ovchi-kalacha"}),
        ("explore", {"date": "2021-04-29", "region": "batken"}),
        ("compare", {}),
        ("compare", {"date": "2021-04-29"}),
        ("brief", {}),
        ("brief", {"briefing": "foreign-forces"}),
        ("sources", {"date": "2022-09-16"}),
    ],
)
def test_what_the_html_says_a_page_is_called_stays(
    monkeypatch: pytest.MonkeyPatch, said: list[str], page: str, query: dict[str, str]
) -> None:
    path = "/" if page == "map" else f"/{page}"
    monkeypatch.setattr(titles, "arrived_at", lambda: path)
    html = ask(path, "&".join(f"{name}={value}" for name, value in query.items())).text
    came = unescape(re.findall("<title>(.*?)</title>", html)[0])
    opened(f"{page}.py", **query)
    assert set(said) == {came}


def test_the_title_follows_the_view(said: list[str]) -> None:
    at = opened("map.py", date="2022-09-16")
    record = current().incidents["2022-09-16-ovchi-kalacha"]
    at.session_state["view"] = at.session_state["view"].with_(select=record.id)
    at.run()
    assert said[-1] == f"{record.title} · 16 September 2022 · Border Atlas"
