"""Firefox ESR, Debian's, by Marionette: Mozilla's own way in, which needs no program beside the browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marionette_driver.marionette import Marionette

from tests.support.browsers.seat import HEIGHT, KEYS, PATIENCE_S, WIDTH, Seat
from tests.support.server import free_port


class FirefoxSeat(Seat):
    name = "Firefox"

    def __init__(self, marionette: Marionette) -> None:
        self._marionette = marionette

    def go(self, url: str) -> None:
        self._marionette.navigate(url)

    def script(self, words: str, *values: Any) -> Any:
        return self._marionette.execute_script(words, script_args=values, sandbox=None)

    def later(self, words: str, *values: Any) -> Any:
        return self._marionette.execute_async_script(words, script_args=values, sandbox=None)

    def drag(self, points: Sequence[tuple[float, float]]) -> None:
        mouse = self._marionette.actions.sequence("pointer", "mouse", {"pointerType": "mouse"})
        first, *others = ((round(x), round(y)) for x, y in points)
        mouse.pointer_move(*first).pointer_down()
        for point in others:
            mouse.pointer_move(*point)
        mouse.pointer_up().perform()

    def press(self, *keys: str) -> None:
        for key in keys:
            self._marionette.actions.sequence("key", "keyboard").send_keys(KEYS.get(key, key)).perform()

    def picture(self) -> bytes:
        return self._marionette.screenshot(format="binary", full=False)


@contextmanager
def open_firefox(folder: Path) -> Iterator[Seat]:
    preferences = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(folder),
        "browser.helperApps.neverAsk.saveToDisk": "text/csv,application/octet-stream,application/geo+json",
        "ui.prefersReducedMotion": 1,
    }
    marionette = Marionette(
        bin=shutil.which("firefox-esr"),
        headless=True,
        port=free_port(),
        prefs=preferences,
        gecko_log=str(folder / "firefox.log"),
    )
    try:
        marionette.start_session()
        marionette.timeout.script = 2 * PATIENCE_S
        marionette.set_window_rect(width=WIDTH, height=HEIGHT)
        yield FirefoxSeat(marionette)
    finally:
        marionette.cleanup()
