"""Broken variants of every format: each is refused in a sentence that says what is wrong, or loses its broken row alone."""

from __future__ import annotations

import re

import numpy as np
import pytest

from geodata.importers.reading import peek, read
from geodata.importers.report import REASONS, Refused, Rejection
from tests.support.attacks.broken_files import Maker
from tests.support.attacks.partly_broken_files import PARTLY
from tests.support.attacks.refused_files import REFUSED
from tests.support.attacks.refused_workbooks import REFUSED_WORKBOOKS

ALL = REFUSED | REFUSED_WORKBOOKS


def cases(table: dict[str, dict[str, tuple]]) -> list[object]:
    """Return (maker, what is said) of every variant, called after its format and its fault."""
    return [
        pytest.param(make, said, id=f"{kind}: {what}")
        for kind, variants in table.items()
        for what, (make, said) in variants.items()
    ]


def test_every_format_is_broken_in_ten_ways_or_more() -> None:
    assert set(ALL) == {
        "GeoJSON",
        "GPKG",
        "shapefile",
        "KML",
        "GeoParquet",
        "ACLED",
        "UCDP",
        "CSV",
        "XLSX",
        "XLSB",
        "ODS",
        "XLS",
        "GPX",
        "JSON",
    }
    assert all(len(ALL[kind]) + len(PARTLY.get(kind, ())) >= 10 for kind in ALL)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("make", "said"), cases(ALL))
def test_a_file_that_holds_nothing_to_take_is_refused_in_a_sentence_and_a_look_at_it_raises_nothing_else(
    make: Maker, said: str
) -> None:
    data = make()
    with pytest.raises(Refused, match=said) as caught:
        read("file", data)
    sentence = str(caught.value)
    assert (
        sentence[0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        and sentence.endswith(".")
        and not re.search(r"/vsi|driver|GDAL|OGR|sqlite|pyogrio", sentence, re.IGNORECASE)
        and len(sentence) < 500
    )
    try:
        peek("file", data)
    except Refused as refusal:
        assert str(refusal).endswith(".")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("make", "reason"), cases(PARTLY))
def test_a_broken_row_is_named_and_the_others_are_taken(make: Maker, reason: str) -> None:
    found = read("file", make())
    assert [(rejection.reason, len(rejection.lines)) for rejection in found.report.rejected] == [(reason, 1)]
    assert len(found.points) == found.report.accepted == found.report.rows_read - 1 >= 1
    assert REASONS[reason] in found.report.as_csv()


@pytest.mark.parametrize("reason", REASONS)
def test_what_is_wrong_with_many_rows_is_what_is_wrong_with_one(reason: str) -> None:
    one, many = (Rejection(reason, np.arange(count), np.arange(count)) for count in (1, 1234))
    assert one.sentence == f"1 row {one.words}."
    assert many.sentence.startswith("1,234 rows ") and " has " not in many.sentence
