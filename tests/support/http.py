"""Ask a running server over HTTP."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.support.server import App


def fetch(app: App, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers (names in lower case) and body. Underscores in names of `headers` stand for hyphens."""
    try:
        with urlopen(
            Request(
                app.url + path,
                method=method,
                headers={name.replace("_", "-"): value for name, value in headers.items()},
            ),
            timeout=20,
        ) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()
