"""How long a view's picture and a briefing's files take, and how soon the presenter's screen answers (``python -m tests.bench.bench_briefing``).

Times of Python are both by the clock and of the processor alone, since the machine may be busy with something else.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from playwright.sync_api import sync_playwright

from geodata.ledger import current
from layers.briefings.briefing import Briefing
from layers.briefings.html_file import document
from layers.making import jobs
from layers.pictures.picture import picture
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.scenes import QUERIES, built_in, twelve, view

#: What issue 5 asks for, in seconds.
LIMITS = {"picture": 1.2, "deck": 12.0, "handout": 12.0, "document": 1.5, "first map": 1.0, "next scene": 0.1}

#: The first frame in which the ground is drawn, as time since the navigation began.
FIRST_MAP = """() => new Promise((done) => { const look = () => (document.querySelector(".ba-ground") && document.querySelector(".line")
  ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look)); look(); })"""
#: From a key to the end of the frame in which the next scene's words and date stand.
NEXT_SCENE = """() => new Promise((done) => { const began = performance.now(); const before = document.querySelector(".pr-title").textContent;
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
  const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(document.querySelector(".pr-title").textContent === before ? -1 : performance.now() - began);
  requestAnimationFrame(() => port2.postMessage(0)); })"""


def told(name: str, clock: float, processor: float | None = None) -> None:
    """Print one figure beside its limit."""
    alone = f" ({processor:.2f} s of the processor)" if processor is not None else ""
    print(f"{name:12} {clock:7.3f} s{alone}, limit {LIMITS[name]:g} s, ratio {(processor or clock) / LIMITS[name]:.2f}")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds by the clock and of the processor."""
    clock, processor = perf_counter(), process_time()
    work()
    return perf_counter() - clock, process_time() - processor


def maps(briefing: Briefing, made: date) -> list[bytes]:
    """Return the map of each scene."""
    return [jobs.scene_picture(scene, made, current().revision) for scene in briefing.scenes]


def files(briefing: Briefing) -> None:
    """Measure pictures, deck, handout and document in this process, warm."""
    ledger, made, address = current(), date(2026, 11, 1), "https://atlas.test"
    picture(view(""), ledger)
    times = [timed(lambda query=query: picture(view(query), ledger)) for query in QUERIES]
    told("picture", *(statistics.median(column) for column in zip(*times, strict=True)))
    for name, make in (("deck", jobs.deck_file), ("handout", jobs.handout_file)):
        jobs.MAPS.clear()
        told(name, *timed(lambda make=make: make(briefing, maps(briefing, made), made, address)))
    document(briefing, ledger, today=made, address=address)
    told("document", *timed(lambda: document(briefing, ledger, today=made, address=address)))


def screen(briefing: Briefing) -> None:
    """Measure the presenter's screen in Chromium, from disk, without a network."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "briefing.html"
        file.write_bytes(document(briefing, current(), today=date(2026, 11, 1), address="https://atlas.test"))
        browser = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        page = browser.new_context(offline=True, viewport={"width": 1280, "height": 720}).new_page()
        firsts = []
        for _ in range(5):
            page.goto(file.as_uri(), wait_until="commit")
            firsts.append(page.evaluate(FIRST_MAP) / 1000)
        told("first map", statistics.median(firsts))
        page.wait_for_function("() => window.borderAtlas.snapshot().visible.border?.length")
        steps = []
        for _ in briefing.scenes[1:]:
            steps.append(page.evaluate(NEXT_SCENE) / 1000)
            page.evaluate("() => new Promise((done) => setTimeout(done, 1500))")  # the flight ends
        told("next scene", statistics.median(steps))
        browser.close()


if __name__ == "__main__":
    files(twelve())
    screen(built_in())
