"""What a reader relies on in the sections, crossings, figures and bands of the ledger."""

from __future__ import annotations

import json
from datetime import date

import pytest

from geodata.fields import STATUSES
from geodata.geometry_files import GEOMETRY_DIR
from geodata.records import Section
from geodata.status import status_on, statuses_on, steps

NAMED_WEST_TO_EAST = [
    "kayragach",
    "kulundu",
    "maksat",
    "arki-1",
    "arki-2",
    "zhany-zher",
    "zhiydelik",
    "kara-bak",
    "lakko",
    "three-state-junction",
]
WHOLE_LINE = [
    (date(2024, 12, 4), "described"),
    (date(2025, 2, 21), "initialled"),
    (date(2025, 3, 13), "signed"),
    (date(2025, 3, 19), "ratified"),
    (date(2025, 3, 31), "in-force"),
]


def a_section(*rows, **fields) -> Section:
    """A section whose rows are (start, status, by[, wording[, basis[, precision]]])."""
    history = []
    for start, status, by, *more in rows:
        wording, basis, precision = (*more, *(status, "stated", "day")[len(more) :])
        history.append(
            dict(start=start, status=status, by=by, claimant=by, wording=wording, basis=basis, precision=precision)
        )
    return Section.model_validate(
        dict(
            id="made-up",
            title="Made up",
            summary="For a test.",
            kind="section",
            not_mapped_because="it does not exist",
            confidence="weak",
            sources=["none"],
            history=history,
            **fields,
        )
    )


# Whose statement counts


def test_before_the_first_row_there_is_no_status():
    section = a_section(("1991-12-26", "undelimited", "joint"))
    assert statuses_on(section, date(1991, 12, 25)) == {}
    assert status_on(section, date(1991, 12, 25)) is None
    assert status_on(section, date(1991, 12, 26)).status == "undelimited"


def test_one_side_alone_is_shown_as_its_own_statement():
    section = a_section(("1991-12-26", "undelimited", "joint"), ("2023-12-12", "agreed", "kyrgyz"))
    shown = status_on(section, date(2023, 12, 12))
    assert (shown.status, shown.by, shown.differs) == ("agreed", ("kyrgyz",), False)
    assert list(statuses_on(section, date(2023, 12, 12))) == ["kyrgyz"]
    assert shown.status != status_on(section, date(2023, 12, 11)).status


@pytest.mark.parametrize("order", [("kyrgyz", "tajik"), ("tajik", "kyrgyz")])
def test_where_the_sides_differ_the_less_advanced_is_shown_and_both_are_listed(order):
    ahead, behind = order
    section = a_section(
        ("1991-12-26", "undelimited", "joint"),
        ("2023-01-01", "described", ahead),
        ("2023-02-01", "agreed", behind),
    )
    shown = status_on(section, date(2023, 3, 1))
    assert (shown.status, shown.by, shown.differs) == ("agreed", (behind,), True)
    assert [row.by for row in shown.rows] == ["kyrgyz", "tajik"]


def test_a_side_s_later_statement_replaces_its_earlier_one():
    section = a_section(("2021-01-01", "undelimited", "kyrgyz"), ("2022-01-01", "agreed", "kyrgyz"))
    assert status_on(section, date(2022, 1, 1)).status == "agreed"
    assert len(status_on(section, date(2022, 1, 1)).rows) == 1


def test_a_joint_statement_replaces_what_one_side_said_before_and_not_after():
    section = a_section(
        ("2023-01-01", "agreed", "tajik"),
        ("2024-01-01", "signed", "joint"),
        ("2024-06-01", "ratified", "kyrgyz"),
    )
    assert list(statuses_on(section, date(2024, 2, 1))) == ["joint"]
    assert status_on(section, date(2024, 2, 1)).status == "signed"
    assert list(statuses_on(section, date(2024, 6, 1))) == ["kyrgyz"]


