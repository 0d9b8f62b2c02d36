"""Three replicas on one PostgreSQL: what one keeps the others show, and a database that is killed and comes back costs no reader a reload."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import OWN_MACHINE, Limits, Reader, Wish
from tests.browser.test_own_data import LOADED, drop
from tests.geodata.sets.cluster import Cluster, cluster
from tests.support.atlas import AT_REST, Atlas
from tests.support.browsers.been_here import BEEN_HERE
from tests.support.chromium import ARGUMENTS, WHOLE, find
from tests.support.loop import wait_for
from tests.support.own_files import acled_row, csv_of
from tests.support.server import ROOT, App, serve
from tests.support.session import Session

pytestmark = pytest.mark.services

#: A page that is asked for so many seconds after a set was kept shows it, whichever replica answers.
SEEN_S = 2.0

#: Of more rows than this the map asks the database for each view, so that a short table is a large set.
MANY = 12
DATES = "&date=2022-09-20&mode=upto"


@dataclass
class House:
    """The replicas, their database and a browser."""

    replicas: list[App]
    cluster: Cluster
    address: str
    browser: Browser

    def page(self) -> Page:
        """Return a page of a browser that shares nothing with the others."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        context.add_init_script(BEEN_HERE)
        context.set_default_timeout(60_000)
        return context.new_page()


@pytest.fixture(scope="module")
def house(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    script = folder / "app.py"
    fewer = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pages.reader_data import kept, wide\nkept.WIDE = wide.ONE_BY_ONE = {MANY}\n"
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    script.write_text(fewer + app.replace('"pages/router.py"', repr(str(ROOT / "pages/router.py"))), encoding="utf-8")
    with ExitStack() as stack:
        running = stack.enter_context(cluster())
        address = running.database("replicas")
        replicas = [
            stack.enter_context(
                serve(
                    folder / f"replica-{number}.log",
                    str(script),
                    BORDER_ATLAS_KEEP="own-machine",
                    BORDER_ATLAS_SETS=address,
                )
            )
            for number in range(3)
        ]
        browser = playwright.chromium.launch(executable_path=find(WHOLE), args=list(ARGUMENTS))
        stack.callback(browser.close)
        yield House(replicas, running, address, browser)


def rows(count: int) -> bytes:
    return csv_of([acled_row(n, event_date=f"2022-09-{n:02d}", time_precision=1) for n in range(1, count + 1)])


def keep(house: House, title: str, count: int) -> str:
    """Keep a set as somebody at the machine of the replicas does, and return what links name it by."""
    catalogue = Catalogue(house.address, Limits(10**6, 10**9, 10**6, 10**9))
    loaded = read("posts.csv", rows(count), Options(title=title))
    return catalogue.keep(
        loaded, Wish(title, owner="The newsroom", seen_by="all"), Reader(OWN_MACHINE, True)
    ).reference()


def test_what_one_replica_keeps_the_others_show_at_once(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    async def shows(app: App, query: str, page: str) -> bool:
        async with Session(app.url, query, page) as session:
            shown = await session.first()
        # On the map the link that is published goes on naming it; on the page with the list it stands there.
        return "Border posts" in shown.words if page else shown.link.startswith("kept=") or "&kept=" in shown.link

    one, *others = house.replicas
    for app in others:
        # Who has looked before, at what was not there yet, is told of it all the same.
        assert not wait_for(shows(app, "", "own-data"))
    page = house.page()
    drop(page, one, "posts.csv", rows(3))
    page.get_by_text("Keep this set").click()
    for label, words in (("Title", "Border posts"), ("Whose data it is", "The newsroom")):
        page.get_by_label(label).first.fill(words)
        page.keyboard.press("Tab")
        page.wait_for_function(AT_REST)
    page.get_by_text("everybody who can open this atlas").click()
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_text("The set is kept. Its link:")).to_be_visible()
    kept = monotonic()
    link = page.get_by_test_id("stCode").first.inner_text().strip().partition("?")[2]
    for app in others:
        for query, name in ((f"{link}&date=2022-09-20", ""), ("", "own-data")):
            while True:
                asked = monotonic()
                if wait_for(shows(app, query, name)):
                    break
                assert asked - kept <= SEEN_S, (
                    f"{name or 'map'} does not show it {asked - kept:.1f} s after it was kept"
                )
            with capsys.disabled():
                print(f"\n  {name or 'map'}: shown when asked {asked - kept:.2f} s after it was kept (goal {SEEN_S} s)")
    page.context.close()


def test_readers_need_not_reload_when_the_database_is_killed_and_comes_back(house: House) -> None:
    small, large = keep(house, "Small", 3), keep(house, "Large", 20)
    there, newcomer = house.page(), house.page()
    # The page itself: what it says as news stands in the line of news too.
    main = newcomer.get_by_test_id("stMain")
    there.goto(f"{house.replicas[0].url}/?kept={large}{DATES}&at=39.9,70.6,9")
    atlas = Atlas.on(there)
    atlas.frame.wait_for_function(LOADED, arg="own:1")
    house.cluster.stop()
    try:
        # The ledger goes on: dates, and the rows that are there.
        atlas.type_date("2022-09-16")
        atlas.wait_for_date("2022-09-16")
        # What is asked for anew is not there, and the map says so.
        atlas.frame.evaluate("() => window.borderAtlas.map.setView([41, 69], 6)")
        expect(atlas.frame.locator(".ba-load.failed")).to_contain_text("Large could not be loaded")
        # Who comes now sees the ledger, and what is missing.
        newcomer.goto(f"{house.replicas[1].url}/?kept={small},{large}{DATES}")
        met = Atlas.on(newcomer)
        assert met.snapshot()["visible"]["sections"]
        expect(main.get_by_text("The place where sets are kept cannot be used right now")).to_be_visible()
        expect(main.get_by_text("Not shown until then")).to_contain_text(small)
        met.type_date("2022-09-18")
        met.wait_for_date("2022-09-18")
        assert "kept=" in newcomer.url
        newcomer.goto(f"{house.replicas[2].url}/own-data")
        expect(main.get_by_text("The place where sets are kept cannot be used right now").first).to_be_visible()
        # A link as it is written by hand, without a version.
        newcomer.goto(f"{house.replicas[2].url}/?kept={small},{large.partition('@')[0]}{DATES}")
        Atlas.on(newcomer)
        expect(main.get_by_text("Not shown until then")).to_be_visible()
    finally:
        house.cluster.start()
    # Nobody touches anything.
    expect(newcomer.get_by_role("checkbox", name="Small")).to_be_checked()
    expect(newcomer.get_by_role("checkbox", name="Large")).to_be_checked()
    expect(main.get_by_text("Not shown until then")).to_have_count(0)
    for one in ("own:1", "own:2"):
        Atlas.on(newcomer).frame.wait_for_function(LOADED, arg=one)
    expect(atlas.frame.locator(".ba-load.failed")).to_have_count(0)
    for app in house.replicas:
        assert "Traceback" not in Path(app.log).read_text(encoding="utf-8")
    for page in (there, newcomer):
        page.context.close()
