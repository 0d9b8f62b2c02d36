"""A field stays where it is from run to run: one that moves is drawn anew, without what is being typed in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from geodata.sets.catalogue import Catalogue
from tests.pages.keeping.test_pages import press, read
from tests.support.own_files import acled_row, csv_of
from tests.support.pages import markup, opened, with_own

Place = tuple[int, ...]


def places(at: AppTest) -> dict[str, Place]:
    """Return by which children, from the main block or the sidebar on, each field of a page is reached."""
    return dict(_fields(at.main, (0,))) | dict(_fields(at.sidebar, (1,)))


def _fields(block: Block, place: Place) -> Iterator[tuple[str, Place]]:
    for number, child in block.children.items():
        if key := getattr(child, "key", None):
            yield key, (*place, number)
        if isinstance(child, Block):
            yield from _fields(child, (*place, number))


@pytest.mark.parametrize("page", ["map.py", "explore.py", "compare.py", "sources.py", "brief.py"])
def test_no_field_of_a_page_moves_when_a_notice_or_a_set_comes(page: str, catalogue: Catalogue) -> None:
    before = places(opened(page))
    assert before
    for after in (
        opened(page, date="never"),
        opened(page, kept="nothing-there"),
        with_own(page, posts=csv_of([acled_row(1)])),
    ):
        found = places(after)
        assert {key for key in before.keys() & found.keys() if before[key] != found[key]} == set()


def test_a_field_keeps_its_place_whatever_came_and_went_above_it(catalogue: Catalogue) -> None:
    at = read(opened("map.py"))
    before = places(at)["keep-owner"]
    at.text_input(key="keep-title").set_value("Border posts").run()
    assert places(at)["keep-owner"] == before
    press(at, "Keep it")  # Refused: nobody has said whose it is.
    assert "Say whose data it is." in markup(at) and places(at)["keep-owner"] == before
