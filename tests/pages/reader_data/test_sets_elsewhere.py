"""A reader's own set beyond the map: in Compare, in scenes, in what is made of them."""

from __future__ import annotations

import gzip
import io
import re
from base64 import b64decode
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageChops
from pptx import Presentation
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from geodata.ledger import current
from layers.briefings.briefing import file_of, token_of
from layers.briefings.reading import from_file, from_token
from layers.reader_data.points import unpack
from layers.view.link import to_query
from pages.briefing.making import Job
from pages.reader_data import routes, stage
from pages.visit.session import vocabulary
from tests.support.asgi import ask
from tests.support.own_files import acled_row, csv_of
from tests.support.pages import markup, opened

HOSTILE = "<img src=x onerror=alert(1)>"


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click()
    at.run()
    assert not at.exception, at.exception


@pytest.fixture
def reader() -> AppTest:
    """A session with thirteen rows of its own on the map: one before the first conflict, twelve after it."""
    at = opened("map.py").switch_page("own_data.py").run()
    rows = [
        acled_row(
            number,
            event_date=f"2022-09-{number:02d}" if number > 1 else "2020-01-01",
            time_precision=1,
            location=f"Sample {number}",
        )
        for number in range(1, 14)
    ]
    rows[1] |= {"location": HOSTILE}
    at.file_uploader[0].set_value(("export.csv", csv_of(rows), "text/csv"))
    at.run()
    press(at, "Put it on the map")
    return at


def test_compare_tells_a_sets_changes_apart_and_leads_to_its_rows(reader: AppTest) -> None:
    at = reader.switch_page("compare.py").run()
    assert not at.exception, at.exception
    page = markup(at)
    assert "ACLED (your own data): 12 rows between 30 April 2021 and" in page
    assert page.count('data-record="own:1:') == 10 and "The first 10 by day" in page
    assert HOSTILE not in page and "&lt;img src=x" in page
    assert "2 September 2022: " in page


def test_compare_counts_what_a_sets_filters_let_through(reader: AppTest) -> None:
    at = reader.switch_page("own_data.py").run()
    kinds = next(box for box in at.multiselect if box.label == "Event type")
    kinds.set_value([kinds.options[0]]).run()
    page = markup(at.switch_page("compare.py").run())
    assert "Only rows that pass the set’s filters count." in page and "ACLED (your own data): 12 rows" not in page


