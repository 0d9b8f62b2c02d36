"""A view's picture and file, and the presenter's screen, as plain addresses."""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene, token_of
from layers.kit.annotation import Annotation
from layers.making import jobs
from layers.words.claim_figures import CHARTS
from pages.http import head, kept
from pages.visit.page import PAGES
from tests.support.asgi import ask
from tests.support.scenes import built_in, view

VIEW = "date=2022-09-16&at=40.0000,70.5000,9"


def test_a_picture_of_a_view_and_not_again_for_who_holds_it() -> None:
    answer = ask("/view.png", f"{VIEW}&width=480&height=270")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.body)).size == (480, 270)
    again = ask("/view.png", f"{VIEW}&width=480&height=270", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = ask("/view.png", f"{VIEW}&width=480&height=270&theme=dark")
    assert other.status == 200 and other.headers["etag"] != answer.headers["etag"] and other.body != answer.body


@pytest.mark.parametrize(("scale", "size"), [("1", (1280, 720)), ("2", (2560, 1440)), ("4", (5120, 2880))])
def test_a_picture_has_the_scale_asked_for(scale: str, size: tuple[int, int]) -> None:
    answer = ask("/view.png", f"{VIEW}&scale={scale}&panel=off")
    assert Image.open(io.BytesIO(answer.body)).size == size


def test_an_svg_has_letters_as_letters_in_published_typefaces_and_the_relief_as_a_picture() -> None:
    whole, alone = (ElementTree.fromstring(ask("/view.svg", f"{VIEW}{more}").body) for more in ("", "&panel=off"))
    name = "{http://www.w3.org/2000/svg}"
    for drawn, days in ((whole, ["16 September 2022"]), (alone, ["16 September 2022"])):
        texts = ["".join(text.itertext()) for text in drawn.iter(f"{name}text")]
        assert [text for text in texts if text == "16 September 2022"] == days
        assert "Vorukh" in texts and drawn.attrib["width"] == "1280px"
        assert len(list(drawn.iter(f"{name}image"))) == 1
        assert all("textLength" in text.attrib for text in drawn.iter(f"{name}text")), "no typeface makes it wider"
        styles = [text.attrib["style"] for text in drawn.iter(f"{name}text")]
        assert all("serif" in style and "Source S" in style for style in styles)
    keys = [{"".join(text.itertext()) for text in drawn.iter(f"{name}text")} for drawn in (whole, alone)]
    assert [any(text.startswith("STATUS OF SECTIONS") for text in texts) for texts in keys] == [True, False]
    assert any("OpenStreetMap" in text for text in keys[1]), "credits stay with the map alone"


def test_a_picture_has_the_drawings_that_the_page_keeps_for_a_while_and_a_scenes_chart() -> None:
    circle = Annotation("circle", ((70.5, 40.0),), radius_km=15)
    drawn = kept.keep(Briefing(scenes=(Scene(view(VIEW), annotations=(circle,)),)))
    size = "width=480&height=270"
    plain, circled = ask("/view.png", f"{VIEW}&{size}"), ask("/view.png", f"{VIEW}&{size}&drawn={drawn}")
    assert (plain.status, circled.status) == (200, 200)
    assert plain.body != circled.body and plain.headers["etag"] != circled.headers["etag"]
    charted = ask("/view.png", f"{VIEW}&{size}&drawn={drawn}&chart=deaths")
    assert charted.status == 200 and charted.headers["etag"] != circled.headers["etag"]
    assert charted.body not in (plain.body, circled.body)
    gone = ask("/view.png", f"{VIEW}&{size}&drawn=kept-{'0' * 24}")
    assert gone.status == 400 and "not kept any more" in gone.text


def previews(*pages: str) -> list[bytes]:
    """Return the pictures with which links to pages unfold, fetched as a chat program does."""
    found = []
    for page in pages:
        [address] = re.findall(r'property="og:image" content="([^"]+)"', ask(*page.split("?")).text)
        parts = urlsplit(unescape(address))
        answer = ask(parts.path, parts.query)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png"), answer.text
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert Image.open(io.BytesIO(answer.body)).size == head.PREVIEW_PX
        found.append(answer.body)
    return found


def test_each_page_unfolds_with_a_picture_of_its_own() -> None:
    assert len(set(previews(*PAGES))) == len(PAGES)


def test_a_briefing_and_a_view_unfold_with_their_own() -> None:
    packed = token_of(built_in("who-arms-whom"), current().revision)
    links = ("/brief", "/brief?briefing=who-arms-whom", "/?date=2022-09-16", "/explore?date=2022-09-16&kind=shooting")
    assert len(set(previews(*links))) == len(links)
    assert previews(f"/brief?briefing={packed}") == previews("/brief?briefing=who-arms-whom")


def test_a_preview_is_not_drawn_for_who_holds_it_and_wrong_ones_are_refused() -> None:
    answer = ask("/preview.png", f"page=explore&{VIEW}")
    assert ask("/preview.png", f"page=explore&{VIEW}&fbclid=x", if_none_match=answer.headers["etag"]).status == 304
    assert ask("/preview.png", f"page=sources&{VIEW}").headers["etag"] != answer.headers["etag"]
    for query, word in (("page=nowhere", "nowhere"), ("date=someday", "someday"), ("q=" + "x" * 4000, "longer")):
        refused = ask("/preview.png", query)
        assert refused.status == 400 and word in refused.text


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("date=someday", "someday"),
        ("select=nobody", "nobody"),
        ("size=poster", "poster"),
        ("scale=3", "“3” is none of 1, 2, 4"),
        ("chart=pie", "“pie” is none of time, deaths"),
        ("scale=2&width=480&height=270", "not with width and height"),
        ("panel=none", "none"),
        ("width=100", "height"),
        ("width=9000&height=100", "9000"),
        ("width=4000&height=4000", "pixels"),
        ("theme=sepia", "sepia"),
        ("width=x&height=300", "“x”"),
    ],
)
def test_a_wrong_parameter_is_refused_with_a_sentence_that_names_it(query: str, word: str) -> None:
    answer = ask("/view.png", query)
    assert answer.status == 400
    assert word in answer.text


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_losses_has_an_address_and_is_kept_for_the_next_who_asks(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = f"date=2022-09-20&layers=clashes&chart={name}&theme=dark"
    answer = ask("/chart.svg", query)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert f"{name}.svg" in answer.headers["content-disposition"] and b"Source: Border Atlas" in answer.body
    monkeypatch.setattr(jobs, "losses_chart", None)
    assert ask("/chart.svg", query).body == answer.body


@pytest.mark.parametrize(
    ("query", "word"), [("chart=deaths&theme=sepia", "sepia"), ("chart=sales", "sales"), ("", "deaths")]
)
def test_a_chart_that_there_is_not_is_refused_with_a_sentence_that_names_it(query: str, word: str) -> None:
    answer = ask("/chart.png", query)
    assert answer.status == 400 and word in answer.text


def test_a_chart_of_a_view_without_a_figure_is_drawn_without_rows() -> None:
    answer = ask("/chart.png", "date=1999-01-01&mode=day&chart=damage")
    assert answer.status == 200 and Image.open(io.BytesIO(answer.body)).size[1] < 700


def test_a_view_and_a_briefing_come_as_one_html_file() -> None:
    single = ask("/view.html", VIEW)
    assert single.status == 200 and single.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in single.headers["content-security-policy"]
    named = ask("/present", "briefing=foreign-forces")
    assert named.status == 200 and "Foreign forces in Central Asia" in named.text
    packed = ask("/present", f"briefing={token_of(built_in('who-arms-whom'), current().revision)}")
    assert packed.status == 200 and "Who arms whom" in packed.text


@pytest.mark.parametrize("token", ["nobody", "~cut"])
def test_a_briefing_that_is_not_there_is_refused_with_a_sentence(token: str) -> None:
    answer = ask("/present", f"briefing={token}")
    assert answer.status == 400 and "briefing" in answer.text.lower()


def test_a_briefing_that_is_not_kept_any_more_leads_to_the_page_that_says_why() -> None:
    answer = ask("/present", "briefing=kept-000000000000000000000000")
    assert answer.status == 303
    assert answer.headers["location"] == "/brief?briefing=kept-000000000000000000000000"
