"""The link: every value of a view survives it, and what cannot be read is told while the rest is restored."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from geodata.geometry_files import VINTAGES
from geodata.places import REGIONS
from layers.view.link import from_params, to_params, to_query
from layers.view.state import BASEMAPS, MAX_WINDOW_DAYS, MODES, ViewState, Vocabulary

TODAY = date(2026, 11, 1)
BATTLE = ("2022-09-16-batken", date(2022, 9, 16), (39.99, 69.75, 11.0))

#: Names a link may use → what they resolve to. `old-name` is a former id, `strip` a record without a day of its own.
RECORDS = {
    "2022-09-16-batken": BATTLE,
    "old-name": BATTLE,
    "strip": ("strip", None, (39.9, 70.6, 12.0)),
    "unplaced": ("unplaced", None, None),
}
WORDS = Vocabulary(
    today=TODAY,
    layers=("sections", "border", "bases", "clashes"),
    default_layers=("sections", "border", "clashes"),
    resolve=RECORDS.get,
    revision="0a1b2c3d",
)
DEFAULT = ViewState(date=TODAY, layers=("sections", "border", "clashes"))

#: Far from the default in every field.
FULL = ViewState(
    date=date(2021, 4, 29),
    mode="window",
    days=365,
    layers=("bases", "clashes"),
    at=(39.9043, 70.6012, 11.25),
    region="batken",
    line=2024,
    select="strip",
    base="topo",
)


def through_link(view: ViewState) -> tuple[ViewState, list[str]]:
    """Return what a reader's app makes of the link of a view, as the browser hands it over."""
    address = "https://atlas.example/?" + to_query(view, WORDS.revision)
    return from_params(dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)), WORDS)


def test_the_bare_address_opens_the_default_view() -> None:
    assert from_params({}, WORDS) == (DEFAULT, [])
    assert WORDS.default() == DEFAULT


def test_a_view_far_from_the_default_survives_its_link() -> None:
    assert through_link(FULL) == (FULL, [])


@pytest.mark.parametrize(
    "changes",
    [
        {"date": date(1991, 1, 1)},
        {"date": date(2022, 9, 16)},
        *({"mode": mode} for mode in MODES),
        *({"mode": "window", "days": days} for days in (1, 365, MAX_WINDOW_DAYS)),
        {"layers": ()},
        {"layers": ("bases",)},
        {"layers": ("sections", "border", "bases", "clashes")},
        {"at": (39.0, 69.5, 8.0)},
        {"at": (-33.25, -70.5, 16.0)},
        {"at": (0.0, 0.0, 3.0)},
        *({"region": region} for region in REGIONS),
        *({"line": line} for line in VINTAGES),
        *({"base": base} for base in BASEMAPS),
        {"tint": True},
        {"select": "strip", "at": (39.9, 70.6, 12.0)},
        {"select": "strip", "at": (41.0, 71.0, 9.5)},
        {"select": "unplaced"},
        {"select": "2022-09-16-batken", "date": date(2022, 9, 20), "at": (41.0, 71.0, 9.0)},
    ],
    ids=lambda changes: " ".join(f"{name}={value}" for name, value in changes.items()),
)
def test_each_value_survives_the_link(changes: dict[str, object]) -> None:
    view = DEFAULT.with_(**changes)
    assert through_link(view) == (view, [])


def test_a_link_with_selection_but_without_camera_keeps_the_whole_border() -> None:
    view = DEFAULT.with_(select="strip", at=None)
    assert through_link(view) == (view, [])


def test_a_link_holds_every_value_so_that_a_moved_default_changes_no_old_link() -> None:
    params = to_params(DEFAULT, WORDS.revision)
    moved = Vocabulary(date(2030, 1, 1), WORDS.layers, ("bases",), WORDS.resolve, "ffffffff")
    assert from_params(params, moved) == (DEFAULT, [])


