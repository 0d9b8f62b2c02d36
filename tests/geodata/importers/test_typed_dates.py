"""Typed dates, case by case, as the table has it that JavaScript's tests read too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geodata.importers.days.typed import readings, vocabulary
from geodata.intervals import from_day_number

TABLE = json.loads((Path(__file__).parents[2] / "typed_dates.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["typed"] or "nothing")
def test_a_typed_date_means_these_days(case: dict[str, Any]) -> None:
    spans = [[from_day_number(day).isoformat() for day in (span.start, span.end)] for span in readings(case["typed"])]
    assert spans == case["days"]


def test_the_browser_is_sent_the_words_of_the_table() -> None:
    sent = vocabulary()
    assert TABLE["words"]["months"].items() <= sent["months"].items()
    assert all(set(TABLE["words"][name]) <= set(sent[name]) for name in ("passed", "to"))
