"""S9, S13: whatever stands in a briefing's file or link becomes a briefing or a sentence, at once."""

from __future__ import annotations

import base64
import json
import sys
import unicodedata
import zlib
from time import thread_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.importers.apart.briefing import MOST
from geodata.ledger import current
from layers.briefings.briefing import FORMAT, MAX_LETTERS, Briefing, file_of, token_of
from layers.briefings.reading import clean, from_file, from_token
from layers.view.link import MAX_PARTS, from_params, to_query
from pages.visit import session
from tests.support.asgi import ask

WORDS = session.vocabulary(current())
WHOLE = {
    "format": FORMAT,
    "version": 1,
    "title": "T",
    "summary": "S",
    "scenes": [
        {"view": {"date": "2022-09-16", "at": "40,70,9"}, "title": "t", "seconds": 20, "records": ["kayragach"]}
    ],
}


def usable(found: Briefing | None, problems: list[str]) -> None:
    """Fail unless a page can show both and a file can hold them."""
    assert found is not None or problems
    for sentence in problems:
        assert sentence.encode() and len(sentence) < 1500
    if found is not None:
        again, wrong = from_file(file_of(found, WORDS.revision), WORDS)
        assert again == found and not [sentence for sentence in wrong if "maker's own" not in sentence]
        for scene in found.scenes:
            assert to_query(scene.view, WORDS.revision).encode()
            assert len(scene.title) <= MAX_LETTERS["title"] and 3 <= scene.seconds <= 600


def packed(text: bytes) -> str:
    return "~" + base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


NUMBERS = (
    "9" * 5000,
    "-" + "9" * 5000,
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    "1" + "0" * 4000,
    "0.1",
    "true",
    "null",
    '"\\ud800"',
    '"\\udc00x"',
    "[]",
    "{}",
    '[["x"]]',
    '{"a": {}}',
    '"' + "x" * 9000 + '"',
    "[" * 900 + "]" * 900,
    "[" * 200_000,
    "[" * 3000 + "]" * 3000,
)
PLACES = (
    "version",
    "title",
    "summary",
    "scenes",
    "revision",
    "format",
    "other",
    "view",
    "seconds",
    "records",
    "notes",
    "text",
    "annotations",
    "kind",
    "coordinates",
    "radius_km",
    "start",
    "colour",
    "date",
    "at",
    "km",
    "days",
    "span",
    "near",
    "lit",
    "own",
    "q",
    "layers",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("number", NUMBERS, ids=lambda text: f"{text[:12]}-{len(text)}")
def test_any_value_at_any_place_is_read_or_told(place: str, number: str) -> None:
    whole, scene = dict(WHOLE), dict(WHOLE["scenes"][0])
    if place in ("version", "title", "summary", "revision", "format", "other", "scenes"):
        whole[place] = "@"
    elif place in ("view", "seconds", "records", "notes", "text", "annotations"):
        whole["scenes"] = [scene | {place: "@"}]
    elif place in ("kind", "coordinates", "radius_km", "start", "colour"):
        said = {"kind": "circle", "radius_km": 5} | {place: "@"}
        geometry = {"type": "Point", "coordinates": "@" if place == "coordinates" else [70, 40]}
        whole["scenes"] = [scene | {"annotations": {"features": [{"geometry": geometry, "properties": said}]}}]
    else:
        whole["scenes"] = [scene | {"view": scene["view"] | {place: "@"}}]
    text = json.dumps(whole).replace('"@"', number).encode()
    usable(*from_file(text, WORDS))
    usable(*from_token(packed(text), WORDS))


@pytest.mark.parametrize("number", ["9" * 5000, "[" * 200_000])
def test_a_number_of_thousands_of_digits_gets_a_sentence_from_the_server(number: str) -> None:
    token = packed(json.dumps(WHOLE | {"version": "@"}).replace('"@"', number).encode()[:90_000])
    for path in ("/present", "/brief"):
        answer = ask(path, f"briefing={token}")
        assert answer.status == (400 if path == "/present" else 200)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=40)
    | st.sampled_from(["kayragach", "2022-09-16", "own:1:17", "1e999", "date=x&at=1,2,3"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(PLACES) | st.text(st.characters(), max_size=6), inner, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values, values, values)
def test_values_of_any_kind_are_read_or_told(whole: object, scene: object, view: object) -> None:
    rows = [scene, {"view": view}, {**(scene if isinstance(scene, dict) else {}), "view": view}]
    body = {**(whole if isinstance(whole, dict) else {"title": whole}), "format": FORMAT, "scenes": rows}
    for value in (whole, body):
        usable(*from_file(json.dumps(value).encode(), WORDS))


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=400), st.text(st.characters(), max_size=60))
def test_bytes_and_links_of_any_kind_are_read_or_told(data: bytes, token: str) -> None:
    usable(*from_file(data, WORDS))
    usable(*from_token(token, WORDS))
    usable(*from_token("~" + token, WORDS))
    usable(*from_token(packed(data), WORDS))


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(PLACES) | st.text(st.characters(), max_size=8),
        st.text(st.characters(), max_size=60) | st.sampled_from(NUMBERS),
        max_size=8,
    )
)
def test_links_of_any_kind_are_read_or_told(params: dict[str, str]) -> None:
    view, problems = from_params(params, WORDS)
    assert to_query(view, WORDS.revision).encode()
    assert all(sentence.encode() and len(sentence) < 1500 for sentence in problems)


