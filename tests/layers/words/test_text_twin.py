"""The text twin and the figures behind the charts: nothing the map shows is left out, nothing is added up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shapely import Point

from geodata import nearby
from geodata.claims import OWN
from geodata.geometry_files import Feature
from geodata.ledger import Ledger, current, load
from layers.kit.layer import all_layers
from layers.view import facets
from layers.view.state import ViewState
from layers.words import claim_figures, figures, supply, text_twin
from layers.words.summary import on_this_date
from layers.words.whereabouts import whereabouts
from tests.support.ledgers import sound, write

LEDGER = current()
WHOLE = ViewState(date(2026, 11, 1), layers=tuple(layer.id for layer in all_layers()))


@pytest.mark.parametrize("day", [date(1991, 1, 1), date(2014, 6, 2), date(2022, 9, 16), date(2026, 11, 1)])
def test_the_twin_names_every_record_in_view_and_every_source(day: date) -> None:
    view = WHOLE.with_(date=day)
    words = text_twin.text(view, LEDGER, "https://atlas.example/explore")
    for row, _ in facets.shown_rows(view, LEDGER):
        assert row.record.title in words, row.id
        for source_id in row.record.sources:
            assert LEDGER.sources[source_id].title in words
    assert "https://atlas.example/explore" in words and LEDGER.revision in words


def test_the_twin_reads_every_claimant_of_a_clash_aloud() -> None:
    view = WHOLE.with_(date=date(2022, 10, 20), kind=("armed-conflict",))
    words = text_twin.text(view, LEDGER)
    for claim in LEDGER.incidents["2022-09-14-september-2022"].claims:
        assert claim.claimant in words
    assert "never added up" in words


def test_the_twin_says_how_the_view_is_narrowed_and_what_is_uncertain() -> None:
    view = WHOLE.with_(weapon=("mortars",), region="batken", select="kulundu")
    passages = {passage.title: " ".join(passage.paragraphs) for passage in text_twin.passages(view, LEDGER)}
    assert (
        "Weapon reported: Mortars" in passages["Border Atlas, 1 November 2026"]
        and "Region: Batken region" in passages["Border Atlas, 1 November 2026"]
    )
    assert "Selected: Kulundu section" in passages and "What is uncertain" in passages
    assert list(passages).index("The line") < list(passages).index("Sources")


def test_a_view_whose_sources_lack_a_side_says_so() -> None:
    def balance(**changes: object) -> str | None:
        return text_twin.balance_of([row for row, _ in facets.shown_rows(WHOLE.with_(**changes), LEDGER)], LEDGER)

    assert balance() is None
    for row, _ in facets.shown_rows(WHOLE, LEDGER):
        parties = {LEDGER.sources[source_id].party for source_id in row.record.sources}
        alone = text_twin.balance_of([row], LEDGER)
        if parties == {"third"}:
            assert alone and "No Kyrgyz and no Tajik source" in alone
        elif parties == {"kyrgyz"}:
            assert alone and "No Tajik source" in alone
        elif {"kyrgyz", "tajik"} <= parties:
            assert alone is None
    assert text_twin.balance_of([], LEDGER) is None


@pytest.fixture
def with_claims(tmp_path: Path) -> Callable[..., Ledger]:
    def make(*claims: dict[str, object]) -> Ledger:
        tables = sound()
        tables["incidents"][0]["claims"] = [
            {"measure": "killed", "about": "kyrgyz", "party": "kyrgyz", "claimant": "A"} | claim for claim in claims
        ]
        return load(write(tmp_path, tables))

    return make


def test_deaths_are_ranges_by_side_and_party_of_the_latest_figures(with_claims: Callable[..., Ledger]) -> None:
    ledger = with_claims(
        {"low": 10, "high": 10, "as_of": "2022-09-15"},
        {"low": 24, "high": 24, "as_of": "2022-09-18"},
        {"low": 30, "high": 31, "claimant": "B"},
        {"low": 5, "high": 5, "scope": "troops", "claimant": "C"},
        {"low": 40, "high": 40, "party": "tajik", "claimant": "D"},
        {"low": 7, "high": 7, "about": "tajik", "party": "third", "claimant": "E"},
        {"low": 99, "high": 99, "measure": "injured"},
    )
    found = {
        (row["about"], row["party"]): (row["low"], row["high"])
        for row in claim_figures.deaths_by_side(WHOLE, ledger).rows
    }
    assert found == {
        ("Kyrgyz losses", "Kyrgyz"): (24, 31),
        ("Kyrgyz losses", "Tajik"): (40, 40),
        # Never beneath the whole counts.
        ("Kyrgyz losses, troops alone", "Kyrgyz"): (5, 5),
        ("Tajik losses", "Third parties"): (7, 7),
    }


def test_a_part_alone_makes_a_range_and_says_that_it_is_a_part(with_claims: Callable[..., Ledger]) -> None:
    [row] = claim_figures.deaths_by_side(WHOLE, with_claims({"low": 5, "high": 6, "scope": "troops"})).rows
    assert (row["low"], row["high"]) == (5, 6) and "troops only" in row["who"]


@pytest.mark.parametrize("make", [claim_figures.displacement, claim_figures.damage])
def test_displacement_and_damage_hold_every_figure_of_both_sides_with_its_claimant(make) -> None:
    figure = make(WHOLE, LEDGER)
    counted = ("displaced", "still displaced") if make is claim_figures.displacement else ("houses", "other")
    claims = [
        (record.id, claim)
        for record in LEDGER.incidents.values()
        for claim in record.claims
        if claim.measure.startswith(counted) and (claim.low is not None or claim.high is not None)
    ]
    found = {(row["id"], row["low"], row["who"].removesuffix("; counts some places only")) for row in figure.rows}
    assert found == {(record_id, claim.low, claim.claimant) for record_id, claim in claims}
    assert {claim.about for _, claim in claims} == {"kyrgyz", "tajik"}
    for _, claim in claims:
        assert any(claim.claimant in line for line in figure.words)


def test_clashes_per_month_are_those_in_view(with_claims: Callable[..., Ledger]) -> None:
    view = WHOLE.with_(date=date(2022, 9, 30), region="sughd")
    [counted] = figures.over_time(view, LEDGER)
    rows = [
        row.record
        for row, _ in facets.shown_rows(view, LEDGER)
        if row.layer == "clashes" and row.record.kind not in ("tally", "accusation")
    ]
    assert sum(row["rows"] for row in counted.rows) == len(
        [record for record in rows if record.start_precision != "year"]
    )
    assert len(counted.words) >= len(counted.rows)


def test_clashes_of_a_few_weeks_are_counted_by_the_day() -> None:
    [counted] = figures.over_time(WHOLE.with_(date=date(2022, 9, 30), mode="window", days=30), LEDGER)
    assert counted.each == "day" and len(counted.rows) > 1
    assert ("2022-09-16", "16 September 2022") in {(row["first"], row["label"]) for row in counted.rows}


def test_kilometres_agreed_stop_at_the_date_and_keep_claimants_apart() -> None:
    figure = figures.agreed_length(WHOLE.with_(date=date(2022, 6, 1)), LEDGER)
    assert {row["id"] for row in figure.rows} == {
        row.id
        for row in LEDGER.statistics.values()
        if row.measure in ("agreed length", "total length")
        and row.as_of <= "2022-06-01"
        and row.confidence != "weak"
        and (row.low or row.high)
    }
    assert all(row["day"] <= "2022-06-01" for row in figure.rows)
    later = figures.agreed_length(WHOLE, LEDGER)
    own = [row for row in later.rows if LEDGER.statistics[row["id"]].derived]
    assert own and all(row["party"] == OWN for row in own)
    assert any("against which a share would be measured" in line for line in later.words)
    # The measure counts what is described too, which is another status than agreed; charts and the day's text say so alike.
    [border] = [topic for topic in on_this_date(WHOLE.with_(date=date(2022, 9, 16)), LEDGER) if topic.layer == "border"]
    lengths = [line.text for line in border.lines if " km " in line.text]
    told = [line for line in figure.words if " km agreed" in line]
    assert lengths and told and all("agreed or described" in words for words in (*lengths, *told))


def test_transfers_are_counted_as_records_by_pair() -> None:
    figure = figures.transfers(WHOLE, LEDGER)
    turkey = [
        record
        for record in LEDGER.transfers.values()
        if record.supplier == "Turkey" and record.recipient == "Kyrgyzstan"
    ]
    [row] = [row for row in figure.rows if (row["supplier"], row["recipient"]) == ("Turkey", "Kyrgyzstan")]
    assert row["records"] == len(turkey) and all(
        any(record.title in line for line in figure.words) for record in turkey
    )


def test_who_supplied_what_is_counted_by_year_and_says_according_to_whom() -> None:
    figure = supply.by_year(WHOLE, LEDGER)
    told = [one for one in LEDGER.transfers.values() if (one.supplier, one.recipient) == ("Iran", "Tajikistan")]
    [row] = [row for row in figure.rows if row["supplier"] == "Iran"]
    assert (row["year"], row["records"]) == ("2022", len(told)) and told[0].title in row["what"]
    assert all(statement.claimant in row["who"] for statement in told[0].statements)
    # What a state spends of its own is no supply.
    spent = [one.title for one in LEDGER.transfers.values() if one.kind == "spending"]
    assert spent and not any(title in line for title in spent for line in figure.words)


def test_the_fence_is_held_against_the_plan_that_is_named() -> None:
    figure = figures.fence(WHOLE, LEDGER)
    assert {row["what"] for row in figure.rows} == {"built", "planned"}
    assert any("420 km" in line for line in figure.words)


@pytest.mark.parametrize(
    "make",
    [
        lambda view, ledger: figures.over_time(view, ledger)[0],
        claim_figures.deaths_by_side,
        claim_figures.displacement,
        claim_figures.damage,
        figures.agreed_length,
        figures.transfers,
        supply.by_year,
        figures.fence,
    ],
)
def test_every_chart_has_words_even_when_it_is_empty(make: Callable[..., figures.Figure]) -> None:
    for view in (WHOLE, WHOLE.with_(q="no such name"), WHOLE.with_(date=date(1991, 1, 1))):
        figure = make(view, LEDGER)
        assert figure.title and figure.note and figure.words
        assert len(figure.words) > 1 or not figure.rows or len(figure.rows) == 1


def test_the_twin_says_how_each_mark_lies_to_what_is_around_it() -> None:
    view = WHOLE.with_(date=date(2022, 9, 16), mode="day")
    lines = text_twin.text(view, LEDGER).splitlines()
    for row, feature in facets.shown_rows(view, LEDGER):
        told = [line for line in lines if row.record.title in line and " lies " in line]
        assert bool(told) or (feature.point is None and feature.label is None), row.id


@pytest.mark.parametrize(("lon", "lat", "way"), [(0.0, 1.0, 0), (1.0, 0.0, 90), (0.0, -1.0, 180), (-1.0, 0.0, 270)])
def test_a_spot_lies_where_the_compass_says_from_the_nearest_town(
    lon: float, lat: float, way: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    towns = [Feature("far", {"name": "Far"}, Point(20, 20)), Feature("here", {"name": "Here"}, Point(0, 0))]
    monkeypatch.setattr(nearby.geometry_files, "backdrop", lambda kind: towns)
    found = nearby.town(lon, lat)
    assert found and found.name == "Here"
    assert found.azimuth == pytest.approx(way, abs=0.01)
    assert found.km == pytest.approx(111, abs=1)


def test_nothing_is_told_more_closely_than_it_is_known() -> None:
    lon, lat = 69.5, 40.2  # between towns, some kilometres from each
    exact = nearby.town(lon, lat)
    assert exact
    feature = next(feature for _, feature in facets.shown_rows(WHOLE, LEDGER) if feature.point)
    known, rough = (replace(feature, point=(lon, lat), precision_m=metres) for metres in (0, 1000 * exact.km + 1))
    assert " of " + exact.name in whereabouts(known, 2026)
    assert "in or near " + exact.name in whereabouts(rough, 2026)
