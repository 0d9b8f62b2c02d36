"""A set on its way from the file of one reader to the map of another: kept, linked, kept anew, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Witness, kind_of
from tests.browser.test_own_data import LOADED, drop, shown
from tests.support.atlas import Atlas
from tests.support.browsers.been_here import BEEN_HERE
from tests.support.own_files import acled_row, csv_of
from tests.support.server import App, serve


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The atlas as `make run` starts it on its owner's machine."""
    folder = tmp_path_factory.mktemp("keeping")
    with serve(
        folder / "server.log", BORDER_ATLAS_KEEP="own-machine", BORDER_ATLAS_SETS=str(folder / "sets")
    ) as running:
        yield running


@pytest.fixture
def colleague(browser: Browser, witness: Witness, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of another browser, which shares nothing with the first."""
    context = browser.new_context(**kind_of(request.node))
    context.add_init_script(BEEN_HERE)
    yield witness.watch(context.new_page())
    context.close()


def rows(count: int) -> bytes:
    return csv_of([acled_row(n, event_date=f"2022-09-{n:02d}", time_precision=1) for n in range(1, count + 1)])


def read(page: Page, app: App, count: int) -> None:
    drop(page, app, "posts.csv", rows(count))
    page.get_by_text("Keep this set").click()


def on_the_map(page: Page) -> Atlas:
    atlas = Atlas.on(page)
    atlas.frame.wait_for_function(LOADED, arg="own:1")
    return atlas


def kept_in(link: str) -> str:
    return parse_qs(urlsplit(link).query)["kept"][0]


def press_while_it_moves(page: Page, button: Locator) -> None:
    """Press a button or link which goes down the page, as when Python draws anew, before the finger is lifted."""
    button.hover()
    page.mouse.down()
    button.evaluate("(button) => { button.style.translate = '0 90px'; }")
    page.mouse.up()


def test_a_set_goes_from_its_keeper_to_a_colleague_and_is_gone_when_deleted(
    keeping: App, page: Page, colleague: Page
) -> None:
    read(page, keeping, 3)
    page.get_by_label("Title").first.fill("Border posts")
    page.get_by_label("Whose data it is").fill("The newsroom")
    page.get_by_text("whoever has the link").click()
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_text("The set is kept. Its link:")).to_be_visible()
    link = page.get_by_test_id("stCode").first.inner_text().strip()
    assert link.startswith(f"{keeping.url}/?kept=border-posts~") and link.endswith("@1")
    # With the link alone a colleague has it, and hands on a link that names it.
    colleague.goto(f"{link}&date=2022-09-20&mode=upto")
    atlas = on_the_map(colleague)
    assert shown(atlas) == 3
    expect(colleague.get_by_role("checkbox", name="Border posts")).to_be_checked()
    colleague.wait_for_url(lambda url: kept_in(url) == kept_in(link))
    # A new version changes nothing under the colleague's eyes, but is told and one step away.
    read(page, keeping, 5)
    page.get_by_role("combobox", name="Keep it as").click()
    page.get_by_role("option", name="Border posts").click()
    page.get_by_role("button", name="Keep it as version 2").click()
    expect(page.get_by_text("The set is kept. Its link:")).to_be_visible()
    colleague.reload()
    assert shown(on_the_map(colleague)) == 3
    expect(
        colleague.get_by_test_id("stMain").get_by_text("“Border posts” has changed since: version 1 is shown")
    ).to_be_visible()
    colleague.get_by_role("button", name="Open version 2").click()
    colleague.wait_for_url(lambda url: kept_in(url) == f"{kept_in(link)[:-2]}@2")
    colleague.reload()
    assert shown(on_the_map(colleague)) == 5
    # Deleted, it is gone for both, and its link says so.
    page.get_by_text("Rename, show to others, keep for longer, withdraw or delete").click()
    press_while_it_moves(page, page.get_by_role("button", name="Delete", exact=True))
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("Border posts was deleted.")).to_be_attached()
    colleague.goto(f"{link}&date=2022-09-20&mode=upto")
    Atlas.on(colleague)
    expect(
        colleague.get_by_test_id("stMain").get_by_text("not here, not here any more, or not for you")
    ).to_be_visible()
    expect(colleague.get_by_role("checkbox", name="Border posts")).to_have_count(0)


def test_a_briefing_goes_from_its_keeper_to_a_colleague(keeping: App, page: Page, colleague: Page) -> None:
    page.goto(f"{keeping.url}/?date=2022-09-16&mode=day")
    Atlas.on(page)
    page.get_by_role("button", name="Add to briefing", exact=True).click()
    page.get_by_role("link", name="Brief", exact=True).click()
    page.get_by_text("Keep this briefing").click()
    form = page.locator(".st-key-brief-kept-form")
    form.get_by_label("Title").fill("Zebra week")
    form.get_by_label("Whose it is").fill("The desk")
    form.get_by_text("whoever has the link").click()
    form.get_by_role("button", name="Keep it", exact=True).click()
    kept = page.locator(".st-key-brief-kept-one")
    link = kept.get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(f"{keeping.url}/present?briefing=zebra-week~") and link.endswith("@1")
    # Presented it is whoever presses, also where the page is drawn anew under the finger.
    with page.expect_popup() as opened:
        press_while_it_moves(page, kept.get_by_role("link", name="Present"))
    assert opened.value.url == link
    opened.value.close()
    colleague.goto(link)
    colleague.wait_for_function("() => window.borderAtlas && window.borderAtlas.snapshot().date === '2022-09-16'")
    assert colleague.title().startswith("Zebra week")
    # Open, it becomes a copy among the colleague's own.
    colleague.goto(link.replace("/present?", "/brief?"))
    expect(colleague.get_by_label("Title", exact=True).first).to_have_value("Zebra week")