def test_a_third_party_is_listed_and_does_not_move_the_status():
    section = a_section(("1991-12-26", "undelimited", "joint"), ("2020-01-01", "signed", "third"))
    shown = status_on(section, date(2020, 1, 1))
    assert (shown.status, shown.by, shown.differs) == ("undelimited", ("joint",), False)
    assert [row.by for row in shown.rows] == ["joint", "third"]


def test_stated_by_one_side_is_not_inferred_though_the_other_row_is():
    section = a_section(("2023-01-01", "agreed", "kyrgyz", "w", "inferred"), ("2023-01-01", "agreed", "tajik"))
    assert status_on(section, date(2023, 1, 1)).inferred is False


def test_a_day_within_the_year_of_a_step_known_to_the_year_is_uncertain():
    section = a_section(
        ("1991-12-26", "undelimited", "joint"), ("2011-12-31", "described", "tajik", "w", "stated", "year")
    )
    before, within, after = (
        status_on(section, day) for day in (date(2010, 12, 31), date(2011, 6, 1), date(2012, 1, 1))
    )
    assert [shown.uncertain for shown in (before, within, after)] == [False, True, False]
    # As on the map: from the first day on which it may have been said.
    assert [shown.status for shown in (before, within, after)] == ["undelimited", "described", "described"]


def test_steps_leave_out_what_changes_nothing():
    section = a_section(
        ("2020-01-01", "agreed", "kyrgyz", "one wording"),
        ("2021-01-01", "agreed", "kyrgyz", "another"),
        ("2022-01-01", "agreed", "tajik"),
        ("2022-01-01", "described", "joint", "w", "inferred", "month"),
    )
    assert [(str(step.start), step.precision, step.status, step.inferred, step.by) for step in steps(section)] == [
        ("2020-01-01", "day", "agreed", False, ("kyrgyz",)),
        ("2022-01-01", "month", "described", True, ("joint",)),
    ]


def test_steps_and_status_on_agree_on_every_section_and_day_of_change(ledger):
    for section in ledger.sections.values():
        for step in steps(section):
            shown = status_on(section, step.start)
            assert (shown.status, shown.inferred, shown.by) == (step.status, step.inferred, step.by), section.id


# The sections


def test_nothing_of_these_tables_was_left_out(ledger):
    tables = ("sources", "sections", "statistics", "crossings", "periods", "meta")
    assert [str(fault) for fault in ledger.faults if fault.file.removesuffix(".yaml") in tables] == []


def test_the_ten_named_sections_are_mapped_and_stand_west_to_east(ledger):
    mapped = [record_id for record_id in ledger.sections if record_id in NAMED_WEST_TO_EAST]
    assert mapped == NAMED_WEST_TO_EAST
    assert all(ledger.sections[record_id].geometry == record_id for record_id in mapped)


#: The second group, of which the report does not say “fully”.
ALSO_AGREED = {"kara-bak", "lakko", "three-state-junction"}


@pytest.mark.parametrize("record_id", NAMED_WEST_TO_EAST)
def test_each_named_section_is_agreed_by_the_kyrgyz_statement_of_12_december_2023(ledger, record_id):
    section = ledger.sections[record_id]
    assert status_on(section, date(2023, 12, 11)).status == "undelimited"
    spoken = statuses_on(section, date(2023, 12, 12))
    assert list(spoken) == ["kyrgyz"]
    wording = "also agreed" if record_id in ALSO_AGREED else "fully agreed"
    assert (spoken["kyrgyz"].status, spoken["kyrgyz"].wording) == ("agreed", wording)


def test_every_geometry_exists_and_is_used(ledger):
    path = GEOMETRY_DIR / "sections.geojson"
    if not path.exists():
        pytest.skip("sections.geojson is not built")
    drawn = {feature["properties"]["id"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]}
    named = {section.geometry for section in ledger.sections.values() if section.geometry}
    assert named == drawn


