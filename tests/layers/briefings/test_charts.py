"""A scene's charts: what its view counts over time, from one table in every output."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader

from geodata.intervals import day_number
from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.charts import Chart, charts_of, plain
from layers.briefings.deck import SLIDE, deck
from layers.briefings.handout import handout
from layers.kit.layer import layer_of
from layers.reader_data.drawn import OwnSet
from layers.view.facets import shown_rows
from tests.layers.briefings.test_documents import map_stand_in
from tests.support.own_pictures import points
from tests.support.scenes import view

MADE = date(2026, 11, 22)


def one(query: str) -> Chart:
    [found] = charts_of(Scene(view(query), chart="time"), current(), ())
    return found


def began(query: str) -> Counter[int]:
    """Return how many clashes that a view shows began in each year."""
    records = [row.record for row, _ in shown_rows(view(query), current()) if row.layer == "clashes"]
    return Counter(record.start.year for record in records if layer_of("clashes").counts(record))


def test_a_scene_counts_what_its_view_shows_up_to_its_later_date_and_no_year_that_it_does_not_look_at() -> None:
    assert charts_of(Scene(view("date=2024-12-31")), current(), ()) == []
    for query, same in (("date=2024-12-31", ""), ("date=2014-01-11&against=2024-12-31", "date=2024-12-31")):
        found = one(query)
        [band] = found.bands
        assert {int(year): n for year, n in zip(found.labels, band.numbers, strict=True) if n} == began(same or query)
        assert found.labels[-1] == "2024" and found.most == max(began(same or query).values())
        assert "31 December 2024" in found.note


def test_filters_narrow_what_is_counted_and_are_named() -> None:
    narrowed = one("date=2024-12-31&deaths=5&region=batken")
    assert "5 or more" in narrowed.note and "Batken" in narrowed.note
    assert 0 < sum(narrowed.bands[0].numbers) < sum(one("date=2024-12-31").bands[0].numbers)


def test_a_period_has_days_without_a_gap_and_the_words_say_the_same() -> None:
    found = one("date=2022-09-30&mode=window&days=30")
    assert (len(found.labels), found.labels[0], found.labels[-1]) == (30, "1 Sep 2022", "30 Sep 2022")
    told = {label: n for label, n in zip(found.labels, found.bands[0].numbers, strict=True) if n}
    assert len(found.words) == len(told) and found.words[0] in found.alternative
    assert all(f": {n} clash" in words for n, words in zip(told.values(), found.words, strict=True))


def test_where_nothing_is_counted_a_sentence_stands() -> None:
    found = one("date=1991-12-31")
    assert not found.bands and found.words == ("No clash in this view.",)
    assert plain(Scene(view("date=1991-12-31"), chart="time"), current(), ())[0]["bands"] == []


def own() -> tuple[Scene, OwnSet]:
    """Return a scene with a set of two kinds of rows, one of them twice and one on a later day than the scene's."""
    first = day_number(date(2022, 9, 1))
    rows = points(*((70.6, 39.9, first + at, first + at + 1, kind) for at, kind in ((0, 0), (1, 1), (1, 1), (40, 0))))
    return Scene(view("date=2022-09-30").with_(own=("Mine",)), "One", chart="time"), OwnSet.of("Mine", rows)


def test_rows_of_ones_own_are_a_chart_apart_with_a_band_for_each_kind() -> None:
    scene, rows = own()
    ledger, mine = charts_of(scene, current(), (rows,))
    assert sum(map(sum, (band.numbers for band in ledger.bands))) == sum(began("date=2022-09-30").values())
    assert "“Mine”" in mine.title and "never added" in mine.note
    assert [(band.title, sum(band.numbers)) for band in mine.bands] == [("Riot", 2), ("Battle", 1)]
    assert np.array([band.numbers for band in mine.bands]).max() == mine.most == 2


def test_of_a_set_of_too_many_rows_it_is_said_that_explore_counts_them() -> None:
    scene, rows = own()
    _, mine = charts_of(scene, current(), (replace(rows, points=b"", time="event", in_all=2_000_000),))
    assert not mine.bands and "Explore counts them" in mine.words[0]


def test_the_deck_has_native_charts_with_these_numbers_all_kinds_on_one_scale_and_in_words() -> None:
    scene, rows = own()
    charts = charts_of(scene, current(), (rows,))
    briefing = Briefing(
        "B", scenes=(scene, Scene(scene.view, "Two"), Scene(view("date=1991-12-31"), "None", chart="time"))
    )
    data = deck(briefing, current(), [map_stand_in()] * 3, made=MADE, address="https://a.test", sets=(rows,))
    slides = list(Presentation(io.BytesIO(data)).slides)
    drawn = [[shape for shape in slide.shapes if shape.has_chart] for slide in slides]
    assert [len(found) for found in drawn if found] == [1, 2], (
        "the scene without a chart and that without a count have none"
    )
    for chart, found in zip(charts, filter(None, drawn), strict=True):
        [scale] = {shape.chart.value_axis.maximum_scale for shape in found}
        assert scale > chart.most
        for band, shape in zip(chart.bands, found, strict=True):
            [series] = shape.chart.plots[0].series
            assert (series.name, tuple(series.values)) == (band.title, band.numbers)
            told = shape._element.nvGraphicFramePr.cNvPr.get("descr")
            assert chart.title in told and (band.title in told or len(chart.bands) == 1)
            assert shape.top >= 0 and shape.top + shape.height <= Inches(SLIDE[1])
            assert shape.left >= 0 and shape.left + shape.width <= Inches(SLIDE[0])
    [none] = [slide for slide in slides if slide.shapes.title.text_frame.text == "None"]
    assert any("No clash in this view." in shape.text_frame.text for shape in none.shapes if shape.has_text_frame)


def test_a_slide_whose_scene_is_called_as_its_chart_says_so_once() -> None:
    scene = Scene(view("date=2022-09-16"), chart="deaths")
    [chart] = charts_of(scene, current(), ())
    for given, said in ((chart.title, chart.title), ("Mine", f"Mine: {chart.title}")):
        briefing = Briefing("B", scenes=(replace(scene, title=given),))
        data = deck(briefing, current(), [map_stand_in()], made=MADE, address="https://a.test")
        titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(data)).slides]
        assert said in titles and f"{chart.title}: {chart.title}" not in titles


def test_the_handout_has_the_same_numbers_as_words_that_can_be_selected() -> None:
    scene, rows = own()
    data = handout(
        Briefing("B", scenes=(scene,)), current(), [map_stand_in()], made=MADE, address="https://a.test", sets=(rows,)
    )
    told = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)
    for chart in charts_of(scene, current(), (rows,)):
        assert chart.title in told and chart.note in told
        assert all(chart.labels[place] in told for place in chart.ticks)
    assert "Riot" in told and "Battle" in told
