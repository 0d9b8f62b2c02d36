"""Whatever stands in an address, the app's own routes answer it: a page, a file, or a sentence; never a fault."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.ledger import current
from layers.kit.layer import all_layers
from layers.view.state import BASEMAPS, LAYOUTS, MODES
from pages.visit.page import PAGES
from tests.support.asgi import ask
from tests.support.attacks.odd_requests import NAMES

# The texts and data of wrong links cost nothing; those of right ones are made and kept. A page's head is made for either.
PATHS = (*PAGES, "/view.txt", "/view.geojson")
RECORDS = [*current().incidents, *current().bases, *current().sections][::7]

values = st.one_of(
    st.text(max_size=16),
    st.dates().map(str),
    st.integers().map(str),
    st.floats().map(str),
    st.tuples(st.floats(-95, 95), st.floats(-190, 190), st.floats(0, 20)).map(lambda parts: ",".join(map(str, parts))),
    st.sampled_from(
        [
            *MODES,
            *BASEMAPS,
            *LAYOUTS,
            *RECORDS,
            *(layer.id for layer in all_layers()),
            "2024",
            "2026",
            "²",
            "\x00",
            "</title>",
            "\u2028",
            "\\2019",
        ]
    ),
    st.lists(st.sampled_from([*RECORDS, *(layer.id for layer in all_layers()), ""]), max_size=5).map(",".join),
)
queries = st.one_of(
    st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=6), values), max_size=6).map(
        lambda pairs: urlencode(pairs, errors="replace")
    ),
    st.binary(max_size=60).map(lambda raw: quote(raw, safe="=&%;+?/#")),
)


#: Scripts in each page; what stands in an address must never add one.
SCRIPTS = {path: ask(path).text.count("<script") for path in PAGES}


def answered(path: str, query: str, method: str) -> None:
    answer = ask(path, query.encode(), method)
    if path in PAGES:
        assert answer.status == 200
        assert answer.text.count("<script") == SCRIPTS[path]
    else:
        assert answer.status in (200, 400)
    if answer.status == 400:
        assert answer.text.strip().endswith(".") and answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PATHS), queries, st.sampled_from(["GET", "HEAD"]))
def test_any_address_is_answered(path: str, query: str, method: str) -> None:
    answered(path, query, method)


@pytest.mark.services
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PATHS), queries, st.sampled_from(["GET", "HEAD"]))
def test_any_of_many_addresses_is_answered(path: str, query: str, method: str) -> None:
    answered(path, query, method)
