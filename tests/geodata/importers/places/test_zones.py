"""Coordinates of UTM whose table names the zone itself: beside them, in the names of their columns, or in their cell; codes of the military grid."""

from __future__ import annotations

import pytest
from pyproj import Transformer

from geodata.importers.report import Loaded, Refused
from tests.support.tables import placed
from tests.support.tables.placed import LAT, LON, load, reasons, where


def utm(zone: int, lon: float = LON, lat: float = LAT) -> tuple[str, str]:
    """Return easting and northing in whole metres."""
    system = 32600 + zone if lat > 0 else 32700 + zone
    east, north = Transformer.from_crs(4326, system, always_xy=True).transform(lon, lat)
    return f"{east:.0f}", f"{north:.0f}"


def said(loaded: Loaded) -> str:
    return " ".join(loaded.report.notes)


@pytest.mark.parametrize(
    "form", ["{}N", "{}S", "{}", "{} T", "UTM {}N", "WGS 84 / UTM zone {}N", "Zone {}", "EPSG:326{}"]
)
def test_each_row_lies_in_the_zone_that_stands_beside_it(form: str) -> None:
    (first, second), (third, fourth) = utm(42), utm(43, 72.8, 40.5)
    table = placed.table(Zone=(form.format(42), form.format(43)), Easting=(first, third), Northing=(second, fourth))
    loaded = load(table)
    assert where(loaded) == [(LAT, LON), (40.5, 72.8)]
    assert "“Zone” names (42N, 43N)" in said(loaded)


def test_a_letter_s_is_the_southern_half_where_its_band_does_not_reach() -> None:
    east, north = utm(36, 34.5, -13.25)
    assert where(load(placed.table(utm_zone="36S", x=east, y=north))) == [(-13.25, 34.5)]


def test_metres_of_no_zone_are_rejected_and_counted() -> None:
    east, north = utm(42)
    loaded = load(placed.table(Zone=("42N", ""), X=(east, east), Y=(north, north)))
    assert where(loaded) == [(LAT, LON)] and reasons(loaded) == [(3, "no coordinates")]
    assert "1 row has metres but no zone in “Zone”" in said(loaded)


def test_numbers_that_are_no_zones_of_utm_leave_it_asked() -> None:
    """Zones of a town are numbered too: with theirs the rows would lie in another part of the world."""
    east, north = utm(42)
    for zones in (("1", "2"), ("42", "north of the river"), ("", "")):
        with pytest.raises(Refused, match=r"UTM zone.*EPSG:32642") as asked:
            load(placed.table(Zone=zones, X=(east, east), Y=(north, north)))
        assert asked.value.asks


@pytest.mark.parametrize("name", ["{}_UTM42N", "UTM 42N {}", "{} (EPSG:32642)", "utm_zone_42_{}", "UTM42{}"])
def test_the_zone_may_stand_in_the_names_of_the_columns(name: str) -> None:
    east, north = utm(42)
    x, y = ("E", "N") if name == "UTM42{}" else ("X", "Y")
    loaded = load(placed.table(**{name.format(x): east, name.format(y): north}))
    assert where(loaded) == [(LAT, LON)] and "names (42N)" in said(loaded)


@pytest.mark.parametrize("cell", ["{}S {} {}", "{} N {}E {}N", "{}N, {}.0, {}.0"])
def test_zone_easting_and_northing_may_stand_in_one_cell(cell: str) -> None:
    cells = (cell.format(42, *utm(42)), cell.format(43, *utm(43, 72.8, 40.5)))
    loaded = load(placed.table(Position=cells))
    assert where(loaded) == [(LAT, LON), (40.5, 72.8)] and "(42N, 43N)" in said(loaded)


def test_codes_of_the_military_grid_are_squares_with_their_circle() -> None:
    """The square of 100 km that holds 629065, 4418859 of zone 42 is XK: the sixth of S to Z, and the fifth from F."""
    codes = ("42SXK2906518859", "42S XK 290 188", "42sxk2918", "39.955, 70.635")
    loaded = load(placed.table(MGRS=codes))
    assert where(loaded)[0] == (LAT, LON) and where(loaded)[3] == (39.955, 70.635)
    assert all(where(loaded)[row] == pytest.approx((LAT, LON), abs=6e-3) for row in (1, 2))
    # Half across squares of 100 m and of 1 km.
    assert loaded.points.precision_m.tolist() == [0, 71, 708, 0]
    assert "in the middle of its square, of at most 1,000 m" in said(loaded)


@pytest.mark.parametrize(
    ("code", "spot"),
    [
        ("4QFJ1234567890", (21.4098, -157.9161)),  # Honolulu, the example of Wikipedia's article
        ("18SUJ2337106519", (38.8895, -77.0352)),  # the Washington Monument
        ("56HLH3436850948", (-33.8688, 151.2093)),  # Sydney
    ],
)
def test_known_places_of_the_grid_lie_where_they_are(code: str, spot: tuple[float, float]) -> None:
    assert where(load(placed.table(MGRS=code)))[0] == pytest.approx(spot, abs=2e-3)


def test_letters_that_a_zone_does_not_have_are_no_place() -> None:
    loaded = load(placed.table(MGRS=("42SXK2906518859", "42SAK2906518859")))
    assert where(loaded) == [(LAT, LON)] and reasons(loaded) == [(3, "no coordinates")]


def test_a_system_named_for_the_rest_leaves_codes_where_they_are() -> None:
    east, north = utm(42)
    loaded = load(placed.table(Position=(f"42S {east} {north}", f"{east} {north}")), crs="EPSG:32642")
    assert where(loaded) == [(LAT, LON)] * 2
