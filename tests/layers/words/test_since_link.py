"""What a reader of an old link is told: the changes in that view, and no others."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.changelog import Changes, Entry
from geodata.ledger import current
from layers.view.state import ViewState
from layers.words import since_link as changed
from layers.words.since_link import WORDS, sentences, since_link

VIEW = ViewState(date=date(2022, 9, 16), layers=("sections", "clashes", "bases"))
CLASH = current().incidents["2022-09-16-ovchi-kalacha"]


def test_a_link_of_this_revision_says_nothing() -> None:
    assert since_link(current().revision, VIEW, current()) is None
    assert since_link("", VIEW, current()) is None


def test_a_revision_nobody_recorded_is_named_and_not_guessed_at() -> None:
    told = since_link("<b>deadbeef", VIEW, current())
    assert told and "cannot be told" in told.sentences[0] and current().revision in told.sentences[0]


@pytest.mark.parametrize(
    ("view", "inside"),
    [
        (VIEW, True),
        (VIEW.with_(layers=("sections",)), False),
        (VIEW.with_(date=date(2020, 1, 1)), False),
        (VIEW.with_(layers=(), select=CLASH.id), True),
    ],
)
def test_a_changed_record_is_told_where_the_view_shows_it(view: ViewState, inside: bool) -> None:
    told, outside = sentences(Changes(changed={f"incidents/{CLASH.id}": ("claims", "sources")}), view, current())
    assert (told, outside) == (([f"{CLASH.title}: claims and sources changed."], 0) if inside else ([], 1))


def test_a_record_whose_date_changed_is_told_although_it_left_the_view() -> None:
    told, _ = sentences(
        Changes(changed={f"incidents/{CLASH.id}": ("start",)}), VIEW.with_(date=date(2020, 1, 1)), current()
    )
    assert told == [f"{CLASH.title}: dates changed; not in this view now, it may have been."]


def test_place_and_source_of_a_shown_record_belong_to_the_view() -> None:
    keys = {f"places/{CLASH.places[0]}": ("lat",), f"sources/{CLASH.sources[0]}": ("url",)}
    assert len(sentences(Changes(changed=keys), VIEW, current())[0]) == 2
    assert sentences(Changes(changed=keys), VIEW.with_(layers=()), current()) == ([], 2)


def test_additions_removals_and_new_names_are_told() -> None:
    changes = Changes(
        added=(f"incidents/{CLASH.id}", "transfers/none-shown"),
        removed={"bases/gone": "Gone base"},
        renamed={"incidents/old-id": f"incidents/{CLASH.id}"},
    )
    told, outside = sentences(changes, VIEW, current())
    assert told == [
        f"New: {CLASH.title}.",
        "No longer in the ledger: Gone base.",
        f"“old-id” is now called “{CLASH.id}”.",
    ]
    assert outside == 1


def test_whatever_changes_of_a_record_is_called_by_a_word_of_ours() -> None:
    records = [record for rows in current().tables.values() for record in rows.values()]
    assert {name for record in [*records, current().meta] for name in type(record).model_fields} <= WORDS.keys()


def test_a_long_list_is_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [
        f"incidents/{one.id}"
        for one in current().incidents.values()
        if one.start and one.start < VIEW.date and one.kind not in ("tally", "accusation")
    ]
    found = (Entry("abcd1234", date(2026, 1, 2), "", Changes()), Changes(added=tuple(shown)))
    monkeypatch.setattr(changed, "since", lambda revision, ledger: found)
    told = since_link("abcd1234", VIEW, current())
    assert "abcd1234" in told.title and "2 January 2026" in told.title
    assert len([line for line in told.sentences if line.startswith("New: ")]) == changed.LONGEST
    assert any(line.endswith("more changes in this view.") for line in told.sentences)
