"""The filters: what passes, what each choice would leave, what is to blame for nothing, and that the link holds them all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from geodata.ledger import Ledger, current, load
from layers.kit.layer import all_layers
from layers.view import facets, filters
from layers.view.link import from_params, to_query
from layers.view.link_filters import MAX_KM, clean_words
from layers.view.state import CHOICES, FILTERS, ViewState, Vocabulary
from layers.view.visible import visible
from layers.words.summary import on_this_date
from tests.support.ledgers import sound, write

LEDGER = current()
EVERYTHING = tuple(layer.id for layer in all_layers())
TODAY = date(2026, 11, 1)
VIEW = ViewState(TODAY, layers=EVERYTHING)


def words(ledger: Ledger = LEDGER) -> Vocabulary:
    """Return what a link may name; every record's id is known, at no day and no place of its own."""
    return Vocabulary(
        today=TODAY,
        layers=EVERYTHING,
        default_layers=EVERYTHING,
        revision="r",
        choices=filters.choices(ledger),
        resolve=lambda record_id: (record_id, None, None) if ledger.find(record_id) else None,
    )


def read(**params: str) -> tuple[ViewState, list[str]]:
    return from_params(params, words())


def ids(view: ViewState, ledger: Ledger = LEDGER) -> set[str]:
    return {row.id for row, _ in facets.shown_rows(view, ledger)}


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Ledger]:
    """Load a ledger with one record a table, its first clash changed as asked."""

    def make(**clash: object) -> Ledger:
        tables = sound()
        tables["incidents"][0] |= clash
        ledger = load(write(tmp_path, tables))
        assert not ledger.faults
        return ledger

    return make


def test_a_record_passes_by_one_value_of_each_field_that_is_set(small: Callable[..., Ledger]) -> None:
    ledger = small(weapons=["mortars (Kyrgyz claim)", "small arms"], districts=["leilek", "isfara"])
    passes = {
        "weapon": ("mortars",),
        "district": ("isfara", "murghob"),
        "kind": ("armed-clash",),
        "actor": ("tajikistan",),
        "party": ("third",),
        "confidence": ("published",),
    }
    assert "first-clash" in ids(VIEW.with_(**passes), ledger)
    for name, wrong in {
        "weapon": "tanks",
        "district": "murghob",
        "kind": "brawl",
        "actor": "russia",
        "party": "tajik",
        "confidence": "weak",
    }.items():
        assert "first-clash" not in ids(VIEW.with_(**passes | {name: (wrong,)}), ledger), name


def test_a_record_without_the_field_does_not_pass(small: Callable[..., Ledger]) -> None:
    ledger = small(weapons=["stones"])
    assert ids(VIEW.with_(weapon=("stones",)), ledger) == {"first-clash"}
    assert ids(VIEW.with_(supplier=("somebody",)), ledger) == {"trucks"}


@pytest.mark.parametrize(
    ("claims", "least", "passes"),
    [
        ([("Ministry", 2, 3)], 3, True),
        ([("Ministry", 2, 3)], 4, False),
        ([("Ministry", 2, 2), ("Others", 3, 3)], 5, False),  # never added up
        ([], 1, False),  # missing is not zero
        ([("Ministry", 0, 0)], 0, True),
    ],
)
def test_deaths_are_the_highest_claim_and_never_a_sum(
    small: Callable[..., Ledger], claims: list, least: int, passes: bool
) -> None:
    rows = [
        {"about": "kyrgyz", "measure": "killed", "low": low, "high": high, "claimant": who, "party": "third"}
        for who, low, high in claims
    ]
    assert ("first-clash" in ids(VIEW.with_(deaths=least), small(claims=rows))) is passes


@pytest.mark.parametrize("asked", ["Ворух", "vorukh", "VORUKH shooting", "khojai a’lo", "Khojai A'lo"])
def test_words_are_looked_for_in_all_names_and_aliases_without_regard_to_case_or_apostrophe(asked: str) -> None:
    found = ids(VIEW.with_(q=asked))
    assert found and found < ids(VIEW)
    assert {"vorukh", "khojai-alo", "2014-07-10-vorukh"} & found


