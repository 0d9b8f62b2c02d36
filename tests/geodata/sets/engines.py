"""What every engine of kept rows has to do, written once; test_embedded.py and tests/services/test_sets_in_postgresql.py hold each to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.intervals import ALWAYS, EARLIEST, FOREVER, counted_in, shows
from geodata.sets.asked import asking, cells, queries, rollup
from geodata.sets.asked.rows import Rows
from geodata.sets.asked.view import WORLD, View
from geodata.sets.keys import keyed
from geodata.sets.whole import NotKept
from geodata.store import PointSet
from tests.geodata.sets.made_sets import HOSTILE, plain_set, same

POINTS, REPORT = plain_set(6_000)

VIEWS = {
    "all": View(),
    "a valley": View((69.5, 39.2, 70.3, 39.7)),
    "one day": View(looked=(15_000, 15_000)),
    "a window": View((69, 39, 71, 41), (14_000, 14_400)),
    "up to a day": View(looked=(ALWAYS, 12_000)),
    "over 180°": View((170, -10, 70, 60)),
    "kinds": View(words={HOSTILE[0]: ("battle", HOSTILE[0], HOSTILE[3])}),
    "kinds and places": View(words={HOSTILE[0]: ("protest",), HOSTILE[2]: ("place 3", "place 4", "place 5")}),
    "a word that is not there": View(words={HOSTILE[0]: ("1 OR 1=1",)}),
    "a column that is not there": View(words={"c0": ("battle",)}),
    "figures": View(least=10, most=20.5),
    "from a figure on": View(looked=(13_000, 16_000), least=55),
    "nothing": View((0, 0, 1, 1)),
}


def wanted(points: PointSet, view: View) -> np.ndarray:
    """Tell which rows a view has, one after the other and without any engine."""
    west, south, east, north = view.bounds
    lon, lat = points.lon.astype(float), points.lat.astype(float)
    inside = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    found = inside & (lat >= south) & (lat <= north) & shows(points.day_start, points.day_end, view.looked)
    for name, words in view.words.items():
        column = points.coded.get(name)
        found &= np.array([column is not None and column[row] in words for row in range(len(points))], bool)
    if view.least is not None or view.most is not None:
        assert points.value is not None
        found &= (points.value >= (view.least or 0)) & (points.value <= (view.most or 1e9))
    return found


class Contract:
    """The tests; a class of an engine's own adds the fixture `engine`, empty at first."""

    @pytest.fixture
    def kept(self, engine: Rows) -> Rows:
        if "made" not in engine.versions():
            engine.keep("made", POINTS, REPORT)
        return engine

    def test_what_was_kept_comes_back_whole(self, kept: Rows) -> None:
        same(POINTS, kept.whole("made"))
        assert kept.about("made").count == len(POINTS)
        assert kept.nbytes("made") > 50_000

    @pytest.mark.parametrize("name", ["all", "one day", "kinds", "nothing"])
    def test_the_newest_rows_of_a_view_come_under_their_numbers(self, kept: Rows, name: str) -> None:
        view, most = VIEWS[name], 40
        expected = np.flatnonzero(wanted(POINTS, view))
        expected = expected[np.lexsort((expected, POINTS.day_start[expected]))][-most:]
        found, numbers = kept.newest("made", view, most)
        assert found.day_start.tolist() == POINTS.day_start[expected].tolist()
        for place, number in enumerate(numbers.tolist()):
            alone = kept.row("made", number)
            assert alone is not None and alone.lon[0] == found.lon[place]
        assert len(found) < 2 or found.rows is None or len(found.rows) == len(found)

    @pytest.mark.parametrize("name", VIEWS)
    def test_a_view_has_the_rows_that_lie_in_it(self, kept: Rows, name: str) -> None:
        view = VIEWS[name]
        expected = POINTS.take(wanted(POINTS, view))
        assert kept.count("made", view) == len(expected)
        found = kept.rows("made", view)
        assert found is not None
        same(expected, found)
        assert kept.rows("made", view, most=max(0, len(expected) - 1)) is None or not len(expected)

    @pytest.mark.parametrize("name", VIEWS)
    def test_cells_sum_up_to_the_rows_of_each_day(self, kept: Rows, name: str) -> None:
        view = VIEWS[name]
        inside = POINTS.take(wanted(POINTS, replace(view, looked=View().looked)))
        level = 9
        body = kept.cells("made", view, level)
        header, columns = cells.unpack(body)
        assert len(body) <= cells.MOST_BYTES
        assert (header["level"], header["shift"], header["rows"]) == (level, 0, len(inside))
        _, _, key = keyed(inside.lon, inside.lat)
        numbers = columns["cell"].astype(np.int64)
        assert sorted(set((key >> (62 - 2 * level)).tolist())) == numbers.tolist()
        for looked in ((15_000, 15_000), (14_000, 14_030), (ALWAYS, 16_000), (EARLIEST, FOREVER - 1)):
            here = key[shows(inside.day_start, inside.day_end, looked)] >> (62 - 2 * level)
            assert cells.shown(body, looked).tolist() == [int((here == number).sum()) for number in numbers], looked

    def test_cells_are_put_together_until_they_fit(self, kept: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
        for most in (4_000, 300, 10):
            monkeypatch.setattr(cells, "_ENTRIES", most)
            header, _ = cells.unpack(kept.cells("made", View(), 12))
            assert header["rows"] == len(POINTS)
            assert header["level"] < 12 or header["shift"] > 0

    @pytest.mark.parametrize("name", ["kinds", "kinds and places", "figures"])
    def test_cells_of_most_of_a_set_are_narrowed_as_its_rows_are(
        self, kept: Rows, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asking, "SCANNED", -1)
        body = kept.cells("made", VIEWS[name], 12)
        inside = POINTS.take(wanted(POINTS, replace(VIEWS[name], looked=View().looked)))
        for looked in ((15_000, 15_000), (ALWAYS, 16_000)):
            assert cells.shown(body, looked).sum() == shows(inside.day_start, inside.day_end, looked).sum()

    @pytest.mark.parametrize("bounds", [WORLD, (69.5, 39.2, 70.3, 39.7), (170, -10, 70, 60)])
    @pytest.mark.parametrize("level", [12, 5])
    def test_cells_of_most_of_a_set_are_those_of_all_that_touch_the_view(
        self, kept: Rows, bounds: tuple[float, float, float, float], level: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asking, "SCANNED", -1)
        body = kept.cells("made", View(bounds), level)
        header, columns = cells.unpack(body)
        inside = POINTS.take(wanted(POINTS, View(bounds)))
        shift = 62 - 2 * header["level"]
        touched = {int(cell) for cell in keyed(inside.lon, inside.lat)[2] >> shift}
        found = columns["cell"].astype(np.int64)
        assert touched <= set(found.tolist())
        assert header["level"] == min(level, asking.FINE) and header["shift"] == 0
        key = keyed(POINTS.lon, POINTS.lat)[2] >> shift
        for looked in ((15_000, 15_000), (ALWAYS, 16_000)):
            shown = shows(POINTS.day_start, POINTS.day_end, looked)
            sums = cells.shown(body, looked)
            for number, n in zip(found.tolist(), sums.tolist(), strict=True):
                # Put together from finer ones, a cell at the edge has those that touch the view.
                assert n <= int((key[shown] == number).sum())
                assert n >= int(
                    (
                        keyed(inside.lon, inside.lat)[2][shows(inside.day_start, inside.day_end, looked)] >> shift
                        == number
                    ).sum()
                )
            if bounds == WORLD:
                assert sums.sum() == shown.sum()

    @pytest.fixture(params=[150_000, 2_000])
    def alike(self, kept: Rows, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
        """Give the names of two versions of the same rows, one without rollups and one with them, of fine or of coarse cells."""
        monkeypatch.setattr(cells, "_ENTRIES", request.param)
        plain, rolled = f"plain-{request.param}", f"rolled-{request.param}"
        if plain not in kept.versions():
            kept.keep(plain, POINTS, REPORT)
        monkeypatch.setattr(asking, "SCANNED", -1)
        if rolled not in kept.versions():
            kept.keep(rolled, POINTS, REPORT)
        return plain, rolled

    @pytest.mark.parametrize("name", VIEWS)
    def test_rollups_answer_as_the_rows_do(
        self, kept: Rows, alike: tuple[str, str], name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain, rolled = alike
        assert kept.about(rolled).rolled == [rollup.FIGURES, rollup.ALL, 0] and not kept.about(plain).rolled
        view = VIEWS[name]
        for level in (12, 5):
            assert kept.cells(rolled, view, level) == kept.cells(plain, view, level), level
        count = kept.count(plain, view)
        for counted in (0, 1_000_000):
            monkeypatch.setattr(asking, "_COUNTED", counted)
            for most in (0, 50, count - 1, count, count + 1):
                found = kept.numbered(rolled, view, most)
                assert (found is None) == (count > most)
                assert found is None or len(found[0]) == count

    def test_rollups_are_what_is_asked(
        self, kept: Rows, alike: tuple[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, rolled = alike
        monkeypatch.setattr(queries, "changes", None)
        monkeypatch.setattr(queries, "cells", None)
        for name in ("all", "a valley", "kinds", "figures", "a window"):
            assert kept.cells(rolled, VIEWS[name], 9)

    @pytest.mark.parametrize("unit", ["day", "month", "year"])
    @pytest.mark.parametrize("name", ["all", "a window", "nothing"])
    def test_rows_are_counted_by_when_they_begin(self, kept: Rows, unit: str, name: str) -> None:
        inside = POINTS.take(wanted(POINTS, VIEWS[name]))
        expected = counted_in(inside.day_start, inside.day_end, inside.vague, unit)
        units, n, none = kept.counts("made", VIEWS[name], unit)
        assert none == int(np.isnat(expected).sum())
        assert dict(zip(units.tolist(), n.tolist(), strict=True)) == {
            one: int((expected == np.datetime64(one, unit[0].upper())).sum())
            for one in set(expected[~np.isnat(expected)].tolist())
        }

    @pytest.mark.parametrize("name", VIEWS)
    def test_figures_are_those_of_the_rows(self, kept: Rows, name: str) -> None:
        inside = POINTS.take(wanted(POINTS, VIEWS[name]))
        value = inside.value[~np.isnan(inside.value)]
        found = kept.figures("made", VIEWS[name])
        assert (found.rows, found.valued) == (len(inside), len(value))
        assert (found.total, found.least, found.most) == (
            (value.sum(), value.min(), value.max()) if len(value) else (None, None, None)
        )

    def test_a_row_is_found_by_the_number_that_views_give_it(self, kept: Rows) -> None:
        view = VIEWS["a valley"]
        found = kept.numbered("made", view)
        assert found is not None
        points, numbers = found
        assert numbers.tolist() == np.flatnonzero(wanted(POINTS, view)).tolist()
        assert (points.line == POINTS.line[numbers]).all() and points.rows is None
        assert kept.numbered("made", view, most=len(numbers) - 1) is None
        for number in (0, int(numbers[7]), len(POINTS) - 1):
            alone = kept.row("made", number)
            assert alone is not None
            same(POINTS.take(np.array([number])), alone)
        assert kept.row("made", len(POINTS)) is None and kept.row("made", 999_999_999) is None

    def test_a_version_says_how_far_it_reaches(self, kept: Rows) -> None:
        edges = (POINTS.lon.min(), POINTS.lat.min(), POINTS.lon.max(), POINTS.lat.max())
        assert kept.extent("made") == tuple(map(float, edges))

    def test_a_version_is_kept_once_and_is_gone_when_dropped(self, engine: Rows) -> None:
        points, report = plain_set(40)
        engine.keep("once", points, report)
        with pytest.raises(NotKept, match="kept already"):
            engine.keep("once", points, report)
        assert "once" in engine.versions()
        engine.drop("once")
        engine.drop("once")
        assert "once" not in engine.versions()
        for ask in (engine.about, engine.whole, engine.nbytes, lambda name: engine.count(name, View())):
            with pytest.raises(NotKept, match="not kept here, or not any more"):
                ask("once")
        engine.keep("once", points, report)
        same(points, engine.whole("once"))
        engine.drop("once")

    @pytest.mark.parametrize("name", ["../made", "", ".", "..", "a/b", "made'; DROP TABLE points; --", "é", "x" * 300])
    def test_what_is_no_name_is_no_version(self, kept: Rows, name: str) -> None:
        for ask in (kept.about, kept.whole, lambda name: kept.rows(name, View())):
            with pytest.raises(NotKept, match="not kept here, or not any more"):
                ask(name)
        with pytest.raises(NotKept):
            kept.keep(name, POINTS, REPORT)
        same(POINTS, kept.whole("made"))
