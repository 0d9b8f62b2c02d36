"""A chart of losses as a file: one linear axis, and title and source in the file itself."""

from __future__ import annotations

import re

import pytest

from layers.pictures.losses import chart
from layers.words.figures import Figure

ROWS = tuple(
    {
        "about": about,
        "label": f"Clash {low}",
        "party": "Kyrgyz",
        "low": low,
        "high": low,
        "figure": str(low),
        "who": "A",
    }
    for about, low in (("one panel", 10), ("one panel", 20), ("another panel", 40))
)
FIGURE = Figure("Deaths by <side>", "What a bar means.", ROWS, ())


def drawn(kind: str, theme: str = "light") -> bytes:
    return chart(FIGURE, "Claimed by", "Deaths", "Source: Border Atlas & others", kind, theme)


def test_twice_as_many_dead_stand_twice_as_far_along_in_every_panel() -> None:
    marks = re.findall(r'<use xlink:href="#m\w+" x="([\d.]+)" y="([\d.]+)"', drawn("svg").decode())
    # The first is that of the legend.
    first, second, third = (float(x) for x, _ in marks[1:])
    assert (third - first) == pytest.approx(3 * (second - first), abs=0.01) and second > first


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_file_names_its_source_and_is_the_same_each_time(theme: str) -> None:
    svg = drawn("svg", theme)
    assert b"Deaths by &lt;side&gt;" in svg and b"Source: Border Atlas &amp; others" in svg
    assert svg == drawn("svg", theme)
    png = drawn("png", theme)
    assert png.startswith(b"\x89PNG") and b"Source: Border Atlas & others" in png and png == drawn("png", theme)
