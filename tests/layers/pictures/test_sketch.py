"""A sketch shows what the map shows, where the map shows it."""

from __future__ import annotations

import re

import pytest

from geodata.intervals import day_number
from geodata.ledger import current
from layers.kit.layer import all_layers
from layers.pictures.camera import Camera
from layers.pictures.sketch import HEIGHT, WIDTH, sketch
from layers.view.visible import is_drawn, visible
from tests.support.scenes import QUERIES, view


@pytest.mark.parametrize("query", QUERIES)
def test_a_sketch_has_every_area_of_the_view_with_the_status_of_its_date(query: str) -> None:
    shown = view(query)
    layer = next(one for one in all_layers() if one.id == "sections")
    areas = [one for one in visible(shown, current())["sections"] if is_drawn(one) and layer.id in shown.layers]
    wanted = [step.state for one in areas if (step := one.step_on(day_number(shown.date)))]
    drawn = re.findall(r'class="k-area[^"]* s-([\w-]+)', sketch(shown, current()).svg)
    assert sorted(drawn) == sorted(wanted)


def test_a_mark_stands_where_the_camera_has_its_place() -> None:
    shown = view("date=2022-09-16&mode=day&layers=clashes&at=40.0,70.5,9.1&select=2022-09-16-ovchi-kalacha")
    found = sketch(shown, current())
    # The live map stands on quarters of a zoom.
    assert (found.zoom, found.fit) == (9.0, None)
    camera = Camera.at(WIDTH, HEIGHT, 40.0, 70.5, 9.0)
    [feature] = [one for one in visible(shown, current())["clashes"] if one.select == shown.select]
    assert feature.point
    x, y = camera.to_px(*feature.point)
    assert f'<g transform="translate({x:.0f} {y:.0f})">' in found.svg
    assert found.svg.count("k-select") == 1


def test_the_ground_reaches_the_sketchs_edges_and_no_further() -> None:
    [land] = re.findall(r'class="k-land" d="([^"]+)"', sketch(view("layers=&at=39.5,71.5,9"), current()).svg)
    starts = [tuple(map(int, one)) for one in re.findall(r"M(-?\d+) ?(-?\d+)", land)]
    assert starts and all(-8 <= x <= WIDTH + 8 and -8 <= y <= HEIGHT + 8 for x, y in starts)


def test_nothing_of_a_layer_that_is_off_is_drawn() -> None:
    assert "k-mark" not in sketch(view("layers=sections"), current()).svg
