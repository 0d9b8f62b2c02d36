"""KML, GPX, JSON and shapefiles as their makers write them: what each says of time, folders, kinds and letters is kept."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from shapely import Point

from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Loaded, Refused
from geodata.intervals import ALWAYS, FOREVER, from_day_number, last_day
from tests.support.own_files import acled_row, frame, ucdp_row, vector_of, zip_of

SPOT = "<Point><coordinates>70.5,39.9</coordinates></Point>"


def placemark(name: str, inside: str = "", spot: str = SPOT) -> str:
    return f"<Placemark><name>{name}</name>{inside}{spot}</Placemark>"


def folder(name: str, inside: str) -> str:
    return f"<Folder><name>{name}</name>{inside}</Folder>"


def kml(inside: str, encoding: str = "utf-8", declared: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    spaces = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    return f"{head}<kml {spaces}><Document><name>Doc</name>{inside}</Document></kml>".encode(encoding)


def span(begin: str = "", end: str = "") -> str:
    inside = (f"<begin>{begin}</begin>" if begin else "") + (f"<end>{end}</end>" if end else "")
    return f"<TimeSpan>{inside}</TimeSpan>"


def stamp(when: str) -> str:
    return f"<TimeStamp><when>{when}</when></TimeStamp>"


def days(loaded: Loaded) -> dict[str, tuple[str, str, bool]]:
    """Return name → (first day, last day, is it vague); "" where an end is open."""
    points = loaded.points
    found = {}
    for row, (start, end) in enumerate(zip(points.day_start.tolist(), points.day_end.tolist(), strict=True)):
        texts = points.rows[row]
        found[texts.get("Name") or texts["name"]] = (
            "" if start == ALWAYS else str(from_day_number(start)),
            "" if end == FOREVER else str(last_day(from_day_number(end))),
            bool(points.vague[row]),
        )
    return found


def kinds(loaded: Loaded) -> list[str]:
    column = loaded.points.coded[loaded.points.category]
    return sorted(column[row] for row in range(len(loaded.points)))


# ---- KML ---------------------------------------------------------------------------------------------------------------------
def test_stamps_and_spans_stand_beside_each_other_and_open_ends_are_open() -> None:
    data = kml(
        placemark("stamp", stamp("2021-04-28"))
        + placemark("span", span("2021-04-29", "2021-05-01"))
        + placemark("until", span(end="2014-06-03"))
        + placemark("since", span("2003-10-23"))
        + placemark("always")
    )
    loaded = read("a.kml", data)
    assert loaded.report.rejected == ()
    assert days(loaded) == {
        "stamp": ("2021-04-28", "2021-04-28", False),
        "span": ("2021-04-29", "2021-05-01", False),
        "until": ("", "2014-06-03", False),
        "since": ("2003-10-23", "", False),
        "always": ("", "", False),
    }


def test_years_and_months_in_spans_are_uncertain_over_them() -> None:
    data = kml(
        placemark("years", span("2003", "2014"))
        + placemark("months", span("2021-04", "2021-05"))
        + placemark("days", span("2022-09-14", "2022-09-17"))
        + placemark("year", stamp("2010"))
    )
    assert days(read("a.kml", data)) == {
        "years": ("2003-01-01", "2014-12-31", True),
        "months": ("2021-04-01", "2021-05-31", True),
        "days": ("2022-09-14", "2022-09-17", False),
        "year": ("2010-01-01", "2010-12-31", True),
    }


def test_a_track_has_the_times_of_its_ends_a_view_has_none_and_a_folder_lends_its_own() -> None:
    track = "<gx:Track>{}<gx:coord>70.5 39.9 0</gx:coord><gx:coord>70.6 39.9 0</gx:coord></gx:Track>".format(
        "<when>2022-09-16T05:00:00Z</when><when>2022-09-17T05:00:00Z</when>"
    )
    view = "<LookAt><gx:TimeStamp><when>1999-01-01</when></gx:TimeStamp></LookAt>"
    data = kml(
        placemark("track", spot=track)
        + placemark("viewed", view + stamp("2021-04-28"))
        + folder("F", span("2003", "2004") + placemark("lent"))
    )
    loaded = read("a.kml", data)
    assert days(loaded) == {
        "track": ("2022-09-16", "2022-09-17", False),
        "viewed": ("2021-04-28", "2021-04-28", False),
        "lent": ("2003-01-01", "2004-12-31", True),
    }
    assert "LINESTRING (70.5 39.9, 70.6 39.9)" in [shape.wkt for shape in loaded.points.shapes if shape]


THREE = kml(
    folder("Bases", placemark("A") + placemark("B"))
    + folder("Clashes", placemark("C", stamp("2022-09-16")) + folder("Old", placemark("D")))
)


def test_all_folders_are_read_with_the_folder_as_kind_and_one_is_read_when_chosen() -> None:
    found = peek("a.kml", THREE)
    assert dict(zip(found.layers, found.counts, strict=True)) == {"": 4, "Bases": 2, "Clashes": 1, "Clashes / Old": 1}
    assert kinds(read("a.kml", THREE)) == ["Bases", "Bases", "Clashes", "Clashes / Old"]
    one = read("a.kml", THREE, Options(layer="Clashes / Old"))
    # Numbered as in the file.
    assert list(days(one)) == ["D"] and one.points.line.tolist() == [4]


def test_fields_keep_what_is_written_with_and_without_a_schema() -> None:
    schema = (
        '<Schema name="S" id="s"><SimpleField type="int" name="n"/><SimpleField type="string" name="unused"/></Schema>'
    )
    typed = (
        '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="n">3 or 4</SimpleData></SchemaData></ExtendedData>'
    )
    free = '<ExtendedData><Data name="Name"><displayName>x</displayName><value>other</value></Data><c:of xmlns:c="urn:c">x</c:of></ExtendedData>'
    loaded = read("a.kml", kml(schema + placemark("a", typed) + placemark("b", free)))
    rows = {row["Name"]: row for row in loaded.points.rows}
    assert rows["a"]["n"] == "3 or 4" and rows["a"]["unused"] == ""
    assert rows["b"]["Name (2)"] == "other" and rows["b"]["of"] == "x"


def test_every_geometry_of_a_kml_is_read_or_its_row_is_rejected() -> None:
    shapes = [
        "<LinearRing><coordinates>70,39 71,39 71,40 70,39</coordinates></LinearRing>",
        "<Model><Location><longitude>70</longitude><latitude>39</latitude></Location></Model>",
        "<Point><coordinates> 70 , 39 </coordinates></Point>",
        f"<MultiGeometry>{SPOT}<LineString><coordinates>70,39\n71,40</coordinates></LineString></MultiGeometry>",
        "<Point><coordinates>x,y</coordinates></Point>",
        "",
    ]
    loaded = read("a.kml", kml("".join(placemark(str(number), spot=shape) for number, shape in enumerate(shapes))))
    assert len(loaded.points) == 4
    assert [(one.reason, one.lines.tolist()) for one in loaded.report.rejected] == [("no geometry", [5, 6])]


def test_an_open_ring_of_a_kml_is_rejected_and_mended_only_when_asked() -> None:
    ring = "<LinearRing><coordinates>70,39 71,39 71,40</coordinates></LinearRing>"
    data = kml(placemark("a", spot=f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>") + placemark("b"))
    assert len(read("a.kml", data).points) == 1
    assert len(read("a.kml", data, Options(repair=True)).points) == 2


@pytest.mark.parametrize(
    ("encoding", "declared", "noted"),
    [
        ("cp1251", "windows-1251", "windows-1251"),
        ("koi8-r", "KOI8-R", "KOI8-R"),
        ("cp1251", "", "windows-1251"),
        ("cp1251", "UTF-8", "windows-1251"),
        ("cp1251", "no-such-encoding", "windows-1251"),
        ("utf-8", "windows-1251", ""),
        ("utf-8", "UTF-16", ""),
        ("utf-16", "UTF-16", "UTF-16"),
    ],
)
def test_letters_come_out_right_whatever_a_kml_declares(encoding: str, declared: str, noted: str) -> None:
    loaded = read("a.kml", kml(placemark("Застава Кок-Таш"), encoding, declared))
    assert loaded.points.rows[0]["Name"] == "Застава Кок-Таш"
    assert ([note for note in loaded.report.notes if "encoded" in note] != []) == bool(noted)
    assert noted in " ".join(loaded.report.notes)


def test_the_owner_may_say_the_encoding_of_a_kml() -> None:
    loaded = read("a.kml", kml(placemark("Застава"), "cp866", "windows-1251"), Options(encoding="cp866"))
    assert loaded.points.rows[0]["Name"] == "Застава"


def test_links_are_told_and_not_followed() -> None:
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"
    loaded = read("a.kml", kml(link + placemark("a")))
    assert any("links to 1 other file" in note for note in loaded.report.notes)
    with pytest.raises(Refused, match="fetches nothing"):
        read("a.kml", kml(link))


def test_of_several_kml_in_a_kmz_the_one_on_top_is_meant() -> None:
    data = zip_of(doc_kml=kml(placemark("main")), **{"files/other_kml": kml(placemark("other"))})
    assert list(days(read("a.kmz", data))) == ["main"]


# ---- GPX ---------------------------------------------------------------------------------------------------------------------
def test_waypoints_routes_and_tracks_of_a_gpx_are_read_with_their_times() -> None:
    point = '<{0} lat="39.9{1}" lon="70.5{1}">{2}</{0}>'.format
    when = "<time>2022-09-1{}T05:00:00Z</time>".format
    data = (
        '<gpx version="1.1" creator="me" xmlns="http://www.topografix.com/GPX/1/1">'
        + point("wpt", 1, when(6) + "<name>Post</name>")
        + f"<rte><name>Way</name>{point('rtept', 1, '')}{point('rtept', 2, '')}</rte>"
        + f"<trk><name>Patrol</name><trkseg>{point('trkpt', 1, when(6))}{point('trkpt', 2, when(7))}</trkseg></trk></gpx>"
    ).encode()
    loaded = read("a.gpx", data)
    assert kinds(loaded) == ["route", "track", "waypoint"]
    assert days(loaded) == {
        "Post": ("2022-09-16", "2022-09-16", False),
        "Way": ("", "", False),
        "Patrol": ("2022-09-16", "2022-09-17", False),
    }


def test_what_of_a_gpx_cannot_be_placed_or_dated_is_told() -> None:
    def waypoint(place: str, when: str) -> str:
        return f"<wpt {place}><time>{when}</time></wpt>"

    place = 'lat="39.9" lon="70.5"'
    inside = waypoint(place, "2022-09") + waypoint(place, "someday") + waypoint("", "2022-09-16") + waypoint(place, "")
    single = '<trk><name>Short</name><trkseg><trkpt lat="39" lon="70"/></trkseg></trk>'
    loaded = read("a.gpx", f'<gpx version="1.1" creator="me">{inside}{single}</gpx>'.encode())
    assert loaded.points.vague.tolist().count(True) == 1 and len(loaded.points) == 2
    assert sorted((one.reason, one.lines.tolist()) for one in loaded.report.rejected) == [
        ("bad date", [2]),
        ("no geometry", [4]),
    ]
    assert any("1 waypoint has no position" in note for note in loaded.report.notes)


# ---- JSON --------------------------------------------------------------------------------------------------------------------
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
    assert set(days(loaded)) == {"a", "b"} and loaded.report.rejected == ()


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
    assert days(loaded) == {"a": ("2022-09-16", "2022-09-16", False)}
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
    assert days(loaded) == {"a": ("2021-04-28", "2021-04-28", False)}
    assert (loaded.points.lon[0], loaded.points.lat[0]) == pytest.approx((70.5, 39.9), abs=1e-3)
    assert any("more rows on further pages" in note for note in loaded.report.notes)


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
