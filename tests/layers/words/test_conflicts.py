"""A war is one thing with parts: on its card, on its days, and in what is selected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from geodata.events import is_conflict
from geodata.ledger import current
from geodata.parties import ABOUT, PARTIES, SIDES
from layers.files.records import Records
from layers.kit.claims import say_own_dead
from layers.kit.layer import all_layers
from layers.view.cameras import target, whole_time
from layers.view.state import ViewState
from layers.view.visible import visible
from layers.words.card import card
from layers.words.headline import headline
from layers.words.legend import legend_of
from layers.words.summary import on_this_date
from layers.words.text_twin import passages

LEDGER = current()
CONFLICTS = [incident for incident in LEDGER.incidents.values() if is_conflict(incident)]
TODAY = date(2026, 11, 1)
LAYERS = tuple(layer.id for layer in all_layers())

each_conflict = pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda one: one.id)


def days_of(conflict):
    return [conflict.start + timedelta(days=number) for number in range((conflict.end - conflict.start).days)]


@each_conflict
def test_a_conflict_is_drawn_counted_and_named_on_each_of_its_days(conflict) -> None:
    for day in days_of(conflict):
        view = ViewState(day, mode="day", layers=LAYERS)
        drawn = [feature for feature in visible(view, LEDGER)["clashes"] if feature.select == conflict.id]
        assert len(drawn) == 1 and drawn[0].geometry and drawn[0].symbol["spots"]
        assert conflict.title in headline(view, LEDGER).description
        [topic] = [topic for topic in on_this_date(view, LEDGER) if topic.layer == "clashes"]
        assert topic.lines[0].select == conflict.id
        assert "stretch" in [entry.key for _, entries in legend_of(view, LEDGER) for entry in entries]
    after = ViewState(conflict.end, mode="day", layers=LAYERS)
    assert "Under way" not in headline(after, LEDGER).description


@each_conflict
def test_a_period_names_the_conflict_in_it_with_what_each_side_counts_and_how_many_clashes_there_were(conflict) -> None:
    end = conflict.end + timedelta(days=14)
    view = ViewState(end, mode="window", days=40, layers=LAYERS)
    [lines] = [topic.lines for topic in on_this_date(view, LEDGER) if topic.layer == "clashes"]
    assert lines[0].select == conflict.id and say_own_dead(conflict) in lines[0].text
    assert conflict.title in headline(view, LEDGER).description
    shown = {one.select for one in visible(view, LEDGER)["clashes"]}
    clashes = {one for one in shown if LEDGER.incidents[one].kind not in ("tally", "accusation")}
    assert f"{len(clashes)} clashes" in lines[1].text and "in this period" in lines[1].text
    assert clashes <= {line.select for line in lines} or len(clashes) > 8


def test_a_day_names_each_of_its_clashes_once() -> None:
    busy = 0
    for conflict in CONFLICTS:
        for day in days_of(conflict):
            view = ViewState(day, mode="day", layers=LAYERS)
            [lines] = [topic.lines for topic in on_this_date(view, LEDGER) if topic.layer == "clashes"]
            of_day = {one.select for one in visible(view, LEDGER)["clashes"] if not one.interval.vague}
            told = [line.select for line in lines if line.select]
            assert len(told) == len(set(told))
            clashes = {one for one in of_day if LEDGER.incidents[one].kind not in ("tally", "accusation")}
            assert clashes <= set(told)
            busy += len(clashes) > 2
    assert busy, "a day of one clash alone proves nothing"


@each_conflict
def test_a_line_for_each_side_says_its_own_latest_complete_counts_before_the_history(conflict) -> None:
    first, *history = card(conflict.id, LEDGER, TODAY).tables
    lines = {cells[0].lower(): cells[1] for cells, _, _ in first.rows}
    assert list(lines)[:2] == [ABOUT[side].lower() for side in SIDES]
    for side in SIDES:
        own = [c for c in conflict.claims if c.about == c.party == side and c.measure == "killed" and c.scope == "all"]
        latest = max(own, key=lambda claim: claim.as_of or "")
        assert lines[ABOUT[side].lower()].startswith(f"{latest.low} killed ({latest.claimant}, ")
        assert f"{PARTIES[side].side}, {latest.low} killed ({latest.claimant}" in say_own_dead(conflict)
    # Every claim follows, a table for each side of loss, with its claimant in each row.
    assert sum(len(table.rows) for table in history) == len(conflict.claims) and all(table.fold for table in history)
    # A headline that is cut would keep one side's number.
    assert "killed" not in headline(ViewState(conflict.start, mode="day", layers=LAYERS), LEDGER).description


@each_conflict
def test_a_conflict_lists_its_parts_and_each_part_and_its_band_lead_back(conflict) -> None:
    def linked(record_id: str) -> set[str]:
        lines = [line for topic in card(record_id, LEDGER, TODAY).topics for line in topic.lines]
        return {line.select for line in lines if line.select not in LEDGER.persons}

    children = {one.id for one in LEDGER.incidents.values() if one.parent == conflict.id}
    assert linked(conflict.id) == {conflict.id, *children}
    for child in children:
        assert linked(child) == {conflict.id}
    [band] = [period for period in LEDGER.periods.values() if period.record == conflict.id]
    assert linked(band.id) == {conflict.id, *children}


@each_conflict
@pytest.mark.parametrize(("mode", "days"), [("day", 30), ("window", 2), ("window", 60), ("upto", 30)])
def test_to_select_a_conflict_shows_all_of_it_and_its_parts(conflict, mode: str, days: int) -> None:
    before = ViewState(date(2020, 1, 1), mode=mode, days=days, layers=LAYERS)
    _, day, _ = target(conflict.id, LEDGER, TODAY)
    view = before.with_(date=day, **whole_time(conflict.id, before, LEDGER))
    shown = {feature.select for feature in visible(view, LEDGER)["clashes"]}
    assert {conflict.id} | {one.id for one in LEDGER.incidents.values() if one.parent == conflict.id} <= shown
    if mode != "upto":
        first, last = view.looks_at("event")
        assert date.fromordinal(date(1970, 1, 1).toordinal() + first) <= conflict.start
        assert date.fromordinal(date(1970, 1, 1).toordinal() + last) == conflict.end - timedelta(days=1)


def test_other_records_leave_the_mode_as_it_is() -> None:
    assert whole_time("2022-09-16-ovchi-kalacha", ViewState(TODAY, mode="day"), LEDGER) == {}


@each_conflict
def test_table_and_text_say_what_is_part_of_a_conflict_and_give_it_no_single_place(conflict) -> None:
    view = ViewState(conflict.end - timedelta(days=1), mode="window", days=5, layers=("clashes",))
    children = {one.id: one for one in LEDGER.incidents.values() if one.parent == conflict.id}
    records = Records(view, LEDGER)
    names = ("id", "part_of", "lon", "lat", "place_precision_m")
    rows = {row["id"]: row for row in records.table(records.listed(), names).to_pylist()}
    assert {name for name, row in rows.items() if row["part_of"] == conflict.id} == children.keys()
    assert [rows[conflict.id][name] for name in names[1:]] == ["", None, None, None]
    [clashes] = [passage for passage in passages(view, LEDGER) if passage.title.startswith("Clashes (")]
    for child in children.values():
        [paragraph] = [one for one in clashes.paragraphs if child.title in one]
        assert f"Part of {conflict.title}." in paragraph
    [paragraph] = [one for one in clashes.paragraphs if f": {conflict.title}." in one]
    assert "known within" not in paragraph and say_own_dead(conflict) in paragraph
