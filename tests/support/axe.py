"""What axe finds wrong with a page for people who cannot see it, or see it otherwise: each frame of it, by all of axe's rules.

axe-core comes with the tools of the scripts (layers/browser/package.json).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Frame, Page

from tests.support.npm import SCRIPTS

#: Streamlit's own faults, which no page can mend: what axe names → part of the element's HTML, and where its makers track it.
STREAMLITS = {
    "presentation-role-conflict": (
        'data-testid="stFileUploaderDropzone"',
        "https://github.com/streamlit/streamlit/issues/8399",
    ),
}

#: What is asked of a whole page, not of the frame of its map.
_OF_PAGES = ("landmark-one-main", "page-has-heading-one", "region")

#: Where a mark stands is where its record is, so marks may lie upon one another: WCAG 2.5.8 names the pins of a map. Their size is tested apart.
_MARKS = 'class="leaflet-marker-icon'

_RUN = """async (off) => {
  const rules = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
  rules["target-size"] = { enabled: true };
  const { violations } = await axe.run(document, { iframes: false, resultTypes: ["violations"], rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""


@cache
def _script() -> str:
    return (SCRIPTS / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page and in its frames, a line each, without what is Streamlit's own."""
    return [line for frame in page.frames for line in _of(frame, () if frame is page.main_frame else _OF_PAGES)]


def _of(frame: Frame, off: tuple[str, ...]) -> list[str]:
    if not frame.evaluate("() => document.body !== null && document.body.childElementCount > 0"):
        return []
    # Evaluated, not added as an element, which the page's policy would refuse.
    frame.evaluate(_script())
    found: list[tuple[str, str, Any]] = frame.evaluate(_RUN, list(off))
    return [f"{rule}: {html[:160]} {why}" for rule, html, why in found if not _excused(rule, html, why)]


def _excused(rule: str, html: str, why: str) -> bool:
    part, _ = STREAMLITS.get(rule, (None, None))
    obscured = rule == "target-size" and _MARKS in html and "obscured" in why
    return obscured or (part is not None and part in html)
