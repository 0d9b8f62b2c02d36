"""Layers: every module under `layers/` is one, what each promises holds, and one file more is one layer more."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import geopandas
import pytest
from shapely.geometry import Point, box, shape

import layers
from geodata.events import Incident
from geodata.intervals import Interval, day_number, from_day_number
from geodata.ledger import current
from geodata.nearby import first_place
from geodata.places import REGIONS
from geodata.records import Record
from layers.browser import assets
from layers.browser.compose import config
from layers.clashes import SHAPES
from layers.kit.feature import Feature
from layers.kit.layer import Layer, all_layers, features
from layers.kit.record_feature import feature_of
from layers.kit.told import Spot
from layers.pictures.mark_shapes import radius_px
from layers.view.link import from_params
from layers.view.state import ViewState, Vocabulary
from layers.view.visible import visible

HERE = Path(layers.__file__).parent
LEDGER = current()
TODAY = date(2026, 11, 1)

#: Where a record of this atlas can lie: the region, and the capitals abroad where talks are held; degrees in the wrong order lie outside.
REGION = box(25, 24, 85, 58)

#: Days on which the legend is tried: both ends, and the days round which much changes.
DAYS = [
    "1991-01-01",
    "2013-05-07",
    "2014-06-03",
    "2021-04-29",
    "2022-09-16",
    "2024-01-20",
    "2025-03-13",
    "2025-08-01",
    "2026-11-01",
]

every_layer = pytest.mark.parametrize("layer", all_layers(), ids=lambda layer: layer.id)


def frame_of(layer: Layer) -> geopandas.GeoDataFrame:
    """Return a layer's drawn features as a table with geometry, as an analyst would load them."""
    rows = [
        {"id": found.id, "kind": found.kind, "geometry": Point(found.point) if found.point else shape(found.geometry)}
        for found in features(layer, LEDGER)
        if found.point or found.geometry
    ]
    return geopandas.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def test_every_module_under_layers_is_a_layer() -> None:
    assert {layer.id for layer in all_layers()} == {path.stem for path in HERE.glob("*.py")} - {"__init__"}


def test_layers_stand_in_one_order() -> None:
    orders = [layer.order for layer in all_layers()]
    assert orders == sorted(set(orders))


def test_the_layers_the_atlas_promises_are_there_and_on() -> None:
    on = {layer.id for layer in all_layers() if layer.default_on}
    assert {"sections", "border", "bases", "clashes", "crossings"} <= on


@every_layer
def test_a_layer_says_what_it_shows(layer: Layer) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", layer.id)
    assert layer.title and layer.gloss.endswith(".")
    keys = [entry.key for entry in layer.legend]
    assert len(keys) == len(set(keys))
    assert all(entry.label and entry.swatch for entry in layer.legend)


@every_layer
def test_features_are_sound(layer: Layer) -> None:
    found = features(layer, LEDGER)
    assert found, "a layer without a feature"
    ids = [each.id for each in found]
    assert len(ids) == len(set(ids))
    for each in found:
        assert LEDGER.find(each.select), f"{each.id} opens “{each.select}”, which is no record"
        assert each.title
        assert set(each.regions) <= set(REGIONS)
        assert each.precision_m is None or each.precision_m > 0
        assert [step.start for step in each.steps] == sorted({step.start for step in each.steps})
        if each.interval:
            assert each.interval.start < each.interval.end


@every_layer
def test_what_is_drawn_opens_in_geopandas_and_lies_in_the_region(layer: Layer) -> None:
    table = frame_of(layer)
    assert table.geometry.is_valid.all()
    assert not table.geometry.is_empty.any()
    if layer.draw not in ("list", "flows"):  # a flow comes from wherever the supplier is
        outside = table[~table.geometry.within(REGION)]
        assert outside.empty, f"outside the region: {list(outside['id'])}"


def test_points_of_the_map_are_lon_lat_not_lat_lon() -> None:
    # Vorukh lies near 70.6° E, 39.8° N: swapped coordinates would lie in the Barents Sea.
    table = geopandas.GeoDataFrame(frame_of(next(layer for layer in all_layers() if layer.id == "clashes")))
    near_vorukh = table[table.geometry.within(box(70.3, 39.7, 70.9, 40.1))]
    assert {"2014-01-11-ak-sai"} <= set(near_vorukh["id"])


