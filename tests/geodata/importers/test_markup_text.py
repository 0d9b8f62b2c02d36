"""HTML in the cells of a file: what a browser would show of it, with the addresses behind its words, and nothing that does anything."""

from __future__ import annotations

from time import process_time

import pytest

from geodata.importers.markup_text import shown
from geodata.importers.reading import peek, read

TABLE = '<table><tr><td>Status</td><td><b>closed</b></td></tr></table><a href="https://example.org">source</a>'
KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>A</name>
<description><![CDATA[{}]]></description><Point><coordinates>74.5,41.5</coordinates></Point></Placemark></Document></kml>"""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (TABLE, "Status closed\nsource https://example.org"),
        ("one<br>two<br/><p>three &amp; four&nbsp;five</p>", "one\ntwo\nthree & four five"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ('<a href="https://e.org/">https://e.org</a> x', "https://e.org x"),
        ('<a href="javascript:alert(1)">click</a><b>x</b>', "clickx"),
        ("<b>a</b><script>alert(1)</script><style>b {}</style>c", "ac"),
        ('<div><img src="https://e.org/p.jpg"></div>', "https://e.org/p.jpg"),
        ('<img src="files/p 1.jpg"/>Post', "files/p 1.jpg Post"),
        ('<b>a</b><img src="data:image/png;base64,iVBO">', "a"),
        ("<html><head><title>t</title></head><body>seen", "seen"),
        ("<b><script>words</script></b>", "<b><script>words</script></b>"),
        ("<![if gte mso 9]><p>as Word<![endif]><br>has it", "as Word\nhas it"),
        ("<div>" * 5000 + "deep", "deep"),
    ],
)
def test_what_a_browser_would_show_is_kept_with_its_addresses(html: str, text: str) -> None:
    assert shown(html) == text


def test_a_description_in_kml_is_text_in_the_row_and_the_report_says_so() -> None:
    data = KML.format(TABLE).encode()
    loaded = read("a.kml", data)
    assert loaded.points.rows is not None
    assert loaded.points.rows[0]["description"] == "Status closed\nsource https://example.org"
    assert any("HTML of 1 cell in “description”" in note for note in loaded.report.notes)
    # What is looked at before the columns are chosen is the same.
    found = peek("a.kml", data)
    assert found.sample[0][found.columns.index("description")] == "Status closed\nsource https://example.org"


def test_pictures_beside_a_text_are_named_and_told_of() -> None:
    loaded = read("a.kml", KML.format('<img src="files/p1.jpg"> by the bridge').encode())
    assert loaded.points.rows is not None and loaded.points.rows[0]["description"] == "files/p1.jpg by the bridge"
    assert any("1 cell in “description” shows pictures that lie beside it" in note for note in loaded.report.notes)


@pytest.mark.parametrize("words", ["3 < 4 and 5 > 2", "</script><script>alert(1)</script>", "<Unit 7>", "a <- b"])
def test_what_is_no_layout_stays_as_it_is(words: str) -> None:
    loaded = read("a.csv", f"lat,lon,name\n39.9,70.6,{words}\n39.9,70.7,<b>bold</b>\n".encode())
    assert loaded.points.rows is not None
    assert [row["name"] for row in (loaded.points.rows[0], loaded.points.rows[1])] == [words, "bold"]
    assert loaded.points.coded["name"].words == (words, "bold")


def test_a_huge_cell_of_broken_tags_takes_time_that_grows_with_it_alone() -> None:
    before = process_time()
    for broken in ("<a ", "<a href=", "<!--", "<![", "</", "<td>"):
        assert isinstance(shown("<br>" + broken * (1_000_000 // len(broken))), str)
    # A square of it would take hours.
    assert process_time() - before < 60
