"""Which colour a row of an own set has in a picture: that of its kind, and of its set."""

from __future__ import annotations

from dataclasses import replace

from geodata.store import PointSet
from layers.pictures.reader_data import own_legend
from layers.reader_data.drawn import OwnSet
from layers.reader_data.points import hue
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


def test_a_further_set_has_colours_that_no_other_has_as_long_as_there_are_some() -> None:
    rows = (70.6, 39.9, DAY, DAY + 1, 0), (70.7, 39.9, DAY, DAY + 1, 1)
    sets: list[PointSet] = []
    for words in (("a", "b", "c"), ("a", "b"), ("a",), ("a", "b", "c", "d", "e", "f", "g")):
        loaded = points(*rows, words=words)
        sets.append(replace(loaded, hue=hue(loaded, sets)))
    # Three, two and one have the six for themselves; where all are taken, the first kind is at least none of the others' first.
    assert [one.hue for one in sets] == [0, 3, 5, 1]
    assert pixel(seen(), sets[1], 70.6, 39.9) == rgb("cat-4") and pixel(seen(), sets[1], 70.7, 39.9) == rgb("cat-5")
    said = [[entry.label for entry in own_legend(seen(), [OwnSet.of("Mine", one)], ())[0][1]] for one in sets[:2]]
    assert said == [["a", "b"]] * 2
