"""A view is a link: it opens what was sent, Back returns, and every page can be the first one of a fresh server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Witness
from tests.support.atlas import Atlas
from tests.support.loop import wait_for
from tests.support.server import App, serve
from tests.support.session import Session, Shown

CAMERA = "() => { const m = window.borderAtlas.map; return [m.getCenter().lat, m.getCenter().lng, m.getZoom()]; }"


@pytest.fixture(scope="module")
def some_clash() -> str:
    """An incident with a place, for links that select one."""
    from geodata.ledger import load
    from geodata.nearby import first_place

    ledger = load()
    return next(
        i.id for i in ledger.incidents.values() if i.start and i.kind == "armed clash" and first_place(i, ledger)
    )


def test_a_link_restores_the_whole_view(open_map: Callable[..., Atlas], some_clash: str) -> None:
    link = (
        "/?date=2022-09-16&mode=window&days=45&layers=sections,border,clashes&at=39.9000,70.6000,10.5&line=2024&select="
        + some_clash
    )
    atlas = open_map(link)
    snapshot = atlas.snapshot()
    assert (snapshot["date"], snapshot["mode"], snapshot["selected"]) == ("2022-09-16", "window", some_clash)
    assert {name for name, ids in snapshot["visible"].items() if ids} <= {"sections", "border", "clashes"}
    assert all(name.endswith("-2024") for name in snapshot["visible"]["border"])
    assert atlas.frame.evaluate(CAMERA) == pytest.approx([39.9, 70.6, 10.5], abs=0.002)
    expect(atlas.frame.get_by_role("textbox", name="First day of the period")).to_have_value("3 August 2022")
    expect(atlas.page.locator("article")).to_be_visible()
    for part in link.removeprefix("/?").split("&"):
        atlas.wait_for_link(part)


NOTE_TITLES = """
  window.titles = [];
  const note = () => document.title && window.titles.at(-1) !== document.title && window.titles.push(document.title);
  new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
