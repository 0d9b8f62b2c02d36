"""Readers of downloads that forgive nothing; each returns the rows, column → cell."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable

import geopandas as gpd
import pyarrow.parquet as pq
from lxml import etree
from shapely.geometry import shape

from tests.support.attacks.hostile_words import once, refuse

KML = "{http://www.opengis.net/kml/2.2}"
#: What our KML is made of. Nothing else: links that a viewer follows, pictures that it fetches and overlays begin with a column's name.
KML_ELEMENTS = {
    "kml",
    "Document",
    "Schema",
    "SimpleField",
    "Placemark",
    "name",
    "description",
    "TimeStamp",
    "when",
    "TimeSpan",
    "begin",
    "end",
    "ExtendedData",
    "SchemaData",
    "SimpleData",
    "Point",
    "LineString",
    "Polygon",
    "MultiGeometry",
    "outerBoundaryIs",
    "innerBoundaryIs",
    "LinearRing",
    "coordinates",
    "styleUrl",
}
#: A style as the atlas writes one: a colour of its own, and one picture.
STYLE = re.compile(
    r'<Style id="kind-\d+"><IconStyle><color>ff(?P<colour>[0-9a-f]{6})</color><Icon>'
    r"<href>http://maps\.google\.com/mapfiles/kml/shapes/placemark_circle\.png</href></Icon></IconStyle>"
    r"<LineStyle><color>ff(?P=colour)</color><width>2</width></LineStyle>"
    r"<PolyStyle><color>80(?P=colour)</color></PolyStyle></Style>"
)

Rows = list[dict[str, object]]


def read_csv(data: bytes) -> Rows:
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig", "strict"), newline=""), strict=True)
    assert len(set(head)) == len(head) and {len(row) for row in rows} <= {len(head)}
    assert not [cell for row in (head, *rows) for cell in row if computed(cell)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def computed(cell: str) -> bool:
    """Tell whether a spreadsheet would compute a cell; a plain number is computed to itself."""
    return cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")) and not re.fullmatch(
        r"[+-][0-9.e-]+", cell
    )


def read_geojson(data: bytes) -> Rows:
    found = json.loads(data.decode("utf-8", "strict"), parse_constant=refuse, object_pairs_hook=once)
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        if feature["geometry"]:
            assert shape(feature["geometry"]).is_valid
    return [feature["properties"] for feature in found["features"]]


def read_gpkg(data: bytes) -> Rows:
    held = sqlite3.connect(":memory:")
    held.deserialize(data)
    assert held.execute("pragma integrity_check").fetchall() == [("ok",)] and held.execute(
        "pragma application_id"
    ).fetchone() == (0x47504B47,)
    [(table,)] = held.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
    cursor = held.execute(f'select * from "{table}"')
    names = [column[0] for column in cursor.description]
    assert len({name.lower() for name in names}) == len(names)
    return [dict(zip(names, row, strict=True)) for row in cursor]


def read_parquet(data: bytes) -> Rows:
    table = pq.read_table(io.BytesIO(data))
    table.validate(full=True)
    assert json.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"
    assert len(gpd.read_parquet(io.BytesIO(data))) == len(table) and len(set(table.column_names)) == table.num_columns
    return table.to_pylist()


def read_kml(data: bytes) -> Rows:
    root = etree.fromstring(data, etree.XMLParser(recover=False, resolve_entities=False, no_network=True))
    # Styles stand in the document and are the atlas's own, each once; a placemark has none but by name.
    styles = root.findall(f"{KML}Document/{KML}Style")
    for style in styles:
        style.tail = None
        assert STYLE.fullmatch(etree.tostring(style, encoding="unicode").replace(f' xmlns="{KML[1:-1]}"', ""))
        style.getparent().remove(style)
    kinds = [f"#{style.get('id')}" for style in styles]
    assert len(set(kinds)) == len(kinds)
    assert {element.tag for element in root.iter()} <= {KML + name for name in KML_ELEMENTS}
    rows, used = [], set()
    declared = {field.get("name") for field in root.iter(f"{KML}SimpleField")}
    for place in root.iter(f"{KML}Placemark"):
        cells = [(cell.get("name"), cell.text) for cell in place.iter(f"{KML}SimpleData")]
        assert len(dict(cells)) == len(cells) and {name for name, _ in cells} <= declared
        [reference] = place.iter(f"{KML}styleUrl")
        used.add(reference.text)
        assert times(place) == days(dict(cells))
        rows.append(dict(cells))
    assert used == set(kinds)
    return rows


def times(place: etree._Element) -> list[tuple[str, str | None]]:
    return [
        (etree.QName(time).localname, time.text)
        for time in place.iter(*(KML + name for name in ("when", "begin", "end")))
    ]


def days(cells: dict[str, str | None]) -> list[tuple[str, str | None]]:
    """Return the times of a placemark: the first and last day that the atlas states, whatever a column is called."""
    first, last = (cells.get(f"atlas_{name}", cells.get(name)) for name in ("first_day", "last_day"))
    if first and first == last:
        return [("when", first)]
    return [(name, day) for name, day in (("begin", first), ("end", last)) if day]


READERS: dict[str, Callable[[bytes], Rows]] = {
    "csv": read_csv,
    "geojson": read_geojson,
    "gpkg": read_gpkg,
    "parquet": read_parquet,
    "kml": read_kml,
}
