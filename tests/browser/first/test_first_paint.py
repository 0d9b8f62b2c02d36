"""What a page's HTML shows stands where the page will have the same, is right from the first, and leaves without a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.atlas import Atlas
from tests.support.server import App

#: The sketch's box and its zoom in the window.
SKETCH = """() => {
  const half = document.querySelector(".ba-first-half");
  const { left, top, width, height } = half.getBoundingClientRect();
  const zoom = Number(half.dataset.zoom) + Math.log2(Number(half.style.getPropertyValue("--s")));
  return { box: [left, top, width, height].map(Math.round), zoom };
}"""
LIVE = """() => {
  const frame = document.querySelector(".st-key-map-panel iframe");
  const around = frame.getBoundingClientRect();
  const { left, top, width, height } = frame.contentDocument.querySelector("#map_div").getBoundingClientRect();
  return { box: [around.left + left, around.top + top, width, height].map(Math.round), zoom: frame.contentWindow.borderAtlas.map.getZoom() };
}"""
PAPER = """() => getComputedStyle(document.querySelector(".ba-first-words")).backgroundColor"""
#: How much has moved, as a browser counts it.
SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifted += value; }).observe({ type: "layout-shift", buffered: true });"""
MOST_SHIFT = 0.05

#: Its words take two lines of their own, and the region a row.
TURNED = "/compare?date=2022-09-16&against=2010-01-01&region=batken"
VIEW = "/?date=2022-09-16&at=39.95,70.6,9&select=2022-09-16-ovchi-kalacha"


#: Where the sketch stands before any script but the one in the HTML has run, its words in their own letters.
BEFORE = f"""document.addEventListener("readystatechange", () => {{
  if (window.top !== window || document.readyState !== "interactive") return;
  const look = () => {{ window.sketched = document.querySelector(".ba-first-half") ? ({SKETCH})() : window.sketched; }};
  document.fonts.ready.then(look);
  look();
}});"""


def compared(page: Page, address: str) -> tuple[dict[str, object], dict[str, object]]:
    """Open a page and return where the sketch stood and where the map does."""
    page.add_init_script(BEFORE)
    page.goto(address)
    Atlas.on(page)
    return page.evaluate("() => window.sketched"), page.evaluate(LIVE)


@pytest.mark.parametrize("path", ["/", VIEW, "/?region=batken", "/explore", "/compare", TURNED, "/?embed=true"])
def test_on_a_desk_the_sketch_is_where_the_map_will_be(app: App, page: Page, path: str) -> None:
    sketch, live = compared(page, app.url + path)
    assert live == sketch


@pytest.mark.parametrize("path", ["/", VIEW, "/explore", "/compare"])
@pytest.mark.parametrize("size", [(390, 844), (844, 390)])
@pytest.mark.touch
def test_on_a_phone_too(app: App, page: Page, path: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sketch, live = compared(page, app.url + path)
    assert live == sketch


@pytest.mark.viewport(844, 390)
@pytest.mark.touch
def test_in_a_low_window_the_border_stands_as_low_in_the_sketch_as_on_the_map(app: App, page: Page) -> None:
    page.add_init_script("""document.addEventListener("readystatechange", () => {
      const half = document.querySelector(".ba-first-half");
      if (!half || document.readyState !== "interactive") return;
      const [svg, { top, height }] = [half.querySelector("svg"), half.getBoundingClientRect()];
      const box = svg.getBoundingClientRect();
      window.lower = box.top + box.height / 2 - top - height / 2;
    });""")
    page.goto(f"{app.url}/explore?date=2022-09-16")
    live = Atlas.on(page).frame.evaluate("""() => {
      const { map, config } = window.borderAtlas;
      const [a, b] = config.whole.map((corner) => map.latLngToContainerPoint(corner));
      return (a.y + b.y) / 2 - map.getSize().y / 2;
    }""")
    assert live == pytest.approx(page.evaluate("() => window.lower"), abs=1.5)
    assert live > 10


@pytest.mark.parametrize("path", ["/", "/compare", "/sources", "/brief", "/own-data"])
def test_it_leaves_without_a_trace(app: App, page: Page, path: str) -> None:
    page.add_init_script(SHIFTS)
    page.goto(app.url + path)
    expect(page.locator(".ba-first")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate("() => window.shifted") <= MOST_SHIFT


def test_without_javascript_the_page_says_its_view_and_leads_on(app: App, new_reader: Callable[..., Page]) -> None:
    page = new_reader(java_script_enabled=False)
    page.goto(app.url + VIEW)
    expect(page.get_by_role("heading", level=1)).to_contain_text("16 September 2022")
    expect(page.locator(".ba-first-half svg")).to_be_visible()
    page.get_by_role("link", name="as text").click()
    assert "/view.txt?date=2022-09-16" in page.url


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_its_colours_are_those_that_the_reader_chose(app: App, new_reader: Callable[..., Page], theme: str) -> None:
    page = new_reader(color_scheme="light" if theme == "Dark" else "dark")
    page.add_init_script(f"localStorage.setItem('stActiveTheme-/-v2', '\"{theme}\"')")
    page.add_init_script(BEFORE.replace(SKETCH, PAPER))
    page.goto(app.url)
    assert page.evaluate("() => window.sketched") == {"Light": "rgb(250, 249, 246)", "Dark": "rgb(27, 32, 40)"}[theme]
