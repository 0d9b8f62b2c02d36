"""S10, and the headers of every page: what a page of another site may do with ours when it shows them in a frame, and what a document of ours may run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Witness
from tests.support.atlas import FRAME
from tests.support.http import fetch
from tests.support.server import App, serve

STORE = "/component/pages.briefing.browser.border_atlas_store/index.html?streamlitUrl=x"
MAP = "/component/streamlit_folium.st_folium/index.html?streamlitUrl=x"

#: A stranger's page around one of ours: it tells the frame what Streamlit would, and notes all that the frame tells it.
AROUND = """<!doctype html><title>Elsewhere</title><iframe id="ours" width="900" height="600" src="%s"></iframe><script>
window.heard = [];
addEventListener("message", (event) => heard.push(JSON.stringify(event.data)));
window.tell = (args) => document.getElementById("ours").contentWindow.postMessage({ type: "streamlit:render", args, disabled: false, theme: null, dfs: [] }, "*");
</script>"""


def once_all_is_heard(what: str) -> str:
    """Return a script for what an expression is worth once all that was sent before has been heard, and frames painted after it."""
    return f"() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done({what})))))"


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Serve a page around an address of ours from another origin; returns its address."""
    framed: list[str] = []

    class Around(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (AROUND % framed[-1]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Around)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)  # it looks so often whether it is to end
    thread.start()

    def around(address: str) -> str:
        framed.append(address)
        return f"http://127.0.0.1:{server.server_port}/"

    yield around
    server.shutdown()
    thread.join()


@contextmanager
def unwatched(page: Page, witness: Witness) -> Iterator[None]:
    """What a browser says of a frame that it does not show is what is asked for here."""
    witness.leave(page)
    yield
    page.close()


def test_the_store_neither_tells_nor_hears_another_site(
    app: App, page: Page, witness: Witness, elsewhere: Callable[[str], str]
) -> None:
    page.goto(app.url + STORE)
    page.evaluate("localStorage.setItem('border-atlas-briefing', 'my notes')")
    with unwatched(page, witness):
        page.goto(elsewhere(app.url + STORE))
        assert page.evaluate(once_all_is_heard("true"))
        for args in (
            {},
            {"save": [{"id": "first", "text": "theirs"}]},
            {"save": [{"id": "first", "text": "theirs again", "changed": 1}]},
        ):
            page.evaluate("(args) => tell(args)", args)
        assert page.evaluate(once_all_is_heard("heard")) == []
        page.goto(app.url + STORE)
        assert page.evaluate("localStorage.getItem('border-atlas-briefing')") == "my notes"
        page.evaluate("localStorage.clear()")


def test_the_frame_to_draw_in_loads_no_script_of_another_site(
    app: App, page: Page, witness: Witness, elsewhere: Callable[[str], str]
) -> None:
    address = f"{app.url}/component/pages.briefing.scene_drawings.border_atlas_drawing/index.html"
    with unwatched(page, witness):
        page.goto(elsewhere(address))
        for script in ("data:text/javascript,parent.postMessage('stung', '*')", f"{app.url}/assets/atlas.js"):
            page.evaluate("(scripts) => tell({ scripts, failed: 'failed' })", [script])
        assert page.evaluate(once_all_is_heard("heard")) == []
        # Opened by itself, no other script than the site's own runs there.
        page.goto(address)
        page.evaluate(
            "(scripts) => postMessage({ type: 'streamlit:render', args: { scripts, failed: 'failed' } }, '*')",
            ["https://elsewhere.test/x.js"],
        )
        expect(page.locator("body")).to_have_text("failed")


def test_the_store_hears_and_tells_the_page_that_is_ours(app: App, page: Page) -> None:
    """The same messages, from a page of the same origin: the store answers, so that the test above shows what it says."""
    page.goto(f"{app.url}/view.txt?date=2022-09-16")
    told = page.evaluate(
        """(address) => new Promise((done) => {
      localStorage.setItem("border-atlas-briefing", "my notes");
      const frame = document.body.appendChild(document.createElement("iframe"));
      addEventListener("message", (event) => {
        if (event.data.type === "streamlit:componentReady") frame.contentWindow.postMessage({ type: "streamlit:render", args: {} }, "*");
        if (event.data.type !== "streamlit:setComponentValue") return;
        if (event.data.value.news.length > 1) {
          const kept = { ...localStorage };
          localStorage.clear();
          done([event.data.value.news, kept]);
          return;
        }
        // Another window, of which this one has heard nothing, has written meanwhile.
        localStorage.setItem("border-atlas-briefings/first", JSON.stringify({ by: "other", changed: 7 }));
        const mine = { id: "first", text: "mine", by: "me", changed: 9, base: 3 };
        frame.contentWindow.postMessage({ type: "streamlit:render", args: { save: [mine] } }, "*");
      });
      frame.src = address;
      setTimeout(() => done("nothing"), 20000);
    })""",
        STORE,
    )
    [(first, beside, *_), kept] = told
    assert first["kept"] == {"first": "my notes"}
    [(aside, theirs)] = beside["kept"].items()
    assert json.loads(theirs) == {"by": "other", "changed": 7}
    assert aside != "first" and kept[f"border-atlas-briefings/{aside}"] == theirs


