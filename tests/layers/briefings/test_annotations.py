"""Drawings on a scene survive file and link, what cannot be read of them is told, and a slide has them where the picture has them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from geodata.ledger import current
from geodata.measure import GEOD
from layers.briefings.annotations import MAX_DRAWINGS, MAX_TEXT
from layers.briefings.briefing import Briefing, Scene, file_of, token_of
from layers.briefings.deck import deck
from layers.briefings.reading import from_file, from_token
from layers.kit.annotation import COLOURS, Annotation
from layers.making import jobs
from pages.visit.session import vocabulary
from tests.support.scenes import HOSTILE, view

DRAWN = (
    Annotation("arrow", ((69.6, 39.8), (70.2, 40.0)), "Reported", colour="purple"),
    Annotation("line", ((69.2, 39.6), (69.5, 40.1), (69.9, 39.7)), colour="green"),
    Annotation("area", ((70.3, 39.8), (70.9, 39.9), (70.8, 40.2)), "Seen from here", colour="ochre"),
    Annotation("circle", ((70.5, 39.6),), "Range", 25.0),
    Annotation("text", ((69.9, 40.25),), "On one day", start=date(2022, 9, 16), end=date(2022, 9, 16)),
)
MADE, ADDRESS = date(2026, 11, 22), "https://atlas.test"


def feature(kind: str, coordinates: object, **said: object) -> dict[str, Any]:
    geometry = {"arrow": "LineString", "line": "LineString", "area": "Polygon"}.get(kind, "Point")
    return {"geometry": {"type": geometry, "coordinates": coordinates}, "properties": {"kind": kind, **said}}


def read(*features: object) -> tuple[tuple[Annotation, ...], list[str]]:
    scene = {"view": {"date": "2022-09-16"}, "annotations": {"type": "FeatureCollection", "features": list(features)}}
    whole = {"format": "border-atlas-briefing", "version": 1, "scenes": [scene]}
    found, problems = from_file(json.dumps(whole).encode(), vocabulary(current()))
    assert found is not None
    return found.scenes[0].annotations, problems


def test_file_and_link_hold_every_kind_of_drawing() -> None:
    briefing = Briefing("Drawn on", "", (Scene(view("date=2022-09-16"), annotations=DRAWN), Scene(view(""))))
    revision, words = current().revision, vocabulary(current())
    assert from_file(file_of(briefing, revision), words) == (briefing, [])
    assert from_token(token_of(briefing, revision), words) == (briefing, [])
    assert "annotations" not in json.loads(file_of(briefing, revision))["scenes"][1], "as older files have it"


RING = [[70, 39], [71, 39], [71, 40]]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "none of"),
        (feature("star", [70, 39]), "none of"),
        ({**feature("text", [70, 39], text="A"), "geometry": {"type": "Polygon"}}, "no Point"),
        (feature("text", [70, 39]), "says nothing"),
        (feature("text", [200, 39], text="A"), "on the map"),
        (feature("text", [70, 89], text="A"), "on the map"),
        (feature("text", [float("nan"), 39], text="A"), "on the map"),
        (feature("text", ["70", 39], text="A"), "on the map"),
        (feature("text", [70], text="A"), "on the map"),
        (feature("arrow", [[70, 39], [70, 39]]), "different points"),
        (feature("area", [RING[:2]]), "different points"),
        (feature("area", [RING, RING]), "no holes"),
        (feature("line", [[70 + number / 1000, 39] for number in range(600)]), "600 points"),
        (feature("circle", [70, 39]), "radius"),
        (feature("circle", [70, 39], radius_km=-1), "radius"),
        (feature("circle", [70, 39], radius_km=float("inf")), "radius"),
        (feature("circle", [70, 39], radius_km=5000), "radius"),
    ],
)
def test_a_drawing_that_cannot_be_read_is_told_and_the_others_stand(given: object, says: str) -> None:
    found, [problem] = read(given, feature("text", [70, 39], text="Stands"))
    assert [one.text for one in found] == ["Stands"]
    assert "Scene 1, drawing 1" in problem and says in problem


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"text": "x" * 500}, "longer than"),
        ({"text": ["A"]}, "no text"),
        ({"colour": "puce"}, "colour"),
        ({"start": "yesterday"}, "first and last day"),
        ({"end": 7}, "first and last day"),
        ({"start": "2022-09-17", "end": "2022-09-16"}, "before its first"),
    ],
)
def test_a_drawing_with_a_wrong_word_stands_without_it(said: dict[str, object], says: str) -> None:
    [found], [problem] = read(feature("arrow", [[70, 39], [71, 40]], **said))
    assert found.points == ((70, 39), (71, 40)) and len(found.text) <= MAX_TEXT
    assert found.colour in COLOURS and found.shown_on(date(2000, 1, 1))
    assert says in problem


def test_too_many_drawings_are_cut_hostile_words_stay_words_and_an_area_may_cross_itself() -> None:
    rows = [feature("area", [[[70, 39], [71, 40], [70, 40], [71, 39], [70, 39]]], text=HOSTILE[:90])]
    found, [problem] = read(*rows * (MAX_DRAWINGS + 1))
    assert len(found) == MAX_DRAWINGS and str(MAX_DRAWINGS + 1) in problem
    assert len(found[0].points) == 4 and "<img src=x" in found[0].text


def test_a_circle_is_one_on_the_ground() -> None:
    lon, lat = DRAWN[3].outline().T
    _, _, metres = GEOD.inv(np.full(len(lon), 70.5), np.full(len(lon), 39.6), lon, lat)
    assert metres == pytest.approx(25_000, abs=1)


def test_shapes_of_a_slide_stand_where_the_picture_has_them() -> None:
    """Each drawing alone, in a comparison, on its second day: what it changes in the picture is the box of its shape."""
    place = view("date=2022-09-16&against=2019-01-01&at=39.9,70.2,9")
    after, revision = date(2020, 1, 1), current().revision
    bare = np.asarray(Image.open(io.BytesIO(jobs.scene_picture(Scene(place), MADE, revision))).convert("L"), int)
    for one in (replace(drawn, text="", start=after) for drawn in DRAWN[:4]):
        scene = Scene(place, annotations=(one,))
        png = jobs.scene_picture(scene, MADE, revision)
        changed = np.argwhere(abs(np.asarray(Image.open(io.BytesIO(png)).convert("L"), int) - bare) > 40)
        slides = Presentation(io.BytesIO(deck(Briefing(scenes=(scene,)), current(), [png], made=MADE, address=ADDRESS)))
        shapes = [shape for shape in slides.slides[1].shapes if shape.name.startswith(one.kind.title())]
        assert shapes[0]._element.xpath(".//p:cNvPr")[0].get("descr").startswith("Drawn on the map: ")
        assert any("its maker’s" in shape.text_frame.text for shape in slides.slides[1].shapes if shape.has_text_frame)
        # A circle has its radius beside it, over its edge.
        assert len(shapes) == (2 if one.kind == "circle" else 1)
        shown = next(shape for shape in slides.slides[1].shapes if shape.shape_type == 13)
        scale = shown.width / 1600
        left, bottom = (shapes[0].left - shown.left) / scale, changed[:, 0].max()
        right = left + shapes[0].width / scale
        # Half a line and its halo lie beyond, and of the arrow the wings of its head.
        assert (changed[:, 1].min(), changed[:, 1].max()) == pytest.approx((left, right), abs=8)
        assert (shapes[0].top + shapes[0].height - shown.top) / scale == pytest.approx(bottom, abs=14)
