"""Start any of the three browsers, one of them on a phone too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from playwright.sync_api import Playwright

from tests.support.browsers.chromium import open_chromium
from tests.support.browsers.firefox import open_firefox
from tests.support.browsers.seat import Seat
from tests.support.browsers.webkit import open_webkit

#: Name → what starts it and closes it at the end, with the folder into which it puts what is downloaded.
BROWSERS: dict[str, Callable[[Playwright, Path], AbstractContextManager[Seat]]] = {
    "chromium": open_chromium,
    "phone upright": partial(open_chromium, phone=(390, 844)),
    "phone lying": partial(open_chromium, phone=(844, 390)),
    "firefox": lambda _playwright, folder: open_firefox(folder),
    "webkit": lambda _playwright, folder: open_webkit(folder),
}
