"""JSON of every make and shapefiles of every encoding: events, features, Esri's, TopoJSON, Overpass; letters come out right."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from shapely import LineString, Point

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded, Refused
from geodata.intervals import ALWAYS, from_day_number
from tests.support.own_files import acled_row, frame, ucdp_row, vector_of, zip_of


def named_days(loaded: Loaded) -> dict[str, str]:
    """Return name → first day."""
    points = loaded.points
    return {points.rows[row]["name"]: str(from_day_number(day)) for row, day in enumerate(points.day_start.tolist())}


EVENTS = [
    {
        "id": f"E{number}",
        "date": f"09/1{number}/2022",
        "latitude": f"39.9{number}",
        "longitude": "70.5",
        "location": "A",
    }
    for number in range(4, 7)
]
ROWS = [list(EVENTS[0]), *(list(event.values()) for event in EVENTS)]


@pytest.mark.parametrize(
    "data",
    [
        EVENTS,
        {"status": 200, "success": True, "count": 3, "messages": [{"text": "x"}], "data": EVENTS, "filename": ""},
        {"success": True, "result": {"fields": [{"id": "date"}], "records": EVENTS}},
        {"hits": {"total": 3, "hits": EVENTS}},
        ROWS,
        {"columns": ROWS[0], "index": [0, 1, 2], "data": ROWS[1:]},
        {name: [event[name] for event in EVENTS] for name in EVENTS[0]},
        {name: {str(number): event[name] for number, event in enumerate(EVENTS)} for name in EVENTS[0]},
        {event["id"]: {**event, "sources": [{"id": "s"}, {"id": "t"}]} for event in EVENTS},
    ],
    ids=["list", "wrapped", "deeper", "twice", "lists", "split", "columns", "by-column", "by-key"],
)
def test_events_are_read_however_json_holds_them(data: object) -> None:
    loaded = read("a.json", json.dumps(data).encode())
    first = [str(from_day_number(day)) for day in loaded.points.day_start.tolist()]
    assert first == ["2022-09-14", "2022-09-15", "2022-09-16"] and loaded.report.rows_read == 3


def test_what_python_writes_against_the_rules_of_json_is_an_empty_cell() -> None:
    loaded = read(
        "a.json", json.dumps([EVENTS[0] | {"n": float("nan")}, EVENTS[1] | {"latitude": float("nan")}]).encode()
    )
    assert [row["n"] for row in loaded.points.rows] == [""]
    assert [(one.reason, one.lines.tolist()) for one in loaded.report.rejected] == [("no coordinates", [2])]


def test_what_lies_within_an_object_becomes_columns() -> None:
    event = EVENTS[0] | {
        "filters": [
            {"key": "Area", "value": "Houses"},
            {"key": "Weapon", "value": "Mortar"},
            {"key": "Weapon", "value": "Gun"},
        ],
        "sources": ["s1", "s2"],
        "when": {"$date": "2022-09-16T00:00:00Z"},
        "spot": {"type": "Point", "coordinates": [70.5, 39.9]},
    }
    row = read("a.json", json.dumps([event]).encode()).points.rows[0]
    assert row["filters.Area"] == "Houses" and row["filters.Weapon"] == "Mortar; Gun" and row["sources"] == "s1; s2"
    assert row["when"] == "2022-09-16T00:00:00Z" and row["spot"] == "POINT (70.5 39.9)"


def test_what_an_interface_answers_is_known_as_the_dataset_and_a_page_of_it_is_said_to_be_one() -> None:
    acled = {"status": 200, "count": 2, "data": [acled_row(1), acled_row(2)]}
    assert read("a.json", json.dumps(acled).encode()).report.kind == "ACLED, JSON"
    ucdp = {"TotalCount": 9, "NextPageUrl": "https://example.org/2", "Result": [ucdp_row(1), ucdp_row(2)]}
    loaded = read("u.json", json.dumps(ucdp).encode())
    assert loaded.report.kind == "UCDP GED, JSON"
    assert any("more rows on further pages" in note for note in loaded.report.notes)


def test_a_line_that_is_no_json_and_an_element_that_is_no_object_are_counted() -> None:
    lines = b"\n".join([*(json.dumps(event).encode() for event in EVENTS), b'{"id": "E7", "da'])
    loaded = read("a.jsonl", lines)
    assert [(one.reason, one.lines.tolist()) for one in loaded.report.rejected] == [("no object", [4])]
    loaded = read("a.json", json.dumps([EVENTS[0], 5, EVENTS[1]]).encode())
    assert len(loaded.points) == 2 and [one.lines.tolist() for one in loaded.report.rejected] == [[2]]


def feature(name: str, **geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"name": name, "date": "2022-09-16"}, "geometry": geometry}


FEATURES = [feature("a", type="Point", coordinates=[70.5, 39.9]), feature("b", type="Point", coordinates=[70.6, 39.9])]


@pytest.mark.parametrize(
    "data",
    [
        "".join(f"\x1e{json.dumps(one)}\n" for one in FEATURES),
        "\n".join(map(json.dumps, FEATURES)),
        json.dumps(FEATURES),
        json.dumps({"status": "ok", "data": {"type": "FeatureCollection", "features": FEATURES}}),
    ],
    ids=["sequence", "lines", "list", "wrapped"],
)
def test_features_are_read_in_a_sequence_in_lines_in_a_list_and_wrapped(data: str) -> None:
    loaded = read("a.json", data.encode())
    assert set(named_days(loaded)) == {"a", "b"} and loaded.report.rejected == ()


def test_a_broken_line_of_a_sequence_is_rejected_and_said() -> None:
    loaded = read("a.geojsonl", f'{json.dumps(FEATURES[0])}\n{{"type": "Fea\n{json.dumps(FEATURES[1])}\n'.encode())
    assert (loaded.report.rows_read, loaded.report.accepted, loaded.report.rejected_count) == (3, 2, 1)
    assert any("no sound JSON" in note for note in loaded.report.notes)


def test_topojson_is_read_in_degrees_and_metres_are_asked_for() -> None:
    def topology(*coordinates: float) -> bytes:
        point = {"type": "Point", "coordinates": coordinates, "properties": {"name": "a", "date": "2022-09-16"}}
        objects = {"places": {"type": "GeometryCollection", "geometries": [point]}}
        return json.dumps({"type": "Topology", "objects": objects, "arcs": []}).encode()

    loaded = read("a.topojson", topology(70.5, 39.9))
    assert named_days(loaded) == {"a": "2022-09-16"}
    with pytest.raises(Refused) as asked:
        read("a.topojson", topology(636766.0, 4417883.0))
    assert asked.value.asks


def test_esri_json_has_its_system_and_its_dates_and_is_not_asked_for_more() -> None:
    data = {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 102100, "latestWkid": 3857},
        "exceededTransferLimit": True,
        "fields": [{"name": "name", "type": "esriFieldTypeString"}, {"name": "date", "type": "esriFieldTypeDate"}],
        "features": [
            {"attributes": {"name": "a", "date": 1619568000000}, "geometry": {"x": 7848024.1, "y": 4851421.2}}
        ],
    }
    loaded = read("a.json", json.dumps(data).encode())
    assert named_days(loaded) == {"a": "2021-04-28"}
    assert (loaded.points.lon[0], loaded.points.lat[0]) == pytest.approx((70.5, 39.9), abs=1e-3)
    assert any("more rows on further pages" in note for note in loaded.report.notes)


def test_codes_of_esri_json_are_read_as_the_names_that_it_gives_for_them() -> None:
    names = {"Fire": 1, "Shelling": 2.0, "Arson": "3"}
    domain = {"type": "codedValue", "codedValues": [{"name": name, "code": code} for name, code in names.items()]}
    kinds = [1, 2, "3", 99, None]
    data = {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 4326},
        "fields": [
            {"name": "name", "type": "esriFieldTypeString", "domain": None},
            {"name": "kind", "type": "esriFieldTypeSmallInteger", "domain": domain},
        ],
        "features": [
            {"attributes": {"name": str(kind), "kind": kind}, "geometry": {"x": 70.5, "y": 39.9}} for kind in kinds
        ],
    }
    loaded = read("a.json", json.dumps(data).encode())
    rows = {row["name"]: row["kind"] for row in map(loaded.points.rows.__getitem__, range(len(kinds)))}
    # A code without a name stays as it is.
    assert rows == {"1": "Fire", "2": "Shelling", "3": "Arson", "99": "99", "None": ""}
    assert "The codes of “kind” were read as the names that the file gives for them." in loaded.report.notes
    plain = [
        one | {"domain": domain if one["name"] == "name" else {"codedValues": ["?", {"name": "x"}]}}
        for one in data["fields"]
    ]
    assert read("a.json", json.dumps(data | {"fields": plain}).encode()).points.rows[0]["kind"] == "1"


def test_a_shapefile_without_its_index_has_all_of_its_shapes() -> None:
    lines = [LineString([(70, 39), (70.5, 39.9), (71, 40 + part)]) for part in (0.1, 0.2)]
    whole = vector_of(frame(*lines, None, site=["a", "b", "nowhere"]), "shapefile")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {f"data_{one.rpartition('.')[2]}": archive.read(one) for one in archive.namelist()}
    without = zip_of(**{name: part for name, part in parts.items() if name != "data_shx"})
    loaded, same = read("a.zip", without), read("a.zip", whole)
    assert loaded.points.shapes is not None and list(loaded.points.shapes) == list(same.points.shapes) == lines
    assert loaded.report.rejected_count == same.report.rejected_count == 1
    cut = parts["data_shp"][:24] + (len(parts["data_shp"]) // 2 - 4).to_bytes(4, "big") + parts["data_shp"][28:]
    with pytest.raises(Refused, match="breaks off within a shape"):
        read("a.zip", zip_of(data_shp=cut, data_dbf=parts["data_dbf"]))


def test_overpass_puts_ways_and_relations_together() -> None:
    ring = [{"lat": lat, "lon": lon} for lon, lat in ((70, 39), (71, 39), (71, 40))]
    nodes = [{"type": "node", "id": number, **spot} for number, spot in enumerate(ring, start=3)]
    halves = [ring, [ring[2], {"lat": 40, "lon": 70}, ring[0]]]
    data = {
        "version": 0.6,
        "elements": [
            {
                "type": "node",
                "id": 1,
                "lat": 39.9,
                "lon": 70.5,
                "tags": {"name": "post"},
                "timestamp": "2020-01-01T00:00:00Z",
            },
            {"type": "way", "id": 2, "nodes": [3, 4, 5, 3], "tags": {"name": "area", "landuse": "military"}},
            *nodes,
            {"type": "way", "id": 7, "center": {"lat": 39.9, "lon": 70.5}, "tags": {"name": "middle"}},
            {"type": "way", "id": 8, "geometry": [*ring, ring[0]], "tags": {"name": "track", "highway": "track"}},
            {
                "type": "relation",
                "id": 9,
                "tags": {"type": "boundary", "name": "district"},
                "members": [
                    {"type": "way", "ref": 90 + n, "role": "outer", "geometry": half} for n, half in enumerate(halves)
                ],
            },
        ],
    }
    loaded = read("a.json", json.dumps(data).encode())
    shapes = loaded.points.shapes
    found = {row["name"]: shape and shape.geom_type for row, shape in zip(loaded.points.rows, shapes, strict=True)}
    assert found == {"post": None, "area": "Polygon", "middle": None, "track": "LineString", "district": "Polygon"}
    # The day on which the map was changed is none of what it shows.
    assert set(loaded.points.day_start.tolist()) == {ALWAYS}
    assert any("3 elements without tags" in note for note in loaded.report.notes)
    assert any("middle alone" in note for note in loaded.report.notes)


# ---- shapefiles --------------------------------------------------------------------------------------------------------------
def shapefile(encoding: str, cpg: bytes | None, number: int = 0) -> bytes:
    """Write names in an encoding, with what a .cpg says, or none, and a number in the header of the .dbf."""
    made = vector_of(
        frame(Point(70.5, 39.9), Point(70.6, 39.9), name=["Застава".ljust(9, "~"), "Кок-Таш".ljust(9, "~")]),
        "shapefile",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as archive, zipfile.ZipFile(out, "w") as again:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".dbf"):
                for word in ("Застава", "Кок-Таш"):
                    content = content.replace(word.encode(), word.encode(encoding).ljust(len(word.encode()), b" "))
                content = content[:29] + bytes([number]) + content[30:]
            if not name.endswith(".cpg") or cpg is not None:
                again.writestr(name, cpg if name.endswith(".cpg") and cpg is not None else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("encoding", "cpg", "number", "noted"),
    [
        ("cp1251", None, 0, "windows-1251"),
        ("cp866", None, 0, "DOS 866"),
        ("cp1251", None, 0x57, "windows-1251"),
        ("cp866", None, 0x65, ""),
        ("cp1251", None, 0xC9, ""),
        ("cp1251", b"1251", 0, ""),
        ("cp866", b"OEM 866", 0, ""),
        ("cp1251", b"UTF-8", 0, "windows-1251"),
        ("cp1251", b"ISO-8859-1", 0, "windows-1251"),
        ("utf-8", b"UTF-8", 0, ""),
        ("utf-8", None, 0, "UTF-8"),
    ],
)
def test_letters_of_a_shapefile_come_out_right(encoding: str, cpg: bytes | None, number: int, noted: str) -> None:
    loaded = read("a.zip", shapefile(encoding, cpg, number))
    assert [" ".join(row["name"].replace("~", "").split()) for row in loaded.points.rows] == ["Застава", "Кок-Таш"]
    said = [note for note in loaded.report.notes if "encoded" in note]
    assert bool(said) == bool(noted) and noted in " ".join(said)


def test_the_owner_may_say_the_encoding_of_a_shapefile() -> None:
    loaded = read("a.zip", shapefile("koi8-r", b"1251"), Options(encoding="koi8-r"))
    assert loaded.points.rows[0]["name"].startswith("Застава")


def test_the_layers_of_a_map_are_read_and_not_the_point_at_its_middle() -> None:
    """As uMap exports a map; the same of a list of rows beside a place."""
    middle = {"type": "Point", "coordinates": [70, 39]}
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [70.5, 39.9]}}
    layers = [{"type": "FeatureCollection", "features": [feature] * count} for count in (1, 2)]
    loaded = read("map.umap", json.dumps({"type": "umap", "geometry": middle, "layers": layers}).encode())
    assert loaded.points.lon.tolist() == pytest.approx([70.5] * 3)
    rows = [{"lat": 39.9, "lon": 70.5, "name": name} for name in "ab"]
    assert len(read("rows.json", json.dumps({"center": middle, "events": rows}).encode()).points) == 2
