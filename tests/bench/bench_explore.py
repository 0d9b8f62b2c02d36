"""How long a filter takes on Explore: from the link's change to map and table redrawn, and each download. Run as a module; prints medians.

``python -m tests.bench.bench_explore``
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from geodata.ledger import load
from layers.files import formats
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.view import facets
from layers.view.state import ViewState
from tests.support.atlas import Atlas
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.server import TODAY, serve

ROUNDS = 10
KINDS = ("shooting", "armed-clash")
LAYERS = tuple(layer.id for layer in all_layers())
DONE = """([clashes, rows]) => {
  const grid = document.querySelector("[data-testid='stDataFrame'] table[role='grid']");
  const frame = document.querySelector(".st-key-map-panel iframe").contentWindow;
  return frame.borderAtlas.snapshot().visible.clashes.length === clashes && grid && grid.getAttribute("aria-rowcount") === String(rows + 1);
}"""
#: Keeps the time from the click that comes next to the first frame in which the map is done and pictures (a selector of canvases or drawings) are
#: what they stay: what a screen reader gets of the table (`aria-rowcount`) follows its picture by a fifth of a second, on purpose.
WATCH = """([clashes, selector]) => {
  const atlas = document.querySelector(".st-key-map-panel iframe").contentWindow.borderAtlas;
  const picture = () => {
    let sum = 0;
    for (const drawn of document.querySelectorAll(selector)) {
      const signs = drawn.tagName === "CANVAS" ? new Uint32Array(drawn.getContext("2d").getImageData(60, 0, 160, drawn.height).data.buffer) : new TextEncoder().encode(drawn.innerHTML);
      for (let at = 0; at < signs.length; at += 1) sum = (sum * 31 + signs[at]) | 0;
    }
    return sum;
  };
  window.redrawn = new Promise((tell) => document.addEventListener("click", () => {
    const start = performance.now();
    let [mapped, drawn, shown, still] = [0, 0, picture(), 0];
    const look = () => {
      const now = performance.now() - start;
      if (!mapped && atlas.snapshot().visible.clashes.length === clashes) mapped = now;
      const seen = picture();
      still = seen === shown && mapped && drawn ? still + 1 : 0;
      if (seen !== shown) { shown = seen; drawn = now; }
      if (still < 60) requestAnimationFrame(look);
      else tell(Math.max(mapped, drawn));
    };
    look();
  }, { once: true, capture: true }));
}"""
PICTURES = {"Table": "[data-testid='data-grid-canvas']", "Charts": "[data-testid='stVegaLiteChart'] svg"}


def measure_filter(page: Page, tab: str) -> float:
    """Return the median time in milliseconds from a click on a chip to map and a tab's pictures redrawn."""
    ledger = load()
    view = ViewState(date.fromisoformat(TODAY), layers=LAYERS).with_(kind=KINDS)
    times = []
    for _ in range(ROUNDS):
        page.goto(page.url.split("?")[0] + f"?date={TODAY}&layers={','.join(LAYERS)}&kind={','.join(KINDS)}")
        Atlas.on(page)
        page.wait_for_function(DONE, arg=_expected(view, ledger))
        page.get_by_role("tab", name=tab).click()
        page.wait_for_selector(PICTURES[tab])
        page.wait_for_load_state("networkidle")
        page.evaluate(WATCH, [_expected(view.with_(kind=KINDS[1:]), ledger)[0], PICTURES[tab]])
        page.get_by_role("button", name="Kind: Shooting").click()
        times.append(page.evaluate("() => window.redrawn"))
    return median(times)


def _expected(view: ViewState, ledger: object) -> list[int]:
    shown = facets.shown_rows(view, ledger)
    return [sum(1 for row, feature in shown if row.layer == "clashes" and feature.point), len(shown)]


def main() -> None:
    ledger = load()
    whole = ViewState(date.fromisoformat(TODAY), layers=LAYERS)
    for name in formats.FORMATS:
        start = perf_counter()
        records = Records(whole, ledger, "https://atlas.example")
        formats.bundle(name, records, records.listed(), whole.date)
        print(f"download of the whole ledger, {name:<8} {(perf_counter() - start) * 1000:7.0f} ms  (goal 2000)")
    with TemporaryDirectory() as folder, serve(Path(folder) / "log") as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(180_000)
        page.goto(f"{app.url}/explore")
        Atlas.on(page)
        for tab, goal in (("Table", 400), ("Charts", 1000)):
            taken = measure_filter(page, tab)
            print(
                f"filter to map and {tab.lower():<6} redrawn, median of {ROUNDS}: {taken:.0f} ms  (goal {goal}; load average {os.getloadavg()[0]:.1f})",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
