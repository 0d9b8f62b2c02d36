"""Chromium, by Playwright, with a mouse or under a finger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import Any

from playwright.sync_api import Page, Playwright

from tests.support.browsers.seat import HEIGHT, PATIENCE_S, WIDTH, Seat
from tests.support.chromium import ARGUMENTS, find

#: For how long a finger that drags rests on its last point.
REST_S = 0.3

ASK = "([words, values]) => new Function(words).apply(null, values)"
LATER = "([words, values]) => new Promise((finished) => new Function(words).apply(null, [...values, finished]))"


class ChromiumSeat(Seat):
    name = "Chromium"

    def __init__(self, page: Page) -> None:
        self._page = page

    def go(self, url: str) -> None:
        self._page.goto(url)

    def script(self, words: str, *values: Any) -> Any:
        return self._page.evaluate(ASK, [words, list(values)])

    def later(self, words: str, *values: Any) -> Any:
        return self._page.evaluate(LATER, [words, list(values)])

    def drag(self, points: Sequence[tuple[float, float]]) -> None:
        mouse = self._page.mouse
        mouse.move(*points[0])
        mouse.down()
        for point in points[1:]:
            mouse.move(*point)
        mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def picture(self) -> bytes:
        return self._page.screenshot()


class FingerSeat(ChromiumSeat):
    name = "Chromium under a finger"

    def drag(self, points: Sequence[tuple[float, float]]) -> None:
        hand = self._page.context.new_cdp_session(self._page)
        # As if it had rested before it lifts: from a finger that lifts while it moves things fly on, and the next touch does nothing but stop that.
        rests = time() - REST_S
        for number, (x, y) in enumerate(points):
            kind = "touchMove" if number else "touchStart"
            moved = {"type": kind, "touchPoints": [{"x": x, "y": y}], "timestamp": rests + number / 100}
            hand.send("Input.dispatchTouchEvent", moved)
        hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        hand.detach()


@contextmanager
def open_chromium(playwright: Playwright, folder: Path, phone: tuple[int, int] | None = None) -> Iterator[Seat]:
    """Open a window of the size of all browsers, or a phone's of this width and height in CSS pixels."""
    width, height = phone or (WIDTH, HEIGHT)
    browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
    context = browser.new_context(
        viewport={"width": width, "height": height}, bypass_csp=True, has_touch=bool(phone), is_mobile=bool(phone)
    )
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    # As in the others: a file comes into the folder under its own name, whether or not anybody listens.
    kept = {"behavior": "allow", "downloadPath": str(folder)}
    context.new_cdp_session(page).send("Page.setDownloadBehavior", kept)
    yield FingerSeat(page) if phone else ChromiumSeat(page)
    browser.close()
