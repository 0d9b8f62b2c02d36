"""Find the browser of the tests. ``python -m tests.support.chromium`` prints its path, or says what to install."""

from __future__ import annotations

import os
import shutil
import sys

#: Names under which Chromium or its kin is installed: first Debian's build without a window, which takes half the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: The same in the order of the benchmarks: what has no window leaves out work that a reader's browser does.
WHOLE = (*NAMES[1:], NAMES[0])

MISSING = (
    "No Chromium was found for the browser tests. Install the package `chromium-headless-shell` or `chromium` "
    "(Debian: apt-get install chromium-headless-shell), or name a browser's file in BORDER_ATLAS_CHROMIUM."
)

#: Root needs the first; there is no GPU to rely on; no name but this machine's own resolves.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find(names: tuple[str, ...] = NAMES) -> str:
    """Return the path of the first browser there is.

    Raises
    ------
    FileNotFoundError
        With a sentence that names what to install.
    """
    for name in (os.environ.get("BORDER_ATLAS_CHROMIUM"), *names):
        path = shutil.which(name) if name else None
        if path:
            return path
    raise FileNotFoundError(MISSING)


if __name__ == "__main__":
    try:
        print(find())
    except FileNotFoundError as error:
        sys.exit(str(error))
