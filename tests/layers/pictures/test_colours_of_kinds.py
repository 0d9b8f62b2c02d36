"""Which colour a row of an own set has in a picture: that of its kind, and of its set."""

from __future__ import annotations

from dataclasses import replace

from layers.pictures.reader_data import own_legend
from layers.reader_data.drawn import OwnSet
from layers.reader_data.points import COLOURS, hue
from tests.support.own_pictures import DAY, pixel, points, rgb, seen


def test_no_kind_gives_its_colour_to_a_spot_of_several() -> None:
    rows = (70.6, 39.9, DAY, DAY + 1, 0), (70.6, 39.9, DAY - 3, DAY - 2, 1)
    loaded = points(*rows)
    assert pixel(seen(), loaded, 70.6, 39.9) == rgb("ink")
    assert "Several kinds on one spot" in [
        entry.label for entry in own_legend(seen(), [OwnSet.of("Mine", loaded)], ())[0][1]
    ]
    # On a day on which one of them shows alone, it is of that kind.
    assert pixel(seen("date=2022-09-16&mode=day"), loaded, 70.6, 39.9) == rgb("cat-1")


def test_the_kinds_of_a_second_set_have_other_colours() -> None:
    loaded = points((70.6, 39.9, DAY, DAY + 1, 0), (70.7, 39.9, DAY, DAY + 1, 1))
    second = replace(loaded, hue=hue(1))
    assert hue(0) == 0 and pixel(seen(), second, 70.6, 39.9) == rgb(f"cat-{hue(1) + 1}")
    words = [
        [entry.label for entry in own_legend(seen(), [OwnSet.of("Mine", one)], ())[0][1]] for one in (loaded, second)
    ]
    assert words[0] == words[1] and len({hue(number) for number in range(COLOURS)}) == COLOURS