@pytest.mark.parametrize(
    "params",
    [
        {"q": "x" * 3_000_000},
        {"q": "\u202e" * 3_000_000},
        {"layers": "," * 3_000_000},
        {"lit": "a," * 1_000_000},
        {"own": "a," * 1_000_000},
        {"own": "\x00" * 3_000_000},
        {"district": "b," * 1_000_000},
        {"at": "1," * 1_000_000},
        {"date": "2" * 3_000_000},
        {"select": "s" * 3_000_000},
        {f"n{number}": "v" for number in range(300_000)},
    ],
)
def test_a_long_link_is_read_no_further_than_any_link_goes(params: dict[str, str]) -> None:
    start = thread_time()
    _, problems = from_params(params, WORDS)
    # Letter by letter the first takes a second.
    assert thread_time() - start < 0.1
    assert sum(map(len, problems)) < 3000
    assert len(params) <= MAX_PARTS or "200" in problems[0]


def test_a_text_is_cut_before_it_is_cleaned() -> None:
    """A megabyte of letters took a third of a second, for each who asked."""
    text = json.dumps(
        WHOLE | {"scenes": [{"notes": "ж" * 7000 + "\u202e" * 100} for _ in range(60)]}, ensure_ascii=False
    ).encode()[:MOST]
    start = thread_time()
    usable(*from_file(text, WORDS))
    assert thread_time() - start < 1.0
    notes = from_file(json.dumps(WHOLE | {"scenes": [{"notes": "x" * 20_000}]}).encode(), WORDS)
    assert len(notes[0].scenes[0].notes) == MAX_LETTERS["notes"] and any(
        "longer than" in sentence for sentence in notes[1]
    )
    many = "a\u202eb\x00" * 1_000_000
    start = thread_time()
    clean(many)
    cleaned = thread_time()
    "".join(filter(str.isprintable, many))
    # Measured side by side: no more than some looks at each letter.
    assert cleaned - start < 8 * (thread_time() - cleaned)


def test_a_link_that_unpacks_to_more_than_any_briefing_of_a_link_is_refused() -> None:
    text = json.dumps(WHOLE | {"scenes": [{"notes": "x" * 8000}] * 60}).encode()
    token = packed(text)
    assert len(token) < 3600 and len(text) > 400_000
    found, problems = from_token(token, WORDS)
    assert found is None and "could not be read" in problems[0]
    assert ask("/present", f"briefing={token}").status == 400


def test_what_links_really_carry_is_still_read() -> None:
    found, _ = from_token("foreign-forces", WORDS)
    assert from_token(token_of(found, WORDS.revision), WORDS) == (found, [])


def test_cleaning_drops_and_keeps_what_it_did() -> None:
    """Every letter of the first plane and some of the others, against what Unicode says of them."""
    for number in [*range(0x10000), *range(0x10000, sys.maxunicode + 1, 101)]:
        letter, kind = chr(number), unicodedata.category(chr(number))
        turning = letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        expected = (
            "a b"
            if kind in ("Cc", "Zl", "Zp") or letter.isspace()
            else "ab"
            if kind == "Cs" or turning or letter in "\ufffe\uffff"
            else f"a{letter}b"
        )
        assert clean(f"a{letter}b", lines=False) == expected, hex(number)
