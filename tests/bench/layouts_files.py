"""Files as programs write them round the same rows: separators, encodings, what stands above and below a table, and formats, each with where it was seen."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from html import escape
from typing import Any

from tests.support.own_files import xlsx_of, zip_of
from tests.support.tables.workbooks import book_of

Table = list[list[str]]

#: Separator, line end, quoting of all cells, encoding → where it was seen.
DIALECTS: dict[tuple[str, str, bool, str], str] = {
    (",", "\n", False, "utf-8"): "pandas, HDX, R",
    (",", "\r\n", False, "utf-8-sig"): "Excel: CSV UTF-8; ACLED; ArcGIS Hub",
    (",", "\r\n", True, "utf-8"): "KoboToolbox, PostgreSQL with FORCE QUOTE",
    (";", "\r\n", False, "cp1251"): "Excel, Russian: CSV",
    (";", "\r\n", False, "utf-8-sig"): "Excel, German and Russian: CSV UTF-8",
    (";", "\n", True, "utf-8"): "LibreOffice, German; UCDP through R's write.csv2",
    ("\t", "\r\n", False, "utf-16"): "Excel: Unicode text",
    ("\t", "\n", False, "utf-8"): "GeoNames, PostgreSQL COPY",
    ("\t", "\r\n", False, "cp1251"): "Excel, Russian: text (tabs)",
    ("|", "\n", False, "utf-8"): "GNIS; SQL*Plus",
    (",", "\r", False, "utf-8"): "Excel for Mac: CSV (Macintosh)",
    (";", "\n", False, "koi8-r"): "Unix of the 1990s, Russian",
    (";", "\r\n", False, "cp866"): "Excel, Russian: CSV (MS-DOS)",
    (",", "\n", False, "mac_cyrillic"): "Excel for Mac, Russian",
    (",", "\n", False, "iso8859-5"): "older Linux, Russian",
}


def written(table: Table, dialect: tuple[str, str, bool, str] = (",", "\n", False, "utf-8")) -> bytes:
    """Write a table in a dialect; signs that an encoding does not hold become question marks, as programs write them."""
    separator, newline, quoted, encoding = dialect
    out = io.StringIO(newline="")
    csv.writer(
        out, delimiter=separator, lineterminator=newline, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    ).writerows(table)
    return out.getvalue().encode(encoding, "replace")


def holds(table: Table, encoding: str) -> bool:
    """Tell whether an encoding can write every sign of a table."""
    text = "".join(cell for row in table for cell in row)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _titled(table: Table) -> Table:
    width = len(table[0])
    return [["Incidents along the border, 2014 to 2022", *[""] * (width - 1)], [""] * width, *table]


def _two_titles(table: Table) -> Table:
    width = len(table[0])
    return [["Происшествия"], ["Source: invented, 2022", *[""] * (width - 1)], [], *table]


def _tagged(table: Table) -> Table:
    tags = ["#meta+id", "#date+occurred", "#geo+lat", "#geo+lon", "#event+type", "#loc+name", "#affected+killed"]
    return [table[0], tags[: len(table[0])], *table[1:]]


def _sourced(table: Table) -> Table:
    return [*table, [""] * len(table[0]), ["Source: invented; as of 1 October 2022", *[""] * (len(table[0]) - 1)]]


def _totalled(table: Table) -> Table:
    return [*table, ["Total", *[""] * (len(table[0]) - 2), "36"]]


#: What stands round the rows of a table → (where it was seen, how).
ROUND: dict[str, tuple[str, Callable[[Table], Table]]] = {
    "nothing": ("pandas", lambda table: table),
    "a title above": ("workbooks of ministries, saved as CSV", _titled),
    "two titles above": ("World Bank: data, last updated, empty line, header", _two_titles),
    "HXL tags below the header": ("HDX: HXL standard", _tagged),
    "a source below": ("workbooks of UN agencies", _sourced),
    "a total below": ("workbooks of ministries", _totalled),
    "empty rows between": (
        "workbooks, saved as CSV",
        lambda t: [row for at, one in enumerate(t) for row in ([one, [""] * len(one)] if at % 3 == 2 else [one])],
    ),
    "empty columns beside": ("Excel: cells once formatted", lambda t: [[*row, "", ""] for row in t]),
    "an empty column before": ("workbooks that begin at B2", lambda t: [["", *row] for row in t]),
    "numbers of rows before": (
        "R: write.csv; pandas: to_csv",
        lambda t: [["" if at == 0 else str(at), *row] for at, row in enumerate(t)],
    ),
    "short rows": ("scripts that drop empty cells at a row's end", lambda t: [*t[:-1], t[-1][:-1]]),
}


def _objects(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def _features(table: Table, lat: int, lon: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(row[lon]), float(row[lat])]},
            "properties": {
                name: cell for at, (name, cell) in enumerate(zip(table[0], row, strict=True)) if at not in (lat, lon)
            },
        }
        for row in table[1:]
    ]


def geojson(table: Table, lat: int, lon: int) -> bytes:
    return json.dumps(
        {"type": "FeatureCollection", "features": _features(table, lat, lon)}, ensure_ascii=False
    ).encode()


def json_list(table: Table, lat: int, lon: int) -> bytes:
    return json.dumps(_objects(table), ensure_ascii=False).encode()


def json_under_data(table: Table, lat: int, lon: int) -> bytes:
    return json.dumps({"status": 200, "success": True, "count": len(table) - 1, "data": _objects(table)}).encode()


def json_lines(table: Table, lat: int, lon: int) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in _objects(table)).encode()


def features_in_lines(table: Table, lat: int, lon: int) -> bytes:
    return "\n".join(json.dumps(row) for row in _features(table, lat, lon)).encode()


def esri(table: Table, lat: int, lon: int) -> bytes:
    features = _features(table, lat, lon)
    return json.dumps(
        {
            "geometryType": "esriGeometryPoint",
            "spatialReference": {"wkid": 4326},
            "fields": [
                {"name": name, "type": "esriFieldTypeString"}
                for at, name in enumerate(table[0])
                if at not in (lat, lon)
            ],
            "features": [
                {
                    "attributes": one["properties"],
                    "geometry": dict(zip("xy", one["geometry"]["coordinates"], strict=True)),
                }
                for one in features
            ],
        }
    ).encode()


def overpass(table: Table, lat: int, lon: int) -> bytes:
    return json.dumps(
        {
            "version": 0.6,
            "generator": "Overpass API",
            "elements": [
                {
                    "type": "node",
                    "id": at,
                    "lat": float(row[lat]),
                    "lon": float(row[lon]),
                    "tags": dict(zip(table[0], row, strict=True)),
                }
                for at, row in enumerate(table[1:], start=1)
            ],
        }
    ).encode()


def topojson(table: Table, lat: int, lon: int) -> bytes:
    points = [{**one["geometry"], "properties": one["properties"]} for one in _features(table, lat, lon)]
    return json.dumps(
        {"type": "Topology", "arcs": [], "objects": {"events": {"type": "GeometryCollection", "geometries": points}}}
    ).encode()


def _placemarks(table: Table, lat: int, lon: int) -> str:
    return "".join(
        f"<Placemark><name>{escape(row[0])}</name><ExtendedData>"
        + "".join(
            f'<Data name="{escape(name)}"><value>{escape(cell)}</value></Data>'
            for name, cell in zip(table[0], row, strict=True)
        )
        + f"</ExtendedData><Point><coordinates>{row[lon]},{row[lat]},0</coordinates></Point></Placemark>"
        for row in table[1:]
    )


def _kml(body: str, encoding: str = "UTF-8") -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'.encode(
        encoding
    )


def kml(table: Table, lat: int, lon: int) -> bytes:
    return _kml(_placemarks(table, lat, lon))


def kml_of_folders(table: Table, lat: int, lon: int) -> bytes:
    half = len(table) // 2
    return _kml(
        "".join(
            f"<Folder><name>{name}</name>{_placemarks([table[0], *rows], lat, lon)}</Folder>"
            for name, rows in (("Bases", table[1:half]), ("Clashes", table[half:]))
        )
    )


def kml_in_1251(table: Table, lat: int, lon: int) -> bytes:
    return _kml(_placemarks(table, lat, lon), "windows-1251")


def kmz(table: Table, lat: int, lon: int) -> bytes:
    return zip_of(doc_kml=kml(table, lat, lon), icon_png=b"\x89PNG")


def gpx(table: Table, lat: int, lon: int) -> bytes:
    date = table[0].index("date")
    points = "".join(
        f'<wpt lat="{row[lat]}" lon="{row[lon]}"><time>{row[date]}T00:00:00Z</time><name>{escape(row[0])}</name></wpt>'
        for row in table[1:]
    )
    return f'<?xml version="1.0"?><gpx version="1.1" creator="none" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>'.encode()


def _cells(table: Table) -> list[list[object]]:
    return [list(row) for row in table]


def xlsx(table: Table, lat: int, lon: int) -> bytes:
    return xlsx_of(_cells(table))


def xlsx_after_read_me(table: Table, lat: int, lon: int) -> bytes:
    return xlsx_of([["Read me"], ["Invented data."]], _cells(table), names=("ReadMe", "Events"))


def xlsx_under_title(table: Table, lat: int, lon: int) -> bytes:
    return xlsx_of(_cells(_titled(table)))


def book(kind: str) -> Callable[[Table, int, int], bytes]:
    """Return what writes an older or an open workbook."""
    return lambda table, lat, lon: book_of(kind, [["Read me"], ["Invented data."]], _cells(_titled(table)))


def zipped_with_read_me(table: Table, lat: int, lon: int) -> bytes:
    return zip_of(events_csv=written(table), README_txt=b"Invented data.\nNo rights reserved.\n")


def zipped_with_codebook(table: Table, lat: int, lon: int) -> bytes:
    return zip_of(data_csv=written(table), codebook_pdf=b"%PDF-1.4", metadata_json=b'{"license": "none"}')


#: Format → (name of the file, where it was seen, how it is written).
FORMATS: dict[str, tuple[str, str, Callable[[Table, int, int], bytes]]] = {
    "GeoJSON": ("events.geojson", "ArcGIS Hub, HDX, QGIS", geojson),
    "JSON list": ("events.json", "Bellingcat: export of an incident map", json_list),
    "JSON list under “data”": ("read.json", "ACLED: API", json_under_data),
    "JSON lines": ("events.jsonl", "pandas: to_json(lines=True)", json_lines),
    "features in lines": ("events.geojsonl", "GeoJSONSeq of ogr2ogr and QGIS", features_in_lines),
    "Esri JSON": ("query.json", "ArcGIS REST: query with f=json", esri),
    "Overpass": ("interpreter.json", "Overpass API: out:json", overpass),
    "TopoJSON": ("events.topojson", "mapshaper", topojson),
    "KML": ("events.kml", "Google My Maps, Google Earth", kml),
    "KML of folders": ("folders.kml", "Google My Maps: a folder a layer", kml_of_folders),
    "KML in windows-1251": ("cyrillic.kml", "SAS.Planet, older Russian programs", kml_in_1251),
    "KMZ": ("events.kmz", "Google Earth: save place as", kmz),
    "GPX": ("way.gpx", "Garmin, OsmAnd", gpx),
    "XLSX": ("events.xlsx", "Excel", xlsx),
    "XLSX after a read-me": ("events.xlsx", "OCHA, HDX: ReadMe sheet first", xlsx_after_read_me),
    "XLSX under a title": ("events.xlsx", "workbooks of ministries", xlsx_under_title),
    "ODS": ("events.ods", "LibreOffice Calc; Google Sheets: download as ODS", book("ods")),
    "XLS": ("events.xls", "Excel 97 to 2003, and programs that write its form", book("xls")),
    "zip with a read-me": ("events.zip", "HDX, Kaggle", zipped_with_read_me),
    "zip with a codebook": ("events.zip", "UCDP, EM-DAT", zipped_with_codebook),
}