def test_the_maps_frame_runs_no_script_of_another_site(
    app: App, page: Page, witness: Witness, elsewhere: Callable[[str], str]
) -> None:
    """streamlit-folium evaluates what it is sent; under our name that would read a reader's notes and own data."""
    page.goto(elsewhere(app.url + MAP))
    assert page.evaluate(once_all_is_heard("true"))
    frame = page.frame(url=lambda address: "/component/" in address)
    frame.wait_for_load_state("load")
    frame.evaluate("() => { window.told = 0; addEventListener('message', () => { window.told += 1; }); }")
    script = "window.stung = document.domain; map_div = L.map('map_div');"
    args = {
        "script": script,
        "feature_group": script,
        "layer_control": script,
        "html": "<img src=x onerror='window.stung = 1'>",
        "header": "",
        "js_links": [],
        "css_links": [],
        "height": 300,
        "width": 300,
        "returned_objects": [],
        "default": {},
        "zoom": None,
        "center": None,
        "id": "map_div",
        "pixelated": False,
        "use_container_width": True,
    }
    for _ in range(3):
        page.evaluate("(args) => tell(args)", args)
    assert frame.evaluate(once_all_is_heard("[window.told, window.stung || null]")) == [0, None]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/explore",
        "/compare",
        "/brief",
        "/sources",
        "/own-data",
        "/own-data?embed=true",
        "/brief?embed=true",
        "/view.html",
        "/present?briefing=foreign-forces",
        STORE,
    ],
)
def test_another_site_shows_no_page_but_the_map_that_is_to_be_embedded(
    app: App, page: Page, witness: Witness, elsewhere: Callable[[str], str], path: str
) -> None:
    with unwatched(page, witness):
        page.goto(elsewhere(app.url + path))
        expect(page.locator("#ours")).to_be_visible()
        assert page.evaluate(once_all_is_heard("true"))
        assert [frame.url for frame in page.frames if frame.url.startswith(app.url)] == []


def test_the_map_is_embedded_where_it_may_be(app: App, page: Page, elsewhere: Callable[[str], str]) -> None:
    page.goto(elsewhere(f"{app.url}/?date=2022-09-16&embed=true"))
    inner = page.frame_locator("#ours").frame_locator(FRAME)
    expect(inner.get_by_role("slider", name="Date of the map")).to_be_visible(timeout=60_000)


@pytest.mark.services
def test_only_the_sites_that_the_operator_lists_embed_it(
    tmp_path_factory: pytest.TempPathFactory, page: Page, witness: Witness, elsewhere: Callable[[str], str]
) -> None:
    log = tmp_path_factory.mktemp("embedders") / "server.log"
    with serve(log, BORDER_ATLAS_EMBEDDERS="https://news.example.org") as app, unwatched(page, witness):
        assert (
            "frame-ancestors 'self' https://news.example.org"
            in fetch(app, "/?embed=true")[1]["content-security-policy"]
        )
        page.goto(elsewhere(f"{app.url}/?embed=true"))
        assert page.evaluate(once_all_is_heard("true"))
        assert [frame.url for frame in page.frames if frame.url.startswith(app.url)] == []


@pytest.mark.parametrize(
    "path", ["/view.html?date=2022-09-16&layers=clashes,sections", "/present?briefing=foreign-forces"]
)
def test_a_document_runs_its_own_scripts_and_no_other(app: App, page: Page, witness: Witness, path: str) -> None:
    page.goto(app.url + path)
    page.wait_for_function("() => window.borderAtlas && window.borderAtlas.snapshot().date !== null")
    with unwatched(page, witness):
        page.evaluate(
            "() => { const added = document.createElement('script'); added.textContent = 'window.stung = 1'; document.body.appendChild(added); }"
        )
        page.evaluate(
            "() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.stung = 2\">'); }"
        )
        assert page.evaluate(once_all_is_heard("window.stung || null")) is None
