"""Fixtures of the browser tests: a real Chromium that reaches no outside address and in which nothing may go wrong unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, sync_playwright

from tests.support.atlas import Atlas
from tests.support.chromium import ARGUMENTS, find
from tests.support.server import App

DESK = {"width": 1440, "height": 900}

#: How long a condition may take to become true on two busy cores.
PATIENCE_MS = 20_000


@dataclass
class Witness:
    """What went on in a browser: addresses asked for outside this machine, and faults told on the console."""

    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Record everything the context's pages do from now on."""
        context.on("request", lambda request: None if _is_here(request.url) else self.outside.append(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.faults.append(f"uncaught: {error.error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        # That an outside address does not answer is no fault of ours: it is counted as an outside request.
        if message.type == "error" and _is_here(source):
            self.faults.append(f"console: {message.text} ({source})")


def _is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("http", "https", "ws", "wss") or parts.hostname in ("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def witness() -> Witness:
    """What the test's browser asked for and complained about."""
    return Witness()


@pytest.fixture
def new_context(browser: Browser, request: pytest.FixtureRequest, witness: Witness) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts: each is a reader with cookies, cache and clipboard of their own."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        size, scheme = request.node.get_closest_marker("viewport"), request.node.get_closest_marker("scheme")
        touch = request.node.get_closest_marker("touch") is not None
        settings: dict[str, Any] = {
            "viewport": {"width": size.args[0], "height": size.args[1]} if size else DESK,
            "color_scheme": scheme.args[0] if scheme else "light",
            "reduced_motion": "reduce", "locale": "en-GB", "timezone_id": "Asia/Bishkek",
            "has_touch": touch, "is_mobile": touch,
        }
        context = browser.new_context(**(settings | options))
        context.set_default_timeout(PATIENCE_MS)
        witness.watch(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    if not request.node.get_closest_marker("expects_outside"):
        assert witness.outside == [], "the page asked for outside addresses"
    assert witness.faults == [], "the browser's console holds errors"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty page of a new reader."""
    return new_context().new_page()


@pytest.fixture
def frame() -> Callable[[Page], Frame]:
    """Return the map's frame on a page, once every layer is loaded and painted."""
    return lambda page: Atlas.on(page).frame


@pytest.fixture
def open_map(app: App, page: Page) -> Callable[..., Atlas]:
    """Open an address of the app and return its map, once every layer is loaded and painted."""

    def go(path: str = "/", served: App = app) -> Atlas:
        page.goto(served.url + path)
        return Atlas.on(page)

    return go


@pytest.fixture(autouse=True)
def quiet_server(app: App) -> Iterator[None]:
    """Fail a test during which the server printed a traceback: the page may look well and still lack a part."""
    before = len(app.said())
    yield
    said = app.said()[before:]
    assert "Traceback" not in said, said
