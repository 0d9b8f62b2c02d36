"""Who spoke or signed: on the card of what was said, by any script of the name, with the office at the time."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.ledger import current, load
from geodata.persons import Person, named
from layers.files.records import Records
from layers.view.filters import passing
from layers.view.search import entries
from layers.view.state import ViewState
from layers.words import sources
from layers.words.card import card
from layers.words.persons import scripts, told_by, with_office
from tests.support.ledgers import only_fault, sound, write

LEDGER = current()
DAY = date(2026, 11, 1)
RATIFIED = "2025-02-21-treaty-initialled"


def test_a_card_names_who_signed_in_the_order_of_the_sides_and_each_leads_to_a_card_that_leads_back() -> None:
    found = card(RATIFIED, LEDGER, DAY)
    assert found
    [topic, again] = [topic for topic in found.topics if topic.title in ("Who signed", "Who initialled")]
    assert topic.lines == again.lines
    assert [line.select for line in topic.lines] == ["kamchybek-tashiev", "saimumin-yatimov"]
    for line in topic.lines:
        person = card(line.select or "", LEDGER, DAY)
        assert person and RATIFIED in {one.select for topic in person.topics for one in topic.lines}
        assert line.text.startswith(f"{person.title}, head of the ")
        assert person.sources and "Russian: " in person.names


def test_everybody_in_the_table_is_named_by_a_record_and_every_record_by_the_card_of_who_is_named() -> None:
    for person in LEDGER.persons.values():
        assert told_by(person, LEDGER), f"nothing rests on {person.id}"
    for rows in LEDGER.tables.values():
        for record in rows.values():
            for one in named(record):
                found = card(record.id, LEDGER, DAY)
                assert found and one.person in {line.select for topic in found.topics for line in topic.lines}, (
                    record.id
                )


def test_whoever_is_quoted_is_called_by_name_where_the_words_stand() -> None:
    for rows in LEDGER.tables.values():
        for record in rows.values():
            for part in (*getattr(record, "statements", ()), *getattr(record, "history", ()), record):
                if name := getattr(part, "person", None):
                    assert LEDGER.persons[name].title.split()[-1] in part.claimant, (record.id, part.claimant)


def test_the_office_is_that_of_the_day() -> None:
    person = Person.model_validate(
        {
            "id": "x",
            "names": {"en": ["X"]},
            "offices": [
                {"title": "minister", "side": "tajik", "end": "2020-01-01"},
                {"title": "president", "side": "tajik", "start": "2020-01-01", "end": "2022-01-01"},
            ],
            "sources": ["gazette"],
        }
    )
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2021, 12, 31), None)
    assert [with_office(person, day) for day in days] == ["X, minister", "X, president", "X, president", "X, minister"]


def test_two_cards_name_one_person_each_with_the_office_of_its_day() -> None:
    told = [
        line.text
        for record in ("2019-03-18-deputy-prime-ministers", "2025-05-15-bus-and-rail-talks")
        for topic in getattr(card(record, LEDGER, DAY), "topics", ())
        for line in topic.lines
        if line.select == "azim-ibrohim"
    ]
    assert told == [
        "Azim Ibrohim, deputy prime minister of Tajikistan",
        "Azim Ibrohim, minister of transport of Tajikistan",
    ]


def test_a_card_lists_what_was_said_as_precisely_as_it_is_dated_and_one_statement_on_ten_sections_once() -> None:
    lines = {line.select: line.text for line in told_by(LEDGER.persons["kamchybek-tashiev"], LEDGER)}
    assert lines["2016-05-draft-treaty-not-signed"].startswith("February 2025 · said · ")
    assert "2023-12-12-over-90-percent-announced" in lines and "maksat" not in lines
    # What he said of Kulundu in July 2021 stands nowhere else.
    assert lines["kulundu"].startswith("July 2021 · said · Kulundu section")


def test_a_line_tells_what_was_done_and_of_what_kind_the_record_is() -> None:
    lines = {line.select: line.text for line in told_by(LEDGER.persons["sadyr-japarov"], LEDGER)}
    assert " · signed · State border treaty is signed (milestone)" in lines["2025-03-13-treaty-signed"]
    assert " · decided · Tashiev is dismissed" in lines["2026-02-10-tashiev-dismissed"]
    # Somebody who met and is quoted did both; the president is only quoted.
    both = card("2023-12-12-over-90-percent-announced", LEDGER, DAY)
    assert both
    who = {topic.title: [line.select for line in topic.lines] for topic in both.topics}
    assert who["Who met"] == ["kamchybek-tashiev", "saimumin-yatimov"]
    assert set(who["Who is quoted"]) == {"kamchybek-tashiev", "saimumin-yatimov", "sadyr-japarov"}
    figure = next(one for one in LEDGER.statistics.values() if one.person == "sadyr-japarov")
    assert f"{figure.about}: " in lines[figure.id] and lines[figure.id].endswith(" (figure)")


def test_a_record_that_names_persons_says_what_they_did(tmp_path) -> None:
    tables = sound()
    tables["incidents"][0]["persons"] = ["speaker"]
    tables["periods"] = []
    assert "persons_did" in only_fault(load(write(tmp_path, tables))).reason


def test_a_name_has_its_own_sides_form_first() -> None:
    assert scripts(LEDGER.persons["emomali-rahmon"]).startswith("Tajik: Эмомалӣ Раҳмон · ")
    assert scripts(LEDGER.persons["sadyr-japarov"]).startswith("Kyrgyz: Садыр Жапаров · ")


@pytest.mark.parametrize("words", ["tashiev", "Ташиев", "ташиев камчыбек"])
def test_a_person_is_found_in_any_script_and_narrows_to_what_was_said_or_signed(words: str) -> None:
    line = entries(LEDGER)["kamchybek-tashiev"].casefold()
    assert all(word.casefold() in line for word in words.split())
    passed = passing(ViewState(DAY, q=words), LEDGER)
    assert passed and RATIFIED in passed and "2025-03-13-treaty-signed" not in passed


def test_a_file_names_them_in_a_column() -> None:
    records = Records(ViewState(DAY, layers=("milestones",)), LEDGER)
    rows = records.table(records.listed(), ("id", "persons")).to_pylist()
    told = {row["id"]: row["persons"] for row in rows}
    assert (
        told["2023-10-02-protocol-44"].count("; ") == 1
        and "Saimumin Yatimov, head of" in told["2023-10-02-protocol-44"]
    )
    assert "security committee and of the Kyrgyz delegation on the border (signed)" in told["2023-10-02-protocol-44"]
    assert told["2021-04-30-eu-statement"] == ""


def test_a_person_who_is_in_no_table_is_a_fault_of_who_is_quoted(tmp_path) -> None:
    tables = sound()
    tables["incidents"][0]["statements"][0]["person"] = "nobody"
    tables["periods"] = []
    fault = only_fault(load(write(tmp_path, tables)))
    assert (fault.file, fault.record) == ("incidents.yaml", "first-clash") and "persons.yaml" in fault.reason


def test_the_list_stands_in_the_order_of_the_sides() -> None:
    sides = [person.offices[-1].side for person in sources.persons(LEDGER)]
    assert sides == sorted(sides, key=["kyrgyz", "tajik", "joint", "third"].index)
    assert {entry.source.id for entry in sources.entries(LEDGER) if any(use.table == "persons" for use in entry.uses)}
