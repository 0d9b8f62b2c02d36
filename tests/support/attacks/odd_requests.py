"""Requests as no browser sends them: seeded, so that one that does harm can be sent again. Bytes as they go over the wire."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from layers.view.state import FILTERS

METHODS = (
    *("GET",) * 16,
    "HEAD",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "PATCH",
    "TRACE",
    "PROPFIND",
    "get",
    "X" * 60,
)
PATHS = (
    "/",
    "/explore",
    "/compare",
    "/brief",
    "/sources",
    "/own-data",
    "/view.txt",
    "/view.geojson",
    "/present",
    "/health",
    "/data/sections.json",
    "/data/timeline.json",
    "/data/search.json",
    "/data/{}.json",
    "/assets/atlas.js",
    "/assets/page.css",
    "/assets/fonts/{}.woff2",
    "/assets/backdrop.json",
    "/own/{}/points.bin",
    "/own/{}/present",
    "/own/{}/{}",
    "/media/{}",
    "/component/streamlit_folium.st_folium/{}",
    "/component/pages.briefing.browser.border_atlas_store/{}",
    "/component/pages.briefing.scene_drawings.border_atlas_drawing/{}",
    "/static/{}",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/upload_file/{}/{}",
    "/_stcore/stream",
    "/_stcore/{}",
    "/auth/login",
    "/oauth2callback",
    "/app/static/{}",
    "/{}",
    "/{}/{}",
    "//{}",
    "/%2e%2e/{}",
    "/..;/{}",
    "*",
    "http://elsewhere.test/{}",
)
WORDS = (
    "",
    "x",
    "index.html",
    "..",
    "../../etc/passwd",
    "%00",
    "%ff%fe",
    "a" * 3000,
    "%F0%9F%92%A9",
    "sections",
    "light",
    "sans",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\\..\\..\\windows",
    "%252e%252e%252f",
    "2022-09-16",
    "NaN",
    "1e999",
    "-1",
    "9" * 400,
    "own:1:17",
    "~",
    "~eJw",
    "kept-000000000000000000000000",
    "foreign-forces",
    ",".join(["a"] * 700),
    "%ED%A0%80",
    "%E2%80%AE",
    "${jndi:ldap://elsewhere.test}",
    ";",
    "&",
    "=",
    "true",
)
NAMES = (
    "date",
    "mode",
    "days",
    "layers",
    "at",
    "region",
    "line",
    "base",
    "select",
    "rev",
    "embed",
    "lit",
    "near",
    "km",
    "span",
    "against",
    "layout",
    "own",
    "briefing",
    "asks",
    "size",
    "theme",
    "v",
    "utm_source",
    "__proto__",
    *FILTERS,
)
HOSTS = (
    "127.0.0.1",
    "localhost:8501",
    "atlas.example.org",
    "a b",
    "",
    "x" * 300,
    "evil.test/path",
    "user@evil.test",
    "[::1]:80",
    "[",
    "1.2.3.4:99999",
    "\xff.test",
    "a..b",
    "<x>",
)
HEADERS = (
    ("Accept", "text/html"),
    ("Accept", "*/*;q=banana"),
    ("Accept-Encoding", "gzip, br, x" * 40),
    ("Accept-Encoding", "identity;q=0"),
    ("Range", "bytes=0-0"),
    ("Range", "bytes=9-1"),
    ("Range", "bytes=-99999999999999999999"),
    ("Range", "bytes=" + "0-1," * 300),
    ("If-None-Match", "*"),
    ("If-None-Match", '"x", ' * 900),
    ("If-Modified-Since", "yesterday"),
    ("Cookie", "_streamlit_user=x; _streamlit_xsrf=y"),
    ("Cookie", "border_atlas_wanted=%2F%2Fevil.test"),
    ("Cookie", "=;;;=\x01"),
    ("Cookie", "a=" + "b" * 4000),
    ("X-Forwarded-Proto", "javascript"),
    ("X-Forwarded-For", "1.1.1.1, " * 60),
    ("X-Forwarded-Host", "evil.test"),
    ("Origin", "http://evil.test"),
    ("Origin", "null"),
    ("Referer", "http://[::1"),
    ("Sec-Fetch-Site", "cross-site"),
    ("Content-Type", "multipart/form-data; boundary=" + "z" * 200),
    ("Content-Type", "application/json"),
    ("Expect", "100-continue"),
    ("Upgrade", "h2c"),
    ("Upgrade", "websocket"),
    ("Connection", "keep-alive, Upgrade"),
    ("X-Long", "x" * 8000),
    ("Transfer-Encoding", "chunked"),
    ("Authorization", "Basic AAAA"),
    ("User-Agent", "\x7f\x80"),
    ("X-HTTP-Method-Override", "DELETE"),
)
#: Now and then something that is no request at all.
RUBBISH = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"\r\n" * 50,
    b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b"\x00" * 200,
)


def requests(seed: int, number: int) -> Iterator[bytes]:
    """Yield so many requests."""
    chance = random.Random(seed)
    for _ in range(number):
        yield chance.choice(RUBBISH) if chance.random() < 0.02 else _request(chance)


def _request(chance: random.Random) -> bytes:
    path = chance.choice(PATHS)
    while "{}" in path:
        path = path.replace("{}", chance.choice(WORDS), 1)
    query = "&".join(f"{chance.choice(NAMES)}={_value(chance)}" for _ in range(chance.choice((0, 0, 1, 2, 3, 8, 60))))
    target = (path + (f"?{query}" if query else "")).replace(" ", "%20").replace("<", "%3C")[:14_000]
    host = chance.choice(HOSTS) if chance.random() < 0.3 else "127.0.0.1"
    lines = [
        f"{chance.choice(METHODS)} {target} HTTP/1.1",
        f"Host: {host}",
        *(f"{name}: {value}" for name, value in chance.sample(HEADERS, chance.choice((0, 0, 1, 2, 4)))),
    ]
    body = b""
    if chance.random() < 0.15:
        body = chance.randbytes(chance.choice((0, 10, 5_000, 100_000)))
        lines.append(f"Content-Length: {chance.choice((len(body), len(body) + 5, 0, -1))}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body


def _value(chance: random.Random) -> str:
    return quote(chance.choice(WORDS), safe="%,;'${}():*~-") if chance.random() < 0.8 else quote(chance.randbytes(12))


@dataclass(frozen=True)
class Sent:
    """A request and what came of it; status 0 where the connection was closed without an answer."""

    request: bytes
    status: int


async def send(port: int, request: bytes, seconds: float = 20.0) -> Sent:
    """Send a request over a connection of its own and read the head of its answer; a server that waits for more is not waited for longer than `seconds`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        line = await asyncio.wait_for(reader.readline(), seconds)
        return Sent(request, int(line.split()[1]) if line.startswith(b"HTTP/1.1 ") else 0)
    except (OSError, TimeoutError):
        return Sent(request, 0)
    finally:
        writer.transport.abort()
