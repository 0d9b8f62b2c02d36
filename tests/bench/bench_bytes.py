"""What a first visit by link brings: ``python -m tests.bench.bench_bytes``, part of ``make bench``. Bytes on the wire and requests, by kind.

Beside it an empty Streamlit page, visited in the same run: both with an empty cache, with all their frames, until the line has been still for a while.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.bench.bench_seen import beside_an_empty_page
from tests.bench.bench_slider import verdict
from tests.support.atlas import FRAME, READY

LINK = "/?date=2022-09-16"
MOST_MB, MOST_MORE = 2, 25
#: How long nothing may have come before a visit counts as over, in ms.
STILL_MS = 2000
#: So many of the largest answers are named.
LARGEST = 8
HEADING = "() => document.querySelector('h1') !== null"


@dataclass
class Brought:
    """What came over the line: each request's kind and path, and its answer's bytes as sent, the head included."""

    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: Counter[str] = field(default_factory=Counter)

    def on_request(self, event: dict[str, Any]) -> None:
        """Note a request; one to an address inside the page (`data:`, `blob:`) brings nothing."""
        address = event["request"]["url"]
        if address.startswith("http"):
            self.asked[event["requestId"]] = (event.get("type", "Other"), urlsplit(address).path)

    def on_kept(self, event: dict[str, Any]) -> None:
        """Forget a request that the browser answered from its memory, or by what it loaded ahead."""
        response = event.get("response", {"fromDiskCache": True})
        if response.get("fromDiskCache") or response.get("fromPrefetchCache"):
            self.asked.pop(event["requestId"], None)

    def on_socket(self, event: dict[str, Any]) -> None:
        """Note a WebSocket that opens."""
        self.asked[event["requestId"]] = ("WebSocket", urlsplit(event["url"]).path)

    def on_answer(self, event: dict[str, Any]) -> None:
        """Note what an answer has brought in all."""
        self.sizes[event["requestId"]] = round(event["encodedDataLength"])

    def on_message(self, event: dict[str, Any]) -> None:
        """Note a WebSocket's message: Streamlit's are binary, which a browser tells as base64, and go uncompressed."""
        self.sizes[event["requestId"]] += len(event["response"]["payloadData"]) * 3 // 4

    def kinds(self) -> dict[str, tuple[int, int]]:
        """Return requests and bytes of each kind, and of all under ``all``."""
        requests, sizes = Counter[str](), Counter[str]()
        for request, (kind, _) in self.asked.items():
            for one in (kind, "all"):
                requests[one] += 1
                sizes[one] += self.sizes[request]
        return {kind: (requests[kind], sizes[kind]) for kind in sorted(requests, key=lambda kind: sizes[kind])}


def visit(chromium: Browser, address: str, there: str) -> Brought:
    """Visit an address once, with nothing kept from before, until a condition (a JavaScript function) holds and the line is still."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page, found = context.new_page(), Brought()
    line = context.new_cdp_session(page)
    line.on("Network.requestWillBeSent", found.on_request)
    line.on("Network.requestServedFromCache", found.on_kept)
    line.on("Network.responseReceived", found.on_kept)
    line.on("Network.webSocketCreated", found.on_socket)
    line.on("Network.loadingFinished", found.on_answer)
    line.on("Network.webSocketFrameReceived", found.on_message)
    line.send("Network.enable")
    page.goto(address, wait_until="commit")
    page.wait_for_function(there, timeout=60_000)
    before = -1
    while before != found.sizes.total():
        before = found.sizes.total()
        page.wait_for_timeout(STILL_MS)
    context.close()
    return found


def table(ours: Brought, bare: Brought) -> list[str]:
    """Return lines on both, by kind, the whole last; what was largest; and what was asked for more than once."""
    mine, empty = ours.kinds(), bare.kinds()
    lines = [f"{'first visit by link, cold':<28}{'the atlas':>20}{'an empty Streamlit page':>28}"]
    for kind, (count, size) in mine.items():
        other, bytes_ = empty.get(kind, (0, 0))
        lines.append(f"  {kind:<26}{count:5} {size / 1000:9.0f} kB{other:16} {bytes_ / 1000:8.0f} kB")
    for request, size in ours.sizes.most_common(LARGEST):
        lines.append(f"  {size / 1000:8.0f} kB  {ours.asked[request][1]}")
    again = Counter(path for _, path in ours.asked.values())
    lines += [f"  asked {times} times: {path}" for path, times in again.items() if times > 1]
    (count, size), (other, _) = mine["all"], empty["all"]
    return [
        *lines,
        f"bytes of a first visit by link    {size / 1e6:.2f} MB   {verdict(size <= MOST_MB * 1e6, f'≤ {MOST_MB} MB')}",
        f"requests more than an empty Streamlit page's   {count - other}   {verdict(count - other <= MOST_MORE, f'≤ {MOST_MORE}')}",
    ]


def main() -> None:
    """Measure and print."""
    with beside_an_empty_page() as (chromium, app, empty):
        map_there = f"() => ({READY})({json.dumps(FRAME)})"
        lines = table(visit(chromium, app.url + LINK, map_there), visit(chromium, empty.url, HEADING))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