@every_layer
@pytest.mark.parametrize("day", DAYS)
def test_the_legend_explains_all_that_is_drawn_and_names_no_key_it_lacks(layer: Layer, day: str) -> None:
    defined = {entry.key for entry in layer.legend}
    for found in visible(ViewState(date=date.fromisoformat(day)), LEDGER)[layer.id]:
        keys = set(layer.legend_keys(found, day_number(date.fromisoformat(day))))
        assert keys <= defined
        if layer.draw != "list" and (found.point or found.geometry):
            assert keys, f"{found.id} is drawn and the legend is silent"


@every_layer
def test_what_the_browser_is_sent_is_json_with_all_features(layer: Layer) -> None:
    sent = json.loads(assets.layer_data(layer, LEDGER).body)
    assert [each["id"] for each in sent["features"]] == [found.id for found in features(layer, LEDGER)]
    assert (sent["id"], sent["time"], sent["draw"]) == (layer.id, layer.time, layer.draw)


def test_day_numbers_count_from_1970() -> None:
    assert (day_number(date(1970, 1, 1)), day_number(date(1970, 1, 2)), day_number(date(1969, 12, 31))) == (0, 1, -1)
    assert from_day_number(day_number(date(2022, 9, 16))) == date(2022, 9, 16)


NEW_LAYER = '''
"""Wells, for the test: all that a new layer needs."""
from geodata.intervals import ALWAYS, FOREVER, Interval
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import features, Layer

LAYER = Layer(
    id="wells", title="Wells", gloss="Wells.", time="state", draw="points", order=999,
    features=lambda ledger: [Feature("well-1", "kant", "Well", "well", Interval(ALWAYS, FOREVER, ALWAYS, FOREVER), point=(70.6, 39.9))],
    legend=(LegendEntry("well", "Well", "<circle/>"),),
    legend_keys=lambda feature, day: ("well",),
)
'''


@pytest.fixture
def with_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put a folder on the path of `layers`, as if its files lay beside the others."""
    monkeypatch.setattr(layers, "__path__", [*layers.__path__, str(tmp_path)])
    all_layers.cache_clear()
    yield tmp_path
    sys.modules.pop("layers.wells", None)
    all_layers.cache_clear()


def test_one_file_more_is_one_layer_more(with_new_file: Path) -> None:
    (with_new_file / "wells.py").write_text(NEW_LAYER, encoding="utf-8")
    assert all_layers()[-1].id == "wells"
    view = ViewState(date=TODAY)
    assert [found.id for found in visible(view, LEDGER)["wells"]] == ["well-1"]
    # The browser is told of it, its data is served, and a link may name it.
    told = config(LEDGER, TODAY, "../../")
    assert told["order"][-1] == "wells" and "data/wells.json" in told["urls"]["wells"]
    words = Vocabulary(TODAY, tuple(layer.id for layer in all_layers()), (), lambda name: None, LEDGER.revision)
    assert from_params({"layers": "wells"}, words) == (view.with_(layers=("wells",)), [])


def test_a_file_whose_layer_has_another_name_is_refused_by_name(with_new_file: Path) -> None:
    (with_new_file / "wells.py").write_text(NEW_LAYER.replace('id="wells"', 'id="springs"'), encoding="utf-8")
    with pytest.raises(ValueError, match=r"layers/wells\.py .*springs"):
        all_layers()


def test_a_feature_without_steps_has_no_state() -> None:
    assert Feature("f", "f", "F", "thing", None).step_on(0) is None


def test_every_kind_of_incident_has_a_shape() -> None:
    assert set(SHAPES) == set(get_args(Incident.model_fields["kind"].annotation))


def test_a_mark_without_a_form_is_a_dot_in_pictures_too() -> None:
    plain = Feature("a", "a", "A", "a", None, point=(70.6, 39.9))
    assert radius_px(plain) == radius_px(replace(plain, symbol={"form": "tripoint"}))


def test_what_is_near_is_what_the_layer_shows_on_the_day() -> None:
    """Not what the records' own dates say: a layer may draw a crossing only while it was restricted."""
    gate = next(crossing for crossing in LEDGER.crossings.values() if first_place(crossing, LEDGER))
    place = first_place(gate, LEDGER)
    assert place and place.spot
    held = Interval(day_number(date(2020, 1, 1)), day_number(date(2021, 1, 1)), 0, 0)
    layer: Layer[Record] = Layer(
        id="checks",
        title="Checks",
        gloss="Now and then.",
        time="state",
        draw="points",
        features=lambda ledger: [replace(feature_of(gate, "check", ledger), interval=held)],
        order=90,
    )
    for day, words in ((date(2020, 6, 1), gate.title), (date(2022, 6, 1), "None recorded")):
        topic = layer.near(Spot(*place.spot[:2], day, 25, 30), LEDGER)
        assert topic and topic.lines[0].text.startswith(words)
