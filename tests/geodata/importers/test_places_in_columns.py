"""Where rows are, as people write it in tables: names of columns, spellings of a coordinate, two in a cell."""

from __future__ import annotations

import pytest

from geodata.importers.positions.angles import angle, pair, plain
from geodata.importers.reading import peek
from geodata.importers.report import Refused
from tests.support.tables.placed import LAT, LON, load, reasons, table, where


@pytest.mark.parametrize(
    "names",
    [
        "lat lon",
        "Latitude|Longitude",
        "LATITUDE|LONGITUDE",
        "Latitude (WGS84)|Longitude (WGS84)",
        "Latitude [°]|Longitude [°]",
        "lat_dd lon_dd",
        "lat_wgs84 long_wgs84",
        "Lat.|Long.",
        "GPS Latitude|GPS Longitude",
        "gpslatitude gpslongitude",
        "decimalLatitude decimalLongitude",
        "geo_lat geo_lon",
        "LatDD LonDD",
        "_gps_latitude _gps_longitude",
        "location.lat location.lng",
        "centroid_latitude centroid_longitude",
        "y x",
        "Y X",
        "N E",
        "Coord_N Coord_E",
        "Координаты N|Координаты E",
        "Ycenter Xcenter",
        "INTPTLAT INTPTLON",
        "Lattitude Longtitude",
        "Координата У|Координата Х",
        "Y_coord X_coord",
        "POINT_Y POINT_X",
        "ycoord xcoord",
        "CoordY CoordX",
        "Y (lat)|X (lon)",
        "широта долгота",
        "Широта, град.|Долгота, град.",
        "Географическая широта|Географическая долгота",
        "Северная широта|Восточная долгота",
        "Координаты (широта)|Координаты (долгота)",
        "кеңдик узундук",
        "Кеңдик|Узундук",
        "арз тӯл",
        "Арзи ҷуғрофӣ|Тӯли ҷуғрофӣ",
        "Breite Länge",
        "Breitengrad|Längengrad",
        "latitud longitud",
        "Latitud|Longitud",
        "latitudine longitudine",
        "enlem boylam",
        "kenglik uzunlik",
    ],
)
def test_columns_are_known_by_any_usual_name(names: str) -> None:
    lat, lon = names.split("|") if "|" in names else names.split()
    for first, second in ((lat, lon), (lon, lat)):
        values = {lat: "39.91", lon: "70.51"}
        data = table(**{"note": "x", first: values[first], second: values[second]})
        assert where(load(data)) == [(LAT, LON)]


def test_a_column_that_only_looks_like_a_name_is_not_taken() -> None:
    data = table(long="a tale", plateau="3", lat="39.91", lon="70.51", lat_min="1", lon_min="2")
    assert {key: column for key, column in peek("file", data).mapping.items() if key in ("lat", "lon", "place")} == {
        "lat": "lat",
        "lon": "lon",
    }


def test_degrees_are_preferred_to_metres_that_stand_beside_them() -> None:
    data = table(X="636766", Y="4417883", lat="39.91", lon="70.51")
    assert where(load(data)) == [(LAT, LON)]


@pytest.mark.parametrize(
    "spelling",
    [
        "39.91",
        "39,91",
        "+39.91",
        "39.91°",
        "39,91°",
        "39.91 N",
        "39.91N",
        "N39.91",
        "N 39.91°",
        "39° 54' 36\" N",
        "39°54'36\"N",
        "39°54′36″N",
        "39º54’36”N",
        "39˚54'36''N",
        "39° 54' 36.0\" N",
        "39°54'36,0\"N",
        "39°54.6'N",
        "39° 54.6' N",
        "N 39° 54.600'",
        "39 54 36 N",
        "39 54 36",
        "39-54-36N",
        "39:54:36",
        "39d54m36s",
        "39d54m36sN",
        "39d54'36\"N",
        "39 deg 54 min 36 sec N",
        "39 deg 54' 36.00\" N",
        "395436N",
        "3954.6N",
        "39.54.36 N",
        "39°54'36\" с.ш.",
        "39°54'36\" с. ш.",
        "39°54'36\"С",
        "39,91° с.ш.",
        "39 градусов 54 минуты 36 секунд северной широты",
        "39° 54' 36\" северной широты",
        "39°54'36\" North",
        "Lat 39.91",
        "Lat: 39.91",
        "широта 39,91",
    ],
)
def test_a_latitude_is_read_in_any_usual_spelling(spelling: str) -> None:
    found = angle(plain(spelling))
    assert found is not None and found.value == pytest.approx(LAT)


