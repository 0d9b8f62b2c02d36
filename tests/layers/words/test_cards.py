"""What holds of every card: no cell of a table is empty, and nothing is said twice."""

from __future__ import annotations

from datetime import date

from geodata.ledger import current
from geodata.parties import PARTIES
from layers.words.card import card

LEDGER = current()
DAY = date(2025, 4, 1)
CARDS = [found for rows in LEDGER.tables.values() for one in rows if (found := card(one, LEDGER, DAY))]


def test_every_row_of_a_history_says_whose_word_it_is() -> None:
    histories = [table for one in CARDS for table in one.tables if table.head and table.head[-1] == "Says"]
    assert len(histories) >= len(LEDGER.sections)
    for table in histories:
        for cells, _, _ in table.rows:
            assert all(cells), cells


def test_a_side_that_speaks_for_itself_is_named_once() -> None:
    lines = [line for one in CARDS for title, items in one.lists for line in items] + [one.first for one in CARDS]
    for forms in PARTIES.values():
        assert not [line for line in lines if f"{forms.side} ({forms.side})" in line]
