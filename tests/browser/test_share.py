"""Sharing a view: the dialog, the map in another page's frame, a link made on another revision of the ledger; a page on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from geodata.ledger import current
from tests.support.atlas import FRAME, SETTLED, Atlas
from tests.support.server import App


def test_the_dialog_gives_link_code_embed_and_citation_of_this_view(app: App, turn_to: Callable[..., Atlas]) -> None:
    page = turn_to("/?date=2022-09-16&layers=sections,clashes").page
    page.get_by_role("button", name="Share this view").click()
    dialog = page.get_by_role("dialog")
    link = dialog.get_by_test_id("stCode").first.inner_text().strip()
    asked = parse_qs(urlsplit(link).query)
    assert link.startswith(f"{app.url}/?")
    assert (
        asked["date"] == ["2022-09-16"]
        and asked["layers"] == ["sections,clashes"]
        and asked["rev"] == [current().revision]
    )
    expect(dialog).to_contain_text(f"ledger revision {current().revision}")
    expect(dialog).to_contain_text("<iframe src=")
    expect(
        dialog.get_by_role("group", name="Link").get_by_role(
            "button", name="Copy to clipboard: Link", include_hidden=True
        )
    ).to_have_count(1)
    code = dialog.get_by_alt_text("QR code of the link")
    assert code.evaluate("(image) => image.complete && image.naturalWidth > 100")
    for name, path in (("Text", "/view.txt?"), ("GeoJSON", "/view.geojson?")):
        href = dialog.get_by_role("link", name=f"{name} (opens a new tab)", exact=True).get_attribute("href")
        assert href and href.startswith(app.url + path) and parse_qs(urlsplit(href).query) == asked
    for heading, panel in (("Picture with its key", []), ("Picture of the map alone", ["off"])):
        for name, path, scale in (
            ("PNG 1×", "/view.png?", ["1"]),
            ("PNG 4×", "/view.png?", ["4"]),
            ("SVG", "/view.svg?", []),
        ):
            href = dialog.get_by_role("link", name=f"{name}: {heading}", exact=True).get_attribute("href")
            given = parse_qs(urlsplit(href or "").query)
            assert href and href.startswith(app.url + path)
            assert given.items() >= asked.items() and (given.get("panel", []), given.get("scale", [])) == (panel, scale)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


@pytest.mark.touch
@pytest.mark.viewport(390, 844)
def test_on_a_phone_the_dialog_says_that_it_draws_and_each_of_its_buttons_is_seen_and_found(
    page: Page, open_map: Callable[..., Atlas]
) -> None:
    asked: list[Route] = []
    page.route("**/view.png*", lambda route: asked.append(route))
    open_map("/?date=2022-09-16")
    page.get_by_role("navigation", name="Border Atlas").get_by_role("button", name="Share").tap()
    dialog = page.get_by_role("dialog")
    words = "() => getComputedStyle(document.querySelector('.ba-share-map'), '::before').content"
    expect(dialog.get_by_alt_text("Map: ")).to_be_visible()
    assert page.evaluate(words) == '"The picture is being drawn …"'
    for button in (dialog.get_by_role("button", name="Close"), *dialog.get_by_label("Copy to clipboard").all()):
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44
    small = """(dialog) => [...dialog.querySelectorAll("a, button, summary")].filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width && Math.min(width, height) < 24;
    }).map((one) => one.getAttribute("aria-label") || one.textContent)"""
    assert dialog.evaluate(small) == []
    for route in asked:
        route.fulfill(status=200, content_type="image/png", body="no picture")
    expect(dialog.locator(".ba-share-map")).not_to_have_attribute("data-waits", re.compile(""))


def test_an_embedded_view_is_map_and_slider_only(app: App, page: Page, open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/explore?date=2022-09-16&embed=true")
    assert atlas.snapshot()["date"] == "2022-09-16"
    expect(atlas.thumb).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    assert page.locator(".st-key-side-panel, .st-key-explore-below").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    atlas.frame.evaluate("() => window.borderAtlas.setDate('2021-04-29')")
    atlas.wait_for_link("date=2021-04-29")
    assert "embed=true" in page.url
    way = atlas.frame.get_by_role("link", name="Open in Border Atlas").get_attribute("href")
    assert way and way.startswith(f"{app.url}/explore?") and "date=2021-04-29" in way and "embed" not in way


def test_an_embedded_map_fills_its_frame_and_leaves_wheel_and_history_to_its_host(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 600, "height": 700})
    page.goto(f"{app.url}/health")
    around = '<p style="height:100px"></p><iframe src="/?date=2022-09-16&embed=true" style="width:560px;height:500px;border:0"></iframe>'
    page.evaluate("(html) => { document.body.innerHTML = html; document.body.style.height = '3000px'; }", around)
    inner = page.frame_locator("iframe").frame_locator(FRAME)
    expect(inner.get_by_role("slider", name="Date of the map")).to_be_visible()
    frame = inner.locator("body").element_handle().owner_frame()
    assert frame
    frame.wait_for_function(SETTLED)
    assert frame.evaluate("() => innerHeight") == 500
    before = page.evaluate("() => history.length")
    frame.evaluate("() => window.borderAtlas.setDate('2021-04-29')")
    page.frames[1].wait_for_function("() => location.search.includes('2021-04-29')")
    assert page.evaluate("() => history.length") == before
    zoom = frame.evaluate("() => window.borderAtlas.map.getZoom()")
    page.mouse.move(300, 250)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 60")
    assert frame.evaluate("() => window.borderAtlas.map.getZoom()") == zoom
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    frame.wait_for_function("(zoom) => window.borderAtlas.map.getZoom() > zoom", arg=zoom)


def test_an_embedded_comparison_is_its_two_maps_only(page: Page, open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/compare?date=2021-04-30&against=2025-03-31&embed=true")
    atlas.frame.wait_for_function("() => borderAtlas.other() && borderAtlas.other().snapshot().date === '2025-03-31'")
    assert atlas.snapshot()["date"] == "2021-04-30"
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    assert page.locator(".st-key-compare-head, .st-key-compare-below").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


def test_a_link_of_an_unknown_revision_says_so_until_the_view_moves(page: Page, open_map: Callable[..., Atlas]) -> None:
    atlas = open_map("/?date=2022-09-16&rev=0badf00d")
    notice = page.locator(".ba-since")
    expect(notice).to_contain_text("0badf00d")
    atlas.frame.evaluate("() => window.borderAtlas.setDate('2021-04-29')")
    expect(notice).to_have_count(0)


def test_on_paper_what_a_page_folds_is_open_and_folded_again_after(app: App, page: Page) -> None:
    page.goto(f"{app.url}/sources")
    groups = page.locator("details.src-group")
    expect(groups.first).to_be_visible()
    folded = "() => document.querySelectorAll('.st-key-reading details:not([open])').length"
    before = page.evaluate(folded)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert before and page.evaluate(folded) == 0
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before


def test_on_a_lying_sheet_map_and_key_stand_whole_and_explain_nothing_that_is_not_printed(
    turn_to: Callable[..., Atlas],
) -> None:
    page = turn_to("/?date=2022-09-16&select=2022-09-16-ovchi-kalacha").page
    expect(page.get_by_role("heading", name="Strike at Ovchi Kalacha")).to_be_visible()
    sheets = PdfReader(BytesIO(page.pdf(landscape=True))).pages[:2]
    # Letters that stand apart are taken for words.
    first, second = ["".join(sheet.extract_text().split()) for sheet in sheets]
    for words in ("Statusofsections", "Milestones"):
        assert words in first and words not in second
    assert not [words for words in ("Onthetimeline", "Atthemap") if words in first + second]


def test_paper_says_how_much_of_a_list_it_leaves_out(turn_to: Callable[..., Atlas]) -> None:
    page = turn_to("/compare?date=2021-04-30&against=2025-03-31").page
    heading = page.get_by_role("heading", name="Status of sections")
    number = re.search(r"\d+", heading.inner_text())
    assert number
    words = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)
    assert f"The first 10 of {number[0]};" in " ".join(words.split())
    assert "lights it on both maps" not in words
