"""One browser with one page, driven in the same words whichever it is.

A mouse, keys, files and history are each browser's own. Whatever else a test does, it does by a script in the page, so that no browser is asked for
more than another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

WIDTH, HEIGHT = 1280, 800
PATIENCE_S = 20

#: Keys that are no letter: their name in the DOM, and how the WebDriver standard writes them (section 17.4.2, "Keyboard actions").
KEYS = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "PageUp": "\ue00e",
    "PageDown": "\ue00f",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Delete": "\ue017",
}

#: Settles once a condition holds, or when it does not in time. What is not there yet is no fault; anything else thrown is told.
UNTIL = """const values = Array.from(arguments), finished = values.pop(), last = Date.now() + PATIENCE;
const look = () => {
  let held = false;
  try { held = ((...values) => (CONDITION))(...values); }
  catch (fault) { if (!(fault instanceof TypeError)) { finished({ fault: String(fault) }); return; } }
  if (held) finished({ held }); else if (Date.now() > last) finished({ fault: "not in time" }); else setTimeout(look, 20);
};
look();"""


class Seat(ABC):
    """What a reader has before them."""

    name: str

    @abstractmethod
    def go(self, url: str) -> None:
        """Open an address, and wait for its HTML."""

    @abstractmethod
    def script(self, words: str, *values: Any) -> Any:
        """Return what the body of a function returns in the page, whose `arguments` are the values."""

    @abstractmethod
    def later(self, words: str, *values: Any) -> Any:
        """Return what the body of a function hands to the last of its `arguments`."""

    @abstractmethod
    def drag(self, points: Sequence[tuple[float, float]]) -> None:
        """Press the mouse at the first point of the window, in CSS pixels, move to the others, let go. One point is a click."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after the other: letters, or their names in the DOM."""

    def back(self) -> None:
        """Go one step back in history."""
        self.script("history.back();")

    def forward(self) -> None:
        """Go one step forward."""
        self.script("history.forward();")

    @abstractmethod
    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""

    def until(self, condition: str, *values: Any) -> Any:
        """Wait until an expression of the `values` is true in the page, and return it.

        Raises
        ------
        AssertionError
            When it is not after `PATIENCE_S`, or when it cannot be asked.
        """
        found = self.later(UNTIL.replace("CONDITION", condition).replace("PATIENCE", str(PATIENCE_S * 1000)), *values)
        assert "held" in found, f"{self.name}, {values}: {found['fault']}: {condition}"
        return found["held"]
