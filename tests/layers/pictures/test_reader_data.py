"""Own sets in pictures and documents: drawn by the map's rules, named with whose they are, and remembered nowhere."""

from __future__ import annotations

import base64
import io
import json
import re
from datetime import date
from time import process_time

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from shapely import LineString, box

from geodata.importers.reading import read
from geodata.intervals import day_number
from geodata.ledger import current
from geodata.store import Coded, PointSet
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.html_file import document
from layers.making import jobs
from layers.pictures import reader_data
from layers.pictures.pane import known_outline
from layers.pictures.picture import picture
from layers.pictures.reader_data import own_legend
from layers.pictures.sheet import Sheet
from layers.pictures.size import Size
from layers.pictures.svg_shapes import Words
from layers.pictures.typefaces import properties
from layers.reader_data import points as binary
from layers.reader_data.drawn import OwnSet, say_own
from tests.support.own_files import frame, vector_of
from tests.support.own_pictures import DAY, SIZE, pixel, points, rgb, seen
from tests.support.scenes import HOSTILE, view

MADE, ADDRESS = date(2026, 11, 22), "https://atlas.test"


@pytest.mark.parametrize(("mode", "expected"), [("mode=day", 2), ("mode=window&days=10", 3), ("mode=upto", 4)])
@pytest.mark.parametrize("time", ["event", "state"])
def test_the_rows_of_a_picture_are_those_of_the_map(mode: str, expected: int, time: str) -> None:
    rows = [
        (70.6, 39.9, DAY, DAY + 1, 0),
        (70.5, 39.9, DAY - 30, DAY + 30, 0),
        (70.4, 39.9, DAY - 9, DAY - 8, 0),
        (70.3, 39.9, DAY - 900, DAY - 899, 0),
        (70.2, 39.9, DAY + 1, DAY + 2, 0),
    ]
    [drawn] = picture(
        seen(f"date=2022-09-16&{mode}"), current(), size=SIZE, sets=[OwnSet.of("Mine", points(*rows, time=time))]
    ).maps
    assert drawn.own == {"Mine": 2 if time == "state" else expected}


def test_a_mark_has_its_categorys_colour_and_a_vague_one_is_hollow() -> None:
    rows = [
        (70.6, 39.9, DAY, DAY + 1, 0),
        (70.9, 39.9, DAY, DAY + 1, 1),
        (70.3, 39.9, DAY, DAY + 5, 1),
        (70.35, 39.7, DAY, DAY + 1, 0),
    ]
    loaded = points(*rows, value=[100, 100, 100, 1], vague=np.array([False, False, True, False]))
    assert pixel(seen(), loaded, 70.6, 39.9) == rgb("cat-1") and pixel(seen(), loaded, 70.9, 39.9) == rgb("cat-2")
    assert pixel(seen(), loaded, 70.3, 39.9) != rgb("cat-2") and pixel(seen(), loaded, 70.3, 39.9, 9) == pytest.approx(
        rgb("cat-2"), abs=40
    )
    # The area follows the figure: 10 px for the largest, 4 for the smallest.
    assert pixel(seen(), loaded, 70.6, 39.9, 8) == rgb("cat-1") and pixel(seen(), loaded, 70.35, 39.7, 6) != rgb(
        "cat-1"
    )


def test_of_two_marks_nearly_on_a_spot_the_later_lies_on_top() -> None:
    loaded = points((70.6, 39.9, DAY, DAY + 1, 0), (70.6001, 39.9, DAY - 3, DAY - 2, 1))
    assert pixel(seen(), loaded, 70.6, 39.9) == rgb("cat-1")


def test_areas_lines_and_circles_are_drawn_on_their_dates() -> None:
    areas = frame(
        box(70.4, 39.8, 70.8, 40.0), LineString([(70.0, 39.9), (70.2, 39.9)]), date=["2020-01-01", "2020-01-01"]
    )
    loaded = read("areas.geojson", vector_of(areas, "GeoJSON")).points
    plain = picture(seen(), current(), size=SIZE, titled=False).png
    with_areas = picture(seen(), current(), size=SIZE, titled=False, sets=[OwnSet.of("Mine", loaded)]).png
    before = picture(seen("date=2019-01-01"), current(), size=SIZE, titled=False, sets=[OwnSet.of("Mine", loaded)])
    assert with_areas != plain and before.maps[0].own == {"Mine": 0}
    rough = points((70.6, 39.9, DAY, DAY + 1, 0), precision_m=np.array([20_000], "f4"))
    sure = points((70.6, 39.9, DAY, DAY + 1, 0))
    first, second = (
        picture(seen(), current(), size=SIZE, titled=False, sets=[OwnSet.of("Mine", one)]).png for one in (rough, sure)
    )
    assert first != second


