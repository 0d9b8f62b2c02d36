"""A reader's own sets over HTTP: the address is a secret, bound to one browser, and nothing is kept by a cache."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from shapely import Point, box
from starlette.formparsers import MultiPartParser

from geodata.importers.reading import read
from geodata.store import PointSet
from pages.reader_data import arrived, routes, uploads
from pages.reader_data.room import Share
from tests.support.asgi import ask
from tests.support.own_files import acled_row, csv_of, frame, vector_of


@pytest.fixture
def loaded() -> PointSet:
    return read("rows.csv", csv_of([acled_row(number, geo_precision=1 + number % 3) for number in range(1, 31)])).points


@pytest.fixture
def key(loaded: PointSet) -> Iterator[str]:
    held = routes.serve(loaded, Share())
    yield held
    routes.forget(held)


def cookie_of(headers: dict[str, str]) -> str:
    return headers["set-cookie"].split(";")[0]


def test_the_owner_gets_the_points_and_no_cache_may_keep_them(key: str) -> None:
    answer = ask(f"/own/{key}/points.bin")
    assert answer.status == 200 and answer.body[:4] == b"BAP1"
    assert answer.headers["cache-control"] == "no-store" and "etag" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_the_cookie_that_binds_is_kept_from_scripts_and_other_sites(key: str) -> None:
    said = ask(f"/own/{key}/points.bin").headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=strict" in said and "secure" in said


def test_another_browser_that_learns_the_address_gets_nothing(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = cookie_of(ask(f"/own/{key}/points.bin").headers)
    monkeypatch.setattr(routes, "GRACE_S", 0)
    assert ask(f"/own/{key}/points.bin", cookie=mine).status == 200
    assert ask(f"/own/{key}/points.bin").status == 404
    assert ask(f"/own/{key}/points.bin", cookie=f"{routes.COOKIE}={'x' * 43}").status == 404


def test_what_a_map_asks_for_at_once_arrives_although_the_cookie_is_still_on_its_way(key: str) -> None:
    first, second = ask(f"/own/{key}/points.bin"), ask(f"/own/{key}/shapes.json")
    assert (first.status, second.status) == (200, 200)
    assert cookie_of(first.headers) == cookie_of(second.headers)


def test_another_site_cannot_have_it_fetched(key: str) -> None:
    for site in ("cross-site", "same-site", "none"):
        assert ask(f"/own/{key}/points.bin", sec_fetch_site=site).status == 404


def test_a_forgotten_set_and_an_unknown_address_answer_alike(key: str) -> None:
    ask(f"/own/{key}/points.bin")
    routes.forget(key)
    gone, never = ask(f"/own/{key}/points.bin"), ask("/own/never/points.bin")
    assert (gone.status, gone.body) == (never.status, never.body) == (404, never.body)
    assert gone.headers["cache-control"] == "no-store"


def test_keys_cannot_be_guessed(loaded: PointSet) -> None:
    keys = {routes.STORE.put(loaded) for _ in range(20)}
    assert len(keys) == 20 and all(re.fullmatch(r"[\w-]{43}", key) for key in keys)
    for key in keys:
        routes.forget(key)


def test_outlines_and_circles_come_with_row_and_interval(key: str, loaded: PointSet) -> None:
    body = json.loads(ask(f"/own/{key}/shapes.json").body)
    assert body["shapes"] == []
    assert [circle[0] for circle in body["circles"]] == [
        row for row in range(len(loaded)) if loaded.precision_m[row] > 0
    ]
    assert {circle[5] for circle in body["circles"]} == {50_000}
    areas = read("areas.geojson", vector_of(frame(box(70, 39, 71, 40), Point(70, 39)), "GeoJSON")).points
    drawn = json.loads(routes.shapes(areas).body)["shapes"]
    assert [(row, shape["type"], colour) for row, _, _, _, shape, colour in drawn] == [(0, "Polygon", 0)]


def test_the_health_route_and_other_faces_tell_nothing_of_own_sets(key: str) -> None:
    assert key not in ask("/health").text


def test_uploads_stay_in_memory_while_they_are_received() -> None:
    uploads.install()
    assert MultiPartParser.spool_max_size >= arrived.BODY


def test_no_cache_keeps_what_a_session_offers_for_download() -> None:
    assert ask("/media/anything.csv").headers["cache-control"] == "no-store"