def test_a_link_can_be_read_by_people() -> None:
    assert to_query(FULL, "0a1b2c3d") == (
        "date=2021-04-29&mode=window&days=365&layers=bases,clashes&at=39.9043,70.6012,11.25&region=batken&line=2024&base=topo&select=strip&rev=0a1b2c3d"
    )


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"date": "yesterday"}, "yesterday"),
        ({"date": "2022-02-30"}, "2022-02-30"),
        ({"date": ""}, "2026-11-01"),
        ({"mode": "sometimes"}, "sometimes"),
        ({"days": "0"}, "36525"),
        ({"days": "-3"}, "-3"),
        ({"days": "²"}, "²"),
        ({"days": "36526"}, "36526"),
        ({"days": "1" * 5000}, "30 days"),
        ({"layers": "bunkers"}, "bunkers"),
        ({"at": "39.9,70.6"}, "39.9,70.6"),
        ({"at": "99,70.6,8"}, "99,70.6,8"),
        ({"at": "nan,nan,nan"}, "nan"),
        ({"at": "inf,70,8"}, "inf"),
        ({"at": "39.9,70.6,25"}, "25"),
        ({"region": "atlantis"}, "atlantis"),
        ({"line": "2025"}, "2025"),
        ({"base": "carto"}, "carto"),
        ({"tint": "flags"}, "flags"),
        ({"select": "no-such-record"}, "no-such-record"),
        ({"colour": "red"}, "colour"),
    ],
    ids=lambda value: "=".join(next(iter(value.items())))[:40] if isinstance(value, dict) else "",
)
def test_a_part_that_cannot_be_read_is_told_in_a_sentence_and_the_rest_is_restored(
    params: dict[str, str], words: str
) -> None:
    part = next(iter(params))
    link = to_params(FULL, WORDS.revision)
    view, problems = from_params(link | params, WORDS)
    assert len(problems) == 1
    assert words in problems[0]
    assert problems[0].endswith(".") and len(problems[0]) < 300
    default = {"date": TODAY, "layers": DEFAULT.layers, "days": 30}
    for name in link:
        if name not in (part, "rev"):
            assert getattr(view, name) == getattr(FULL, name), name
    # Without a readable place or day, those of the selected record stand in.
    if part in default:
        assert getattr(view, part) == default[part]
    if part == "at":
        assert view.at == RECORDS["strip"][2]


def test_several_unreadable_parts_are_all_told() -> None:
    view, problems = from_params({"date": "x", "mode": "y", "base": "z", "days": "7"}, WORDS)
    assert view == DEFAULT.with_(days=7)
    assert len(problems) == 3


@pytest.mark.parametrize(("text", "nearest"), [("1950-01-01", date(1991, 1, 1)), ("2031-05-05", TODAY)])
def test_a_day_outside_the_atlas_becomes_the_nearest_one_and_is_told(text: str, nearest: date) -> None:
    view, problems = from_params({"date": text}, WORDS)
    assert view.date == nearest
    assert len(problems) == 1 and text in problems[0]


def test_layers_of_another_atlas_are_told_and_the_known_ones_shown() -> None:
    view, problems = from_params({"layers": "clashes,bunkers,bases"}, WORDS)
    assert view.layers == ("bases", "clashes")
    assert len(problems) == 1 and "bunkers" in problems[0]


def test_a_link_with_nothing_but_a_record_shows_its_day_and_place() -> None:
    view, problems = from_params({"select": "2022-09-16-batken"}, WORDS)
    assert (view.select, view.date, view.at) == BATTLE
    assert problems == []


def test_a_former_id_finds_its_record_and_says_so() -> None:
    view, problems = from_params({"select": "old-name"}, WORDS)
    assert view.select == "2022-09-16-batken"
    assert len(problems) == 1 and "old-name" in problems[0] and "2022-09-16-batken" in problems[0]


def test_the_revision_and_streamlits_own_parameters_are_no_problem() -> None:
    assert from_params({"rev": "other", "embed": "true", "embed_options": "dark_theme"}, WORDS) == (DEFAULT, [])


def test_what_a_link_is_told_about_is_cut_short() -> None:
    _, problems = from_params({"x" * 5000: "1", "mode": "y" * 5000}, WORDS)
    assert all(len(problem) < 300 for problem in problems)


@pytest.mark.parametrize(
    "added",
    ["fbclid", "gclid", "utm_source", "UTM_CAMPAIGN", "mc_cid", "mc_eid", "msclkid", "igshid", "_hsenc", "mtm_x"],
)
def test_what_was_added_to_a_link_on_its_way_is_no_part_of_it(added: str) -> None:
    given = {"date": "2022-09-16", "select": "strip"}
    assert from_params({added: "IwAR1", **given}, WORDS) == from_params(given, WORDS)


@pytest.mark.parametrize("name", ["utm", "clid", "fbclid_", "a_utm_b", "datum"])
def test_what_only_resembles_it_is_told(name: str) -> None:
    _, problems = from_params({name: "x"}, WORDS)
    assert len(problems) == 1 and name in problems[0]