def test_the_legend_names_what_is_drawn_and_a_comparison_both_dates() -> None:
    loaded = points((70.6, 39.9, DAY, DAY + 1, 0), (70.7, 39.9, DAY + 400, DAY + 401, 1), words=("battle", ""))
    assert own_legend(seen(), [OwnSet.of("Mine", loaded)], ())[0][0] == "Mine"
    said = [
        [entry.label for entry in own_legend(one, [OwnSet.of("Mine", loaded)], ())[0][1]]
        for one in (seen(), seen(against=date(2024, 1, 1)), seen("date=1995-01-01"))
    ]
    assert said == [["battle"], ["battle", "not stated"], ["No row on this date"]]


def test_it_is_said_whose_data_it_is_and_what_is_missing() -> None:
    shown = seen().with_(own=("Mine", "Gone"))
    words = say_own(shown, [OwnSet.of("Mine", points((70.6, 39.9, DAY, DAY + 1, 0)))])
    assert (
        "“Mine” (UCDP GED. UCDP, CC BY 4.0: cite the release): the maker’s own file, not part of the atlas’s ledger"
        in words
    )
    assert "Not shown: “Gone”" in words and say_own(view(""), []) == ""


def test_a_hostile_title_and_endless_words_are_drawn_as_text() -> None:
    loaded = points((70.6, 39.9, DAY, DAY + 1, 0), (70.7, 39.9, DAY, DAY + 1, 1), words=(HOSTILE * 3, "ң" * 300))
    assert picture(
        seen(own=(HOSTILE,)), current(), size=Size(640, 360, 0.75), sets=[OwnSet.of(HOSTILE, loaded)]
    ).png.startswith(b"\x89PNG")
    html = document(
        Briefing(scenes=(Scene(seen(own=(HOSTILE,))),)),
        current(),
        today=MADE,
        address=ADDRESS,
        sets=[OwnSet.of(HOSTILE, loaded)],
    ).decode()
    assert "<img src=x" not in html and html.count("</script>") == html.count("<script")


def test_a_large_set_is_drawn_in_a_few_seconds() -> None:
    count, draw = 350_000, np.random.default_rng(1)
    start = np.sort(draw.integers(day_number(date(1995, 1, 1)), DAY, count)).astype("i4")
    loaded = PointSet(
        "Mine",
        "CSV",
        draw.normal(70.6, 0.5, count).astype("f4"),
        draw.normal(39.9, 0.3, count).astype("f4"),
        start,
        start + 1,
        draw.random(count) < 0.3,
        np.zeros(count, "f4"),
        "kind",
        "",
        {"kind": Coded(draw.integers(0, 8, count).astype("u1"), tuple("abcdefgh"))},
        np.arange(count, dtype="i4"),
        value=draw.pareto(1, count).astype("f4"),
    )
    drawn, began = OwnSet.of("Mine", loaded), process_time()
    [found] = picture(seen(), current(), size=SIZE, sets=[drawn]).maps
    assert found.own == {"Mine": count}
    assert process_time() - began < 8


def test_leaving_out_what_lies_wholly_under_others_changes_nothing_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    count, draw = 6000, np.random.default_rng(2)
    rows = [
        (round(lon / 0.03) * 0.03, round(lat / 0.03) * 0.03, DAY, DAY + 1, kind)  # one upon another, and no mass
        for lon, lat, kind in zip(
            draw.normal(70.6, 0.05, count), draw.normal(39.9, 0.05, count), draw.integers(0, 2, count), strict=True
        )
    ]
    sets = [OwnSet.of("Mine", points(*rows, value=draw.pareto(1, count).tolist(), vague=draw.random(count) < 0.2))]
    monkeypatch.setattr(reader_data, "_THROUGH", 1)
    drawn = []
    for many in (10, 1_000_000):
        monkeypatch.setattr(reader_data, "_MANY", many)
        drawn.append(
            np.asarray(
                Image.open(io.BytesIO(picture(seen(), current(), size=SIZE, titled=False, sets=sets).png)).convert(
                    "RGB"
                ),
                dtype=int,
            )
        )
    apart = np.abs(drawn[0] - drawn[1]).max(axis=2) > 60
    assert (drawn[0] != drawn[1]).any(), "some marks were left out"
    assert apart.mean() < 0.002


