"""A scene's charts: what its view counts over time, from one table in every output."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from geodata.intervals import day_number
from geodata.ledger import current
from layers.briefings.briefing import Scene
from layers.briefings.charts import Chart, charts_of, plain
from layers.kit.layer import layer_of
from layers.reader_data.drawn import OwnSet
from layers.view.facets import shown_rows
from tests.support.own_pictures import points
from tests.support.scenes import view


def one(query: str) -> Chart:
    [found] = charts_of(Scene(view(query), chart=True), current(), ())
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
    assert plain(Scene(view("date=1991-12-31"), chart=True), current(), ())[0]["bands"] == []


def test_rows_of_ones_own_are_a_chart_apart_with_a_band_for_each_kind() -> None:
    first = day_number(date(2022, 9, 1))
    rows = points(*((70.6, 39.9, first + at, first + at + 1, kind) for at, kind in ((0, 0), (1, 1), (1, 1), (40, 0))))
    scene = Scene(view("date=2022-09-30").with_(own=("Mine",)), chart=True)
    ledger, own = charts_of(scene, current(), (OwnSet.of("Mine", rows),))
    assert sum(map(sum, (band.numbers for band in ledger.bands))) == sum(began("date=2022-09-30").values())
    assert "“Mine”" in own.title and "never added" in own.note
    assert [(band.title, sum(band.numbers)) for band in own.bands] == [("Battle", 1), ("Riot", 2)]
    assert np.array([band.numbers for band in own.bands]).max() == own.most == 2
