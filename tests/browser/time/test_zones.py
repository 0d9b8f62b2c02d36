"""The same days wherever the reader is and whatever the browser speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from geodata.dates import say_short
from geodata.ledger import current
from layers.view.state import ViewState
from layers.words import figures
from tests.support.atlas import Atlas
from tests.support.server import App

PERIOD = "/explore?date=2022-09-30&mode=window&days=30&layers=sections,border,crossings,bases,clashes"


@pytest.mark.parametrize(("zone", "language"), [("Pacific/Honolulu", "en-US"), ("Pacific/Kiritimati", "ru")])
def test_the_same_days_are_shown_and_counted_from_utc_minus_10_to_plus_14(
    app: App, new_reader: Callable[..., Page], zone: str, language: str
) -> None:
    page = new_reader(timezone_id=zone, locale=language)
    page.goto(app.url + PERIOD)
    atlas = Atlas.on(page)
    expect(atlas.date_field).to_have_value("30 September 2022")
    expect(atlas.frame.locator(".ba-pill")).to_have_text("1–30 September 2022")
    atlas.expect_text("In this period1–30 September 2022")
    atlas.frame.get_by_role("button", name="The whole timeline").click()
    expect(atlas.frame.get_by_role("button", name="Today, 1 November 2026")).to_be_visible()
    page.get_by_role("tab", name="Charts").click()
    view = ViewState(date(2022, 9, 30), mode="window", days=30, layers=("clashes",))
    [counted] = figures.over_time(view, current())
    bars = page.locator(".mark-rect path[aria-label*='Day: ']")
    expect(bars).to_have_count(len(counted.rows))
    for bar, row in zip(bars.all(), counted.rows, strict=True):
        said = bar.get_attribute("aria-label")
        # First where the bar stands, by the clock that the browser draws it with.
        stands = date.fromisoformat(row["first"])
        assert said.startswith(f"first (year-month-date): {say_short(stands)}; Clashes: {row['rows']};")
        assert said.endswith(f"Day: {row['label']}")
