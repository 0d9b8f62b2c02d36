"""Transfers on the map: from whom to whom, one curve for each pair, and no place that nobody names in what leaves the atlas."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml

from geodata.atlas import FOLDER
from geodata.ledger import current
from layers.files.records import Records
from layers.kit.feature import Feature
from layers.kit.flow import curve
from layers.kit.layer import features, layer_of
from layers.kit.text import actors_in
from layers.pictures.picture import picture
from layers.pictures.size import Size
from layers.view.cameras import camera
from layers.view.state import ViewState
from layers.view.visible import is_drawn
from tests.support.scenes import view as scene_view

LEDGER = current()
TRANSFERS = layer_of("transfers")
DRAWN = {found.select: found for found in features(TRANSFERS, LEDGER) if is_drawn(found)}
CAPITALS = {place.capital_of: place for place in LEDGER.places.values() if place.capital_of}


def ends(feature: Feature) -> tuple[tuple[float, ...], tuple[float, ...]]:
    assert feature.geometry
    line = feature.geometry["coordinates"]
    return tuple(line[0]), tuple(line[-1])


def spot(place_id: str) -> tuple[float, float]:
    place = LEDGER.places[place_id]
    assert place.lon is not None and place.lat is not None
    return round(place.lon, 4), round(place.lat, 4)


def test_every_transfer_from_one_state_to_another_is_a_flow() -> None:
    for record in LEDGER.transfers.values():
        suppliers, recipients = (CAPITALS.keys() & actors_in(who) for who in (record.supplier, record.recipient))
        if suppliers and recipients - suppliers:
            assert record.id in DRAWN, record.id


@pytest.mark.parametrize("whom", [("various", "Kyrgyzstan"), ("Kyrgyzstan (own budget)", "Kyrgyzstan")])
def test_what_comes_from_nowhere_or_from_home_is_listed_alone(whom: tuple[str, str]) -> None:
    found = [one for one in LEDGER.transfers.values() if one.supplier == whom[0]]
    assert found and not {one.id for one in found} & DRAWN.keys()


@pytest.mark.parametrize(
    ("record", "start", "end"),
    [
        ("2021-03-02-kazakh-aid-kyrgyzstan", "astana", "bishkek"),
        # Signed in the supplier's capital, which is not where anything went.
        ("2022-04-21-turkey-tajikistan-framework", "ankara", "dushanbe"),
        ("2023-05-24-streit-vehicles-tajikistan", "abu-dhabi", "sipar-plant"),
        # A region is no nearer than the capital.
        ("2023-02-pechora-2bm-kyrgyzstan", "minsk", "bishkek"),
        # To its own base abroad.
        ("2019-10-26-s-300ps-201st-base", "moscow", "dushanbe-garrison"),
    ],
)
def test_a_flow_runs_from_the_suppliers_capital_to_the_place_named_or_the_recipients(
    record: str, start: str, end: str
) -> None:
    assert ends(DRAWN[record]) == (spot(start), spot(end))


def test_flows_with_both_ends_in_common_are_two_curves() -> None:
    assert curve((0, 0), (10, 0), 0)[24] != curve((0, 0), (10, 0), 1)[24]
    base, army = DRAWN["2019-10-26-s-300ps-201st-base"], DRAWN["2023-11-22-s-300-tajikistan"]
    assert ends(base) == ends(army) and base.geometry != army.geometry


def test_no_curve_leaves_the_atlas_and_none_is_flown_to() -> None:
    records = Records(ViewState(date(2026, 11, 1), layers=("transfers",)), LEDGER)
    rows = records.listed()
    assert {one.geom_type for one in records.geometry(rows) if one is not None} == {"Point"}
    assert camera("2021-03-02-kazakh-aid-kyrgyzstan", LEDGER) is None


def test_a_picture_counts_the_flows_that_miss_it() -> None:
    view = ViewState(date(2026, 11, 1), layers=("transfers",), at=(40.2, 71.2, 6.25))
    size = Size(640, 360, 0.75)
    [near] = picture(view, LEDGER, size=size).maps
    [away] = picture(view.with_(at=(10, 10, 8)), LEDGER, size=size).maps
    pairs = Counter(found.symbol["pair"] for found in DRAWN.values())
    assert set(near.visible["transfers"]) == set(away.visible["transfers"])
    assert 0 < len(near.covered) <= len(pairs) and not away.covered
    assert away.beyond == len(pairs)
    for one in near.covered:
        others = [box for box in near.covered if box is not one]
        assert not any(one[0] < b[2] and one[2] > b[0] and one[1] < b[3] and one[3] > b[1] for b in others)


SCENES = [
    pytest.param(scene, id=f"{path.stem}-{number}")
    for path in sorted((FOLDER / "briefings").glob("*.yaml"))
    for number, scene in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))["scenes"], start=1)
]


@pytest.mark.parametrize("scene", SCENES)
def test_no_scene_of_a_briefing_has_an_empty_map(scene: dict[str, Any]) -> None:
    shown = scene_view(scene["view"])
    [*maps] = picture(shown, LEDGER, size=Size(640, 360, 0.5)).maps
    for drawn in maps:
        # Marks and flows lie in the window; sections are the map's own subject.
        seen = len(drawn.marks) + len(drawn.covered) + len(drawn.visible["sections"])
        assert seen, scene["title"]
    told = [LEDGER.transfers[name] for name in scene["records"] if name in LEDGER.transfers]
    if told and "transfers" in shown.layers:
        assert maps[0].covered, "transfers are told and none is to be seen"
