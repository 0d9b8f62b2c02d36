"""Every page of an atlas of two states that do not exist, as a reader walks through them: nothing on them is of the real one, and our own policy breaks none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pages.visit.page import PAGES
from tests.made_up_atlas import real_words
from tests.made_up_atlas.draw import draw
from tests.made_up_atlas.manifest import MANIFEST, TODAY
from tests.support.atlas import AT_REST, FRAME, Atlas
from tests.support.server import serve

#: Page → its name in the menu, and what stands on it once it is there.
ON = {
    "/": ("Map", "Shots at Mill Bridge"),
    "/explore": ("Explore", "Arvian army"),
    "/compare": ("Compare", "4 sections and areas changed status"),
    "/brief": ("Brief", "From shots to a treaty"),
    "/sources": ("Sources", "Belmish publishers"),
    "/own-data": ("Your own data", "Drop a file"),
}

#: All that a document shows or reads out: text, labels, tooltips.
SHOWN = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll("script, style, link").forEach((element) => element.remove());
  return copy.outerHTML;
}"""


def test_every_page_is_of_the_made_up_border_alone(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The witness fails on every word in the console, a script or style among them that the policy of the page refused."""
    folder = tmp_path_factory.mktemp("made-up")
    atlas_folder, names = str(draw(folder / "atlas")), real_words.pattern()
    with serve(folder / "server.log", BORDER_ATLAS_FOLDER=atlas_folder, BORDER_ATLAS_TODAY=TODAY) as app:
        view = "date=1996-04-28&select=1996-04-28-mill-bridge"
        page.goto(f"{app.url}/?{view}")
        for path in PAGES:
            name, words = ON[path]
            assert names.findall(page.request.get(f"{app.url}{path}?{view}").text()) == [], path
            page.locator(".st-key-pages").get_by_role("link", name=name, exact=True).click()
            expect(page.locator("body")).to_contain_text(words)
            expect(page.locator(".ba-brand")).to_contain_text(MANIFEST["title"])
            page.wait_for_function(AT_REST)
            if page.locator(FRAME).count():
                atlas = Atlas.on(page)
                assert "1996-04-28-mill-bridge" in atlas.visible("clashes")
                assert {"mill-brook", "long-fell", "still-mere"} <= atlas.visible("sections")
            for frame in page.frames:
                assert names.findall(frame.evaluate(SHOWN)) == [], (path, frame.url)
        atlas.page.goto(f"{app.url}/present?briefing=from-shots-to-a-treaty")
        expect(page.locator(".pr-title")).to_have_text("The first shots")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".pr-title")).to_have_text("Before and after")
        assert names.findall(page.evaluate(SHOWN)) == []
        assert "Traceback" not in app.said(), app.said()
