"""C17, R6: only an address that carries the digest of what is sent may be kept for ever; a newer release's address is poisoned by no older one."""

from __future__ import annotations

import pytest

from geodata.ledger import current
from layers.browser import assets
from layers.browser.compose import config, search
from pages.http import sheet
from pages.visit import session
from tests.support.asgi import ask

PATHS = (
    "/assets/atlas.js",
    "/assets/page.css",
    "/assets/backdrop.json",
    "/assets/relief",
    "/assets/fonts/sans.woff2",
    "/data/sections.json",
    "/data/layers.json",
    "/data/timeline.json",
    "/data/search.json",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["v=0123456789abcdef", "rev=00000000-0123456789abcdef", "v=", "rev=", "v=x&rev=y"])
def test_another_releases_address_is_kept_by_nobody(path: str, query: str) -> None:
    answer = ask(path, query)
    assert answer.status == 200 and answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_an_address_without_a_digest_is_not_for_ever(path: str) -> None:
    assert "immutable" not in ask(path).headers["cache-control"]
    tag = ask(path).headers["etag"].strip('"')
    assert "immutable" in ask(path, f"v={tag}").headers["cache-control"]
    assert ask(path, f"v={tag}&rev=other").headers["cache-control"] == "no-store"


def test_what_the_pages_themselves_link_is_for_ever() -> None:
    plain = config(current(), session.today(), "/", False)
    linked = [
        *plain["urls"].values(),
        plain["layers"],
        plain["timeline"],
        search(current(), "/"),
        plain["backdrop"],
        plain["relief"]["url"],
        f"/assets/atlas.js?v={assets.frame_script().etag}",
        f"{sheet.PATH}?v={sheet.sheet().etag}",
    ]
    for address in linked:
        path, _, query = address.removeprefix("https://atlas.test").partition("?")
        assert "immutable" in ask(f"/{path.lstrip('/')}", query).headers["cache-control"], address


def test_what_strangers_name_is_not_remembered() -> None:
    """S11: a cache without end was filled by asking for what there is none of."""
    for number in range(50):
        assert ask(f"/assets/fonts/face-{number}.woff2").status == 404
