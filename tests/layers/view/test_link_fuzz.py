"""A link of any content opens: arbitrary parameters never raise, and what they open is a view with a link of its own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.atlas import FIRST_DAY
from geodata.geometry_files import VINTAGES
from geodata.places import REGIONS
from layers.view.link import from_params, to_params
from layers.view.state import BASEMAPS, MAX_WINDOW_DAYS, MODES, Vocabulary

TODAY = date(2026, 11, 1)
RECORDS = {"strip": ("strip", date(2025, 3, 13), (39.9, 70.6, 12.0)), "unplaced": ("unplaced", None, None)}
LAYERS = ("sections", "border", "bases", "clashes")
WORDS = Vocabulary(TODAY, LAYERS, LAYERS[:2], RECORDS.get, "0a1b2c3d")

near_misses = st.one_of(
    st.text(max_size=12),
    st.dates().map(str),
    st.integers().map(str),
    st.tuples(st.floats(), st.floats(), st.floats()).map(lambda parts: ",".join(map(str, parts))),
    st.lists(st.sampled_from([*LAYERS, "bunkers", ""]), max_size=4).map(",".join),
    st.sampled_from(
        [
            *MODES,
            *BASEMAPS,
            *map(str, VINTAGES),
            *REGIONS,
            *RECORDS,
            "²",
            "1_000",
            "+1",
            "٣",
            "\x00",
            " 7 ",
            "1e3",
            "1,2,3",
        ]
    ),
)
names = st.sampled_from(["date", "mode", "days", "layers", "at", "region", "line", "base", "select", "rev"]) | st.text(
    max_size=5
)
links = st.lists(st.tuples(names, near_misses), max_size=6).map(dict)


def opens(params: dict[str, str]) -> None:
    """Check what a link opens: a view of the atlas, plain sentences, and a link that opens it again."""
    view, problems = from_params(params, WORDS)
    assert FIRST_DAY <= view.date <= TODAY
    assert view.mode in MODES and view.base in BASEMAPS and view.line in VINTAGES
    assert view.region is None or view.region in REGIONS
    assert view.select is None or view.select in RECORDS
    assert 1 <= view.days <= MAX_WINDOW_DAYS
    assert view.layers == tuple(name for name in LAYERS if name in view.layers)
    assert all(problem.endswith(".") for problem in problems)
    if view.at:
        lat, lon, zoom = view.at
        assert -85 <= lat <= 85 and -180 <= lon <= 180 and 3 <= zoom <= 16
    again, complaints = from_params(to_params(view, WORDS.revision), WORDS)
    assert complaints == []
    # The width of a period counts only in that mode, and a link holds a place to four decimals.
    comparable = {"days": view.days, "at": view.at}
    assert again.with_(**comparable) == view
    if view.mode == "window":
        assert again.days == view.days


@settings(max_examples=300, deadline=None)
@given(links)
def test_any_link_opens(params: dict[str, str]) -> None:
    opens(params)


@pytest.mark.services
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(links)
def test_any_of_many_links_opens(params: dict[str, str]) -> None:
    opens(params)
