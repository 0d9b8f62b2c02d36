"""What the HTML of a page shows before Streamlit has started, and to whom has no JavaScript: the view's headline, its first sentences and a sketch of its map.

It stands beside Streamlit's own element, each part where the page will have the same, and leaves the page once that is there
(browser/page/first_paint.js). All of it is in the HTML: nothing can come late or fail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geodata.dates import say
from geodata.fields import STATUSES
from geodata.intervals import from_day_number
from geodata.ledger import Ledger, current
from geodata.translation import tr
from layers.browser import assets
from layers.kit.palette import THEMES
from layers.kit.text import escape
from layers.pictures import sketch
from layers.view.filters import is_narrowed
from layers.view.state import ViewState
from layers.words import changes
from layers.words.headline import Headline
from pages.visit.page import PAGES, base_path

#: The pages with a map, and what the style sheet calls them.
MAPS = {"/": "", "/explore": "explore", "/compare": "compare"}


@cache
def _style() -> str:
    """Return the style element: the rules, and of each theme's colours those that they use."""
    rules = assets.slider_heights() + (Path(__file__).parent / "first_paint.css").read_text(encoding="utf-8")
    rules += "".join(f".ba-first .s-{status} {{ --status: var(--{status}); }}" for status in STATUSES)
    light, dark = (
        " ".join(f"--{name}: {colour};" for name, colour in colours.items() if f"var(--{name})" in rules)
        for colours in (THEMES["light"], THEMES["dark"])
    )
    # The reader may have chosen another theme than the system's, which the script then says.
    own = f'.ba-first {{ {light} color-scheme: light; }}\n@media (prefers-color-scheme: dark) {{ .ba-first:not([data-theme="light"]) {{ {dark} }} }}\n'
    own += f'.ba-first[data-theme="dark"] {{ {dark} }}\n'
    return f"<style>{re.sub(r'/[*].*?[*]/', '', own + rules, flags=re.DOTALL)}</style>"


def script() -> str:
    """Return the script behind the element, which knows the window and the theme that the reader chose; by its hash the page's policy lets it run."""
    return assets.first_script()


def body(
    path: str, params: Mapping[str, str], view: ViewState, words: Headline, query: str, problems: list[str]
) -> str:
    """Return the element as HTML.

    Parameters
    ----------
    path : str
        Of the page, a key of `PAGES`.
    params : mapping of str to str
        The link's own, of which some may be unreadable.
    view : ViewState
        What could be read; on "Compare" with both dates.
    words : Headline
        What the page is called and says: of the view, or of a briefing.
    query : str
        The view as a link.
    problems : list of str
        A sentence for each part of the link that could not be read.
    """
    ledger = current()
    embedded = params.get("embed", "").lower() == "true"
    kinds = [MAPS.get(path, "reading")]
    kinds += ["alone"] * (embedded and path in MAPS) + ["barred"] * (not embedded)
    kinds += ["narrowed"] * (path in ("/", "/compare") and (is_narrowed(view) or view.region is not None))
    shown = ""
    if path == "/compare":
        words = Headline(words.title, changes.paragraph(view, ledger))
        days = [view.with_(date=day) for day in (view.date, view.against or view.date)]
        shown = _map(days, ledger)
    elif path in MAPS:
        shown = _map([view], ledger)
    elif path != "/brief":
        words = Headline(tr(PAGES[path]), f"{words.title}. {words.description}")
    classes = " ".join(["ba-first", *(f"ba-first-{kind}" for kind in kinds if kind)])
    told = "".join(f'<p class="ba-first-notice">{escape(problem)}</p>' for problem in problems)
    if path == "/compare" and (order := changes.order(view)):
        told += f'<p class="ba-first-order">{escape(order)}</p>'
    return (
        f'{_style()}<div class="{classes}"><div class="ba-first-ground"></div><div class="ba-first-frame">{shown}'
        f'<main class="ba-first-words"><h1>{escape(words.title)}</h1>{told}<p>{escape(words.description)}</p>{_ways(query)}</main>'
        f"</div></div><script>{script()}</script>"
    )


def _map(views: list[ViewState], ledger: Ledger) -> str:
    halves = ""
    # As the box over the live map says it (browser/time/slider.js).
    modes = {"upto": tr("up to this day"), "day": tr("on this day")}
    for view in views:
        mode = modes.get(view.mode) or tr("events from {day}", day=say(from_day_number(view.looks_at("event")[0])))
        drawn = sketch.sketch(view, ledger)
        fit = f' data-fit="{drawn.fit[0]:g},{drawn.fit[1]:g}"' if drawn.fit else ""
        scale = "" if drawn.fit else " --s: 1;"
        halves += (
            f'<div class="ba-first-half" data-zoom="{drawn.zoom:g}"{fit} style="--width: {sketch.WIDTH}px; --height: {sketch.HEIGHT}px;{scale}">'
            f'{drawn.svg}<p class="ba-first-day"><b>{escape(say(view.date))}</b>{escape(mode)}</p></div>'
        )
    return halves


def _ways(query: str) -> str:
    faces = {"txt": tr("as text"), "png": tr("as a picture"), "geojson": tr("as GeoJSON")}
    links = [f'<a href="{base_path()}/view.{end}?{escape(query)}">{name}</a>' for end, name in faces.items()]
    needed = tr("The map needs JavaScript. The same view without it: {links}.", links=", ".join(links))
    return f'<p class="ba-first-ways">{needed}</p>'