@pytest.mark.parametrize("day", [date(2014, 6, 2), date(2021, 5, 1), TODAY])
@pytest.mark.parametrize(
    "base",
    [
        {},
        {"district": ("isfara",)},
        {"party": ("kyrgyz",), "kind": ("armed-clash", "shooting")},
        {"region": "sughd", "q": "vorukh"},
    ],
)
def test_each_count_is_what_the_choice_would_show_under_the_other_filters(day: date, base: dict[str, object]) -> None:
    view = VIEW.with_(date=day, **base)
    numbers = facets.counts(view, LEDGER)
    for name, titles in filters.choices(LEDGER).items():
        for value in list(titles)[::3]:
            alone = facets.choose(view, name, (value,))
            assert numbers[name].get(value, 0) == len(facets.shown_rows(alone, LEDGER)), (name, value)


def test_what_speaks_of_one_layer_switches_it_on_and_is_counted_before() -> None:
    off = VIEW.with_(layers=("sections", "clashes"))
    expected = facets.counts(off, LEDGER)["supplier"]["turkey"]
    chosen = facets.choose(off, "supplier", ("turkey",))
    assert expected and "transfers" in chosen.layers and len(ids(chosen)) == expected


def test_filters_narrow_every_layer_but_the_line() -> None:
    view = VIEW.with_(weapon=("mortars",))
    before, after = visible(VIEW, LEDGER), visible(view, LEDGER)
    assert after["border"] == before["border"] and after["border"]
    assert {feature.select for name, found in after.items() if name != "border" for feature in found} == ids(view)


def test_every_active_value_is_a_chip_and_each_can_be_removed_alone() -> None:
    view = VIEW.with_(kind=("shooting", "brawl"), party=("tajik",), deaths=2, q="vorukh")
    chips = list(filters.active(view, LEDGER))
    assert [(name, value) for name, value, _ in chips] == [
        ("kind", "shooting"),
        ("kind", "brawl"),
        ("party", "tajik"),
        ("deaths", "2"),
        ("q", "vorukh"),
    ]
    for name, value, _ in chips:
        left = filters.removed(view, name, value)
        assert list(filters.active(left, LEDGER)) == [chip for chip in chips if chip[:2] != (name, value)]
    assert filters.without_filters(view) == VIEW


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"weapon": ("mortars",), "kind": ("air-base",)}, ("Mortars", "Air base")),
        ({"q": "no such name"}, ("no such name",)),
        ({"region": "gbao", "weapon": ("mortars",)}, ("Gorno-Badakhshan",)),
        ({"date": date(1995, 1, 1), "deaths": 5}, ("another date than 1 January 1995",)),
        ({"layers": ("sections",), "weapon": ("mortars",)}, ("switched off",)),
        ({"layers": ()}, ("every layer",)),
    ],
)
def test_no_match_names_what_is_to_blame(changes: dict[str, object], named: tuple[str, ...]) -> None:
    view = VIEW.with_(**changes)
    assert ids(view) == set()
    sentence = facets.blame(view, LEDGER)
    assert sentence is not None and all(words in sentence for words in named)
    assert facets.blame(VIEW, LEDGER) is None


FULL = {
    "district": ("batken", "isfara"),
    "section": ("kulundu", "vorukh"),
    "kind": ("armed-clash", "shooting"),
    "actor": ("kyrgyzstan",),
    "weapon": ("mortars",),
    "supplier": ("russia", "turkey"),
    "recipient": ("tajikistan",),
    "party": ("kyrgyz", "third"),
    "confidence": ("published",),
    "deaths": 7,
    "q": "қӯрғон & co = 100%",
    "lit": ("kulundu", "kant"),
    "near": (39.97, -70.5312),
    "km": 80,
    "span": 0,
    "against": date(2021, 4, 30),
    "layout": "swipe",
}


@pytest.mark.parametrize("changes", [{name: value} for name, value in FULL.items()] + [FULL], ids=[*FULL, "all"])
def test_every_filter_survives_the_link(changes: dict[str, object]) -> None:
    view = VIEW.with_(**changes)
    assert from_params(dict(parse_qsl(to_query(view, "r"), keep_blank_values=True)), words()) == (view, [])


