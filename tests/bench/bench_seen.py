"""How soon a link is seen: ``python -m tests.bench.bench_seen``, part of ``make bench``. Each ratio is of visits in turns, in one run.

Seen is the view's sentence and sketch painted, from the request on, against an empty Streamlit page's heading; warm on a desk, and cold on a slow
phone (1.6 Mbit/s, 300 ms, processor ÷ 4, 390×844). Beside it the live map usable on that phone, and how much has moved until then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.bench.bench_slider import verdict
from tests.support.atlas import FRAME, READY
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.server import EMPTY, App, serve, write_bare

WARM_VISITS, VISITS, COLD_VISITS = 2, 9, 3
WARM_TIMES, COLD_TIMES, MOST_SHIFT = 0.4, 0.15, 0.05
LINK = "/?date=2022-09-16&at=39.95,70.6,9&select=2022-09-16-ovchi-kalacha"
LINE = {"offline": False, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 200_000}

#: Where the sentence is, with the sketch in the same piece of HTML, and the heading: when a browser says that it painted them.
SEEN, HEADING = ".ba-first-half + .ba-first-words p", "h1"
#: Notes when a text was painted, when a condition first held and was painted, and how much has moved.
NOTES = """(text, usable) => {
  window.noted = {};
  window.shifted = 0;
  if (window.top !== window) return;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.shifted += value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { element, startTime } of list.getEntries()) if (element?.matches(text)) window.noted.seen ??= startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  const look = () => {
    if (usable()) requestAnimationFrame(() => requestAnimationFrame(() => { window.noted.usable = performance.now(); }));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def noting(chromium: Browser, phone: bool, text: str, usable: str) -> BrowserContext:
    """Return a reader's browser that notes when a text (a selector) was painted, and when a condition (a JavaScript function) first held."""
    window = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    context = chromium.new_context(viewport=window, has_touch=phone, is_mobile=phone)
    context.set_default_timeout(180_000)
    context.add_init_script(f"({NOTES})({json.dumps(text)}, {usable})")
    return context


def visit(context: BrowserContext, address: str, slow: bool = False) -> dict[str, float]:
    """Open an address and return what was noted, in ms, and ``shift``, once all of it has been."""
    page = context.new_page()
    if slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.noted.usable && window.noted.seen")
    found = page.evaluate("() => ({ ...window.noted, shift: window.shifted })")
    page.close()
    return found


def measure(chromium: Browser, app: App, empty: App) -> list[str]:
    """Return lines on both, and on what moved."""
    map_there = f"() => ({READY})({json.dumps(FRAME)})"
    heading_there = "() => document.querySelector('h1') !== null"

    def readers(phone: bool) -> tuple[BrowserContext, BrowserContext]:
        return noting(chromium, phone, SEEN, map_there), noting(chromium, phone, HEADING, heading_there)

    ours, bare = readers(phone=False)
    warm = [(visit(ours, app.url + LINK), visit(bare, empty.url)) for _ in range(WARM_VISITS + VISITS)][WARM_VISITS:]
    cold = []
    for _ in range(COLD_VISITS):
        ours, bare = readers(phone=True)
        cold.append((visit(ours, app.url + LINK, slow=True), visit(bare, empty.url, slow=True)))
        ours.close(), bare.close()
    return [*_lines("warm", warm, WARM_TIMES), *_lines("slow phone, cold", cold, COLD_TIMES)]


def _lines(kind: str, pairs: list[tuple[dict[str, float], dict[str, float]]], most: float) -> list[str]:
    seen, usable = (median(ours[name] / bare["seen"] for ours, bare in pairs) for name in ("seen", "usable"))
    took = [median(ours[name] for ours, _ in pairs) for name in ("seen", "usable")]
    heading, shift = median(bare["seen"] for _, bare in pairs), max(ours["shift"] for ours, _ in pairs)
    return [
        f"seen, {kind:<18}{took[0]:6.0f} ms   empty Streamlit page {heading:6.0f} ms   {seen:.2f} times   {verdict(seen <= most, f'≤ {most:g} times')}",
        f"map usable, {kind:<18}{took[1]:6.0f} ms   {usable:.2f} times   layout shift {shift:.3f}   {verdict(shift <= MOST_SHIFT, f'≤ {MOST_SHIFT:g}')}",
    ]


@contextmanager
def beside_an_empty_page() -> Iterator[tuple[Browser, App, App]]:
    """Give a browser, the atlas and an empty page."""
    with (
        TemporaryDirectory() as name,
        serve((folder := Path(name)) / "atlas.log") as app,
        serve(folder / "empty.log", write_bare(folder, EMPTY), folder) as empty,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS)) as chromium,
    ):
        yield chromium, app, empty


def main() -> None:
    """Measure and print."""
    with beside_an_empty_page() as (chromium, app, empty):
        lines = measure(chromium, app, empty)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
