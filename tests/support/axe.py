"""What axe finds wrong with a page for people who cannot see it, or see it otherwise: each frame of it, by all of axe's rules.

axe-core comes with the tools of the scripts (layers/browser/package.json).
"""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Frame, Page

from tests.support.atlas import AT_REST
from tests.support.npm import SCRIPTS

#: Streamlit's own faults, which no page can mend: what axe names → part of the element's HTML, and where its makers track it.
STREAMLITS = {
    "presentation-role-conflict": (
        'data-testid="stFileUploaderDropzone"',
        "https://github.com/streamlit/streamlit/issues/8399",
    ),
}

#: Nothing fades or slides in: half faded, the best of colours has no contrast.
_STILL = """() => document.fonts.status === "loaded" && document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""

#: What is asked of a whole page, not of the frame of its map.
_OF_PAGES = ("landmark-one-main", "page-has-heading-one", "region")

_RUN = """async (off) => {
  const rules = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
  // Among marks that lie upon one another axe would reckon for minutes what is left of each: there SMALL looks.
  rules["target-size"] = { enabled: document.querySelector(".leaflet-container") === null };
  const { violations } = await axe.run(document, { iframes: false, resultTypes: ["violations"], rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""

#: What of a map's controls and marks a finger cannot hit: neither their box nor what takes the pointer round their middle is 24 px wide and high (WCAG
#: 2.5.8; a link within a sentence is as high as its line).
_SMALL = """() => document.querySelector(".leaflet-container") === null ? [] : [...document.querySelectorAll("button, input, select, [role=button], [role=slider]")].filter((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  if (!width || !height || getComputedStyle(one).visibility === "hidden" || one instanceof SVGElement || one.closest("label")) return false;
  if (width >= 24 && height >= 24) return false;
  const modal = document.querySelector("dialog:modal");
  if (modal && !modal.contains(one)) return false; // Nothing beside it can be hit at all.
  const [x, y] = [left + width / 2, top + height / 2];
  const takes = (dx, dy) => one.contains(document.elementFromPoint(x + dx, y + dy));
  return !((width >= 24 || (takes(-11, 0) && takes(11, 0))) && (height >= 24 || (takes(0, -11) && takes(0, 11))));
}).map((one) => one.outerHTML.slice(0, 160))"""


@cache
def _script() -> str:
    return (SCRIPTS / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page and in its frames once they rest, a line each, without what is Streamlit's own."""
    page.wait_for_function(AT_REST)
    for frame in page.frames:
        frame.wait_for_function(_STILL)
    return [line for frame in page.frames for line in _of(frame, () if frame is page.main_frame else _OF_PAGES)]


def _of(frame: Frame, off: tuple[str, ...]) -> list[str]:
    if not frame.evaluate("() => document.body !== null && document.body.childElementCount > 0"):
        return []
    # Evaluated, not added as an element, which the page's policy would refuse.
    frame.evaluate(_script())
    found: list[tuple[str, str, str]] = frame.evaluate(_RUN, list(off))
    small = [f"smaller than 24 px: {html}" for html in frame.evaluate(_SMALL)]
    return small + [f"{rule}: {html[:160]} {why}" for rule, html, why in found if not _is_streamlits(rule, html)]


def _is_streamlits(rule: str, html: str) -> bool:
    part, _ = STREAMLITS.get(rule, (None, None))
    return part is not None and part in html
