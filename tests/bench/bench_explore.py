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
from layers.core import exports, facets
from layers.core.layer import all_layers
from layers.core.view import ViewState
from tests.support.atlas import Atlas
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.server import TODAY, serve

ROUNDS = 10
KINDS = ("shooting", "armed-clash")
LAYERS = tuple(layer.id for layer in all_layers())
DONE = """([clashes, rows]) => {
  const grid = document.querySelector("[data-testid='stDataFrame'] table[role='grid']");
  const frame = document.querySelector("iframe[title='streamlit_folium.st_folium']").contentWindow;
  return frame.borderAtlas.snapshot().visible.clashes.length === clashes && grid && grid.getAttribute("aria-rowcount") === String(rows + 1);
}"""
#: Keeps the time from the click that comes next to the first frame in which all is done.
WATCH = f"""(expected) => {{
  const done = {DONE};
  window.redrawn = new Promise((tell) => document.addEventListener("click", () => {{
    const start = performance.now();
    const look = () => (done(expected) ? tell(performance.now() - start) : requestAnimationFrame(look));
    look();
  }}, {{ once: true, capture: true }}));
}}"""


def measure_filter(page: Page) -> float:
    """Return the median time in milliseconds from a click on a chip to map and table redrawn."""
    ledger = load()
    whole = ViewState(date.fromisoformat(TODAY), layers=LAYERS)
    view = whole.with_(kind=KINDS)
    times = []
    for _ in range(ROUNDS):
        page.goto(page.url.split("?")[0] + f"?date={TODAY}&layers={','.join(LAYERS)}&kind={','.join(KINDS)}")
        Atlas.on(page)
        page.wait_for_function(DONE, arg=_expected(view, ledger))
        chip = page.get_by_role("button", name="Kind: Shooting")
        chip.wait_for()
        page.evaluate(WATCH, _expected(view.with_(kind=KINDS[1:]), ledger))
        chip.click()
        times.append(page.evaluate("() => window.redrawn"))
    return median(times)


def _expected(view: ViewState, ledger: object) -> list[int]:
    shown = facets.shown_rows(view, ledger)
    return [sum(1 for row, feature in shown if row.layer == "clashes" and feature.point), len(shown)]


def main() -> None:
    ledger = load()
    whole = ViewState(date.fromisoformat(TODAY), layers=LAYERS)
    for name in exports.FORMATS:
        start = perf_counter()
        exports.bundle(name, whole, ledger, "https://atlas.example", whole.date)
        print(f"download of the whole ledger, {name:<8} {(perf_counter() - start) * 1000:7.0f} ms  (goal 2000)")
    with TemporaryDirectory() as folder, serve(Path(folder) / "log") as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(180_000)
        page.goto(f"{app.url}/explore")
        Atlas.on(page)
        print(f"filter to map and table redrawn, median of {ROUNDS}: {measure_filter(page):.0f} ms  (goal 400; load average {os.getloadavg()[0]:.1f})")
        browser.close()


if __name__ == "__main__":
    main()
