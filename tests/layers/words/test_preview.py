"""R21: what a preview says in a few words: both sides alike, nothing added up, missing is not zero."""

from __future__ import annotations

import re

import pytest

from geodata.events import is_conflict
from geodata.ledger import current
from geodata.parties import ABOUT, SIDES
from layers.words.headline import Headline, subject
from layers.words.preview import Told, of_page, of_view, shown_on
from tests.support.scenes import view

CONFLICTS = [one for one in current().incidents.values() if is_conflict(one)]


def claimed(record_id: str, side: str) -> set[int]:
    """Return every number that anybody gives of the dead of a side."""
    claims = current().incidents[record_id].claims
    found = [one for one in claims if (one.about, one.measure) == (side, "killed")]
    return {number for one in found for number in (one.low, one.high) if number is not None}


@pytest.mark.parametrize("record", CONFLICTS, ids=lambda one: one.id)
def test_a_conflict_comes_with_the_dead_of_both_sides_as_somebody_gives_them(record: object) -> None:
    told = of_view(view(f"select={record.id}"), current())
    assert (told.title, told.story) == (record.title, record.id) and len(told.figures) == 2
    for side, (figure, words) in zip(SIDES, told.figures, strict=True):
        assert words.lower().startswith(ABOUT[side].lower())
        assert {int(number) for number in re.findall(r"\d+", figure)} <= claimed(record.id, side)


@pytest.mark.parametrize("record", CONFLICTS, ids=lambda one: one.id)
def test_a_day_of_a_conflict_is_a_view_of_it(record: object) -> None:
    assert of_view(view(f"date={record.start}"), current()) == of_view(
        view(f"date={record.start}&select={record.id}"), current()
    )
    assert of_view(view(f"date={record.start}&layers=bases"), current()).story is None


def test_a_side_of_which_nobody_gives_a_number_has_none_and_not_nought() -> None:
    one_sided = next(
        one for one in current().incidents.values() if [bool(claimed(one.id, side)) for side in SIDES] == [False, True]
    )
    [(first, _), (second, _)] = of_view(view(f"select={one_sided.id}"), current()).figures
    assert first == "no figure" and re.search(r"\d", second)


def test_what_nobody_counts_has_no_figures() -> None:
    uncounted = next(
        one for one in current().incidents.values() if one.start and not any(claimed(one.id, side) for side in SIDES)
    )
    assert of_view(view(f"select={uncounted.id}"), current()).figures == ()


def test_a_sentence_stands_where_there_is_no_figure_and_ends() -> None:
    long = Headline("Title", "The line: not delimited (an assumption from independence on). Last clash: none.")
    told = of_page("", view("date=2026-01-01"), True, long, 0, current())
    assert told.line == "The line: not delimited (an assumption from independence on)."
    short = of_page("brief", view(""), False, Headline("Title", "Without an end"), 0, current())
    assert short == Told("Title", line="Without an end")


def test_the_records_counted_on_explore_are_those_that_pass() -> None:
    shooting = sum(one.kind == "shooting" for one in current().incidents.values())
    told = of_page("explore", view("kind=shooting&date=2026-01-01"), True, Headline("Title", ""), 0, current())
    assert told.figures == ((str(shooting), "clashes"),)


def test_a_comparison_says_how_much_changed() -> None:
    shown = view("date=2014-06-02&against=2014-06-03&layers=bases")
    told = of_page("compare", shown, True, Headline("Title", ""), 0, current())
    assert told.figures == (("1", "changes between them"),)  # Manas was handed over on that day.


def test_a_view_narrowed_to_a_few_sections_is_called_after_them() -> None:
    for query in ("date=2022-09-16&mode=day", "date=2022-09-16&against=2025-11-15"):
        assert subject(view(f"{query}&section=kulundu,vorukh"), current()) == "Kulundu section and Vorukh"


def test_pages_about_no_date_show_the_border_alone() -> None:
    shown = shown_on("sources", view("date=2022-09-16&select=2022-09-16-ovchi-kalacha"))
    assert "clashes" not in shown.layers and "border" in shown.layers and shown.select is None
