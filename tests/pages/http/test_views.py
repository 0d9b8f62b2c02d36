"""The other faces of a view: plain text and GeoJSON, with the headers that let clients and proxies keep them."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import pytest
from starlette.requests import Request

from geodata.ledger import current
from geodata.translation import speak
from pages.http import faces, refusals
from pages.http.workshop import Busy, Workshop
from pages.visit.page import PAGES
from tests.support.asgi import ask
from tests.support.http import fetch
from tests.support.loop import wait_for
from tests.support.server import App

FACES = {"/view.txt": "text/plain; charset=utf-8", "/view.geojson": "application/geo+json"}
DAY = "date=2022-09-16&layers=sections,clashes"


@pytest.mark.parametrize(("path", "media_type"), FACES.items())
def test_a_face_has_its_type_its_tag_and_its_revision(path: str, media_type: str) -> None:
    answer = ask(path, DAY)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["ledger-revision"] == current().revision
    again = ask(path, DAY, if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize("path", FACES)
def test_the_tag_follows_the_view_and_not_how_the_link_is_written(path: str) -> None:
    tag = ask(path, DAY).headers["etag"]
    assert ask(path, "layers=clashes,sections&date=2022-09-16&embed=true").headers["etag"] == tag
    assert ask(path, "date=2022-09-17&layers=sections,clashes").headers["etag"] != tag


def test_the_tag_follows_the_language(tmp_path: Path) -> None:
    tags, file = [], tmp_path / "ru.po"
    for said in ("Картина", "Снимок"):
        file.write_text(
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Picture"\nmsgstr "{said}"\n',
            encoding="utf-8",
        )
        speak(file)
        faces.program.cache_clear()
        tags.append(faces.etag("a view"))
    speak()
    faces.program.cache_clear()
    assert len({*tags, faces.etag("a view")}) == 3


@pytest.mark.parametrize("path", FACES)
def test_only_a_pinned_link_may_be_kept_without_asking(path: str) -> None:
    assert "max-age" in ask(path, f"{DAY}&rev={current().revision}").headers["cache-control"]
    for query in (DAY, f"{DAY}&rev=00000000", f"rev={current().revision}"):
        assert ask(path, query).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", FACES)
@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("date=2022-13-01", "2022-13-01"),
        ("select=nobody", "nobody"),
        ("mode=week", "week"),
        ("colour=red", "colour"),
        ("layers=bunkers", "bunkers"),
        ("at=91,0,4", "91,0,4"),
        ("date=", "date"),
        ("q=" + "x" * 5000, "4000"),
    ],
)
def test_a_wrong_parameter_is_refused_with_a_sentence_that_names_it(path: str, wrong: str, named: str) -> None:
    answer = ask(path, wrong)
    assert answer.status == 400 and answer.headers["content-type"].startswith("text/plain")
    assert named in answer.text and answer.text.strip().endswith(".")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [*FACES, "/present", "/chart.svg"])
def test_a_browser_is_told_so_on_a_page_with_ways_on(path: str) -> None:
    answer = ask(path, f"{DAY}&at=nowhere&scale=<b>&chart=x", accept="text/html,*/*")
    assert answer.status == 400 and answer.headers["cache-control"] == "no-store"
    ways = [unescape(way) for way in re.findall(r'href="([^"]+)"', answer.text)]
    # The page opens what can be read, and is asked for nothing that is the face's alone.
    assert f"/?{DAY}&at=nowhere" in ways and {*PAGES} <= {*ways}
    assert (
        "nowhere" in answer.text.partition("<main>")[2]
        and "<b>" not in answer.text.partition("<main>")[2].partition("<nav")[0]
    )
    said = {part.split()[0]: part.split()[1:] for part in answer.headers["content-security-policy"].split("; ")}
    assert (
        said["form-action"] == ["'self'"]
        and said["script-src"] == ["'none'"]
        and "'unsafe-inline'" in said["style-src"]
    )


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_what_failed_is_said_in_the_form_that_was_asked_for(accept: str) -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"accept", accept.encode())]}
    answer = wait_for(refusals.failed(Request(scope), RuntimeError("secret")))
    said = bytes(answer.body).decode()
    assert answer.status_code == 500 and ("<main>" in said) == (accept == "text/html") and "secret" not in said


def test_a_region_of_old_is_answered_under_its_present_name() -> None:
    assert ask("/view.txt", "region=leninabad").body == ask("/view.txt", "region=sughd").body


@pytest.mark.parametrize("path", FACES)
def test_head_is_get_without_the_body(app: App, path: str) -> None:
    status, headers, body = fetch(app, f"{path}?{DAY}")
    head_status, head_headers, nothing = fetch(app, f"{path}?{DAY}", "HEAD")
    assert (status, head_status, nothing) == (200, 200, b"")
    assert head_headers["etag"] == headers["etag"] and head_headers["content-length"] == headers[
        "content-length"
    ] == str(len(body))


def test_the_data_opens_as_a_layer_from_its_address(app: App) -> None:
    """QGIS and GeoPandas read an address through GDAL, as here."""
    script = "import json, sys, pyogrio; frame = pyogrio.read_dataframe(sys.argv[1]); print(json.dumps([frame.crs.to_epsg(), list(frame['id'])]))"
    # In a process of its own: once one has read readers' files, its GDAL asks no addresses any more.
    told = subprocess.run(
        [sys.executable, "-c", script, f"{app.url}/view.geojson?{DAY}"], check=True, capture_output=True, text=True
    ).stdout
    crs, ids = json.loads(told)
    drawn = json.loads(ask("/view.geojson", DAY).body)["features"]
    assert len(ids) == len(drawn) > 20
    assert crs == 4326 and set(ids) == {feature["properties"]["id"] for feature in drawn}


def test_a_view_of_the_border_alone_is_its_lines_as_data() -> None:
    found = json.loads(ask("/view.geojson", "date=2022-09-16&layers=border&line=2024").body)["features"]
    assert {"LineString", "Polygon", "Point"} == {feature["geometry"]["type"] for feature in found}
    assert {feature["properties"]["mapped_in"] for feature in found} == {2024}


def test_a_stretch_of_a_file_is_that_stretch_and_a_senseless_one_is_the_whole() -> None:
    whole = ask("/view.geojson", DAY)
    part = ask("/view.geojson", DAY, range="bytes=100-299")
    assert (part.status, part.body) == (206, whole.body[100:300])
    assert part.headers["content-range"] == f"bytes 100-299/{len(whole.body)}"
    for senseless in ("bytes=9999999999-", "bytes=5-2", "bytes=1-2,4-5", "lines=1-2"):
        answer = ask("/view.geojson", DAY, range=senseless)
        assert (answer.status, answer.body) == (200, whole.body)


def test_the_text_holds_the_records_of_the_view_and_its_link() -> None:
    answer = ask("/view.txt", DAY + "&select=2022-09-16-ovchi-kalacha")
    for words in (
        "16 SEPTEMBER 2022",
        current().incidents["2022-09-16-ovchi-kalacha"].title,
        "https://atlas.test/?date=2022-09-16",
    ):
        assert words in answer.text


class TestWorkshop:
    """So many jobs at once, one job per key, and results kept as long as there is room."""

    def make(self, **bounds: float) -> Workshop:
        return Workshop(
            ThreadPoolExecutor(1), **({"waiting": 2, "seconds": 10, "body_bytes": 1000, "kept_bytes": 1000} | bounds)
        )

    def test_the_same_file_asked_for_by_many_is_made_once(self) -> None:
        made: list[int] = []
        workshop = self.make()

        async def go() -> list[bytes]:
            return await asyncio.gather(*(workshop.make("a", lambda: made.append(1) or b"body") for _ in range(20)))

        assert wait_for(go()) == [b"body"] * 20 and made == [1]

    def test_who_finds_the_queue_full_is_sent_away_at_once(self) -> None:
        gate = threading.Event()
        workshop = self.make()

        def slow() -> bytes:
            gate.wait(10)
            return b"done"

        async def go() -> tuple[str, list[bytes]]:
            jobs = [asyncio.ensure_future(workshop.make(key, slow)) for key in "ab"]
            await asyncio.sleep(0)  # Lets both jobs start: one runs, one waits.
            with pytest.raises(Busy) as refused:
                await workshop.make("c", slow)
            gate.set()
            return str(refused.value), await asyncio.gather(*jobs)

        said, bodies = wait_for(go())
        assert "Ask again" in said and bodies == [b"done", b"done"]

    def test_a_file_that_takes_too_long_is_still_kept_for_who_asks_again(self) -> None:
        gate = threading.Event()
        workshop = self.make(seconds=0.01)

        def slow() -> bytes:
            gate.wait(10)
            return b"late"

        async def go() -> bytes:
            with pytest.raises(Busy):
                await workshop.make("a", slow)
            job = workshop._jobs["a"].done
            gate.set()
            await job
            return await workshop.make("a", slow)

        assert wait_for(go()) == b"late"

    def test_what_is_kept_stays_within_its_bounds_and_the_longest_unused_goes_first(self) -> None:
        workshop = self.make()

        async def go() -> None:
            for key in "abc":
                await workshop.make(key, lambda: b"x" * 400)
                workshop.kept("a")
            with pytest.raises(Busy, match="larger"):
                await workshop.make("d", lambda: b"x" * 1001)

        wait_for(go())
        assert [key for key in "abcd" if workshop.kept(key)] == ["a", "c"]