"""


def test_the_tab_keeps_the_title_that_came_with_the_page_and_follows_the_view(app: App, page: Page) -> None:
    page.add_init_script(f"if (window === window.top) {{ {NOTE_TITLES} }}")
    for path in ("/explore?date=2022-09-16", "/sources", "/own-data", "/?date=2020-01-01&at=42.8530,74.8460,11"):
        page.goto(app.url + path)
        expect(page.get_by_role("link", name="Compare", exact=True)).to_be_visible()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        assert len(page.evaluate("() => window.titles")) == 1, path
    atlas = Atlas.on(page)
    atlas.mark("kant").click()
    page.wait_for_function(
        "() => document.title.startsWith('Kant air base') && document.title.includes('1 January 2020')"
    )
    atlas.type_date("2021-04-29")
    page.wait_for_function(
        "() => document.title.startsWith('Kant air base') && document.title.includes('29 April 2021')"
    )
    page.get_by_role("link", name="Sources", exact=True).click()
    page.wait_for_url("**/sources?*")
    expect(page).to_have_title("Sources · Border Atlas")
    page.go_back()
    page.wait_for_function("() => document.title.includes('29 April 2021')")


def test_a_link_that_a_chat_program_has_marked_opens_without_a_word_and_is_passed_on_without_the_marks(
    open_map: Callable[..., Atlas],
) -> None:
    atlas = open_map("/?date=2022-09-16&fbclid=IwAR0x&utm_source=chat")
    assert atlas.snapshot()["date"] == "2022-09-16"
    atlas.wait_for_link("rev=")
    assert "fbclid" not in atlas.page.url and "utm_" not in atlas.page.url
    expect(atlas.page.get_by_text("does not know")).to_have_count(0)


def test_the_address_bar_always_holds_the_link_to_what_is_seen(turn_to: Callable[..., Atlas], page: Page) -> None:
    atlas = turn_to("/?date=2021-04-28&mode=day")
    atlas.thumb.press("ArrowRight")
    atlas.wait_for_link("date=2021-04-29")
    atlas.page.get_by_test_id("stSidebar").get_by_text("Crossings", exact=True).first.click()
    atlas.wait_for("s.visible.crossings.length === 0")
    atlas.page.wait_for_function("() => !decodeURIComponent(location.search).includes('crossings')")
    page.goto(atlas.page.url)
    sent, received = atlas.snapshot(), Atlas.on(page).snapshot()
    for snapshot in (sent, received):
        snapshot["visible"] = {name: sorted(ids) for name, ids in snapshot["visible"].items()}
        snapshot["uncertain"].sort()
    assert received == sent


def test_back_and_forward_walk_through_the_views(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2014-01-11")
    for day in ("2021-04-29", "2022-09-16"):
        atlas.type_date(day)
        atlas.wait_for_link(f"date={day}")
    atlas.page.go_back()
    atlas.wait_for_date("2021-04-29")
    atlas.expect_text("On this date29 April 2021")
    atlas.page.go_back()
    atlas.wait_for_date("2014-01-11")
    atlas.page.go_forward()
    atlas.wait_for_date("2021-04-29")
    atlas.wait_for_link("date=2021-04-29")


def test_back_from_a_card_returns_to_the_view_before_it(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2020-01-01&at=42.8530,74.8460,11")
    atlas.wait_for_link("rev=")
    atlas.mark("kant").click()
    atlas.wait_for_link("select=kant")
    atlas.page.go_back()
    atlas.wait_for("s.selected === null")
    assert atlas.snapshot()["date"] == "2020-01-01"


def test_a_click_made_before_the_new_address_arrives_takes_nothing_back(app: App, page: Page) -> None:
    late: list[Callable[[], None]] = []
    holding = False

    def between(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if holding and ForwardMsg.FromString(message).WhichOneof("type") == "page_info_changed":
                late.append(lambda: browser.send(message))
            else:
                browser.send(message)

        server.on_message(pass_on)

    page.route_web_socket("**/_stcore/stream", between)
    page.goto(f"{app.url}/?date=2014-01-11")
    atlas = Atlas.on(page)
    atlas.wait_for_link("rev=")
    holding = True
    atlas.type_date("2022-09-16")
    atlas.expect_text("On this date16 September 2022")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("button", name="Transfers").click()
    expect(page.get_by_role("button", name="Transfers")).to_have_attribute("aria-pressed", "true")
    assert late and "date=2014-01-11" in page.url
    holding = False
    for send in late:
        send()
    atlas.wait_for_link("transfers")
    assert "date=2022-09-16" in page.url and atlas.snapshot()["date"] == "2022-09-16"


def test_what_a_link_has_that_cannot_be_read_is_told_as_text_and_the_rest_shown(open_map: Callable[..., Atlas]) -> None:
    atlas = open_map(
        "/?mode=day&layers=bases,bunkers&select=%3Cimg%20src%3Dx%20onerror%3D%22window.stung%3D1%22%3E&date=%3C/script%3E%3Cscript%3Ewindow.stung=1%3C/script%3E"
    )
    notice = atlas.page.get_by_role("status").filter(has_text="bunkers")
    for words in ("</script><script>window.stung=1</script>", "bunkers", '<img src=x onerror="window.stung=1">'):
        expect(notice).to_contain_text(words)
    snapshot = atlas.snapshot()
    assert (snapshot["mode"], snapshot["selected"]) == ("day", None)
    assert {name for name, ids in snapshot["visible"].items() if ids} == {"bases"}
    for frame in atlas.page.frames:
        assert frame.evaluate("() => window.stung") is None


def test_the_view_survives_a_visit_to_another_page(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-16&mode=day")
    atlas.page.get_by_role("link", name="Sources").click()
    expect(atlas.page.get_by_role("heading", name="Sources")).to_be_visible()
    atlas.page.get_by_role("link", name="Map", exact=True).click()
    back = Atlas.on(atlas.page)
    back.wait_for_date("2022-09-16")
    assert back.snapshot()["mode"] == "day"


def paths_of_pages(page: Page) -> list[str]:
    """Return the path of every page the menu offers beside the map."""
    menu = page.locator(".st-key-pages a")
    expect(menu.first).to_be_visible()
    paths = {urlsplit(link.evaluate("a => a.href")).path for link in menu.all()}
    return sorted(paths - {"/"})


async def first_visits(url: str, paths: list[str]) -> list[Shown]:
    """Visit pages at once: all are connected before any is asked for, so that each is asked for by a server that has shown none yet."""
    async with AsyncExitStack() as stack:
        sessions = [await stack.enter_async_context(Session(url, page=path.strip("/"))) for path in paths]
        return await asyncio.gather(*(session.first() for session in sessions))


def test_every_page_can_be_the_first_visit_of_a_fresh_server(turn_to: Callable[..., Atlas], tmp_path: Path) -> None:
    """Streamlit's old way of `pages/` would run the page's file without the shell round it."""
    paths = paths_of_pages(turn_to("/").page)
    assert "/sources" in paths
    with serve(tmp_path / "cold.log") as cold:
        for path, shown in zip(paths, wait_for(first_visits(cold.url, paths)), strict=True):
            assert "ba-brand" in shown.words and shown.links == len(paths) + 1, path


def test_a_deep_page_opens_in_a_browser_that_has_seen_nothing_yet(app: App, new_reader: Callable[..., Page]) -> None:
    first = new_reader()
    first.goto(f"{app.url}/sources")
    expect(first.locator(".ba-brand")).to_contain_text("Border Atlas")
    expect(first.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.expects_outside
def test_an_online_basemap_is_asked_for_only_when_chosen_and_its_silence_is_told(
    turn_to: Callable[..., Atlas], open_map: Callable[..., Atlas], witness: Witness
) -> None:
    turn_to("/")
    assert witness.outside == []
    atlas = open_map("/?base=osm")
    expect(atlas.frame.locator(".ba-note")).to_contain_text("does not answer")
    assert witness.outside and all(url.startswith("https://tile.openstreetmap.org/") for url in witness.outside)
    assert atlas.frame.locator(".ba-ground").count() > 0, "our own backdrop must stay"
