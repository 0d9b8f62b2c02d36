"""Every place of the ledger stands on the land of the country its record names."""

from __future__ import annotations

import pytest

from geodata import measure
from geodata.ledger import load
from geodata.places import Place

#: `country` → what the map may say there. Countries beyond the three are not mapped.
ALLOWED = {"KG": {"KG"}, "TJ": {"TJ"}, "UZ": {"UZ"}, "KG/TJ": {"KG", "TJ", "neutral"}, "neutral": {"neutral"}}

LOCATED = [place for place in load().places.values() if place.lon is not None and place.country in ALLOWED]


def test_there_are_places_to_check() -> None:
    assert len(LOCATED) > 40
    assert {place.country for place in LOCATED} >= {"KG", "TJ"}


@pytest.mark.parametrize("place", LOCATED, ids=lambda place: place.id)
def test_a_place_stands_in_its_country(place: Place) -> None:
    assert measure.state_at(place.lon, place.lat, 2026) in ALLOWED[place.country]


# A record with a flag says in words where the older map has its point, if it names no other country for it.
@pytest.mark.parametrize(
    "place", [p for p in LOCATED if p.country_2024 or not p.country_flag], ids=lambda place: place.id
)
def test_a_place_stood_in_its_country_of_2024(place: Place) -> None:
    expected = {place.country_2024} if place.country_2024 else ALLOWED[place.country]
    assert measure.state_at(place.lon, place.lat, 2024) in expected
    assert place.country_2024 != place.country
