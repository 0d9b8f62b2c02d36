"""Streamlit's own scripts and styles go out compressed, whole, and once per reader."""

from __future__ import annotations

import gzip
import re

from pages.http import head
from tests.support.http import fetch
from tests.support.server import App

PARTS = re.findall(
    r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', (head.STATIC / "index.html").read_text(encoding="utf-8")
)


def test_what_the_page_itself_loads_is_whole_in_a_third_of_the_bytes(app: App) -> None:
    plain = sent = 0
    for part in PARTS:
        on_disk = (head.STATIC / part).read_bytes()
        status, headers, body = fetch(app, f"/{part}", accept_encoding="gzip, deflate, br")
        assert status == 200 and headers["content-encoding"] == "gzip" and gzip.decompress(body) == on_disk, part
        assert headers["vary"] == "Accept-Encoding" and "immutable" in headers["cache-control"], part
        plain, sent = plain + len(on_disk), sent + len(body)
    assert 0 < sent < plain / 3
    kept, _, nothing = fetch(app, f"/{part}", accept_encoding="gzip", if_none_match=headers["etag"])
    assert (kept, nothing) == (304, b"")


def test_who_takes_nothing_compressed_gets_the_file_as_it_is(app: App) -> None:
    _, headers, body = fetch(app, f"/{PARTS[0]}")
    assert "content-encoding" not in headers and body == (head.STATIC / PARTS[0]).read_bytes()
    assert headers["vary"] == "Accept-Encoding"


def test_a_script_that_is_not_there_is_not_kept_as_one(app: App) -> None:
    _, headers, body = fetch(app, "/static/js/nothing.AAAAAAAA.js", accept_encoding="gzip")
    assert "javascript" not in headers["content-type"] and b"nothing.AAAAAAAA" not in body


def test_the_map_loads_its_faces_where_the_page_around_it_does(app: App) -> None:
    _, _, script = fetch(app, "/assets/atlas.js")
    named = re.findall(rb"\.\./\.\./(static/media/[\w.-]+\.woff2)", script)
    assert len(named) == 2
    styles = b"".join(
        fetch(app, f"/{part}")[2]
        for part in [*PARTS, *(f"static/js/{file.name}" for file in (head.STATIC / "static" / "js").glob("index.*.js"))]
    )
    for face in named:
        assert face.split(b"/")[-1] in styles
        assert fetch(app, f"/{face.decode()}")[1]["content-type"] == "font/woff2"
