"""What a reader does, done in Chromium, in Firefox ESR and in WebKit: the same list, by mouse and keys, and under a finger on a phone upright and lying."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Playwright

from geodata.ledger import current
from layers.briefings.html_file import document
from pages.visit.session import today
from tests.support.browsers.reader import Reader
from tests.support.browsers.seat import PATIENCE_S, Seat
from tests.support.browsers.seated import BROWSERS
from tests.support.own_files import acled_row, csv_of
from tests.support.scenes import built_in
from tests.support.server import TODAY, App

pytestmark = pytest.mark.services

LEDGER = current()
DAY = "/?date=2022-09-16&layers=border,sections,crossings,bases,clashes&at=40.05,70.3,8"


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module", params=list(BROWSERS))
def seat(request: pytest.FixtureRequest, playwright: Playwright, downloads: Path) -> Iterator[Seat]:
    with BROWSERS[request.param](playwright, downloads) as opened:
        yield opened


def came(folder: Path, name: str) -> Path:
    """Wait until a file of a name has come into a folder whole, and return it; a browser may write it under another name first."""
    last = monotonic() + PATIENCE_S
    file = folder / name
    while monotonic() < last:
        if file.exists() and file.stat().st_size:
            return file
    raise AssertionError(f"{name} did not come: {sorted(folder.iterdir())}")


@pytest.fixture
def reader(seat: Seat, app: App) -> Reader:
    return Reader(seat, app.url)


def test_the_map_opens_with_all_its_marks(reader: Reader) -> None:
    reader.visit(DAY)
    drawn = reader.map("s.visible")
    assert drawn["clashes"] and drawn["sections"] and drawn["border"]
    # WebKit does not paint what lies below its pane (row B3).
    orders = reader.map(
        "[...view.document.querySelectorAll('.leaflet-marker-icon')].map((one) => view.getComputedStyle(one).zIndex)"
    )
    assert orders and not [order for order in orders if order.startswith("-")]
    reader.says("16 September 2022")


def test_hand_keys_and_play_move_the_date(reader: Reader) -> None:
    reader.visit(DAY)
    thumb = reader.see("[role=slider][aria-label='Date of the map']", on_map=True)
    reader.seat.drag([(thumb["x"] + step, thumb["y"]) for step in (0, -20, -60)])
    dragged = reader.map("s.date < '2022-09-01' && s.date")
    reader.address_holds(f"date={dragged}")
    reader.seat.press("ArrowRight")
    reader.map("s.date > values[0]", dragged)
    reader.seat.press("End")
    reader.map("s.date === values[0]", TODAY)
    reader.seat.press("Home")
    reader.map("s.date === '1991-01-01'")
    reader.click("button", "=Play", on_map=True)
    reader.map("atlas.state.playing && s.date > '1991-01-01'")
    reader.click("button", "=Pause", on_map=True)
    reader.map("!atlas.state.playing")


def test_a_typed_date_counts_when_it_is_finished(reader: Reader) -> None:
    reader.visit(DAY)
    reader.click("input[aria-label='Date of the map']", on_map=True, nth=-1)
    for _ in "16 September 2022":
        reader.seat.press("Backspace", "Delete")
    reader.type("29 April 2021")
    reader.map("s.date === '2022-09-16'")
    reader.seat.press("Enter")
    reader.map("s.date === '2021-04-29'")
    reader.address_holds("date=2021-04-29")


def test_a_mark_opens_its_card_and_the_ground_closes_it(reader: Reader) -> None:
    reader.visit("/?date=2020-01-01&layers=border,bases&at=42.8530,74.8460,11")
    at = reader.map(
        """(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(atlas.drawnPoints().find((one) => one.select === "kant").marker.getElement().getBoundingClientRect())"""
    )
    edge = reader.see("iframe[title]")
    frame = (edge["x"] - edge["width"] / 2, edge["y"] - edge["height"] / 2)
    reader.seat.drag([(frame[0] + at["x"], frame[1] + at["y"])])
    reader.map("s.selected === 'kant'")
    reader.says(LEDGER.bases["kant"].title)
    reader.address_holds("select=kant")
    reader.seat.drag([(frame[0] + at["x"] + 120, frame[1] + at["y"] + 60)])
    reader.map("s.selected === null")


def test_a_layer_is_switched_and_a_record_is_searched(reader: Reader) -> None:
    reader.visit(DAY)
    reader.open_menu("layers")
    reader.click("[data-testid=stSidebar] p", "=Bases")
    reader.map("!s.visible.bases || s.visible.bases.length === 0")
    reader.open_menu("search")
    reader.click("[data-testid=stSidebar] input[aria-label*='Search']")
    reader.type("Transit Center")
    reader.click(".ba-drop [role=option]", LEDGER.bases["manas-transit-center"].title)
    reader.map("s.selected === 'manas-transit-center'")


def test_a_filter_narrows_map_and_table_and_a_row_becomes_the_card(reader: Reader) -> None:
    reader.visit("/explore?date=2022-09-20&layers=clashes&at=39.95,70.4,9")
    everything = reader.map("s.visible.clashes.length")
    reader.open_menu("menu")
    reader.click("p", "=Weapon reported")
    reader.click("input[aria-label*='Weapon reported']")
    reader.type("Mortars")
    reader.click("[role=option]", "Mortars (")
    narrowed = reader.map("s.visible.clashes.length < values[0] && s.visible.clashes.length", everything)
    reader.address_holds("weapon=mortars")
    reader.seat.press("Escape")
    reader.click("[data-testid=stDataFrame]", at=(16, 35 * 1.5))
    reader.map("s.selected !== null")
    assert narrowed > 0
    reader.says(LEDGER.incidents[reader.map("s.selected")].title)
    # On a phone the row has led down to its card; the chips stand at the page's start.
    reader.seat.script("document.querySelector('[data-testid=stMain]').scrollTo(0, 0);")
    reader.click("button", "Weapon reported: Mortars")
    reader.map("s.visible.clashes.length === values[0]", everything)


def test_two_dates_side_by_side_and_under_a_divider(reader: Reader) -> None:
    reader.visit("/compare?date=2021-04-30&against=2025-03-31&layers=sections,border")
    other = "((o) => o && o.snapshot && o.snapshot().date)(atlas.other())"
    reader.map(f"{other} === '2025-03-31'")
    reader.says("Between 30 April 2021 and 31 March 2025:")
    # A phone has the divider at once.
    if reader.seat.script("return document.querySelector('.st-key-compare-layout').checkVisibility();"):
        reader.click("[data-testid=stMain] p", "=Swipe")
        reader.address_holds("layout=swipe")
    divider = reader.see("[role=slider][aria-label^='Divider between the two dates']", on_map=True)
    reader.seat.drag([(divider["x"] + step, divider["y"]) for step in (0, 40, 90)])
    reader.map(
        "Number(view.document.querySelector(\"[aria-label^='Divider between the two dates']\").getAttribute('aria-valuenow')) > 55"
    )
    reader.click("button", "Exchange")
    reader.map(f"s.date === '2025-03-31' && {other} === '2021-04-30'")


def test_a_file_is_dropped_put_on_the_map_and_taken_back(reader: Reader) -> None:
    reader.seat.go(f"{reader.home}/own-data")
    rows = [acled_row(number, event_date=day) for number, day in enumerate(("2021-04-28", "2022-01-27", "2022-09-16"))]
    reader.drop("[data-testid=stFileUploaderDropzone]", "export.csv", csv_of(rows).decode())
    reader.click("button", "Put it on the map")
    reader.wait_for_map()
    reader.map("atlas.drawnSets()['own:1']")


def test_a_view_is_shared_and_downloaded(reader: Reader, downloads: Path) -> None:
    reader.visit(DAY)
    reader.open_menu("menu")
    reader.click("button", "Share this view")
    link = reader.seat.until("(document.querySelector('[role=dialog] [data-testid=stCode]') || {}).textContent")
    assert link.strip().startswith(f"{reader.home}/?") and "date=2022-09-16" in link
    reader.seat.press("Escape")
    reader.seat.until("!document.querySelector('[role=dialog]')")

    reader.seat.go(f"{reader.home}/compare?date=2021-04-30&against=2025-03-31")
    reader.wait_for_map()
    reader.click("button", "Changes as text")
    file = came(downloads, "border-atlas-changes-2021-04-30-to-2025-03-31.txt")
    assert "Between 30 April 2021 and 31 March 2025:" in file.read_text(encoding="utf-8")
    file.unlink()


def test_back_and_forward_go_from_view_to_view(reader: Reader) -> None:
    reader.visit(DAY)
    reader.open_menu("menu")
    reader.click("[data-testid=stSidebar] a", "Explore")
    reader.address_holds("/explore")
    reader.wait_for_map()
    reader.seat.back()
    reader.seat.until("!location.pathname.includes('explore')")
    reader.wait_for_map()
    reader.map("s.date === '2022-09-16'")
    reader.seat.forward()
    reader.address_holds("/explore")
    reader.wait_for_map()


def test_the_single_file_is_presented_by_keys_from_the_disk(seat: Seat, tmp_path: Path) -> None:
    briefing = built_in()
    file = tmp_path / "briefing.html"
    file.write_bytes(document(briefing, LEDGER, today=today(), address="https://atlas.test"))
    seat.go(file.as_uri())
    last = len(briefing.scenes) - 1
    for key, index in (("ArrowRight", 1), ("PageDown", 2), ("ArrowLeft", 1), ("End", last), ("Home", 0)):
        seat.press(key)
        seat.until("document.querySelector('.pr-title').textContent === values[0]", briefing.scenes[index].title)
        seat.until("window.borderAtlas.snapshot().date === values[0]", briefing.scenes[index].view.date.isoformat())
