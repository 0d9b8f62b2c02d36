"""A kept set of more rows than a session holds: counted by cell, summed as the slider moves, and row by row from near."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import OWN_MACHINE, Limits, Reader, Wish
from tests.browser.test_own_data import LOADED, shown
from tests.support.atlas import Atlas
from tests.support.own_files import acled_row, csv_of
from tests.support.server import ROOT, App, serve

MANY = 12
ROWS = [
    acled_row(n, event_date=f"2022-09-{n:02d}", time_precision=1, geo_precision=1, latitude="39.8", longitude="70.5")
    for n in range(1, 21)
] + [
    acled_row(
        21,
        event_date="2022-09-05",
        time_precision=1,
        geo_precision=1,
        latitude="40.4",
        longitude="71.9",
        location="Far",
    )
]


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, str]]:
    """The atlas where a dozen rows are many, and the name of a set that has more."""
    folder = tmp_path_factory.mktemp("wide")
    catalogue = Catalogue(folder / "sets", Limits(10**6, 10**9, 10**6, 10**9))
    loaded = read("posts.csv", csv_of(ROWS), Options(title="Posts"))
    kept = catalogue.keep(loaded, Wish("Posts", owner="The newsroom", seen_by="all"), Reader(OWN_MACHINE, True))
    script = folder / "app.py"
    fewer = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pages.reader_data import kept, wide\nkept.WIDE = wide.ONE_BY_ONE = {MANY}\n"
    app = (
        (ROOT / "app.py").read_text(encoding="utf-8").replace('"pages/router.py"', repr(str(ROOT / "pages/router.py")))
    )
    script.write_text(fewer + app, encoding="utf-8")
    with serve(
        folder / "server.log", str(script), BORDER_ATLAS_KEEP="own-machine", BORDER_ATLAS_SETS=str(folder / "sets")
    ) as running:
        yield running, kept.reference()


def cells(atlas: Atlas) -> list[int]:
    return atlas.frame.evaluate("() => window.borderAtlas.drawnSets()['own:1'].cells.map(({ rows }) => rows)")


def test_it_is_counted_by_cell_and_opens_into_rows(wide: tuple[App, str], page: Page) -> None:
    app, name = wide
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "/view.bin" in request.url else None)
    page.goto(f"{app.url}/?kept={name}&date=2022-09-20&mode=upto&at=39.9,70.6,9")
    atlas = Atlas.on(page)
    atlas.frame.wait_for_function(LOADED, arg="own:1")
    assert (cells(atlas), shown(atlas)) == ([20], 20)
    # The slider asks nothing.
    before = len(asked)
    atlas.type_date("2022-09-08")
    atlas.wait_for_date("2022-09-08")
    assert (cells(atlas), len(asked)) == ([8], before)
    # Where few rows lie they come one by one, and one has its card.
    page.goto(f"{app.url}/?kept={name}&date=2022-09-20&mode=upto&at=40.4,71.9,12")
    atlas = Atlas.on(page)
    atlas.frame.wait_for_function(LOADED, arg="own:1")
    assert (cells(atlas), shown(atlas)) == ([], 1)
    found = atlas.frame.evaluate("() => window.borderAtlas.drawnSets()['own:1'].newest")
    box = atlas.frame.locator(".ba-points").bounding_box()
    assert found and box
    page.mouse.click(box["x"] + found[0], box["y"] + found[1])
    expect(page.get_by_text("The row as the file has it")).to_be_visible()
    expect(page.get_by_text("XXX21")).to_be_visible()


def test_both_halves_of_compare_count_their_own_date_under_the_same_filter(wide: tuple[App, str], page: Page) -> None:
    app, name = wide
    page.goto(f"{app.url}/compare?kept={name}&date=2022-09-08&against=2022-09-20&mode=upto&at=39.9,70.6,9")
    atlas = Atlas.on(page)
    counted = "(rows) => JSON.stringify(rows) === JSON.stringify([borderAtlas, borderAtlas.other?.()].map((half) => half?.drawnSets()['own:1']?.cells.map(({ rows }) => rows)))"
    atlas.frame.wait_for_function(counted, arg=[[8], [20]])
    # In a phone's swipe the legend of each half stands in it.
    page.set_viewport_size({"width": 390, "height": 844})
    middle = 390 / 2
    stands = "([middle]) => [...document.querySelectorAll('.ba-set')].every((box) => box.getBoundingClientRect().right < middle)"
    atlas.frame.wait_for_function(stands, arg=[middle])
