"""What the search box holds: names, suppliers and systems in the scripts that sources give."""

from __future__ import annotations

import pytest

from geodata.ledger import current
from layers.view.search import entries

LEDGER = current()
LINES = {record_id: line.casefold() for record_id, line in entries(LEDGER).items()}


def found(words: str) -> set[str]:
    return {record_id for record_id, line in LINES.items() if words.casefold() in line}


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
