"""WebKit, GNOME's build of the engine of Safari, in its smallest browser, by WebDriver."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.support.browsers.seat import HEIGHT, KEYS, PATIENCE_S, WIDTH, Seat

#: Where Debian keeps it; no name in the path leads there.
MINI_BROWSER = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"

#: Without a graphics card its threads that paint share one context of Mesa's software renderer, which now and then
#: ends the page's process (a fault in swrast_dri.so); Skia paints by itself as well.
PAINTED_BY_PROCESSOR = {"WEBKIT_SKIA_ENABLE_CPU_RENDERING": "1"}


class WebKitSeat(Seat):
    name = "WebKit"

    def __init__(self, driver: WebKitGTK) -> None:
        self._driver = driver

    def go(self, url: str) -> None:
        self._driver.get(url)

    def script(self, words: str, *values: Any) -> Any:
        return self._driver.execute_script(words, *values)

    def later(self, words: str, *values: Any) -> Any:
        return self._driver.execute_async_script(words, *values)

    def drag(self, points: Sequence[tuple[float, float]]) -> None:
        actions = ActionBuilder(self._driver)
        actions.pointer_action.move_to_location(*map(round, points[0])).pointer_down()
        for point in points[1:]:
            actions.pointer_action.move_to_location(*map(round, point))
        actions.pointer_action.pointer_up()
        actions.perform()

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self._driver).send_keys(KEYS.get(key, key)).perform()

    def picture(self) -> bytes:
        return self._driver.get_screenshot_as_png()


@contextmanager
def _screen() -> Iterator[str]:
    """Run a screen that nobody sees, larger than the window, and yield its name."""
    size = f"{WIDTH + 100}x{HEIGHT + 200}x24"
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def open_webkit(folder: Path) -> Iterator[Seat]:
    options = Options()
    options.binary_location = str(max(Path("/").glob(MINI_BROWSER)))
    options.add_argument("--automation")
    with _screen() as display, TemporaryDirectory() as settings:
        # What is downloaded goes where this file says, and to the home folder without it: no variable says it.
        (Path(settings) / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{folder}"\n', encoding="utf-8")
        environment = os.environ | {"DISPLAY": display, "XDG_CONFIG_HOME": settings} | PAINTED_BY_PROCESSOR
        service = Service("/usr/bin/WebKitWebDriver", env=environment)
        driver = WebKitGTK(options=options, service=service)
        try:
            driver.set_script_timeout(2 * PATIENCE_S)
            driver.set_window_size(WIDTH, HEIGHT)
            yield WebKitSeat(driver)
        finally:
            driver.quit()
