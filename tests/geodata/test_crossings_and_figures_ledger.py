"""Crossings, figures, bands and sources of the ledger against what is known of them."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

import pytest


def closures_on(crossing, day):
    return [
        closure for closure in crossing.closures if closure.start <= day and (closure.end is None or day < closure.end)
    ]


def test_the_five_crossings(ledger):
    assert set(ledger.crossings) == {
        "kulundu-crossing",
        "kayragach-crossing",
        "kyzyl-bel-crossing",
        "karamyk-crossing",
        "bor-dobo-crossing",
    }
    for crossing in ledger.crossings.values():
        assert [ledger.places[place].kind for place in crossing.places] == ["crossing"], crossing.id


@pytest.mark.parametrize(
    ("record_id", "reopened"),
    [
        ("kayragach-crossing", date(2025, 3, 13)),
        ("kyzyl-bel-crossing", date(2025, 3, 13)),
        ("karamyk-crossing", date(2025, 7, 8)),
        ("bor-dobo-crossing", date(2025, 7, 8)),
        ("kulundu-crossing", date(2025, 3, 13)),  # From then on it is not known.
    ],
)
def test_closed_by_the_order_of_21_may_2021_until_reopened_or_not_known(ledger, record_id, reopened):
    crossing = ledger.crossings[record_id]
    day = date(2021, 5, 21)
    assert "closed" not in [closure.state for closure in closures_on(crossing, day - timedelta(days=1))]
    (closure,) = closures_on(crossing, day)
    assert (closure.state, closure.end, closure.end_unknown) == ("closed", reopened, False)
    assert closures_on(crossing, reopened - timedelta(days=1)) == [closure]
    after = ["unknown"] if record_id == "kulundu-crossing" else []
    assert [closure.state for closure in closures_on(crossing, reopened)] == after


def test_all_crossings_were_closed_in_february_2014_and_no_two_closures_overlap(ledger):
    for crossing in ledger.crossings.values():
        assert [closure.state for closure in closures_on(crossing, date(2014, 2, 1))] == ["closed"], crossing.id
        for earlier, later in itertools.pairwise(crossing.closures):
            assert earlier.end and earlier.end <= later.start, crossing.id


def test_the_kayragach_checkpoint_is_not_at_the_village(ledger):
    checkpoint = ledger.places["kayragach-checkpoint"]
    assert checkpoint.lon == pytest.approx(69.523, abs=0.01)
    assert "22 km" in checkpoint.note


def test_lengths_carry_their_claimant_and_the_figure_most_often_given(ledger):
    lengths = {stat.low: stat.claimant for stat in ledger.statistics.values() if stat.measure == "total length"}
    assert {972, 1006.84, 1008.14, 986.7, 1684} <= set(lengths)
    assert ledger.statistics["total-length-1684-2025"].confidence == "weak"


def test_a_share_names_what_it_is_a_share_of(ledger):
    shares = [stat for stat in ledger.statistics.values() if stat.unit == "%"]
    assert len(shares) == 4
    assert all(stat.denominator for stat in shares)


def test_every_figure_has_a_number_or_the_source_s_words(ledger):
    for stat in ledger.statistics.values():
        assert stat.low is not None or stat.high is not None or stat.wording, stat.id
        if stat.low is not None and stat.high is not None:
            assert stat.low <= stat.high, stat.id


def test_own_arithmetic_is_marked(ledger):
    own = {stat.id for stat in ledger.statistics.values() if "own arithmetic" in stat.claimant}
    assert len(own) == 3
    assert all(ledger.statistics[record_id].derived for record_id in own)


def test_increments_of_the_derived_length_add_up(ledger):
    stats = ledger.statistics
    added = sum(stats[key].low for key in ("added-1-11-2024-02-18", "added-10-76-2024-03-17", "added-28-37-2024-03-29"))
    assert stats["agreed-929-7-march-2024"].low == pytest.approx(stats["agreed-889-45-2024"].low + added, abs=0.05)
    taken = stats["added-38-35-2024-01-16"].low + stats["added-3-71-2024-02-05"].low
    assert stats["agreed-847-4-end-2023"].low == pytest.approx(stats["agreed-889-45-2024"].low - taken, abs=0.05)


def test_bands_of_one_row_do_not_hide_each_other(ledger):
    for row in ("conflicts", "closures", "process"):
        bands = sorted((band.start, band.end) for band in ledger.periods.values() if band.row == row)
        assert len(bands) == 2
        assert all(earlier[1] and earlier[1] <= later[0] for earlier, later in itertools.pairwise(bands)), row


def test_conflict_bands_open_the_conflict_they_name_with_its_days(ledger):
    for band in (band for band in ledger.periods.values() if band.row == "conflicts"):
        table, record = ledger.find(band.record)
        assert table == "incidents"
        assert (record.start, record.end) == (band.start, band.end)


def test_no_dated_fact_lies_after_the_day_checked_to(ledger):
    checked = ledger.meta.facts_checked_to
    days = [row.start for section in ledger.sections.values() for row in [*section.history, *section.notes]]
    days += [
        day for crossing in ledger.crossings.values() for c in crossing.closures for day in (c.start, c.end) if day
    ]
    days += [
        date.fromisoformat(stat.as_of) for stat in ledger.statistics.values() if stat.as_of and len(stat.as_of) == 10
    ]
    assert max(days) <= checked
    assert 10 <= len(ledger.meta.unknowns) <= 20


def test_addresses_can_be_opened_and_a_citing_page_counts_as_the_voice_it_cites(ledger):
    voices = {
        "Kabar": "kyrgyz",
        "AKIpress": "kyrgyz",
        "24.kg": "kyrgyz",
        "Khovar": "tajik",
        "Avesta.tj": "tajik",
        "Asia-Plus": "tajik",
    }
    for source in ledger.sources.values():
        assert source.url is None or re.fullmatch(r"https?://\S+", source.url), source.id
        cited = re.search(r"\((?:\w+, )?citing ([^)]+)\)", f"{source.title} {source.publisher}")
        if cited and cited[1] in voices:
            assert source.party == voices[cited[1]], source.id