def test_nothing_of_an_own_set_is_remembered_for_the_next_reader() -> None:
    jobs.MAPS.clear()
    scene, sets = Scene(seen(), "Own"), (OwnSet.of("Mine", points((70.6, 39.9, DAY, DAY + 1, 0))),)
    with_own = jobs.scene_picture(scene, MADE, current().revision, sets)
    assert len(jobs.MAPS) == 0
    without = jobs.scene_picture(scene, MADE, current().revision)
    assert without != with_own
    assert jobs.scene_picture(Scene(seen(own=())), MADE, current().revision) == without and len(jobs.MAPS) == 1


def test_of_the_words_on_a_map_only_those_of_the_atlas_are_remembered() -> None:
    known_outline.cache_clear()
    for known in (False, True):
        sheet = Sheet(100, 40, 1, "light")
        sheet.pane.add(Words(5, 20, "Ford", properties("sans", 12), "#000000", halo="#ffffff", known=known))
        drawn = sheet.pixels()
        assert known_outline.cache_info().currsize == known and drawn[..., :3].min() < 128


@pytest.fixture
def made() -> tuple[Briefing, tuple[OwnSet, ...]]:
    scenes = (
        Scene(seen(), "With", "Words."),
        Scene(seen(own=("Mine", "Gone")), "One is missing", "Words."),
        Scene(view("date=2022-09-16"), "Without"),
    )
    return Briefing("Own", scenes=scenes), (
        OwnSet.of("Mine", points((70.6, 39.9, DAY, DAY + 1, 0), precision_m=np.array([9000], "f4"))),
    )


def test_the_presenters_file_carries_the_rows_drawn_and_nothing_else_of_the_file(made: tuple) -> None:
    briefing, sets = made
    html = document(briefing, current(), today=MADE, address=ADDRESS, sets=sets).decode()
    content = json.loads(re.search(r'id="content">(.*?)</script>', html, re.DOTALL).group(1))
    assert base64.b64decode(content["config"]["carried"]["own/0/points.bin"]) == sets[0].points
    assert base64.b64decode(content["config"]["carried"]["own/0/shapes.json"]) == sets[0].shapes
    assert [[one["title"] for one in scene["view"]["sets"]] for scene in content["scenes"]] == [["Mine"], ["Mine"], []]
    assert (
        content["scenes"][0]["own"].startswith("“Mine” (UCDP GED")
        and "Not shown: “Gone”" in content["scenes"][1]["own"]
    )
    assert content["scenes"][2]["own"] == ""
    header, columns = binary.unpack(sets[0].points)
    assert set(columns) <= {"start", "end", "x", "y", "colour", "look", "row", "value", "word"} and "line" not in header


def test_deck_and_handout_say_whose_data_their_maps_show(made: tuple) -> None:
    briefing, sets = made
    maps = [jobs.scene_picture(scene, MADE, current().revision, sets) for scene in briefing.scenes]
    slides = list(Presentation(io.BytesIO(jobs.deck_file(briefing, maps, MADE, ADDRESS, sets))).slides)
    words = ["\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(jobs.handout_file(briefing, maps, MADE, ADDRESS, sets))).pages
    ]
    for slide, page in ((words[1], pages[0]), (words[2], pages[1])):
        assert (
            "the maker’s own file, not part of the atlas’s ledger" in slide
            and "the maker’s own file, not part of the atlas’s ledger" in page
        )
    assert "Not shown: “Gone”" in words[2] and "own file" not in words[3] + pages[2]
    described = [shape._element.nvPicPr.cNvPr.get("descr") for shape in slides[1].shapes if shape.shape_type == 13]
    assert any("“Mine”" in text for text in described)


def test_a_set_of_which_filters_leave_only_some_rows_is_said_to_be_so() -> None:
    loaded = points(*[(70.6, 39.9, DAY, DAY + 1, 0)] * 3)
    some = OwnSet.of("Mine", loaded.narrowed(np.array([True, False, True])))
    assert own_legend(seen(), [some], ())[0][0] == "Mine, 2 of 3 rows by its filters"
    assert own_legend(seen(), [OwnSet.of("Mine", loaded)], ())[0][0] == "Mine"
