"""Make the README's picture: the map page on one date, with a clash selected. ``make screenshot`` runs this."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.support.atlas import Atlas
from tests.support.chromium import ARGUMENTS, find
from tests.support.server import ROOT, serve

PICTURE = ROOT / ".github" / "screenshot.png"
DESK = {"width": 1440, "height": 900}
PATIENCE_MS = 60_000

#: The third day of the fighting of September 2022, from Leilek to Batken.
VIEW = (
    "/?date=2022-09-16&mode=upto&layers=sections,border,crossings,bases,clashes,exercises,milestones"
    "&at=39.9800,70.2000,9.25&select=2022-09-16-ovchi-kalacha"
)


def take(url: str, picture: Path) -> None:
    """Open the view in Chromium and save what the window shows, once map and card are drawn."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        page = browser.new_page(viewport=DESK, color_scheme="light", reduced_motion="reduce", locale="en-GB")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(url + VIEW)
        atlas = Atlas.on(page)
        atlas.wait_for_date("2022-09-16")
        expect(page.locator("article")).to_be_visible()
        # Skeletons stand where Streamlit has not drawn yet.
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        atlas.wait_for("s.selected === value", "2022-09-16-ovchi-kalacha")
        picture.parent.mkdir(exist_ok=True)
        page.screenshot(path=picture, animations="disabled")
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "server.log") as app:
        take(app.url, PICTURE)
    print(PICTURE.relative_to(ROOT))
