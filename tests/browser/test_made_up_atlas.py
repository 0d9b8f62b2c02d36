"""Every page of an atlas of two states that do not exist, in a language that does not exist, as a reader walks through them.

Nothing on them is of the real atlas, nothing is in English, and our own policy breaks none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.visit.page import PAGES
from tests.made_up_atlas import real_words
from tests.made_up_atlas.manifest import MANIFEST, TODAY
from tests.made_up_atlas.tongue import draw_foreign, foreign, untranslated
from tests.support.atlas import AT_REST, FRAME, Atlas
from tests.support.server import App, serve

#: Page → its name in the menu, and what stands on it once it is there.
ON = {
    "/": ("Map", "Shots at Mill Bridge"),
    "/explore": ("Explore", "Arvian army"),
    "/compare": ("Compare", "4 sections and areas changed status"),
    "/brief": ("Brief", "From shots to a treaty"),
    "/sources": ("Sources", "Belmish publishers"),
    "/own-data": ("Your own data", "Drop a file"),
}

#: What the page and the frames in it show or read out: text, labels, tooltips. Asked at once, since a frame may go meanwhile.
SHOWN = """() => {
  const of = (page) => {
    const shown = [page.title];
    const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.parentElement.closest("script, style, noscript, [data-testid=stIconMaterial]")) shown.push(node.data);
        continue;
      }
      for (const name of ["alt", "title", "aria-label", "placeholder", "aria-valuetext"]) {
        if (node.hasAttribute(name)) shown.push(node.getAttribute(name));
      }
      if (node.contentDocument?.body) shown.push(...of(node.contentDocument));
    }
    return shown;
  };
  return of(document);
}"""

#: Words that no catalogue of ours reaches: Streamlit's own, and what the table calls a precision by, as the files do.
STREAMLIT = re.compile(
    r"Skip to main content|Sidebar|(?:Collapse|Expand) sidebar|Open|close|Copy to clipboard|Link to heading"
    r"|Choose an option|Choose date|Selected Date: .*|(?:day|month|year), .*|\d\d – \w+|day|month|year"
    r"|\d+MB per file|file upload|Upload|Clear selection|Download as CSV|Fullscreen|Search|Show/hide columns"
    r"|Streamlit Folium Component|[\w.]+border_atlas_(?:store|drawing)"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("made-up")
    atlas, catalogue = draw_foreign(folder)
    with serve(
        folder / "server.log",
        BORDER_ATLAS_FOLDER=str(atlas),
        BORDER_ATLAS_CATALOGUE=str(catalogue),
        BORDER_ATLAS_TODAY=TODAY,
    ) as served:
        yield served
        assert "Traceback" not in served.said(), served.said()


def plain(page: Page) -> dict[str, list[str]]:
    """Return what the page and its frames show in English, by the text that it stands in."""
    texts = page.evaluate(SHOWN)
    assert real_words.pattern().findall("\n".join(texts)) == []
    return {text: sorted(words) for text in texts if not STREAMLIT.fullmatch(text) and (words := untranslated(text))}


def test_every_page_is_of_the_made_up_border_and_in_its_language(page: Page, app: App) -> None:
    """The witness fails on every word in the console, a script or style among them that the policy of the page refused."""
    view = "date=1996-04-28&select=1996-04-28-mill-bridge"
    found = {}
    # From another page than the first, whose click would be none.
    page.goto(f"{app.url}/sources?{view}")
    expect(page.locator("body")).to_contain_text(foreign(ON["/sources"][1]))
    for path in PAGES:
        assert real_words.pattern().findall(page.request.get(f"{app.url}{path}?{view}").text()) == [], path
        name, words = map(foreign, ON[path])
        page.locator(".st-key-pages").get_by_role("link", name=name, exact=True).click()
        # The address tells that the click's run has begun: the words may stand on the page before as well.
        page.wait_for_url(lambda url, path=path: urlsplit(url).path == path)
        expect(page.locator("body")).to_contain_text(words)
        expect(page.locator(".ba-brand")).to_contain_text(foreign(MANIFEST["title"]))
        page.wait_for_function(AT_REST)
        if page.locator(FRAME).count():
            atlas = Atlas.on(page)
            assert "1996-04-28-mill-bridge" in atlas.visible("clashes")
            assert {"mill-brook", "long-fell", "still-mere"} <= atlas.visible("sections")
        found[path] = plain(page)
    page.goto(f"{app.url}/present?briefing=from-shots-to-a-treaty")
    expect(page.locator(".pr-title")).to_have_text(foreign("The first shots"))
    found["present"] = plain(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".pr-title")).to_have_text(foreign("Before and after"))
    found["present 2"] = plain(page)
    lines = [f"{where}: {text!r}: {words}" for where, texts in found.items() for text, words in texts.items()]
    assert not lines, "\n".join(lines)
