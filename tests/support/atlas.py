"""The map on a page, held as a reader's hands and eyes hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Locator, Page, expect

FRAME = ".st-key-map-panel iframe"

#: Every layer has arrived, the slider stands, and the frame after that has been painted. Asked from the page, which may
#: look into the map's frame, so that it holds for the frame that is there at the end.
READY = """(selector) => {
  const frame = document.querySelector(selector);
  const atlas = frame && frame.contentWindow && frame.contentWindow.borderAtlas;
  if (!atlas || !atlas.config || !atlas.layerData || atlas.snapshot().date === null) return false;
  const pill = frame.contentDocument.querySelector(".ba-pill");
  return atlas.config.order.every((id) => id in atlas.layerData()) && pill !== null && pill.textContent !== "";
}"""
#: The typefaces are there, so that nothing moves any more.
SETTLED = "() => document.fonts.status === 'loaded'"
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

#: Python's run has ended, on a page that has any: until then parts of it beside the map come and go.
AT_REST = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  return !document.querySelector(".ba-first") && (app === null || app.dataset.testScriptState === "notRunning");
}"""

#: Tell Python now where the map stands, so that nothing told later comes between.
TELL = """() => new Promise((done) => {
  const { Streamlit } = window;
  const tell = Streamlit.setComponentValue;
  Streamlit.setComponentValue = (value) => { Streamlit.setComponentValue = tell; tell(value); done(); };
  window.borderAtlas.setPlaying(false);
  window.borderAtlas.report();
})"""

#: What can be pressed or typed into and shows in the window, in a page and its map: names, without marks of the map and links that skip.
CONTROLS = """() => {
  const seen = (page, above) => [...page.querySelectorAll("button, a[href], input, select, textarea, summary, [role=button], [role=slider]")].filter((one) => {
    const { left, right, top, bottom, width, height } = one.getBoundingClientRect();
    const inside = left < innerWidth && right > 0 && top + above < innerHeight && bottom + above > 0;
    const shown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 2 && height > 2;
    return inside && shown && !one.closest(".leaflet-map-pane, .ba-skips");
  }).map((one) => one.getAttribute("aria-label") ?? one.textContent);
  const frame = document.querySelector(".st-key-map-panel iframe");
  return [...seen(document, 0), ...seen(frame.contentDocument, frame.getBoundingClientRect().top)];
}"""


@dataclass(frozen=True)
class Atlas:
    """A loaded map and the page it stands on."""

    page: Page
    frame: Frame

    @classmethod
    def on(cls, page: Page, settled: bool = True) -> Atlas:
        """Wait for the map on a page: frame, commands, layers, first paint, and the typefaces unless the first paint is all that is asked."""
        page.wait_for_function(READY, arg=FRAME)
        frame = page.locator(FRAME).element_handle().content_frame()
        if frame is None:
            raise AssertionError("the map's element is no frame")
        if settled:
            frame.wait_for_function(SETTLED)
        frame.evaluate(PAINTED)
        return cls(page, frame)

    def turn(self, path: str, link: str) -> Atlas:
        """Turn to a link of the map page as the browser's Back does it, without loading the page anew.

        Parameters
        ----------
        path : str
            Path and query, as ``/?date=2022-09-16``.
        link : str
            All parameters of the view that this is, as "Copy link" writes them.
        """
        self.frame.evaluate(TELL)
        self.page.evaluate(
            "(path) => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate', { state: {} })); }",
            path,
        )
        self.frame.wait_for_function("(link) => window.borderAtlas.link === link", arg=link)
        return Atlas.on(self.page)

    @property
    def thumb(self) -> Locator:
        """The slider's thumb, which takes the keys."""
        return self.frame.get_by_role("slider", name="Date of the map")

    @property
    def date_field(self) -> Locator:
        return self.frame.locator(".ba-until")

    def type_date(self, text: str) -> None:
        """Type a date and say that it is finished."""
        self.date_field.fill(text)
        self.date_field.press("Enter")

    def mark(self, record_id: str) -> ElementHandle:
        """The mark drawn for a record's point."""
        script = "(id) => window.borderAtlas.drawnPoints().find((point) => point.select === id).marker.getElement()"
        element = self.frame.evaluate_handle(script, record_id).as_element()
        if element is None:
            raise AssertionError(f"{record_id} has no mark")
        return element

    def snapshot(self) -> dict[str, Any]:
        """What is drawn now."""
        return self.frame.evaluate("() => window.borderAtlas.snapshot()")

    def visible(self, layer: str) -> set[str]:
        """Ids drawn now in a layer."""
        return set(self.snapshot()["visible"][layer])

    def wait_for(self, condition: str, argument: Any = None) -> None:
        """Wait until a JavaScript condition on the snapshot `s` holds, then for the paint."""
        script = f"(value) => {{ const s = window.borderAtlas.snapshot(); return ({condition}); }}"
        self.frame.wait_for_function(script, arg=argument)
        self.frame.evaluate(PAINTED)

    def wait_for_date(self, day: str) -> None:
        """Wait until the map stands on an ISO day."""
        self.wait_for("s.date === value", day)

    def wait_for_link(self, part: str) -> None:
        """Wait until Python has heard, which the address bar shows."""
        self.page.wait_for_function("(part) => decodeURIComponent(location.search).includes(part)", arg=part)

    def expect_text(self, words: str) -> None:
        """Wait until the page, outside the map, says these words."""
        expect(self.page.locator("body")).to_contain_text(words)