def test_kulundu_keeps_both_wordings(ledger):
    kulundu = ledger.sections["kulundu"]
    december = statuses_on(kulundu, date(2023, 12, 20))
    assert {party: row.wording for party, row in december.items()} == {"kyrgyz": "fully agreed"}
    january = statuses_on(kulundu, date(2024, 1, 20))
    assert {party: row.wording for party, row in january.items()} == {
        "kyrgyz": "fully agreed",
        "tajik": "agreed in principle",
    }
    shown = status_on(kulundu, date(2024, 1, 20))
    assert (shown.status, shown.by, shown.differs, shown.wordings_differ) == (
        "agreed",
        ("kyrgyz", "tajik"),
        False,
        True,
    )
    assert [row.by for row in status_on(kulundu, date(2024, 1, 11)).rows] == ["kyrgyz"]


def test_kulundu_partly_described_stays_undelimited_with_its_wording(ledger):
    shown = status_on(ledger.sections["kulundu"], date(2022, 1, 1))
    assert (shown.status, [row.wording for row in shown.rows]) == (
        "undelimited",
        ["there is no agreement on the disputed sections yet"],
    )


def test_the_tajik_statement_of_january_2024_is_only_on_what_it_names(ledger):
    named = {
        section.id
        for section in ledger.sections.values()
        if any(row.by == "tajik" and row.start == date(2024, 1, 12) for row in section.history)
    }
    assert named == {"kulundu", "maksat", "arki-1", "arki-2", "khistevarz"}


def test_whole_line_steps_are_stated_once_and_inferred_elsewhere(ledger):
    whole = ledger.sections["whole-border"]
    assert [(row.start, row.status) for row in whole.history if row.basis == "stated"] == WHOLE_LINE
    followers = [section for section in ledger.sections.values() if section.follows == "whole-border"]
    assert len(followers) == len(ledger.sections) - 2
    for section in followers:
        after = [row for row in section.history if row.start >= date(2024, 12, 4)]
        # Of the mountain part both sides had said long before that it is described: nothing is to be inferred there.
        steps = WHOLE_LINE[1:] if section.id == "mountain-part" else WHOLE_LINE
        assert [(row.start, row.status) for row in after] == steps, section.id
        assert {row.basis for row in after} == {"inferred"}, section.id
        assert status_on(section, date(2025, 3, 30)).inferred, section.id


def test_the_three_state_junction_has_a_treaty_of_its_own(ledger):
    junction = ledger.sections["three-state-junction"]
    on = {
        day: status_on(junction, date.fromisoformat(day))
        for day in ("2025-03-20", "2025-03-31", "2025-06-01", "2025-11-14", "2025-11-15")
    }
    assert [shown.status for shown in on.values()] == ["agreed", "signed", "ratified", "ratified", "in-force"]
    assert on["2025-06-01"].by == ("tajik",)
    assert not any(shown.inferred for shown in on.values())


def test_on_1_april_2025_all_but_the_junction_is_in_force(ledger):
    shown = {section.id: status_on(section, date(2025, 4, 1)) for section in ledger.sections.values()}
    assert None not in shown.values()
    # Its end is known to the year.
    assert {record_id for record_id, status in shown.items() if status.uncertain} == {"kayragach-exclave"}
    assert {record_id for record_id, status in shown.items() if status and status.status != "in-force"} == {
        "three-state-junction"
    }


def test_no_history_goes_back_and_every_row_has_a_source(ledger):
    for section in ledger.sections.values():
        shown = [STATUSES.index(step.status) for step in steps(section)]
        assert shown == sorted(shown), section.id
        assert all(row.sources for row in section.history), section.id
        assert all(note.sources for note in section.notes), section.id


def test_what_is_assumed_at_independence_is_said_to_be(ledger):
    for section in ledger.sections.values():
        first = section.history[0]
        assert (first.status, first.basis, first.precision) == ("undelimited", "inferred", "year"), section.id
        assert "assumption" in first.claimant


# The crossings


# Figures, bands, unknowns, sources
