"""R24: the whole atlas below a path of its host: pages, map, a reader's own data and its files, faces, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_own_data import drop, put, shown
from tests.support.atlas import Atlas
from tests.support.http import fetch
from tests.support.own_files import acled_row, csv_of
from tests.support.server import App, serve


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app below ``/atlas``, its address with that path."""
    log = tmp_path_factory.mktemp("below") / "server.log"
    with serve(log, STREAMLIT_SERVER_BASE_URL_PATH="atlas", BORDER_ATLAS_ACCESS_LOG="on") as app:
        yield App(f"{app.url}/atlas", log, app.pid)


def test_a_reader_goes_through_all_of_it(below: App, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{below.url}/explore?date=2022-09-16&layers=sections,clashes")
    atlas = Atlas.on(page)
    assert atlas.snapshot()["date"] == "2022-09-16" and atlas.snapshot()["visible"]["clashes"]
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_url(f"{below.url}/?*")
    page.reload()
    Atlas.on(page)
    page.get_by_role("button", name="Share this view").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_test_id("stCode").first.inner_text().strip().startswith(f"{below.url}/?date=2022-09-16")
    picture = dialog.locator(".ba-share-map img")
    page.wait_for_function("(image) => image.complete && image.naturalWidth === 1200", arg=picture.element_handle())
    drop(page, below, "export.csv", csv_of([acled_row(1, event_date="2022-01-27")]))
    assert shown(put(page)) == 1
    page.get_by_role("button", name="Add to briefing", exact=True).click()
    expect(page.get_by_role("button", name="Add to briefing (1)")).to_be_visible()
    page.get_by_role("link", name="Brief", exact=True).click()
    page.wait_for_url(f"{below.url}/brief?*")
    with page.expect_popup() as opened:
        page.locator(".st-key-brief-present").get_by_role("link", name="Present").click()
    opened.value.wait_for_function("() => window.borderAtlas && window.borderAtlas.snapshot().date !== null")
    assert opened.value.url.startswith(below.url)
    opened.value.close()
    # Nothing was asked of the host that stands beside the atlas.
    assert [one for one in asked if not one.startswith(("blob:", "data:", f"{below.url}/"))] == []
    # Whoever reads the log learns no key, no name of an upload and no view.
    lines = [line for line in below.said().splitlines() if "border_atlas.access" in line]
    assert {"/atlas/own/*", "/atlas/_stcore/upload_file/*"} <= {line.split()[-6] for line in lines}
    secret = {part for one in asked for part in urlsplit(one).path.split("/") if re.search("/own/|/upload_file/", one)}
    keys = {part for part in secret if len(part) > 30}
    assert keys and not any(key in line for key in keys for line in lines)
    assert not any("2022" in line.partition("access: ")[2] for line in lines)


def test_a_proxy_may_take_the_path_away(below: App) -> None:
    """Then requests come without it, and what is answered still names it."""
    root = App(below.url.removesuffix("/atlas"), below.log, below.pid)
    for path in ("/", "/explore?date=2022-09-16", "/view.txt?date=2022-09-16", "/assets/atlas.js", "/favicon.png"):
        assert fetch(root, path)[::2] == fetch(below, path)[::2]
    assert f'<link rel="canonical" href="{below.url}/explore?' in fetch(root, "/explore?date=2022-09-16")[2].decode()


def test_the_bare_path_leads_to_the_folder_with_its_query(below: App) -> None:
    root = App(below.url.removesuffix("/atlas"), below.log, below.pid)
    assert (
        fetch(root, "/atlas?date=2022-09-16&layers=sections")[2] == fetch(below, "/?date=2022-09-16&layers=sections")[2]
    )
