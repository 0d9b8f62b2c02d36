"""Fixtures of the browser tests: a real Chromium that reaches no outside address and in which nothing may go wrong unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Frame,
    Page,
    Playwright,
    Request,
    expect,
)

from geodata.ledger import Ledger, current
from layers.view.link import from_params, to_query
from pages.visit import session
from tests.support.atlas import Atlas
from tests.support.browsers.been_here import BEEN_HERE
from tests.support.chromium import ARGUMENTS, find
from tests.support.server import TODAY, App

FAILED = pytest.StashKey[bool]()
DESK = {"width": 1440, "height": 900}

#: On a page's own path Streamlit first asks below that path where its server is, and is told 404 before it asks at the root.
ASKED_BY_STREAMLIT = re.compile(r"/[^/]+/_stcore/(health|host-config)$")

#: A test's page lives for seconds: what the browser does for pages that stay (a process each, compiling ahead, optimised code) takes a third of a visit.
SHORT_LIVED = ("--process-per-site", "--disable-features=ScriptStreaming", "--js-flags=--no-opt --no-maglev")

#: How long a condition may take to become true on two busy cores.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Witness:
    """What went on in a test's pages: addresses asked for outside this machine, and faults told on the console."""

    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        """Record what the page and its frames do from now on."""
        page.on("request", self._ask)
        page.on("console", self._hear)
        page.on("pageerror", self._fail)
        return page

    def leave(self, page: Page) -> None:
        """Record no longer what a page does that stays open."""
        page.remove_listener("request", self._ask)
        page.remove_listener("console", self._hear)
        page.remove_listener("pageerror", self._fail)

    def _ask(self, request: Request) -> None:
        if not _is_here(request.url):
            self.outside.append(request.url)

    def _fail(self, error: Error) -> None:
        self.faults.append(f"uncaught: {error}")

    def _hear(self, message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        # That an outside address does not answer is no fault of ours: it is counted as an outside request.
        if message.type == "error" and _is_here(source) and not ASKED_BY_STREAMLIT.search(source):
            self.faults.append(f"console: {message.text} ({source})")


def _is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("http", "https", "ws", "wss") or parts.hostname in ("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    chromium = playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS, *SHORT_LIVED])
    yield chromium
    chromium.close()


@pytest.fixture
def witness(request: pytest.FixtureRequest) -> Iterator[Witness]:
    """What the test's pages asked for and complained about; at the end there must be neither."""
    seen = Witness()
    yield seen
    if not request.node.get_closest_marker("expects_outside"):
        assert seen.outside == [], "the page asked for outside addresses"
    assert seen.faults == [], "the browser's console holds errors"


def kind_of(node: pytest.Item | None) -> dict[str, Any]:
    """Return what a test's marks say of its browser: size of the window, colour scheme, touch; a desk's without a test."""
    size, scheme, touch = (node and node.get_closest_marker(name) for name in ("viewport", "scheme", "touch"))
    touch = touch is not None
    return {
        "viewport": {"width": size.args[0], "height": size.args[1]} if size else DESK,
        "color_scheme": scheme.args[0] if scheme else "light",
        "reduced_motion": "reduce",
        "locale": "en-GB",
        "timezone_id": "Asia/Bishkek",
        "has_touch": touch,
        "is_mobile": touch,
    }


def _context(browser: Browser, options: dict[str, Any]) -> BrowserContext:
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE_MS)
    return context


def _stay(context: BrowserContext) -> None:
    """Leave an empty page of this machine open: with its last page a site's process would end, and the next would load all scripts anew."""
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto("http://127.0.0.1/")


def dressed(page: Page, options: dict[str, Any]) -> Page:
    """Give a page the window and the colours of its kind, which pages of one cache may differ in."""
    page.set_viewport_size(options["viewport"])
    page.emulate_media(color_scheme=options["color_scheme"])
    return page


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[[dict[str, Any]], BrowserContext]]:
    """Readers who have been here before: one with a mouse and one with fingers, whose cache the tests share as a reader's visits do."""
    made: dict[bool, BrowserContext] = {}

    def of(options: dict[str, Any]) -> BrowserContext:
        key = options["has_touch"]
        if key not in made:
            made[key] = _context(browser, options)
            made[key].add_init_script(BEEN_HERE)
            _stay(made[key])
        return made[key]

    yield of
    for context in made.values():
        context.close()


