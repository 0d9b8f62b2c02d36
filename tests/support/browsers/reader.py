"""A reader at any of the browsers: sees what stands on the page, clicks and drags it, types; asks the map what it shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.support.atlas import FRAME, READY
from tests.support.browsers.seat import Seat

#: Middle and size of what stands on the page, in the window's CSS pixels, once it is in sight and no longer moves: values are the frame's selector or
#: null, a selector, words that it says or is named by ("=" before them: no more than these), which of several, and where in it a pointer must reach it,
#: from its top left corner, or "middle", or null.
SPOT = """(([inside, selector, words, nth, reached]) => {
  const frame = inside && document.querySelector(inside);
  const where = inside ? frame.contentDocument : document;
  const says = (one) => !words || (words.startsWith("=")
    ? [one.textContent.trim(), one.getAttribute("aria-label")].includes(words.slice(1))
    : `${one.textContent} ${one.getAttribute("aria-label")} ${one.placeholder}`.includes(words));
  const found = [...where.querySelectorAll(selector)].filter((one) => says(one) && one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width);
  const one = found.at(nth);
  if (!one) return null;
  const edges = () => [one.getBoundingClientRect(), frame ? frame.getBoundingClientRect() : { x: 0, y: 0 }];
  let [box, edge] = edges();
  if (box.top + edge.y < 0 || box.bottom + edge.y > innerHeight) { (frame || one).scrollIntoView({ block: "center" }); [box, edge] = edges(); }
  if (reached) {
    // A table that is still to come pushes what is below it down; a list that has just come lets a finger through to what lies below it.
    if (!inside && where.querySelector("[data-testid=stSkeleton]")) return null;
    const [x, y] = reached === "middle" ? [box.width / 2, box.height / 2] : reached;
    const hit = where.elementFromPoint(box.x + x, box.y + y);
    if (!hit || !(one.contains(hit) || hit.contains(one))) return null;
  }
  const now = { x: box.x + edge.x + box.width / 2, y: box.y + edge.y + box.height / 2, width: box.width, height: box.height };
  const key = JSON.stringify([selector, words, nth, now]);
  window.seenSpot = window.seenSpot && window.seenSpot.key === key ? { key, times: window.seenSpot.times + 1 } : { key, times: 0 };
  return window.seenSpot.times > 4 ? now : null;
})(values)"""


@dataclass(frozen=True)
class Reader:
    """A seat at an app's address."""

    seat: Seat
    home: str

    def visit(self, path: str) -> None:
        """Open a page that has a map, and wait until the map stands."""
        self.seat.go(self.home + path)
        self.wait_for_map()

    def wait_for_map(self) -> None:
        self.seat.until(f"({READY})(values[0])", FRAME)

    def see(self, selector: str, words: str = "", *, on_map: bool = False, nth: int = 0) -> dict[str, float]:
        """Wait for an element, and return its middle and size."""
        return self._spot(selector, words, on_map, nth, None)

    def click(
        self,
        selector: str,
        words: str = "",
        *,
        on_map: bool = False,
        nth: int = 0,
        at: tuple[float, float] | None = None,
    ) -> None:
        """Click an element once a pointer reaches it, in its middle or so far from its top left corner."""
        spot = self._spot(selector, words, on_map, nth, at or "middle")
        x, y = at or (spot["width"] / 2, spot["height"] / 2)
        self.seat.drag([(spot["x"] - spot["width"] / 2 + x, spot["y"] - spot["height"] / 2 + y)])

    def _spot(
        self, selector: str, words: str, on_map: bool, nth: int, reached: tuple[float, float] | str | None
    ) -> dict[str, float]:
        return self.seat.until(SPOT, FRAME if on_map else None, selector, words, nth, reached)

    def open_menu(self, place: str) -> None:
        """Open the menu of a small window at its layers, its search or its head; on a desk it stands open."""
        if self.seat.script("return document.querySelector('.ba-topbar').checkVisibility();"):
            self.click(f".ba-topbar [data-opens={place}]")

    def type(self, words: str) -> None:
        self.seat.press(*words)

    def map(self, expression: str, *values: Any) -> Any:
        """Wait until an expression of the map's frame is true, whose `s` is what is drawn, `atlas` the map and `values` the values; return it."""
        return self.seat.until(
            f"""((...values) => {{
              const view = document.querySelector({json.dumps(FRAME)}).contentWindow, atlas = view.borderAtlas, s = atlas.snapshot();
              return ({expression});
            }})(...values)""",
            *values,
        )

    def says(self, words: str) -> None:
        """Wait until the page, outside the map, says words."""
        self.seat.until("document.body.textContent.includes(values[0])", words)

    def address_holds(self, part: str) -> None:
        """Wait until the address bar has a part."""
        self.seat.until("decodeURIComponent(location.href).includes(values[0])", part)

    def drop(self, selector: str, name: str, text: str) -> None:
        """Let a file fall on an element, as from the desk."""
        self.see(selector)
        self.seat.script(
            """const [selector, name, text] = arguments, carried = new DataTransfer();
            carried.items.add(new File([text], name, { type: "text/csv" }));
            for (const kind of ["dragenter", "dragover", "drop"])
              document.querySelector(selector).dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, composed: true, dataTransfer: carried }));""",
            selector,
            name,
            text,
        )
