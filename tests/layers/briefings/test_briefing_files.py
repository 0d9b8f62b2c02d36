"""A briefing survives file and link as it was; of a bad one what can be read is kept and the rest is named."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geodata.ledger import current
from layers.briefings.briefing import MAX_LETTERS, MAX_SCENES, Briefing, file_of, plain, token_of
from layers.briefings.buttons import MAX_BUTTONS, MAX_LABEL, SceneButton
from layers.briefings.reading import built_in_names, clean, from_file, from_token
from pages.visit.session import vocabulary
from tests.support.scenes import HOSTILE, built_in, twelve


def read(values: Any) -> tuple[Briefing | None, list[str]]:
    return from_file(json.dumps(values).encode(), vocabulary(current()))


def sound() -> dict[str, Any]:
    return {
        "format": "border-atlas-briefing",
        "version": 1,
        "title": "T",
        "scenes": [{"view": {"date": "2022-09-16"}, "title": "One"}],
    }


@pytest.mark.parametrize(
    "briefing", [twelve(), *(built_in(name) for name in built_in_names())], ids=lambda found: found.title
)
def test_file_and_link_hold_the_whole_briefing(briefing: Briefing) -> None:
    revision, words = current().revision, vocabulary(current())
    button = SceneButton("Asked", briefing.scenes[-1].view)
    briefing = replace(briefing.with_scene(0, buttons=(button,), chart="time"), met=date(2022, 9, 16))
    assert from_file(file_of(briefing, revision), words) == (briefing, [])
    assert from_token(token_of(briefing, revision), words) == (briefing, [])


def test_a_briefing_of_old_says_true_of_the_one_chart_there_was_and_an_unknown_one_is_named() -> None:
    for given, kept, told in ((True, "time", 0), (False, "", 0), ("deaths", "deaths", 0), ("harvest", "", 1)):
        values = sound()
        values["scenes"][0]["chart"] = given
        found, problems = read(values)
        assert found is not None and found.scenes[0].chart == kept
        assert len(problems) == told and all("harvest" in words for words in problems)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"[1, 2",
        b'"text"',
        b"[]",
        b"{}",
        b'{"format": "other", "scenes": []}',
        b'{"format": "border-atlas-briefing"}',
        b"[" * 100_000,
        b"{" + b" " * 1_100_000 + b"}",
    ],
)
def test_what_is_no_briefing_is_refused_with_a_sentence(data: bytes) -> None:
    found, problems = from_file(data, vocabulary(current()))
    assert found is None
    assert len(problems) == 1 and problems[0].endswith(".")


def test_a_later_version_is_read_as_far_as_it_can_be_and_said_to_be_one() -> None:
    found, problems = read(sound() | {"version": 7, "music": "loud"})
    assert found is not None and len(found.scenes) == 1
    assert any("version 7" in problem for problem in problems)
    assert any("music" in problem for problem in problems)


def test_ids_that_are_gone_are_named_with_their_scene_and_the_scene_is_shown() -> None:
    values = sound()
    values["scenes"].append(
        {"view": {"date": "2022-09-16", "select": "no-such-record"}, "title": "Two", "records": ["kant", "gone-too"]}
    )
    found, problems = read(values)
    assert found is not None and [scene.title for scene in found.scenes] == ["One", "Two"]
    assert found.scenes[1].records == ("kant",)
    assert any("Scene 2" in problem and "no-such-record" in problem for problem in problems)
    assert any("Scene 2" in problem and "gone-too" in problem for problem in problems)


@pytest.mark.parametrize(
    "scene",
    [
        None,
        5,
        "text",
        [],
        {"view": 7},
        {"view": {"date": []}},
        {"title": 9},
        {"seconds": "soon"},
        {"seconds": True},
        {"records": "kant"},
        {"chart": "yes"},
        {"chart": 1},
        {"chart": ["deaths"]},
    ],
)
def test_a_scene_that_is_none_never_stops_the_others(scene: object) -> None:
    values = sound()
    values["scenes"].insert(0, scene)
    found, problems = read(values)
    assert found is not None and found.scenes[-1].title == "One"
    assert any("Scene 1" in problem for problem in problems)


def test_too_many_scenes_and_too_long_words_are_cut_and_told() -> None:
    values = sound()
    values["scenes"] = [dict(values["scenes"][0], text="x" * 10_000)] * (MAX_SCENES + 5)
    found, problems = read(values)
    assert found is not None and len(found.scenes) == MAX_SCENES
    assert len(found.scenes[0].text) == MAX_LETTERS["text"]
    assert any(str(MAX_SCENES + 5) in problem for problem in problems)


def test_hostile_words_stay_words_without_what_turns_or_hides_text() -> None:
    found, _ = read(sound() | {"title": HOSTILE + "\x00\x1b\ud800"})
    assert found is not None
    assert "<img src=x" in found.title and "ң ө ү" in found.title
    assert not set(found.title) & set("\x00\x1b\u202e\ud800")
    assert clean("a\r\nb\x07c") == "a\nb c"


@pytest.mark.parametrize("given", ["soon", "1980-01-01", "2999-01-01", 7, ["2022-09-16"]])
def test_a_day_of_the_last_meeting_that_cannot_be_is_left_out_and_told(given: object) -> None:
    found, [problem] = read(sound() | {"met": given})
    assert found is not None and found.met is None and "last meeting" in problem


@pytest.mark.parametrize(
    "token", ["~", "~!!!", "~" + "A" * 50, "nobody", "../secrets", token_of(built_in(), "x")[:200]]
)
def test_a_link_that_was_cut_or_changed_is_refused_with_a_sentence(token: str) -> None:
    found, problems = from_token(token, vocabulary(current()))
    assert found is None and len(problems) == 1


def test_a_link_that_would_unpack_to_gigabytes_is_refused_at_the_limit() -> None:
    bomb = "~" + base64.urlsafe_b64encode(zlib.compress(b" " * 50_000_000)).decode().rstrip("=")
    assert from_token(bomb, vocabulary(current()))[0] is None


def test_a_built_in_briefing_travels_as_a_link() -> None:
    for name in built_in_names():
        assert len(token_of(built_in(name), current().revision)) < 4000
        assert plain(built_in(name), current().revision)["scenes"]


def test_of_bad_buttons_those_that_can_be_read_are_kept() -> None:
    values = sound()
    good = {"label": " Asked\n", "view": "date=2014-01-11&mode=day"}
    rows = [good, {"view": {}}, {"label": 3}, "text", {"label": "L" * 200, "view": []}, *[good] * 9]
    values["scenes"][0]["buttons"] = rows
    briefing, problems = read(values)
    assert briefing is not None
    found = briefing.scenes[0].buttons
    assert [one.label for one in found] == ["Asked", "L" * MAX_LABEL, *["Asked"] * (MAX_BUTTONS - 5)]
    assert found[0].view.date.isoformat() == "2014-01-11" and found[0].view.at is None
    assert all(sentence.endswith(".") for sentence in problems)
    assert len(problems) == 6  # too many, three without a label, one label cut, one view that is none
    values["scenes"][0]["buttons"] = {"label": "L"}
    briefing, problems = read(values)
    assert briefing is not None and briefing.scenes[0].buttons == () and len(problems) == 1