@pytest.mark.parametrize(
    ("spelling", "degrees"),
    [
        ("-39.91", -39.91),
        ("−39.91", -39.91),
        ("39.91 S", -39.91),
        ("39°54'36\"Ю", -39.91),
        ("70°30'36\"E", 70.51),
        ("70°30'36\" в.д.", 70.51),
        ("0703036E", 70.51),
        ("70°30'36\"W", -70.51),
        ("70,51° з. д.", -70.51),
        ("4,417,883.12", 4417883.12),
        ("4 417 883,12", 4417883.12),
    ],
)
def test_sides_of_the_world_and_thousands_are_read(spelling: str, degrees: float) -> None:
    found = angle(plain(spelling))
    assert found is not None and found.value == pytest.approx(degrees)


@pytest.mark.parametrize(
    "spelling", ["", "n/a", "39°60'00\"", "39.5°30'", "-39.5 N", "39 posts", "2022-09-16", "39N 70S"]
)
def test_what_is_no_coordinate_is_none(spelling: str) -> None:
    assert angle(plain(spelling)) is None


def test_the_spellings_of_one_column_are_read_each_for_itself() -> None:
    lat = ("39°54'36\"N", "39° 55' 12\" N", "39.93° N", "39.94N", "unknown")
    lon = ("70°30'36\"E", "70° 31' 12\" E", "70.53° E", "70.54E", "70.55")
    loaded = load(table(lat=lat, lon=lon))
    assert where(loaded) == [(39.91, 70.51), (39.92, 70.52), (39.93, 70.53), (39.94, 70.54)]
    assert reasons(loaded) == [(6, "no coordinates")]


def test_decimal_commas_are_said() -> None:
    loaded = load(table(lat="39,91", lon="70,51"))
    assert where(loaded) == [(LAT, LON)] and any("decimal" in note for note in loaded.report.notes)


def test_a_coordinate_spread_over_columns_is_put_together_and_said() -> None:
    data = table(
        lat_deg="39", lat_min="54", lat_sec="36", lat_dir="N", lon_deg="70", lon_min="30", lon_sec="36", lon_dir="E"
    )
    loaded = load(data)
    assert where(loaded) == [(LAT, LON)] and any("lat_min" in note for note in loaded.report.notes)


def test_parts_of_a_coordinate_and_heights_are_nothing_else() -> None:
    parts = table(Lat__deg="39", Lat__min="54", Lat__sec="36", Lon__deg="70", Lon__min="30", Lon__sec="36")
    assert set(peek("rows.tsv", parts).mapping) == {"lat", "lon", "date"}
    columns = {"location-Latitude": "39.9", "location-Longitude": "70.5", "location-Altitude": "1200.5"}
    assert "label" not in peek("rows.tsv", table(**columns)).mapping


def test_letters_say_what_a_column_with_the_wrong_name_holds() -> None:
    loaded = load(table(lat="70°30'36\"E", lon="39°54'36\"N"))
    assert where(loaded) == [(LAT, LON)] and any("letters" in note for note in loaded.report.notes)


@pytest.mark.parametrize(
    ("names", "west", "degrees"),
    [("Breite Länge", "70° W", 70.51), ("latitud longitud", "70° E", -70.51), ("Breite Länge", "", 70.51)],
)
def test_o_is_the_german_east_and_the_spanish_west(names: str, west: str, degrees: float) -> None:
    lat, lon = names.split()
    others = (west,) if west else ()
    loaded = load(table(**{lat: ("39.91° N",) * (1 + len(others)), lon: ("70.51° O", *others)}))
    assert where(loaded)[0] == (LAT, degrees)