@pytest.fixture
def page(contexts: Callable[..., BrowserContext], request: pytest.FixtureRequest, witness: Witness) -> Iterator[Page]:
    """An empty page, which begins a session of its own."""
    kind = kind_of(request.node)
    opened = witness.watch(dressed(contexts(kind).new_page(), kind))
    yield opened
    opened.close()


@pytest.fixture
def keeping_page(app: App, page: Page) -> Iterator[Page]:
    """A page that may keep a briefing in the browser: afterwards it is gone, with the windows that were opened from there."""
    windows: list[Page] = []
    page.on("popup", lambda window: windows.append(window))
    yield page
    for window in (*windows, page):
        window.close()
    after = page.context.new_page()
    after.goto(f"{app.url}/_stcore/health")
    after.evaluate("() => localStorage.clear()")
    after.close()


@pytest.fixture
def new_reader(browser: Browser, request: pytest.FixtureRequest, witness: Witness) -> Iterator[Callable[..., Page]]:
    """Make pages of readers who come for the first time: nothing cached, nothing stored."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        made.append(_context(browser, kind_of(request.node) | options))
        return witness.watch(made[-1].new_page())

    yield make
    for context in made:
        context.close()


@pytest.fixture(scope="session")
def newcomers(browser: Browser) -> Iterator[BrowserContext]:
    """A browser with a mouse in whose cache the scripts are."""
    context = _context(browser, kind_of(None))
    _stay(context)
    yield context
    context.close()


@pytest.fixture
def newcomer(newcomers: BrowserContext, witness: Witness) -> Iterator[Page]:
    """A page of somebody to whom the opening has not been told; for tests that are about that and not about what is cached."""
    page = witness.watch(newcomers.new_page())
    yield page
    page.evaluate("() => localStorage.clear()")
    page.close()


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether a test failed: the page it leaves may then stand anywhere."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def standing() -> dict[tuple[str, str], Page]:
    """The pages of `turn_to`, one per kind of browser and address of a page."""
    return {}


@pytest.fixture
def turn_to(
    app: App,
    contexts: Callable[..., BrowserContext],
    standing: dict[tuple[str, str], Page],
    request: pytest.FixtureRequest,
    witness: Witness,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., Atlas]]:
    """Turn a map that stays open from test to test to an address, which takes a quarter of the time of a visit.

    For tests that leave nothing behind which a link does not set, and are not about a visit.
    """
    kind = kind_of(request.node)
    monkeypatch.setenv("BORDER_ATLAS_TODAY", TODAY)
    used: set[tuple[str, str]] = set()

    def go(path: str, served: App = app, ledger: Ledger = current()) -> Atlas:
        words = session.vocabulary(ledger)
        parts = urlsplit(path)
        view, _ = from_params(dict(parse_qsl(parts.query)), words)
        key = (repr(kind), served.url + parts.path)
        is_new = key not in standing
        page = standing[key] = dressed(contexts(kind).new_page(), kind) if is_new else standing[key]
        if key not in used:
            used.add(key)
            witness.watch(page)
        if not is_new:
            return Atlas.on(page).turn(path, f"?{to_query(view, words.revision)}")
        page.goto(served.url + path)
        return Atlas.on(page)

    yield go
    for key in used:
        witness.leave(standing[key])
        if request.node.stash[FAILED]:
            standing.pop(key).close()


@pytest.fixture(autouse=True)
def quiet_server(app: App) -> Iterator[None]:
    """Fail a test during which the server printed a traceback: the page may look well and still lack a part."""
    before = len(app.said())
    yield
    said = app.said()[before:]
    assert "Traceback" not in said, said
