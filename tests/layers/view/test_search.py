"""What the search box holds: names, suppliers and systems in the scripts that sources give."""

from __future__ import annotations

import pytest

from geodata.ledger import current
from layers.view.search import entries

LEDGER = current()
LINES = {record_id: line.casefold() for record_id, line in entries(LEDGER).items()}


def listed(words: str) -> list[str]:
    """Return what the box offers, as it keeps the lines that contain what is typed."""
    return [record_id for record_id, line in LINES.items() if words.casefold() in line]


def found(words: str) -> set[str]:
    return set(listed(words))


def test_a_state_finds_each_of_its_transfers_and_each_system_what_has_it() -> None:
    for transfer in LEDGER.transfers.values():
        for words in (transfer.supplier, transfer.recipient, transfer.item):
            assert transfer.id in found(words)
    turkish = {one.id for one in LEDGER.transfers.values() if one.supplier == "Turkey"}
    assert len(turkish) > 1 and turkish <= found("Turkey")
    for base in LEDGER.bases.values():
        for words in (base.operator, base.host, *base.equipment):
            assert base.id in found(words)


@pytest.mark.parametrize(
    ("words", "record_id"),
    [
        ("Кок-Таш", "kok-tash"),
        ("Көк-Таш", "kok-tash"),
        ("Овчиқалъача", "ovchi-kalacha"),
        ("Овчи Калача", "ovchi-kalacha"),
        ("Овчи Қалъача", "ovchi-kalacha"),
        ("Овчи Калъача", "ovchi-kalacha"),
        ("Овчикалъача", "ovchi-kalacha"),
        ("Ak Sai", "ak-sai"),
        ("Khodjai Alo", "khojai-alo"),
        ("Байрактар", "2021-12-18-bayraktar-tb2-kyrgyzstan"),
        ("Ворух", "vorukh"),
        ("Ятимов", "saimumin-yatimov"),
    ],
)
def test_a_name_is_found_in_the_scripts_of_its_sources(words: str, record_id: str) -> None:
    assert record_id in found(words)


def test_every_form_of_every_name_is_in_its_line() -> None:
    for table in ("places", "persons", "bases", "crossings", "incidents", "transfers"):
        for record in LEDGER.tables[table].values():
            for form in record.names.forms() if record.names and record.id in LINES else ():
                assert form.casefold() in LINES[record.id]


def test_what_is_called_so_stands_first_whatever_else_has_the_name_in_its_own() -> None:
    for words, first in (
        ("Tashiev", "kamchybek-tashiev"),
        ("Golovnoy", "golovnoy-intake"),
        ("Batken", "batken"),
        ("Ovchi Kalacha", "ovchi-kalacha"),
        ("September 2022", "2022-09-14-september-2022"),
    ):
        assert listed(words)[0] == first, words
    for person in LEDGER.persons.values():
        assert listed(person.title)[0] == person.id


def test_of_what_happened_a_whole_precedes_its_parts_the_deadlier_the_less_deadly_and_else_the_later_the_earlier() -> (
    None
):
    order = list(LINES)
    for one in LEDGER.incidents.values():
        assert one.parent is None or order.index(one.parent) < order.index(one.id)
    assert [one for one in listed("Ovchi Kalacha") if one in LEDGER.incidents] == [
        "2022-09-16-ovchi-kalacha",
        "2019-09-16-maksat",
    ]
    days = [LEDGER.milestones[one].start for one in order if one in LEDGER.milestones]
    assert days == sorted(days, reverse=True)
