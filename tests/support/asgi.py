"""Ask the app's plain HTTP routes in this process, as a server would, with every header that the middleware adds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from starlette.applications import Starlette

from pages.server.routes import routes
from pages.server.web import middleware
from tests.support.loop import wait_for


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@cache
def application() -> Starlette:
    """Return the routes and middleware of app.py without Streamlit behind them."""
    return Starlette(routes=routes(), middleware=middleware())


def ask(path: str, query: str | bytes = b"", method: str = "GET", **headers: str) -> Answer:
    """Send one request. Underscores in header names stand for hyphens."""
    return wait_for(_ask(path, query if isinstance(query, bytes) else query.encode(), method, headers))


async def _ask(path: str, query: bytes, method: str, headers: dict[str, str]) -> Answer:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "server": ("atlas.test", 443),
        "path": path,
        "raw_path": quote(path).encode(),
        "root_path": "",
        "query_string": query,
        "client": ("127.0.0.1", 1),
        "headers": [
            *([] if "host" in headers else [(b"host", b"atlas.test")]),
            *((name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()),
        ],
    }
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await application()(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Answer(
        start["status"], {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}, body
    )
