"""Names of places: the form of the land they stand on first, then the others in all scripts that sources give."""

from __future__ import annotations

from datetime import date

import pytest
from shapely import Point

from geodata import geometry_files
from geodata.ledger import current
from geodata.places import Names
from layers.words.card import card

LEDGER = current()


def test_a_places_languages_begin_with_that_of_the_land_it_stands_on() -> None:
    names = Names.model_validate({"en": ["X"], "ru": ["Икс"], "tg": ["Иксӣ"], "ky": ["Икси"]})
    orders = {country: list(names.others(country)) for country in ("KG", "TJ", "UZ", "")}
    atlas = ["ky", "tg", "ru"]
    assert orders == {"KG": atlas, "TJ": ["tg", "ky", "ru"], "UZ": atlas, "": atlas}


@pytest.mark.parametrize(
    ("record_id", "names"),
    [
        ("vorukh", "Tajik: Ворух · Russian: Ворух"),
        ("kulundu", "Kyrgyz: Кулунду · Russian: Кулунду"),
        # What happened at a place is not called by the place's names.
        ("2025-02-21-treaty-initialled", "Place: Bishkek"),
        ("kayragach-crossing", "also Kairagach · Kyrgyz: Кайрагач · Russian: Кайрагач"),
        # A crossing is called by the forms of both sides.
        ("kyzyl-bel-crossing", "Kyrgyz: Кызыл-Бел · Russian: Кызыл-Бель, Гулистон"),
    ],
)
def test_a_card_says_the_own_form_before_the_russian_one(record_id: str, names: str) -> None:
    found = card(record_id, LEDGER, date(2026, 1, 1))
    assert found and found.names == names


def test_what_is_called_after_a_place_has_the_places_own_form() -> None:
    for table in ("sections", "crossings"):
        for record in LEDGER.tables[table].values():
            for place in [LEDGER.places[name] for name in record.places[:1]]:
                called = record.names and record.names.en[0] == place.names.en[0].removesuffix(" checkpoint")
                for language in {"KG": ["ky"], "TJ": ["tg"]}.get(place.country, []) if called else []:
                    assert (language in place.names.others()) <= (language in record.names.others()), record.id


@pytest.mark.parametrize(
    ("lon", "lat", "name"), [(72.2, 41.2, "Naryn"), (71.0, 40.75, "Syr Darya"), (69.6, 40.28, "Syr Darya")]
)
def test_below_the_mouth_of_the_kara_darya_the_naryn_is_the_syr_darya(lon: float, lat: float, name: str) -> None:
    rivers = geometry_files.backdrop("river")
    assert min(rivers, key=lambda one: one.geometry.distance(Point(lon, lat))).properties["name"] == name
