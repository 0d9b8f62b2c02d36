"""KML, KMZ and GPX as their makers write them: what each says of time, folders, fields and letters is kept."""

from __future__ import annotations

import pytest

from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Loaded, Refused
from geodata.intervals import ALWAYS, FOREVER, from_day_number, last_day
from tests.support.own_files import zip_of

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
    every = read("a.kml", THREE)
    assert kinds(every) == ["Bases", "Bases", "Clashes", "Clashes / Old"]
    assert "3 rows have no date: they show at every date." in every.report.notes
    one = read("a.kml", THREE, Options(layer="Clashes / Old"))
    # Numbered as in the file.
    assert list(days(one)) == ["D"] and one.points.line.tolist() == [4]


def test_folders_are_called_without_those_in_which_all_of_them_lie() -> None:
    inner = folder("Posts", placemark("A")) + folder("Roads", placemark("B") + folder("Closed", placemark("C")))
    nested = kml(folder("My Places", folder("Border", inner)))
    assert kinds(read("a.kml", nested)) == ["Posts", "Roads", "Roads / Closed"]
    assert list(days(read("a.kml", nested, Options(layer="Roads")))) == ["B"]
    # One that holds a place itself keeps its name.
    own = kml(folder("My Places", placemark("A") + folder("Posts", placemark("B"))))
    assert kinds(read("a.kml", own)) == ["My Places", "My Places / Posts"]


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
    loaded = read("a.kmz", data)
    assert list(days(loaded)) == ["main"] and loaded.report.file == "a.kmz"


def test_a_folder_that_dates_nothing_stands_beside_one_of_events() -> None:
    """A map of My Maps has its events in one layer, with a column of dates, and roads in another."""
    day = '<ExtendedData><Data name="Date"><value>{}</value></Data></ExtendedData>'.format
    events = placemark("a", day("28.04.2021")) + placemark("b", day("16.09.2022")) + placemark("c", day(""))
    loaded = read("a.kml", kml(folder("Events", events) + folder("Roads", placemark("road") + placemark("canal"))))
    assert days(loaded) == {
        "road": ("", "", False),
        "canal": ("", "", False),
        "a": ("2021-04-28", "2021-04-28", False),
        "b": ("2022-09-16", "2022-09-16", False),
    }
    assert [rejection.reason for rejection in loaded.report.rejected] == ["no date"]
    assert "2 rows have no date: they show at every date." in loaded.report.notes


def test_a_kmz_opens_however_many_pictures_it_has_and_says_what_is_drawn_of_one_on_the_ground() -> None:
    box = "<LatLonBox><north>40</north><south>39</south><east>71</east><west>70</west></LatLonBox>"
    laid = f"<GroundOverlay><name>sketch</name><Icon><href>files/0.jpg</href></Icon>{box}</GroundOverlay>"
    pictures = {f"files/{number}_jpg": b"\xff\xd8\xff" for number in range(300)}
    loaded = read("a.kmz", zip_of(doc_kml=kml(placemark("post") + laid), **pictures))
    assert set(days(loaded)) == {"post", "sketch"}
    assert any(
        "1 picture that the KML lays over the ground is drawn as its outline" in note for note in loaded.report.notes
    )


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
