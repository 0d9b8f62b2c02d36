"""Files with a row that is broken, of each format, and the reason for which it is not taken."""

from __future__ import annotations

from shapely import LineString, Point

from tests.support.attacks.broken_files import (
    BOWTIE,
    GOOD,
    HEADER,
    SHEET,
    VALLEY,
    Maker,
    geojson,
    kml,
    placemark,
    point,
    rows,
)
from tests.support.own_files import acled_row, csv_of, frame, ucdp_row, vector_of
from tests.support.tables.workbooks import KINDS, book_of


def _with(kind: str, broken: object, good: object = GOOD, **columns: list[object]) -> Maker:
    return lambda: vector_of(frame(good, good, broken, **columns), kind)


def _acled(**changes: object) -> Maker:
    return lambda: csv_of([acled_row(1, time_precision=1), acled_row(2, time_precision=1) | changes])


def _ucdp(**changes: object) -> Maker:
    return lambda: csv_of([ucdp_row(1), ucdp_row(2) | changes])


def _book(kind: str, *row: object) -> Maker:
    return lambda: book_of(kind, [HEADER, SHEET, SHEET, list(row)])


BAD_DATE = {"date": ["2022-09-16", "2022-09-16", "31 February 2022"]}

REVERSED = {"date": ["2022-09-16"] * 3, "end_date": ["2022-09-17", "2022-09-17", "2022-09-01"]}

#: Format → what is wrong with one of its rows → (file, key of `report.REASONS`).
PARTLY: dict[str, dict[str, tuple[Maker, str]]] = {
    **{
        kind: {
            "a bow-tie": (_with(kind, BOWTIE, VALLEY), "broken geometry"),
            "beyond the world": (
                _with(kind, Point(700_000, 4_400_000))
                if kind != "KML"
                else lambda: kml(placemark("70.6,39.9") + placemark("70.6,99999")),
                "outside",
            ),
            "no day of a calendar": (_with(kind, GOOD, **BAD_DATE), "bad date"),
            "an end before its beginning": (_with(kind, GOOD, **REVERSED), "reversed"),
            "at 0, 0": (_with(kind, Point(0, 0)), "zero"),
            "swapped": (
                lambda kind=kind: vector_of(frame(GOOD, Point(70.7, 39.8), Point(39.9, 70.6)), kind),
                "swapped",
            ),
        }
        for kind in ("GeoJSON", "GPKG", "shapefile", "KML", "GeoParquet")
    },
    "ACLED": {
        "no coordinates": (_acled(latitude="", longitude=""), "no coordinates"),
        "a word for a number": (_acled(latitude="north"), "no coordinates"),
        "swapped": (_acled(latitude="70.6", longitude="39.9"), "swapped"),
        "beyond the world": (_acled(longitude="270.6"), "outside"),
        "at 0, 0": (_acled(latitude="0", longitude="0", country="Ghana"), "zero"),
        "no day of a calendar": (_acled(event_date="2022-02-30"), "bad date"),
        "no date": (_acled(event_date=""), "no date"),
        "a slip of the year": (_acled(event_date="0202-09-16"), "bad date"),
        "a line cut short": (lambda: csv_of([acled_row(1)]) + b"XXX2,2022-09-16,2022\n", "fields"),
        "not a number": (_acled(latitude="NaN"), "no coordinates"),
    },
    "UCDP": {
        "no coordinates": (_ucdp(latitude="", longitude=""), "no coordinates"),
        "swapped": (_ucdp(latitude="70.6", longitude="39.9"), "swapped"),
        "beyond the world": (_ucdp(latitude="-95", longitude="200"), "outside"),
        "at 0, 0": (_ucdp(latitude="0", longitude="0", country="Ghana"), "zero"),
        "an end before its beginning": (_ucdp(date_start="2022-09-16", date_end="2022-09-01"), "reversed"),
        "no first day": (_ucdp(date_start=""), "no date"),
        "no day of a calendar": (_ucdp(date_start="2022-13-01"), "bad date"),
        "a last day that is none": (_ucdp(date_end="soon"), "bad date"),
        "a line cut short": (lambda: csv_of([ucdp_row(1)]) + b"2,XXX-2\n", "fields"),
        "a row too long": (lambda: csv_of([ucdp_row(1)]) + b"x," * 60 + b"\n", "fields"),
    },
    "CSV": {
        "a field too few": (
            lambda: rows("date,lat,lon,name", *["2022-09-16,39.9,70.6,good"] * 2, "2022-09-16,39.9,70.6"),
            "fields",
        ),
        "no coordinates": (
            lambda: rows("date,lat,lon,name", *["2022-09-16,39.9,70.6,good"] * 2, "2022-09-16,,,x"),
            "no coordinates",
        ),
        "no day of a calendar": (
            lambda: rows("date,lat,lon,name", *["2022-09-16,39.9,70.6,good"] * 2, "2022-02-30,39.9,70.6,x"),
            "bad date",
        ),
        "an end before its beginning": (
            lambda: rows("date,end_date,lat,lon", "2022-09-16,2022-09-17,39.9,70.6", "2022-09-16,2022-09-01,39.9,70.6"),
            "reversed",
        ),
    },
    **{
        kind.upper(): {
            "no coordinates": (_book(kind, "2022-09-16", "", "", "x"), "no coordinates"),
            "the words of an error": (_book(kind, "2022-09-16", "#REF!", 70.6, "x"), "no coordinates"),
            "an error of a formula": (_book(kind, "2022-09-16", ZeroDivisionError, 70.6, "x"), "no coordinates"),
            "no day of a calendar": (_book(kind, "2022-02-31", 39.9, 70.6, "x"), "bad date"),
            "beyond the world": (_book(kind, "2022-09-16", 39.9, 300, "x"), "outside"),
        }
        for kind in KINDS
    },
}

PARTLY["GeoJSON"]["a feature without geometry"] = (lambda: geojson(point(70.6, 39.9), None), "no geometry")

PARTLY["GeoJSON"]["coordinates that are words"] = (
    lambda: geojson(point(70.6, 39.9), point("east", "north")),
    "no geometry",
)

PARTLY["KML"]["a placemark without a place"] = (
    lambda: kml(placemark("70.6,39.9") + "<Placemark><name>b</name></Placemark>"),
    "no geometry",
)

PARTLY["GPKG"]["geometry with NaN"] = (_with("GPKG", LineString([(70, 39), (float("nan"), 40)])), "no coordinates")

PARTLY["GeoParquet"]["geometry with NaN"] = (
    _with("GeoParquet", LineString([(70, 39), (float("nan"), 40)])),
    "no coordinates",
)

PARTLY["GeoParquet"]["a feature without geometry"] = (_with("GeoParquet", None), "no geometry")
