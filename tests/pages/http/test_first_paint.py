"""What the HTML of a page shows by itself, before Streamlit has started and to whom has no JavaScript."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re

import pytest

from geodata.ledger import current
from layers.browser import assets
from layers.view.link import from_params
from layers.words import changes
from layers.words.headline import headline
from pages.visit import session
from pages.visit.page import PAGES
from tests.support.asgi import ask
from tests.support.server import ROOT

#: The trial had 10 to 20 kB of picture alone.
MOST_PACKED_BYTES = 20_000

FULL = "date=2022-09-16&at=39.95,70.6,9&tint=sides&select=2022-09-16-ovchi-kalacha"


def shown(path: str = "/", query: str = "") -> str:
    found = re.search(r'<div class="ba-first.*?</main>', ask(path, query).text, re.DOTALL)
    assert found, "the page's HTML shows nothing"
    return html.unescape(found[0])


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_its_view_once(path: str) -> None:
    view, _ = from_params({"date": "2022-09-16"}, session.vocabulary(current()))
    text = shown(path, "date=2022-09-16")
    words = headline(session.paired(view) if path == "/compare" else view, current())
    assert words.title in text and text.count("<h1>") == 1
    assert (changes.paragraph(session.paired(view), current()) if path == "/compare" else words.description) in text
    assert "/view.txt?date=2022-09-16" in text and "/view.geojson?date=2022-09-16" in text


@pytest.mark.parametrize(("path", "maps"), [("/", 1), ("/explore", 1), ("/compare", 2), ("/sources", 0)])
def test_a_page_with_maps_has_a_sketch_of_each(path: str, maps: int) -> None:
    assert shown(path, "date=2022-09-16").count("<svg") == maps


def test_what_cannot_be_read_of_a_link_is_said_and_the_rest_shown() -> None:
    _, [problem] = from_params({"date": "banana"}, session.vocabulary(current()))
    assert problem in shown("/", "date=banana&select=kant")
    assert "Kant" in shown("/", "date=banana&select=kant")
    assert "ba-first-notice" not in shown("/", "select=kant")


def test_the_link_of_a_frame_has_the_map_alone() -> None:
    assert "ba-first-alone" in shown("/", "embed=true") and "ba-first-alone" not in shown("/sources", "embed=true")


@pytest.mark.parametrize("query", ["", FULL])
@pytest.mark.parametrize("path", ["/", "/compare"])
def test_the_html_stays_small(path: str, query: str) -> None:
    answer = ask(path, query, accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip" and len(answer.body) < MOST_PACKED_BYTES
    assert "<svg" in gzip.decompress(answer.body).decode()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_loaded_before_it_is_painted_but_its_typefaces(path: str) -> None:
    text = ask(path, "date=2022-09-16").text
    [held] = re.findall(r'<template id="ba-loads">(.*?)</template>', text, re.DOTALL)
    ahead = text.replace(held, "").partition('<div class="ba-first')[0]
    assert "<script src" not in ahead and not re.search(r"<script[^>]* src=", text.replace(held, ""))
    found = re.findall(
        r"<link[^>]* rel=\"(?:preload|prefetch|modulepreload|stylesheet)\"[^>]*>",
        ahead.replace("<link rel", "<link  rel"),
    )
    assert found and all('as="font"' in one for one in found)
    # The page's own script comes first: it stays ahead of Streamlit's, and takes away what was painted.
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', held)
    assert "/page.js" in scripts[0] and len(scripts) >= 2


def test_the_policy_lets_the_inline_script_run_and_no_other() -> None:
    answer = ask("/")
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts}
    assert {f"'sha256-{one}'" for one in digests} <= set(re.split(r"[ ;]+", answer.headers["content-security-policy"]))


def test_the_sliders_heights_and_the_cameras_rules_stand_once() -> None:
    before, live = (ROOT / "pages/http/first_paint.css").read_text(encoding="utf-8"), assets.style()
    names = re.findall(r"(--slider-[\w-]+): \d+px", assets.slider_heights())
    assert names and all(f"var({name})" in before and f"var({name})" in live for name in names)
    assert not re.search(r"--slider: \d", before)
    scripts = [*(ROOT / "layers/browser").glob("*/*.js")]
    told = [
        one for one in scripts if re.search(r"(?:zoomSnap|minZoom|maxZoom): [\d.]+,", one.read_text(encoding="utf-8"))
    ]
    assert scripts and not told, "layers/view/camera.json has them"