def test_the_link_of_a_view_without_filters_names_none_of_them() -> None:
    assert not set(FULL) & {name for name, _ in parse_qsl(to_query(VIEW, "r"))}


@pytest.mark.parametrize(
    ("params", "kept"),
    [
        ({"kind": "armed-clash,teleport"}, {"kind": ("armed-clash",)}),
        ({"kind": "teleport"}, {}),
        ({"district": "atlantis"}, {}),
        ({"deaths": "-3"}, {}),
        ({"deaths": "many"}, {}),
        ({"deaths": "²"}, {}),
        ({"km": "0"}, {}),
        ({"km": str(MAX_KM + 1)}, {}),
        ({"km": "-20"}, {}),
        ({"span": "-1"}, {}),
        ({"near": "39.9"}, {}),
        ({"near": "nan,70"}, {}),
        ({"near": "95,70"}, {}),
        ({"near": "39,inf"}, {}),
        ({"against": "yesterday"}, {}),
        ({"against": "2021-02-30"}, {}),
        ({"against": "1890-01-01"}, {"against": date(1991, 1, 1)}),
        ({"against": "2099-01-01"}, {"against": TODAY}),
        ({"layout": "round"}, {}),
        ({"lit": "kulundu,nobody"}, {"lit": ("kulundu",)}),
        ({"q": "x" * 500}, {"q": "x" * 120}),
        ({"days": "-30", "mode": "window"}, {"mode": "window"}),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_applied(params: dict[str, str], kept: dict[str, object]) -> None:
    view, problems = read(party="tajik", **params)
    assert view == VIEW.with_(party=("tajik",), **kept)
    assert len(problems) == 1 and problems[0].endswith(".")


@pytest.mark.parametrize(
    ("params", "field", "value"),
    [
        ({"region": "leninabad"}, "region", "sughd"),
        ({"region": "jirgatol"}, "region", "lakhsh"),
        ({"district": "ghonchi,isfara"}, "district", ("isfara", "devashtich")),
    ],
)
def test_a_place_renamed_since_the_link_was_made_is_told_and_found(
    params: dict[str, str], field: str, value: object
) -> None:
    view, problems = read(**params)
    assert getattr(view, field) == value
    assert len(problems) == 1 and "now called" in problems[0]


def test_a_free_text_loses_control_characters_and_nothing_else() -> None:
    assert clean_words("  a\u0000b\n\tc\u2028d  </script> ") == "a b c d </script>"


def test_every_choice_has_a_token_a_link_can_carry() -> None:
    for name, titles in filters.choices(LEDGER).items():
        assert set(titles) and all(token and "," not in token and token == token.strip().lower() for token in titles), (
            name
        )
    assert set(filters.choices(LEDGER)) == set(CHOICES) and set(CHOICES) < set(FILTERS)


def test_the_day_in_sentences_says_why_a_topic_is_empty() -> None:
    narrowed = {topic.title: topic.lines[0].text for topic in on_this_date(VIEW.with_(kind=("shooting",)), LEDGER)}
    assert narrowed["Sections"] == "No section on this date under these filters."
    both = {
        topic.title: topic.lines[0].text
        for topic in on_this_date(VIEW.with_(kind=("shooting",), region="batken"), LEDGER)
    }
    assert both["Crossings"] == "No crossing on this date in this region under these filters."


def test_the_last_and_the_next_of_a_day_are_of_what_region_and_filters_let_through() -> None:
    view = VIEW.with_(date=date(2022, 1, 1), kind=("shooting",), region="batken")
    passing = filters.among(view, LEDGER)
    (clashes,) = (topic for topic in on_this_date(view, LEDGER) if topic.layer == "clashes")
    assert passing and {line.select for line in clashes.lines} <= passing
    nothing = on_this_date(view.with_(q="no such name"), LEDGER)
    assert [line.select for topic in nothing if topic.layer == "clashes" for line in topic.lines] == [None, None]


def test_a_weapon_of_several_names_is_one_choice_and_older_links_name_it() -> None:
    found, problems = read(weapon="armed-drones,assault-rifle")
    assert (found.weapon, problems) == (("assault-rifles", "drones"), [])
