"""Every number of a layer's records means the same: in the layer list, the table and its files, the text, the legend."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from geodata.ledger import current
from layers.files.records import Records
from layers.kit.layer import all_layers, layer_of
from layers.view.state import ViewState
from layers.view.visible import is_drawn, visible
from layers.words import changes, text_twin
from layers.words.legend import legend_of

LEDGER = current()
ALL = tuple(layer.id for layer in all_layers())
VIEWS = [
    ViewState(date(2026, 11, 1), layers=ALL),
    ViewState(date(2022, 9, 16), mode="window", days=900, layers=ALL, region="batken"),
    ViewState(date(2026, 11, 1), layers=ALL, confidence=("weak",)),
]


@pytest.mark.parametrize("view", VIEWS, ids=["whole", "region", "filter"])
def test_a_layers_records_are_counted_alike_everywhere(view: ViewState) -> None:
    records = Records(view, LEDGER)
    in_table = Counter(records.table(records.listed(), ["layer"])["layer"].to_pylist())
    text, legend = text_twin.text(view, LEDGER), [title for title, _ in legend_of(view, LEDGER)]
    undrawn = 0
    for layer in all_layers():
        shown = {feature.select: feature for feature in visible(view, LEDGER)[layer.id]}
        if not layer.regional:
            continue
        assert f"{layer.title.upper()} ({len(shown)})" in text and in_table[layer.title] == len(shown)
        drawn = sum(map(is_drawn, shown.values()))
        if layer.draw != "list" and drawn < len(shown):
            undrawn += len(shown) - drawn
            said = f"{drawn} of {len(shown)} drawn"
            assert said in text
            assert not drawn or any(title.startswith(f"{layer.heading('legend')} ({said}") for title in legend)
    [told] = re.findall(r"^(\d+) not drawn on the map", text, re.MULTILINE) or ["0"]
    assert int(told) == undrawn


def test_a_years_tally_and_an_accusation_are_no_clashes() -> None:
    view = VIEWS[0].with_(date=date(1992, 1, 1), against=date(2026, 11, 1))
    kinds = Counter(incident.kind for incident in LEDGER.incidents.values() if incident.start)
    apart = kinds["tally"] + kinds["accusation"]
    assert apart
    assert f"{kinds.total() - apart} clashes and {apart} tallies and accusations recorded" in changes.paragraph(
        view, LEDGER
    )
    assert f"{apart} tallies and accusations" in text_twin.text(VIEWS[0], LEDGER)


def test_one_section_that_is_not_mapped_is_spoken_of_as_one() -> None:
    sections = layer_of("sections")
    day = date(2022, 9, 16)
    unmapped = [one for one in visible(ViewState(day, layers=ALL), LEDGER)["sections"] if not one.geometry]
    said = [sections.on_date(day, None, unmapped[:number], LEDGER)[-1].text for number in (1, 2)]
    assert said == [
        "1 more is known but not mapped; the Sources page lists it.",
        "2 more are known but not mapped; the Sources page lists them.",
    ]
