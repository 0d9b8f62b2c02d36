"""The rules for claims, on incidents made up here; every expected value follows from the rule named in the test."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from geodata.claims import claims_table, latest_claims, say_as_of, say_claimed, say_figure, source_balance
from geodata.events import Incident
from geodata.parties import SIDES
from geodata.records import Claim, Source
from layers.kit.claims import cells, say_own_dead, tables
from layers.kit.losses import death_range, later_parts, loss_range, standing


def claim(claimant, low=None, *, high=None, about="tajik", measure="killed", exact=True, party="third", **more):
    """One claim; `exact` makes a lone `low` the exact figure, otherwise it is “low or more”."""
    if exact and high is None:
        high = low
    return Claim(about=about, measure=measure, low=low, high=high, claimant=claimant, party=party, **more)


def incident(*claims, sources=("s",)):
    return Incident(
        id="2022-09-16-somewhere",
        title="Title",
        summary="Summary.",
        kind="armed clash",
        start="2022-09-16",
        end="2022-09-17",
        confidence="published",
        sources=list(sources),
        fired_by=[],
        claims=list(claims),
    )


def spread(*claims):
    found = death_range(incident(*claims))
    return found and (found.low, found.high, found.about)


# --- the latest figure of each claimant ---


def test_the_later_figure_replaces_the_earlier_also_when_it_is_lower():
    earlier, later = claim("A", 46, as_of="2022-09-18"), claim("A", 41, as_of="2022-09-19")
    assert latest_claims(incident(earlier, later)) == (later,)
    assert spread(earlier, later) == (41, 41, "tajik")


def test_order_in_the_record_does_not_matter():
    assert spread(claim("A", 62, as_of="2022-09-24"), claim("A", 24, as_of="2022-09-16")) == (62, 62, "tajik")


def test_an_undated_figure_stands_only_where_that_claimant_has_no_dated_one():
    assert spread(claim("A", 83), claim("A", 35, as_of="2022-09-18")) == (35, 35, "tajik")
    assert spread(claim("A", 83), claim("B", 35, as_of="2022-09-18")) == (35, 83, "tajik")


def test_a_month_counts_as_earlier_than_any_day_in_it_and_later_than_the_month_before():
    month, day, before = (claim("A", n, as_of=d) for n, d in ((15, "2022-10"), (12, "2022-10-01"), (10, "2022-09-30")))
    assert latest_claims(incident(month, day)) == (day,)
    assert latest_claims(incident(month, before)) == (month,)


def test_of_two_figures_of_one_day_the_higher_is_taken():
    assert spread(claim("A", 46, as_of="2022-09-18"), claim("A", 36, as_of="2022-09-18"))[:2] == (46, 46)


def test_each_side_and_measure_of_a_claimant_is_a_series_of_its_own():
    rows = (
        claim("A", 1, about="kyrgyz", as_of="2022-09-16"),
        claim("A", 2, about="tajik", as_of="2022-09-17"),
        claim("A", 3, about="tajik", measure="injured", as_of="2022-09-18"),
    )
    assert latest_claims(incident(*rows)) == rows


# --- the range ---


def test_lowest_and_highest_of_the_claimants_never_their_sum():
    assert spread(claim("A", 41), claim("B", 39), claim("C", 83)) == (39, 83, "tajik")


def test_only_the_side_with_the_highest_claim_counts():
    assert spread(claim("A", 36, about="kyrgyz"), claim("B", 19), claim("C", 16), claim("D", 5, about="kyrgyz")) == (
        5,
        36,
        "kyrgyz",
    )


def test_a_count_of_both_sides_together_does_not_outbid_the_counts_by_side():
    assert spread(claim("A", 36, about="kyrgyz"), claim("B", 55, about="both")) == (36, 36, "kyrgyz")


def test_a_count_of_both_sides_together_stands_where_there_is_no_other():
    assert spread(claim("A", 0, about="both")) == (0, 0, "both")


def test_missing_is_not_zero_and_zero_is_not_missing():
    assert death_range(incident()) is None
    assert death_range(incident(claim("A", 7, measure="injured"))) is None
    assert death_range(incident(claim("A", wording="some"))) is None
    assert spread(claim("A", 0)) == (0, 0, "tajik")


def test_words_without_a_number_do_not_hide_an_earlier_number():
    assert spread(claim("A", 4, as_of="2022-09-16"), claim("A", wording="many", as_of="2022-09-20")) == (
        4,
        4,
        "tajik",
    )


def test_or_more_is_kept_with_the_highest_figure():
    found = death_range(incident(claim("A", 41), claim("B", 200, exact=False)))
    assert (found.low, found.high, found.or_more) == (41, 200, True)
    assert not death_range(incident(claim("A", 41), claim("B", 39, exact=False))).or_more


def test_a_claim_that_is_itself_a_range_gives_both_ends():
    assert spread(claim("A", 37, high=51)) == (37, 51, "tajik")
    assert spread(claim("A", high=51, exact=False)) == (51, 51, "tajik")


def test_a_part_count_stands_unless_the_same_claimant_gives_the_whole():
    civilians = claim("A", 10, exact=False, scope="civilians", as_of="2023-05-02")
    assert spread(civilians, claim("B", 15)) == (10, 15, "tajik")
    assert spread(civilians, claim("A", 12, as_of="2022-09-17"), claim("B", 15)) == (12, 15, "tajik")


# --- the table ---


def test_table_groups_by_party_then_side_then_measure_with_the_newest_first():
    rows = claims_table(
        incident(
            claim("Outside", 39, party="third"),
            claim("Ministry T", 33, party="tajik", as_of="2022-09-18"),
            claim("Ministry T", 41, party="tajik", as_of="2022-09-19"),
            claim("Ministry K", 198, party="kyrgyz", about="kyrgyz", measure="injured"),
            claim("Ministry K", 62, party="kyrgyz", about="kyrgyz"),
            claim("Ministry K", 200, party="kyrgyz", exact=False),
            claim("Agencies", 55, party="third", about="both"),
        )
    )
    assert [(row.party, row.about, row.measure, row.figure, row.as_of, row.latest) for row in rows] == [
        ("kyrgyz", "kyrgyz", "killed", "62", "no date", True),
        ("kyrgyz", "kyrgyz", "injured", "198", "no date", True),
        ("kyrgyz", "tajik", "killed", "200 or more", "no date", True),
        ("tajik", "tajik", "killed", "41", "19 Sep 2022", True),
        ("tajik", "tajik", "killed", "33", "18 Sep 2022", False),
        ("third", "tajik", "killed", "39", "no date", True),
        ("third", "both", "killed", "55", "no date", True),
    ]


def test_table_says_scope_wording_source_and_note():
    (row,) = claims_table(incident(claim("A", wording="some", scope="civilians", source="s", note="Preliminary.")))
    said = (row.measure, row.figure, row.wording, row.source, row.note)
    assert said == ("civilians killed", "no figure", "some", "s", "Preliminary.")


def test_figures_and_dates_in_words():
    assert say_figure(claim("A", 10, exact=False)) == "10 or more"
    assert say_figure(claim("A", high=51, exact=False)) == "up to 51"
    assert say_figure(claim("A", 37, high=51)) == "37 to 51"
    assert say_figure(claim("A", 0)) == "0"
    assert [say_as_of(text) for text in ("2022-09-24", "2022-09", "2022", None)] == [
        "24 September 2022",
        "September 2022",
        "2022",
        "no date",
    ]


# --- whose voices ---

SOURCES = {
    party: Source(id=party, title="T", publisher="P", party=party) for party in ("kyrgyz", "tajik", "joint", "third")
}


def balance(*parties):
    return source_balance(incident(sources=parties), SOURCES)


def test_balance_is_silent_when_both_sides_are_heard():
    assert balance("kyrgyz", "tajik") is None
    assert balance("third", "tajik", "kyrgyz") is None
    assert balance("joint") is None


def test_balance_names_the_side_that_is_missing():
    assert balance("third", "tajik") == "No Kyrgyz source."
    assert balance("kyrgyz", "third") == "No Tajik source."


def test_balance_says_when_all_sources_are_of_one_party():
    assert balance("kyrgyz") == "The only source is Kyrgyz. No Tajik source."
    assert balance("tajik", "tajik") == "All sources are Tajik. No Kyrgyz source."
    assert balance("third") == "The only source is third-party. No Kyrgyz and no Tajik source."
    assert balance("third", "third") == "All sources are third-party. No Kyrgyz and no Tajik source."
    quoted = incident(claim("Ministry", 3, party="tajik"), sources=("third",))
    assert source_balance(quoted, SOURCES).endswith("no Tajik source. What the Tajik side says is quoted by others.")


# --- each side ---


def test_where_anybody_gives_a_whole_count_a_part_is_no_end_of_a_complete_range():
    one = incident(claim("A", 63), claim("B", 62), claim("C", 40, scope="troops"))
    assert [(found.low, found.high) for found in (loss_range(one, "tajik", "killed", complete=True),)] == [(62, 63)]
    parts = incident(claim("C", 40, scope="troops"))
    assert loss_range(parts, "tajik", "killed", complete=True).low == 40


def test_the_latest_complete_figure_is_a_sides_own_whole_count_also_where_others_count_later():
    rows = (
        claim("Ministry", 59, party="tajik", as_of="2022-09-19"),
        claim("Ministry", 63, party="tajik", as_of="2022-10-09"),
        claim("Ministry", 40, party="tajik", scope="troops", as_of="2022-10-20"),
        claim("Agency", 200, party="kyrgyz", as_of="2022-11-01"),
    )
    assert standing(incident(*rows), "tajik", "killed") is rows[1]
    assert standing(incident(rows[0], rows[3]), "tajik", "killed") is rows[0]
    assert standing(incident(rows[3]), "tajik", "killed") is rows[3]
    assert standing(incident(*rows), "kyrgyz", "killed") is None


def test_words_stand_where_nobody_gives_a_number():
    words, number = claim("A", wording="thousands", measure="displaced"), claim("B", 5, measure="displaced")
    assert standing(incident(words), "tajik", "displaced") is words
    assert standing(incident(words, number), "tajik", "displaced") is number


def test_only_people_are_told_apart_by_scope():
    with pytest.raises(ValidationError, match="civilians or troops alone"):
        claim("A", 7, measure="houses destroyed", scope="civilians")


def test_a_count_of_some_places_never_stands_for_the_whole() -> None:
    own = claim("Committee", 14, party="tajik", measure="houses destroyed", scope="places", as_of="2021-05-04")
    whole = claim("Agency", 55, measure="houses destroyed", as_of="2021-05-06")
    assert standing(incident(own, whole), "tajik", "houses destroyed") is whole
    assert say_claimed(own) == "14 houses destroyed at some places alone"


def test_a_sides_own_count_of_troops_is_its_own_count_though_others_count_all() -> None:
    own = claim("Ministry", 40, about="kyrgyz", scope="troops", party="kyrgyz")
    everyone = claim("Agency", 63, about="kyrgyz")
    assert standing(incident(own, everyone), "kyrgyz", "killed") is everyone
    said = say_own_dead(incident(own, everyone))
    assert "40 troops killed (Ministry" in said and "63" not in said


@pytest.mark.parametrize("side", SIDES)
def test_a_whole_count_is_followed_by_what_as_near_a_voice_counts_later_of_a_part(side: str) -> None:
    other = next(one for one in SIDES if one != side)
    whole = claim("Ministry", 41, about=side, party=side, as_of="2022-09-19")
    later = claim("Minister", 50, about=side, party=side, scope="civilians", exact=False, as_of="2022-10-12")
    hidden = (
        claim("Council", 20, about=side, party=side, scope="troops", as_of="2022-09-19"),
        claim("Staff", 22, about=side, party=side, scope="troops"),
        claim("Agency", 60, about=side, party=other, scope="civilians", as_of="2023-01-01"),
        claim("Ministry", 9, about=side, party=side, measure="injured", scope="troops", as_of="2022-10-12"),
    )
    record = incident(whole, *hidden, later)
    assert later_parts(record, whole) == (later,)
    said = "later, of a part alone: 50 or more civilians killed (Minister, 12 Oct 2022)"
    # Card, text and download say the same.
    line = tables(record)[0].rows[SIDES.index(side)][0][1]
    assert line.startswith(f"41 killed (Ministry, 19 Sep 2022);\n{said}") and "Council" not in line
    assert f"41 killed (Ministry, 19 Sep 2022), {said}" in say_own_dead(record)
    assert cells(record)[f"standing_{side}"] == line.replace("\n", " ")
    # Once the whole is counted anew, the part is in it.
    newer = claim("Ministry", 63, about=side, party=side, as_of="2022-11")
    assert "later" not in say_own_dead(incident(whole, later, newer))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (claim("A", 1, scope="troops"), "1 of the troops killed"),
        (claim("A", 2, scope="troops"), "2 troops killed"),
        (claim("A", 1, scope="civilians", measure="injured"), "1 civilian injured"),
        (claim("A", 1, scope="civilians", exact=False), "1 or more civilians killed"),
        (claim("A", 1, measure="houses destroyed"), "1 house destroyed"),
        (claim("A", 0, measure="houses destroyed"), "0 houses destroyed"),
        (claim("A", 1, high=21, measure="houses damaged"), "1 to 21 houses damaged"),
        (claim("A", wording="some", measure="houses damaged"), "houses damaged: some"),
    ],
)
def test_a_figure_stands_with_its_noun_in_the_right_number(one: Claim, said: str) -> None:
    assert say_claimed(one) == said
