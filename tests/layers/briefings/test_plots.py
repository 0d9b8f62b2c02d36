"""The charts of Explore that compare figures, in a scene's outputs: every figure with whoever says it, on one scale."""

from __future__ import annotations

import io
import re

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt
from pypdf import PdfReader

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.charts import Chart, charts_of, panels_of, plain
from layers.briefings.deck import SLIDE, deck
from layers.briefings.handout import handout
from layers.making import jobs
from layers.pictures.size import SIZES, Size
from layers.words.plots import PLOTS
from tests.layers.briefings.test_charts import MADE
from tests.layers.briefings.test_documents import map_stand_in
from tests.support.scenes import view

#: All that any of them has lies before it.
LATE = "date=2026-11-01"


def scene(name: str, query: str = LATE) -> Scene:
    return Scene(view(query), "One", chart=name)


def chart_of(name: str, query: str = LATE) -> Chart:
    [found] = charts_of(scene(name, query), current(), ())
    return found


@pytest.mark.parametrize("name", PLOTS)
def test_a_chart_has_each_row_of_explore_once_in_its_range_and_asks_for_no_click(name: str) -> None:
    found, figure = chart_of(name), PLOTS[name].figure(view(LATE), current())
    assert figure.rows and len(found.rows) == len(figure.rows) == sum(len(rows) for _, rows in panels_of(found.rows))
    assert len({about for about, _ in panels_of(found.rows)}) == len(panels_of(found.rows)), (
        "rows about one thing stand together"
    )
    assert all(0 <= row.low <= row.high <= found.most and row.said and row.label for row in found.rows)
    assert "lick" not in found.note and "1 November 2026" in found.note and found.words == figure.words


def test_a_claim_of_either_side_is_named_with_its_claimant_and_filters_narrow_what_is_shown() -> None:
    told = {row.said for row in chart_of("deaths").rows}
    assert "63 (Kyrgyz authorities; Kyrgyz health ministry)" in told
    supplied = {(row.about, row.label): row.said for row in chart_of("supply").rows}
    assert "Bayraktar TB2 drones" in supplied["Turkey to Kyrgyzstan", "2021"], "it says what"
    narrowed = chart_of("deaths", f"{LATE}&region=batken&deaths=5")
    assert 0 < len(narrowed.rows) < len(told) and "5 or more" in narrowed.note and "Batken" in narrowed.note


def test_the_presenter_has_the_rows_and_where_there_are_none_a_sentence() -> None:
    [drawn] = plain(scene("deaths"), current(), ())
    [*panels] = drawn["panels"]  # type: ignore[misc]
    assert sum(len(panel["rows"]) for panel in panels) == len(chart_of("deaths").rows)
    beside = [panel["rows"][panel["first"]] for panel in panels if panel["first"] >= 0]
    assert [(row["label"], row["said"].split(" (")[1][:6]) for row in beside] == [
        ("Conflict of September 2022", "Kyrgyz"),
        ("Conflict of September 2022", "Tajik "),
    ], "what each side says of itself, of one clash"
    [unpaired] = plain(scene("fence"), current(), ())
    assert all(panel["first"] == -1 for panel in unpaired["panels"])  # type: ignore[attr-defined]
    none = chart_of("fence", "date=1995-01-01")
    assert none.empty and none.words == ("No figure up to this date.",)


@pytest.mark.parametrize("name", PLOTS)
def test_a_deck_has_the_highest_rows_on_two_slides_with_all_that_is_told_with_them_and_a_handout_every_one(
    name: str,
) -> None:
    found, briefing = chart_of(name), Briefing("B", scenes=(scene(name),))
    common = briefing, current(), [map_stand_in()]
    slides = list(Presentation(io.BytesIO(deck(*common, made=MADE, address="https://a.test"))).slides)
    charts = [slide for slide in slides if any(shape.has_chart for shape in slide.shapes)]
    drawn = [shape for slide in charts for shape in slide.shapes if shape.has_chart]
    told = " ".join(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in drawn)
    rows = [row for row in found.rows if f"{row.about}, {row.label}: {row.said}" in told]
    highest = [list(shape.chart.plots[0].series)[-1].values for shape in drawn]
    assert [value for values in highest for value in values[::-1]] == [row.high for row in rows]
    assert len(charts) <= 2 or not any(row.of for row in found.rows), "what cannot be told apart is shown whole"
    left = [row for row in found.rows if row not in rows]
    assert not {row.of for row in left} & {row.of for row in rows}, "neither side of a clash is shown without the other"
    assert all(row.high < max(row.high for row in rows) for row in left)
    assert len({shape.chart.value_axis.maximum_scale for shape in drawn}) == 1
    for shape in drawn:
        assert shape.chart.font.size >= Pt(14)
        assert shape.top >= 0 and shape.top + shape.height <= Inches(SLIDE[1])
    written = {shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame}
    assert not left or any(f"{len(left)} more stand in the notes." in text for text in written)
    assert all(words in charts[0].notes_slide.notes_text_frame.text for words in found.words)
    for row in rows:
        for words in (row.said, f"{row.about} · {row.label}"):
            assert words in written or any(
                words.startswith(text[:-1]) and len(text) > 40 for text in written if text.endswith("…")
            )
    pages = PdfReader(io.BytesIO(handout(*common, made=MADE, address="https://a.test"))).pages
    said = "".join("".join(page.extract_text().split()) for page in pages)
    assert found.title.replace(" ", "") in said
    assert all("".join(row.said.split()) in said for row in found.rows)


@pytest.mark.parametrize("name", ["deaths", "time"])
def test_the_picture_of_a_scene_has_its_chart_below_the_map_in_words_that_can_be_read(name: str) -> None:
    [found] = charts_of(scene(name), current(), ())
    for panel in (True, False):
        svg = jobs.png(view(LATE), SIZES["slide"], "", MADE, "light", panel, "svg", (), name).decode()
        told = set(re.findall(r"<text [^>]*>([^<]*)</text>", svg))
        assert found.title in told
        rows = [row for row in found.rows if row.said in told]
        assert any(row.about == "Kyrgyz losses" for row in rows) == any(row.about == "Tajik losses" for row in rows)
        assert rows or {found.labels[place] for place in found.ticks} <= told
        tops = [float(y) for y in re.findall(r"<text [^>]*y=\"([-.\d]+)\"", svg)]
        assert all(0 <= y <= SIZES["slide"].height for y in tops)


def test_the_picture_of_a_scene_has_its_title() -> None:
    common = view(LATE), Size(400, 300, 1), "", MADE, "light", True, ()
    assert jobs.own_png(*common, title="What I say") != jobs.own_png(*common, title=None)
