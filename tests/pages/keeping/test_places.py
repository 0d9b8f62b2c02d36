"""A field on “Your own data” stays where it is from run to run: one that moves is drawn anew, without what is being typed in it."""

from __future__ import annotations

from streamlit.testing.v1.element_tree import Block

from geodata.sets.catalogue import Catalogue
from tests.pages.keeping.test_pages import press, read
from tests.support.pages import markup, opened


def place_of(block: Block, key: str) -> list[int] | None:
    """Return by which children, from a page's main block on, a field is reached."""
    for number, child in block.children.items():
        if getattr(child, "key", None) == key:
            return [number]
        if isinstance(child, Block) and (below := place_of(child, key)):
            return [number, *below]
    return None


def test_a_field_keeps_its_place_whatever_came_and_went_above_it(
    catalogue: Catalogue,
) -> None:
    at = read(opened("map.py"))
    before = place_of(at.main, "keep-owner")
    assert before
    at.text_input(key="keep-title").set_value("Border posts").run()
    assert place_of(at.main, "keep-owner") == before
    press(at, "Keep it")  # Refused: nobody has said whose it is.
    assert "Say whose data it is." in markup(at) and place_of(at.main, "keep-owner") == before
