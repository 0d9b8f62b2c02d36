"""Forms in which files write places, each with where it was seen and with what it says. Coordinates are (lon, lat) in degrees of WGS 84."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from pyproj import Transformer

from tests.bench.layouts_dates import Outcome

#: Places that do not exist; all are whole in sixteenths of a minute, so that each form can hold them.
PLACES = [
    (70.51, 39.91),
    (70.635, 39.955),
    (69.87, 40.02),
    (71.245, 39.76),
    (70.08, 39.84),
    (70.92, 40.15),
    (69.63, 39.70),
]


@dataclass(frozen=True)
class Place:
    """A way to write places: names of its columns, the cells of each of `PLACES`, and the outcome."""

    name: str
    seen: str
    columns: tuple[str, ...]
    cells: list[tuple[str, ...]]
    outcome: Outcome = "read"


def _place(
    name: str,
    seen: str,
    columns: tuple[str, ...],
    write: Callable[[float, float], tuple[str, ...]],
    outcome: Outcome = "read",
) -> Place:
    return Place(name, seen, columns, [write(lon, lat) for lon, lat in PLACES], outcome)


def _pair(seen: str, lat: str, lon: str) -> Place:
    """Two columns of degrees with these names, the latitude first."""
    return _place(f"{lat}, {lon}", seen, (lat, lon), lambda x, y: (f"{y:.4f}", f"{x:.4f}"))


def _parts(degrees: float) -> tuple[int, int, float]:
    seconds = round(degrees * 3600)
    return seconds // 3600, seconds // 60 % 60, seconds % 60


def _dms(form: str) -> Callable[[float], str]:
    return lambda degrees: form.format(*_parts(degrees))


def _projected(code: int) -> Callable[[float, float], tuple[str, ...]]:
    into = Transformer.from_crs(4326, code, always_xy=True)
    return lambda lon, lat: tuple(f"{value:.1f}" for value in into.transform(lon, lat))


def _comma(degrees: float) -> str:
    return f"{degrees:.4f}".replace(".", ",")


def _minutes(degrees: float, space: str = "") -> str:
    whole, minutes = divmod(round(degrees * 60_000), 60_000)
    return f"{whole}°{space}{minutes / 1000:.3f}"


def _both(lon: float, lat: float, between: str = " ") -> str:
    return f"{_dms('{}°{:02}′{:02.0f}″N')(lat)}{between}{_dms('{}°{:02}′{:02.0f}″E')(lon)}".replace("′", "'").replace(
        "″", '"'
    )


def _geojson(lon: float, lat: float) -> str:
    return json.dumps({"type": "Point", "coordinates": [lon, lat]})


_NAMES = [
    _pair("ACLED, UCDP, GTD, Mapbox", "latitude", "longitude"),
    _pair("HDX, OCHA", "Latitude", "Longitude"),
    _pair("ArcGIS Online: CSV, supported names", "Lat", "Long"),
    _pair("Map Maker, Google Maps", "lat", "lng"),
    _pair("OpenStreetMap, GPX", "lat", "lon"),
    _pair("ArcGIS Hub: CSV download", "Y", "X"),
    _pair("ArcGIS: Add XY Coordinates", "POINT_Y", "POINT_X"),
    _pair("ArcGIS Online: supported names", "Ycenter", "Xcenter"),
    _pair("ArcGIS Online: supported names", "Latdecdeg", "Longdecdeg"),
    _pair("ArcGIS Online: supported names", "Latdd", "Long_dd"),
    _pair("ArcGIS Online: supported names", "Latitude83", "Longitude83"),
    _pair("QGIS: centroids", "ycoord", "xcoord"),
    _pair("KoboToolbox: parts of a geopoint", "_location_latitude", "_location_longitude"),
    _pair("ODK Central", "location-Latitude", "location-Longitude"),
    _pair("GeoNames web tables", "LAT", "LONG"),
    _pair("surveys of UN agencies", "GPS Latitude", "GPS Longitude"),
    _pair("surveys of UN agencies", "Latitude (N)", "Longitude (E)"),
    _pair("surveys", "Latitude_DD", "Longitude_DD"),
    _pair("HXL tags taken for names", "#geo+lat", "#geo+lon"),
    _pair("IOM DTM", "Site Latitude", "Site Longitude"),
    _pair("Who does what where (3W)", "lat_wgs84", "lon_wgs84"),
    _pair("GDELT", "ActionGeo_Lat", "ActionGeo_Long"),
    _pair("camel case of programs", "geoLat", "geoLon"),
    _pair("JSON flattened by pandas", "location.latitude", "location.longitude"),
    _pair("Russian tables", "Широта", "Долгота"),
    _pair("Russian tables", "широта, град.", "долгота, град."),
    _pair("Russian tables", "Северная широта", "Восточная долгота"),
    _pair("Russian tables", "с.ш.", "в.д."),
    _pair("Kyrgyz tables", "Кеңдик", "Узундук"),
    _pair("Tajik tables", "Арз", "Тӯл"),
    _pair("Tajik tables", "Арзи ҷуғрофӣ", "Тӯли ҷуғрофӣ"),
    _pair("Spanish: OCHA", "Latitud", "Longitud"),
    _pair("German", "Breitengrad", "Längengrad"),
    _pair("German", "Breite", "Länge"),
    _pair("Turkish", "Enlem", "Boylam"),
    _pair("Uzbek", "Kenglik", "Uzunlik"),
    _pair("Uzbek, Cyrillic", "Кенглик", "Узунлик"),
    _pair("Russian tables that lost their letters", "shirota", "dolgota"),
    _pair("Chinese tables", "纬度", "经度"),
    _pair("Chinese tables", "緯度", "經度"),
    _pair("EM-DAT", "Latitude", "Longitude"),
    _pair("OCHA assessments", "gps_lat", "gps_lon"),
    _pair("Survey123", "y_coord", "x_coord"),
    _pair("Socrata", "centroid_latitude", "centroid_longitude"),
    _pair("QGIS: Add geometry attributes", "centroid_y", "centroid_x"),
    _pair("IOM DTM, French", "Latitude (degrés)", "Longitude (degrés)"),
    _pair("Italian", "Latitudine", "Longitudine"),
    _pair("Russian tables", "Координата Y", "Координата X"),
    _pair("Russian tables", "lat (широта)", "lon (долгота)"),
    _place("x before y", "PostGIS, QGIS", ("x", "y"), lambda x, y: (f"{x:.4f}", f"{y:.4f}")),
    _place("lon before lat", "GeoJSON.io: CSV", ("lon", "lat"), lambda x, y: (f"{x:.4f}", f"{y:.4f}")),
]

_FIGURES = [
    _place(
        "decimal comma", "Excel, Russian and German", ("Latitude", "Longitude"), lambda x, y: (_comma(y), _comma(x))
    ),
    _place("39.91N", "gazetteers", ("Latitude", "Longitude"), lambda x, y: (f"{y:.4f}N", f"{x:.4f}E")),
    _place("39.91° N", "Wikipedia", ("Latitude", "Longitude"), lambda x, y: (f"{y:.4f}° N", f"{x:.4f}° E")),
    _place("N 39.91", "geocaching, aviation", ("Latitude", "Longitude"), lambda x, y: (f"N {y:.4f}", f"E {x:.4f}")),
    _place("39.91°", "Google Earth", ("Latitude", "Longitude"), lambda x, y: (f"{y:.4f}°", f"{x:.4f}°")),
    _place(
        "spaces round", "fixed width made CSV", ("Latitude", "Longitude"), lambda x, y: (f"  {y:.4f} ", f" {x:.4f}  ")
    ),
    _place("with a plus", "ISO 6709", ("Latitude", "Longitude"), lambda x, y: (f"+{y:.4f}", f"+{x:.4f}")),
    _place("3.991e+01", "numpy.savetxt", ("Latitude", "Longitude"), lambda x, y: (f"{y:.8e}", f"{x:.8e}")),
]

_SEXAGESIMAL = [
    _place(
        form_name, seen, ("Latitude", "Longitude"), lambda x, y, north=north, east=east: (_dms(north)(y), _dms(east)(x))
    )
    for form_name, seen, north, east in (
        ("39°54'36\"N", "Google Earth; Wikipedia", "{}°{:02}'{:02.0f}\"N", "{}°{:02}'{:02.0f}\"E"),
        ("39°54′36″N", "Wikipedia, with its signs", "{}°{:02}′{:02.0f}″N", "{}°{:02}′{:02.0f}″E"),
        ("39° 54' 36.00\" N", "Google Earth; ArcGIS", "{}° {:02}' {:05.2f}\" N", "{}° {:02}' {:05.2f}\" E"),
        ("39 54 36 N", "gazetteers of the NGA", "{} {:02} {:02.0f} N", "{} {:02} {:02.0f} E"),
        ("39 54 36", "ArcGIS: DMS 2", "{} {:02} {:02.0f}", "{} {:02} {:02.0f}"),
        ("39-54-36N", "ArcGIS: DMS, aviation", "{}-{:02}-{:02.0f}N", "{}-{:02}-{:02.0f}E"),
        ("39:54:36N", "GMT, astronomy", "{}:{:02}:{:02.0f}N", "{}:{:02}:{:02.0f}E"),
        ("N39°54'36\"", "Garmin", "N{}°{:02}'{:02.0f}\"", "E{}°{:02}'{:02.0f}\""),
        ("39°54'36'' с.ш.", "Russian tables", "{}°{:02}'{:02.0f}'' с.ш.", "{}°{:02}'{:02.0f}'' в.д."),
        ("39°54′36″ с. ш.", "Russian Wikipedia", "{}°{:02}′{:02.0f}″ с. ш.", "{}°{:02}′{:02.0f}″ в. д."),
        ("39º54'36\"N", "Spanish keyboards", "{}º{:02}'{:02.0f}\"N", "{}º{:02}'{:02.0f}\"E"),
        ("39d54m36s N", "PROJ, R", "{}d{:02}m{:02.0f}s N", "{}d{:02}m{:02.0f}s E"),
    )
] + [
    _place(
        "39°54.6'N",
        "Garmin, sea charts",
        ("Latitude", "Longitude"),
        lambda x, y: (f"{_minutes(y)}'N", f"{_minutes(x)}'E"),
    ),
    _place(
        "N39° 54.600",
        "Garmin",
        ("Latitude", "Longitude"),
        lambda x, y: (f"N{_minutes(y, ' ')}", f"E{_minutes(x, ' ')}"),
    ),
]

_ONE_CELL = [
    _place("39.91N 70.51E", "typed", ("Position",), lambda x, y: (f"{y:.4f}N {x:.4f}E",)),
    _place("N39.91 E70.51", "typed, Garmin", ("Position",), lambda x, y: (f"N{y:.4f} E{x:.4f}",)),
    _place("lat: 39.91, lon: 70.51", "typed", ("Location",), lambda x, y: (f"lat: {y:.4f}, lon: {x:.4f}",)),
    _place("39.91/70.51", "typed", ("Coordinates",), lambda x, y: (f"{y:.4f}/{x:.4f}",)),
    _place(
        "широта 39.91, долгота 70.51",
        "Russian reports",
        ("Координаты",),
        lambda x, y: (f"широта {y:.4f}, долгота {x:.4f}",),
    ),
    _place("39.91, 70.51", "Google Maps", ("coordinates",), lambda x, y: (f"{y:.4f}, {x:.4f}",)),
    _place("39.91,70.51", "Google Sheets", ("lat_lng",), lambda x, y: (f"{y:.4f},{x:.4f}",)),
    _place("39.91 70.51", "typed", ("GPS",), lambda x, y: (f"{y:.4f} {x:.4f}",)),
    _place("39.91; 70.51", "Russian tables", ("Координаты",), lambda x, y: (f"{y:.4f}; {x:.4f}",)),
    _place(
        "39,91; 70,51",
        "Russian tables with decimal commas",
        ("Координаты",),
        lambda x, y: (f"{_comma(y)}; {_comma(x)}",),
    ),
    _place("(39.91, 70.51)", "Socrata: location", ("Location",), lambda x, y: (f"({y:.4f}, {x:.4f})",)),
    _place(
        "geopoint of four parts", "KoboToolbox, ODK", ("_geolocation",), lambda x, y: (f"{y:.4f} {x:.4f} 850.0 5.0",)
    ),
    _place("[39.91, 70.51]", "KoboToolbox: JSON", ("_geolocation",), lambda x, y: (f"[{y:.4f}, {x:.4f}]",)),
    _place("lon,lat by name", "typed", ("lon,lat",), lambda x, y: (f"{x:.4f},{y:.4f}",)),
    _place("39.91° N, 70.51° E", "Wikipedia", ("Coordinates",), lambda x, y: (f"{y:.4f}° N, {x:.4f}° E",)),
    _place("39°54'36\"N 70°30'36\"E", "Google Maps", ("Coordinates",), lambda x, y: (_both(x, y),)),
    _place("39°54'36\"N, 70°30'36\"E", "typed", ("GPS coordinates",), lambda x, y: (_both(x, y, ", "),)),
    _place(
        "39°54′36″ с. ш. 70°30′36″ в. д.",
        "Russian Wikipedia",
        ("Координаты",),
        lambda x, y: (f"{_dms('{}°{:02}′{:02.0f}″ с. ш.')(y)} {_dms('{}°{:02}′{:02.0f}″ в. д.')(x)}",),
    ),
    _place(
        "google.com/maps?q=",
        "typed: links as places",
        ("Map",),
        lambda x, y: (f"https://www.google.com/maps?q={y:.4f},{x:.4f}",),
        "either",
    ),
]

_WELL_KNOWN = [
    _place("WKT", "Google My Maps: CSV export", ("WKT",), lambda x, y: (f"POINT ({x:.4f} {y:.4f})",)),
    _place("geom: POINT(…)", "PostGIS: ST_AsText", ("geom",), lambda x, y: (f"POINT({x:.4f} {y:.4f})",)),
    _place(
        "the_geom: SRID=4326;POINT(…)",
        "PostGIS: ST_AsEWKT; CARTO",
        ("the_geom",),
        lambda x, y: (f"SRID=4326;POINT({x:.4f} {y:.4f})",),
    ),
    _place(
        "geometry: Point (…)",
        "QGIS: geom_to_wkt; GeoPandas to_csv",
        ("geometry",),
        lambda x, y: (f"Point ({x:.4f} {y:.4f})",),
    ),
    _place("POINT Z (…)", "QGIS", ("wkt_geom",), lambda x, y: (f"PointZ ({x:.4f} {y:.4f} 850)",)),
    _place("MULTIPOINT", "QGIS", ("WKT",), lambda x, y: (f"MULTIPOINT (({x:.4f} {y:.4f}))",)),
    _place(".geo", "Google Earth Engine: CSV export", (".geo",), lambda x, y: (_geojson(x, y),)),
    _place("_geojson", "kepler.gl: geometry in a cell", ("_geojson",), lambda x, y: (_geojson(x, y),)),
]

_utm = _projected(32642)

_ZONED = [
    _place("UTM in one cell", "GPS devices", ("Position",), lambda x, y: (" ".join(("42S", *_utm(x, y))),)),
    _place("UTM, zone beside it", "surveys, GPS", ("Zone", "Easting", "Northing"), lambda x, y: ("42N", *_utm(x, y))),
    _place("UTM, zone in the names", "QGIS: field calculator", ("X_UTM42N", "Y_UTM42N"), _utm),
]

_NOT_DEGREES = [
    _place("UTM 42N", "surveys, GPS", ("Easting", "Northing"), _utm, "asked"),
    _place("UTM as X, Y", "ArcGIS: Add XY Coordinates", ("POINT_X", "POINT_Y"), _utm, "asked"),
    _place("Web Mercator as X, Y", "ArcGIS Hub: CSV of a Web Mercator layer", ("X", "Y"), _projected(3857), "asked"),
    _place("Pulkovo 1942 as Х, У", "Soviet maps", ("X", "Y"), _projected(28412), "asked"),
    _place("names alone", "typed", ("Village",), lambda x, y: (f"Village {round(x * 100)}",), "asked"),
    _place("columns that say nothing", "typed", ("c3", "c4"), lambda x, y: (f"{y:.4f}", f"{x:.4f}"), "asked"),
    _place(
        "addresses alone", "Google Sheets", ("Address",), lambda x, y: (f"{round(x)} Sample Street, Batken",), "asked"
    ),
    _place(
        "origin and destination",
        "tables of flows of goods and of people",
        ("origin_lat", "origin_lon", "destination_lat", "destination_lon"),
        lambda x, y: (f"{y:.4f}", f"{x:.4f}", "40.5283", "72.7985"),
        "asked",
    ),
    _place(
        "start and end",
        "GPS of drives",
        ("start_lat", "start_lon", "end_lat", "end_lon"),
        lambda x, y: (f"{y:.4f}", f"{x:.4f}", "40.5283", "72.7985"),
        "asked",
    ),
    _place("swapped", "typed", ("Latitude", "Longitude"), lambda x, y: (f"{x:.4f}", f"{y:.4f}"), "asked"),
    _place(
        "lon, lat in one cell", "GeoJSON order, typed", ("coordinates",), lambda x, y: (f"{x:.4f}, {y:.4f}",), "asked"
    ),
]


#: Group → its forms.
FORMS: dict[str, list[Place]] = {
    "names of two columns": _NAMES,
    "figures of degrees": _FIGURES,
    "degrees, minutes, seconds": _SEXAGESIMAL,
    "both in one cell": _ONE_CELL,
    "geometry as text": _WELL_KNOWN,
    "UTM with its zone": _ZONED,
    "what is no place": _NOT_DEGREES,
}
