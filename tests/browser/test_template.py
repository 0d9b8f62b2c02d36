"""One's own template on Brief: refused with a sentence, or told about and then the look of the deck."""

from __future__ import annotations

import io
from random import Random

from PIL import Image
from playwright.sync_api import Page, expect
from pptx import Presentation
from pptx.util import Inches

from pages.reader_data.arrived import LARGE
from tests.browser.test_brief import KEPT
from tests.support.atlas import Atlas
from tests.support.axe import violations
from tests.support.server import App

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def template() -> bytes:
    """Return an organisation's template: 4:3, some MB, with a sign of its own and layouts that it calls as it likes."""
    made, buffer, photo = Presentation(), io.BytesIO(), io.BytesIO()
    Image.frombytes("RGB", (800, 800), Random(1).randbytes(3 * 800 * 800)).save(photo, "PNG")
    made.slides.add_slide(made.slide_layouts[6]).shapes.add_picture(photo, 0, 0)
    made.slide_layouts[1].name = "House style, text"
    sign = made.slide_master.shapes._spTree.add_textbox(90, "The house’s sign", 0, 0, 900_000, 300_000)
    assert sign is not None
    made.save(buffer)
    assert len(buffer.getvalue()) > LARGE
    return buffer.getvalue()


def test_a_deck_has_the_look_of_ones_own_template(app: App, keeping_page: Page) -> None:
    page = keeping_page
    page.goto(f"{app.url}/")
    Atlas.on(page)
    page.get_by_role("button", name="Add to briefing").click()
    page.wait_for_function(KEPT, arg=1)
    page.get_by_role("link", name="Brief", exact=True).click()
    page.get_by_text("Your organisation’s template for the deck").click()
    panel = page.get_by_test_id("stExpander").filter(has_text="Your organisation’s template for the deck")
    chooser = panel.locator("input[type=file]")
    chooser.set_input_files({"name": "macros.pptx", "mimeType": PPTX, "buffer": b"Dear all"})
    expect(panel.get_by_role("alert")).to_contain_text("“macros.pptx” is no PowerPoint file")
    expect(chooser).to_have_count(1)  # The field that took the first is gone.
    chooser.set_input_files({"name": "house.pptx", "mimeType": PPTX, "buffer": template()})
    expect(panel).to_contain_text(
        "The deck takes its look from “house.pptx”: “Title Slide” for the first slide, “House style, text” for all others."
    )
    assert violations(page) == []
    page.get_by_role("button", name="PowerPoint deck").click()
    with page.expect_download() as given:
        page.get_by_role("button", name="Download the PowerPoint deck").click()
    deck = Presentation(str(given.value.path()))
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert "The house’s sign" in [shape.name for shape in deck.slide_master.shapes]
    assert [slide.slide_layout.name for slide in deck.slides][:2] == ["Title Slide", "House style, text"]
    # Without it a deck is the atlas's own again.
    panel.get_by_role("button", name="Use the atlas’s own look").click()
    expect(chooser).to_have_count(1)
