"""A file that goes to the disk in pieces: on after a lost connection, kept, and shown by its link."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Route, expect

from pages.reader_data.coming import PIECE
from tests.browser.conftest import Witness
from tests.browser.kept.test_kept_sets import keeping, on_the_map
from tests.browser.test_own_data import shown
from tests.support.own_files import acled_row, csv_of
from tests.support.server import App

__all__ = ["keeping"]

ROWS = 3000


def made(path: Path) -> Path:
    """Write a file of two pieces, on three days, one row of it without a place."""
    words = "x" * (PIECE // ROWS)
    rows = [
        acled_row(n, event_date=f"2022-09-{14 + n % 3}", time_precision=1, notes=f"{n} {words}") for n in range(1, ROWS)
    ]
    rows.append(acled_row(ROWS, latitude="none"))
    path.write_bytes(csv_of(rows))
    return path


def keep(page: Page, url: str, file: Path, witness: Witness) -> str:
    """Keep a file of two pieces, the second of which is lost once, and return its link."""
    assert PIECE < file.stat().st_size < 2 * PIECE
    began: list[str] = []

    def lose_one(route: Route) -> None:
        began.append(route.request.url.partition("?")[2])
        if len(began) == 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/own/large/*", lose_one)
    page.goto(f"{url}/own-data")
    page.get_by_text("Keep a large file").click()
    page.get_by_label("Choose a file").set_input_files(file)
    expect(page.get_by_text("“posts.csv” is here. Say what it is, then keep it.").first).to_be_visible()
    # The second piece was lost and came once more, the first did not.
    assert began == ["offset=0", f"offset={PIECE}", f"offset={PIECE}"]
    # Of which the console tells.
    assert [one for one in witness.faults if "CONNECTION_RESET" not in one] == []
    witness.faults.clear()
    page.get_by_label("Title").first.fill("Border posts")
    page.get_by_label("Whose data it is").fill("The newsroom")
    page.get_by_text("whoever has the link").click()
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_text("The set is kept. Its link:")).to_be_visible()
    return page.get_by_test_id("stCode").first.inner_text().strip()


def test_a_large_file_is_kept_and_shown_by_its_link(keeping: App, page: Page, witness: Witness, tmp_path: Path) -> None:
    link = keep(page, keeping.url, made(tmp_path / "posts.csv"), witness)
    expect(page.get_by_text(f"{ROWS:,} rows read, {ROWS - 1:,} accepted, 1 rejected").first).to_be_visible()
    # What has been kept is no more on its way.
    expect(page.locator(".ba-upload p")).to_be_hidden()
    page.goto(f"{link}&date=2022-09-20&mode=upto")
    assert shown(on_the_map(page)) == ROWS - 1