@pytest.mark.parametrize(
    "cell",
    [
        "39.91, 70.51",
        "39.91,70.51",
        "39.91 70.51",
        "39.91;70.51",
        "39.91 / 70.51",
        "(39.91, 70.51)",
        "[39.91, 70.51]",
        "39,91 70,51",
        "39,91; 70,51",
        "39,91, 70,51",
        "39°54'36\"N 70°30'36\"E",
        "39°54'36\"N, 70°30'36\"E",
        "39°54'36\" с.ш., 70°30'36\" в.д.",
        "39°54.6'N 70°30.6'E",
        "N39.91 E70.51",
        "N 39° 54' 36\", E 70° 30' 36\"",
        "E70.51 N39.91",
        "39.91N, 70.51E",
        "39.91° N 70.51° E",
        "Lat: 39.91, Lon: 70.51",
        "lat 39.91 lon 70.51",
        "Широта: 39,91; долгота: 70,51",
        "{'latitude': '39.91', 'longitude': '70.51'}",
        '{"lng": 70.51, "lat": 39.91}',
        "geo:39.91,70.51",
        "https://www.google.com/maps/@39.91,70.51,12z",
        "https://maps.google.com/?q=39.91,70.51",
        "39.91 70.51 812.3 4.5",
        "39.91\n70.51",
        "39.91,70.51;",
        "39°54'36\"с.ш. и 70°30'36\"в.д.",
        "С39°54'36\" В70°30'36\"",
        "c(70.51, 39.91)",
        "39.91 - 70.51",
        "39.91 (lat), 70.51 (lon)",
        "GPS: 39.91, 70.51",
        "395436N0703036E",
        "39° 54' 36\" latitude Nord, 70° 30' 36\" longitude Est",
        "+39.91+070.51/",
    ],
)
def test_both_coordinates_in_one_cell_are_read(cell: str) -> None:
    found = pair(plain(cell))
    assert found is not None
    lat, lon = (found.second, found.first) if found.order == "lon" else found[:2]
    assert (lat, lon) == (pytest.approx(LAT), pytest.approx(LON))
    assert where(load(table(coordinates=cell, note="x"))) == [(LAT, LON)]


@pytest.mark.parametrize("name", ["coords", "Координаты", "location", "geopoint", "lat_lon", "anything"])
def test_the_order_of_two_coordinates_is_decided_over_the_column_and_said(name: str) -> None:
    loaded = load(table(**{name: ("39.91, 70.51", "39.92, 70.52"), "note": ("x", "y")}))
    assert where(loaded) == [(39.91, 70.51), (39.92, 70.52)]
    assert any("latitude was read first" in note for note in loaded.report.notes)


def test_a_pair_of_figures_in_a_column_of_another_name_is_no_place() -> None:
    assert "place" not in peek("file", table(prices="12.50, 13.75", town="A")).mapping


def test_an_o_that_may_be_east_or_west_is_not_guessed() -> None:
    assert reasons(load(table(latitude=("39.91 N", "39.91 N"), longitude=("70.51 O", "70.51")))) == [
        (2, "no coordinates")
    ]


def test_longitude_first_is_told_by_size_by_name_and_by_central_asia() -> None:
    assert where(load(table(coords=("170.5 39.9", "70.5 39.9"), note=("x", "y")))) == [(39.9, 170.5), (39.9, 70.5)]
    assert where(load(table(lon_lat="37.8, 48.1", note="x"))) == [(48.1, 37.8)]
    assert where(load(table(coords="70.51 39.91", note="x"))) == [(LAT, LON)]


def test_an_order_that_nothing_tells_is_asked_for() -> None:
    data = table(coords="48.1, 37.8", note="x")
    with pytest.raises(Refused, match="which is the latitude") as asked:
        load(data)
    assert asked.value.asks
    assert where(load(data, lat_first=True)) == [(48.1, 37.8)] and where(load(data, lat_first=False)) == [(37.8, 48.1)]


def test_turkish_sides_of_the_world_are_read() -> None:
    assert where(load(table(Koordinatlar="39° 54′ 36″ K, 70° 30′ 36″ D"))) == [(LAT, LON)]
    assert where(load(table(Enlem="39° 54′ 36″ K", Boylam="70° 30′ 36″ D"))) == [(LAT, LON)]
    assert where(load(table(lat="39d54m36s", lon="70.51 d"))) == [(LAT, LON)]
