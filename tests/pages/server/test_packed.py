"""Streamlit's own scripts and styles go out compressed, whole, and once per reader."""

from __future__ import annotations

import gzip
import re

from layers.browser.typefaces import faces
from pages.http import head
from tests.support.http import fetch
from tests.support.server import App

PARTS = re.findall(
    r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', (head.STATIC / "index.html").read_text(encoding="utf-8")
)


def test_what_the_page_itself_loads_is_whole_in_a_third_of_the_bytes(app: App) -> None:
    plain = sent = 0
    for part in PARTS:
        file = head.STATIC / part
        on_disk = faces.sheet(file).body if file.suffix == ".css" else file.read_bytes()
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


def test_page_and_map_are_set_in_the_same_pieces_under_one_address(app: App) -> None:
    page = fetch(app, "/")[2].decode()
    [sheet] = re.findall(r'href="\./(static/css/index[^"]+\?v=[^"]+)"', page)
    of_page, of_map = (
        set(re.findall(r"/([\w-]+\.woff2\?v=\w+)", fetch(app, f"/{address}")[2].decode()))
        for address in (sheet, "assets/atlas.js")
    )
    assert {name for name in of_page if "icons" not in name} == {name for name in of_map if "italic" not in name}
    assert len(of_page) > 1
    for name in of_page | of_map:
        _, headers, _ = fetch(app, f"/assets/fonts/{name}")
        assert headers["content-type"] == "font/woff2" and "immutable" in headers["cache-control"], name
    ahead = re.findall(r'rel="preload" href="\./assets/fonts/([^"]+)"', page)
    assert ahead and set(ahead) <= of_page & of_map
    # Whole faces stand behind the pieces, where Streamlit has them.
    whole = re.findall(r"\.\./(media/Source[\w.-]+\.woff2)", fetch(app, f"/{sheet}")[2].decode())
    assert whole and all(fetch(app, f"/static/{face}")[0] == 200 for face in whole)