def test_both_files_of_the_changes_hold_the_rows_and_keep_them_apart(
    reader: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pages.panels import changes

    kept = {}
    monkeypatch.setattr(changes.st, "download_button", lambda label, data, *rest, **more: kept.update({label: data}))
    at = reader.switch_page("compare.py").run()
    assert not at.exception, at.exception
    # As Streamlit does it: made on demand, by whoever is not in the session.
    kept = {label: make() for label, make in kept.items()}
    rows = kept["Changes as CSV"].decode("utf-8-sig").splitlines()
    own = [row for row in rows if row.startswith("ACLED (your own data),")]
    assert len(own) == 12 and all("your own file, line " in row for row in own)
    assert rows[0].startswith("group,day,what") and len(rows) > 13
    assert (
        "ACLED (your own data): 12 rows" in kept["Changes as text"]
        and f"2 September 2022: Battles · {HOSTILE}" in kept["Changes as text"]
    )


def scene_added(at: AppTest) -> AppTest:
    at.switch_page("map.py").run()
    press(at, "Add to briefing")
    return at.switch_page("brief.py").run()


def test_a_scene_keeps_the_names_of_own_sets_and_never_a_row(reader: AppTest) -> None:
    reader.session_state["view"] = reader.session_state["view"].with_(select="own:1:3")
    page = markup(scene_added(reader))
    [scene] = reader.session_state["briefings"].held.scenes
    assert scene.view.own == ("ACLED",) and scene.view.select is None
    assert "your own data “ACLED”" in page and "missing here" not in page


def test_a_removed_set_leaves_its_scenes_which_say_what_is_missing(reader: AppTest) -> None:
    at = scene_added(reader)
    [menu] = [one for one in at.menu_button if (one.key or "").startswith("menu-0")]
    menu.click("Duplicate").run()
    at.switch_page("own_data.py").run()
    press(at, "Remove")
    press(at, "Remove it")
    page = markup(at.switch_page("brief.py").run())
    # Whoever dropped the file is not sent to somebody else for it.
    assert page.count("This briefing shows your own data, “ACLED”") == 1 and "its maker" not in page
    assert page.count("your own data “ACLED” (missing here)") == 2
    # The same file dropped again under the same name is found again.
    at.switch_page("own_data.py").run()
    at.file_uploader[0].set_value(("export.csv", csv_of([acled_row(1)]), "text/csv"))
    at.run()
    press(at, "Put it on the map")
    assert "missing here" not in markup(at.switch_page("brief.py").run())


def test_a_saved_briefing_and_its_link_name_the_set_and_carry_no_row(reader: AppTest) -> None:
    briefing = scene_added(reader).session_state["briefings"].held
    ledger = current()
    saved = file_of(briefing, ledger.revision).decode()
    assert "ACLED" in saved and "Sample" not in saved and "own:" not in saved
    for found, problems in (
        from_file(saved.encode(), vocabulary(ledger)),
        from_token(token_of(briefing, ledger.revision), vocabulary(ledger)),
    ):
        assert found.own() == ("ACLED",) and problems == []
    elsewhere = markup(
        opened("brief.py", briefing=token_of(replace(briefing, scenes=briefing.scenes * 3), ledger.revision))
    )
    assert elsewhere.count("made with data of its maker’s own, “ACLED”") == 1


def test_the_public_screen_of_such_a_briefing_says_what_is_missing(reader: AppTest) -> None:
    briefing = scene_added(reader).session_state["briefings"].held
    answer = ask("/present", f"briefing={token_of(briefing, current().revision)}")
    assert answer.status == 200 and "Not shown: “ACLED”" in answer.text and '"carried": {}' in answer.text
    for face in ("/view.png", "/view.html", "/view.geojson"):
        assert (
            ask(
                face,
                "date=2022-09-16&own=ACLED&width=320&height=240"
                if face == "/view.png"
                else "date=2022-09-16&own=ACLED",
            ).status
            == 200
        )


def address_of_present(at: AppTest) -> str:
    return next(element.proto.url for element in at.get("link_button") if "/own/" in element.proto.url)


def test_presenting_is_for_this_browser_alone_and_no_cache_keeps_it(
    reader: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = scene_added(reader)
    path = urlsplit(address_of_present(at)).path
    first = ask(path)
    assert first.status == 200 and first.headers["cache-control"] == "no-store" and "etag" not in first.headers
    assert (
        "default-src 'none'" in first.headers["content-security-policy"]
        and "script-src 'sha256-" in first.headers["content-security-policy"]
    )
    assert '"carried": {"own/0/points.bin"' in first.text
    monkeypatch.setattr(routes, "GRACE_S", 0)
    mine = first.headers["set-cookie"].split(";")[0]
    assert ask(path, cookie=mine).status == 200 and ask(path, cookie=mine, sec_fetch_site="none").status == 200
    assert ask(path).status == 404 and ask(path, cookie=mine, sec_fetch_site="cross-site").status == 404
    packed = ask(path, cookie=mine, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip" and packed.headers["vary"] == "Accept-Encoding, Cookie"
    assert gzip.decompress(packed.body) == first.body
    assert len(stage._WORKSHOP._kept) == 0
    # Removed, the set is gone from the screen as well; after the last one nothing is presented under that address.
    at.switch_page("own_data.py").run()
    press(at, "Remove")
    press(at, "Remove it")
    assert ask(path, cookie=mine).status == 404


def test_the_screen_follows_the_sets_filters(reader: AppTest) -> None:
    path = urlsplit(address_of_present(scene_added(reader))).path
    whole = ask(path)
    reader.switch_page("own_data.py").run()
    kinds = next(box for box in reader.multiselect if box.label == "Event type")
    kinds.set_value([kinds.options[0]]).run()
    # Reloaded as it stands, and after the briefing was seen again.
    narrowed = [ask(path, cookie=whole.headers["set-cookie"].split(";")[0])]
    assert urlsplit(address_of_present(reader.switch_page("brief.py").run())).path == path
    narrowed.append(ask(path, cookie=whole.headers["set-cookie"].split(";")[0]))
    counts = [
        unpack(b64decode(re.search(r'"own/0/points.bin": "([^"]+)"', answer.text).group(1)))[0]["count"]
        for answer in (whole, *narrowed)
    ]
    assert counts[0] == 13 and 0 < counts[1] == counts[2] < 13


@pytest.mark.parametrize("kind", ["pptx", "pdf", "html"])
def test_a_document_made_in_the_session_has_the_set_and_no_cache_has_it(reader: AppTest, kind: str) -> None:
    briefing = scene_added(reader).session_state["briefings"].held
    held = reader.session_state["own-sets"]
    points = {one.title: one.shown for one in held.values()}
    job = Job(kind, briefing, date(2026, 11, 22), "https://atlas.test", current().revision, points)
    job.thread.join(60)
    assert job.failed == "" and job.body
    bare = Job(kind, briefing, date(2026, 11, 22), "https://atlas.test", current().revision, {})
    bare.thread.join(60)
    assert bare.body != job.body
    said = {
        "pptx": lambda body: "\n".join(
            shape.text_frame.text
            for slide in Presentation(io.BytesIO(body)).slides
            for shape in slide.shapes
            if shape.has_text_frame
        ),
        "pdf": lambda body: " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages),
        "html": bytes.decode,
    }[kind]
    whole, without = (" ".join(said(body).split()) for body in (job.body, bare.body))
    assert "the maker’s own file, not part of the atlas’s ledger" in whole and "Not shown: “ACLED”" in without


def test_a_made_document_goes_with_its_set(reader: AppTest) -> None:
    at = scene_added(reader)
    press(at, "Presenter’s file (HTML)")
    assert at.session_state["making"].holds("ACLED")
    at.switch_page("own_data.py").run()
    press(at, "Remove")
    press(at, "Remove it")
    assert "making" not in at.session_state


def test_a_scenes_pictures_show_the_set_to_this_browser_alone(reader: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    at = scene_added(reader)
    press(at, "Edit")
    small, large = (
        urlsplit(unescape(re.search(f'<img class="{name}[^"]*" src="([^"]+)"', markup(at)).group(1)))
        for name in ("ba-small-map", "ba-scene-map")
    )
    assert small.path == large.path and re.fullmatch(r"/own/[\w-]{43}/scene\.png", large.path)
    first = ask(large.path, large.query)
    mine = first.headers["set-cookie"].split(";")[0]
    assert first.status == 200 and first.headers["cache-control"] == "no-store"
    public = ask(
        "/view.png",
        f"{to_query(at.session_state['briefings'].held.scenes[0].view, current().revision)}&width=640&height=360",
    )
    shown, without = (Image.open(io.BytesIO(one.body)).convert("RGB") for one in (first, public))
    assert shown.size == (640, 360) and ImageChops.difference(shown, without).getbbox()
    monkeypatch.setattr(routes, "GRACE_S", 0)
    assert ask(small.path, small.query, cookie=mine).status == 200
    assert ask(small.path, small.query).status == 404
    assert ask(small.path, small.query, cookie=mine, sec_fetch_site="cross-site").status == 404
    for wrong in ("n=1", "n=-1", "n=x", ""):
        assert ask(small.path, f"{wrong}&width=427&height=240", cookie=mine).status == 404
    assert ask(small.path, "n=0&width=9&height=240", cookie=mine).status == 400
    at.switch_page("own_data.py").run()
    press(at, "Remove")
    press(at, "Remove it")
    assert "/own/" not in markup(at.switch_page("brief.py").run())
    assert ask(small.path, small.query, cookie=mine).status == 404
