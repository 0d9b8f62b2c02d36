"""Words as long as they may be hold up no picture and no document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.ledger import current
from layers.briefings.briefing import MAX_LETTERS, MAX_SCENES, Briefing, Scene
from layers.making import jobs as rendering
from layers.pictures.picture import picture
from layers.pictures.size import SIZES, Size
from layers.pictures.typefaces import width_of, wrap
from pages.http import drawing
from tests.layers.briefings.test_documents import map_stand_in
from tests.support.scenes import view

MADE = date(2026, 11, 1)


def broken_by_definition(text: str, face: str, size: float, width: float) -> list[str]:
    """Break a text as the rule says: each line takes the words that fit, a word too wide for any line as many of its letters as fit, at least one."""
    lines = []
    for paragraph in text.split("\n"):
        words, line = paragraph.split(), ""
        while words:
            word = words.pop(0)
            longer = f"{line} {word}" if line else word
            if width_of(longer, face, size) <= width:
                line = longer
            elif line:
                lines.append(line)
                words.insert(0, word)
                line = ""
            elif len(word) == 1:
                line = word
            else:
                fits = max([1, *(n for n in range(1, len(word)) if width_of(word[:n], face, size) <= width)])
                lines.append(word[:fits])
                words.insert(0, word[fits:])
        lines.append(line)
    return lines


@settings(deadline=None, max_examples=300)
@given(
    st.text("abiWМжң.\u0301😀 \u00a0\n", max_size=120),
    st.sampled_from([5, 8.36, 12.5, 27]),
    st.sampled_from([0, 4, 20, 60, 137.5, 900]),
)
def test_lines_are_broken_as_the_rule_says(text: str, size: float, width: float) -> None:
    assert wrap(text, "sans", size, width) == broken_by_definition(text, "sans", size, width)


@pytest.mark.parametrize("width", [0, 250])
def test_breaking_a_word_takes_time_in_proportion_to_its_length(width: float) -> None:
    wrap("W", "sans", 11, width)
    began = perf_counter()
    lines = wrap("W" * 20_000, "sans", 11, width)
    assert perf_counter() - began < 10
    assert "".join(lines) == "W" * 20_000


@pytest.mark.parametrize(
    "size", [SIZES["slide"], Size.of_pixels(240, 960), Size.of_pixels(960, 240)], ids=["slide", "tall", "wide"]
)
def test_the_longest_title_link_and_host_do_not_hold_up_a_picture(size: Size) -> None:
    rendering.warm()
    link = f"https://{'W' * 253}/?{'W' * 8000}"
    began = perf_counter()
    picture(view("date=2022-09-16"), current(), size=size, title="W" * 8000, link=link, made=MADE)
    assert perf_counter() - began < 10


@pytest.mark.services
@pytest.mark.parametrize("letters", ["a\n", "a\U0001f600", "&", "Words, "], ids=["lines", "faces", "markup", "words"])
@pytest.mark.parametrize("make", [rendering.deck_file, rendering.handout_file], ids=lambda make: make.__name__)
def test_a_briefing_of_the_most_letters_is_made_within_its_time(make: Callable[..., bytes], letters: str) -> None:
    texts = {name: (letters * most)[:most].strip() for name, most in MAX_LETTERS.items()}
    summary, part = texts.pop("summary"), MAX_SCENES // 10
    most = Briefing(
        texts["title"],
        summary,
        (
            Scene(
                view("date=2022-09-16&select=2022-09-14-september-2022"),
                **texts,
                records=tuple(current().incidents)[:40],
            ),
        )
        * part,
    )
    began = perf_counter()
    assert make(most, [map_stand_in()] * part, MADE, f"https://{'a' * 253}")
    assert 10 * (perf_counter() - began) < drawing.PATIENCE_S[make]
