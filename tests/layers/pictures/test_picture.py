"""Pictures are drawn by the same rules as the map, with every letter the records need, at every size."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from PIL import Image

from geodata.ledger import current
from layers.browser import assets
from layers.kit.layer import all_layers
from layers.pictures import marks, typefaces
from layers.pictures.camera import camera_of
from layers.pictures.labels import around
from layers.pictures.picture import picture
from layers.pictures.size import SIZES, Size
from layers.view.visible import uncertain, visible
from tests.support.scenes import HOSTILE, LONG, QUERIES, view

SMALL = Size(640, 360, 0.75)


@pytest.mark.parametrize("query", QUERIES)
def test_a_picture_draws_what_the_view_shows(query: str) -> None:
    shown = view(query)
    [drawn] = picture(shown, current(), size=SMALL).maps
    seen = visible(shown, current())
    for layer in all_layers():
        if layer.draw != "list":
            wanted = {f.id for f in seen[layer.id] if f.point or f.geometry} if layer.id in shown.layers else set()
            assert set(drawn.visible[layer.id]) == wanted, layer.id
            assert wanted & set(drawn.uncertain) == {
                f.id for f in seen[layer.id] if f.id in wanted and uncertain(f, layer, shown)
            }
    assert len(drawn.labels) == len(set(drawn.labels)), "a name is written once"


def test_peaks_and_passes_are_named_with_their_height_in_the_close_view_alone() -> None:
    [[wide], [close]] = (
        picture(view(query), current(), size=Size(1280, 720, 1)).maps
        for query in ("layers=border", "layers=border&at=39.42,73.4,9.5")
    )
    assert not [text for text in wide.labels if text.endswith(" m")]
    assert {"Kurumdy 6,614 m", "Taldyk Pass 3,615 m"} <= set(close.labels)


def test_a_comparison_draws_both_dates() -> None:
    before, after = picture(view("date=2014-06-03&against=2014-06-02"), current(), size=SMALL).maps
    assert "manas-transit-center" in before.visible["bases"]
    assert "manas-transit-center" not in after.visible["bases"]


@pytest.mark.parametrize(("name", "pixels"), [("slide", (1920, 1080)), ("a4", (2246, 1588)), ("square", (1350, 1350))])
def test_a_picture_has_its_size_and_says_where_it_is_from(name: str, pixels: tuple[int, int]) -> None:
    link = "https://atlas.test/?date=2022-09-16"
    found = picture(view("date=2022-09-16"), current(), size=SIZES[name], link=link, made=date(2026, 11, 22))
    image = Image.open(io.BytesIO(found.png))
    assert image.size == pixels
    assert image.info["Source"] == link
    assert "OpenStreetMap" in image.info["Copyright"] and current().revision in image.info["Software"]


@pytest.mark.parametrize("pixels", [(1200, 630), (400, 300), (300, 900), (3840, 2160)])
def test_any_size_is_drawn_at_that_size(pixels: tuple[int, int]) -> None:
    assert Image.open(io.BytesIO(picture(view(""), current(), size=Size.of_pixels(*pixels)).png)).size == pixels


@pytest.mark.parametrize("name", list(typefaces.FACES))
def test_every_face_has_the_letters_of_all_four_languages(name: str) -> None:
    needed = set("ңөүғӣқӯҳҷҢӨҮҒӢҚӮҲҶабвгдежзийклмнопрстуфхцчшщъыьэюяё№«»–—“”’…·©ʼ")
    assert not {letter for letter in needed if ord(letter) not in typefaces.letters_of(name)}


@pytest.mark.parametrize("title", [HOSTILE, LONG, "ң" * 300, "word" * 80])
def test_a_title_of_any_content_and_length_is_drawn(title: str) -> None:
    for size in (SMALL, Size(360, 360, 0.75)):
        assert picture(view("date=2022-09-16"), current(), size=size, title=title).png.startswith(b"\x89PNG")


def test_lines_are_broken_to_their_width_and_lose_nothing() -> None:
    lines = typefaces.wrap(LONG + "unbreakable" * 30, "sans", 14, 200)
    assert "".join("".join(lines).split()) == "".join((LONG + "unbreakable" * 30).split())
    assert max(typefaces.width_of(line, "sans", 14) for line in lines) <= 200


def test_marks_have_the_shapes_of_the_live_map() -> None:
    script = (assets.HERE / "map/symbols.js").read_text(encoding="utf-8")
    for name, d in {**marks.CHIPS, **marks.BARS, **marks.DOTS}.items():
        assert re.search(rf'"?{name}"?: "{re.escape(d)}"', script), name


def test_the_scale_of_a_camera_is_that_of_the_map() -> None:
    camera = camera_of(view("at=39.9000,70.6000,10"), 900, 620)
    x, y = camera.to_px(70.6, 39.9)
    assert (float(x), float(y)) == pytest.approx((450, 310))
    # One degree of latitude is about 111 km; at zoom 10 and this latitude a pixel is 117 m.
    _, north = camera.to_px(70.6, 40.0)
    assert (310 - float(north)) * camera.metres_per_px() == pytest.approx(11_100, rel=0.01)
    assert around(5, 5, 2) == (3, 3, 7, 7)
