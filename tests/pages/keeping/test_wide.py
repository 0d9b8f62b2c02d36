"""Kept sets of more rows than a session holds: shown as cells with their counts, opened into rows, and asked for by their reader alone."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from geodata.dates import Precision
from geodata.intervals import ALWAYS, NUMPY_UNITS, day_number
from geodata.sets import here
from geodata.sets.asked import cells
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import Kept, Wish
from layers.files import formats
from layers.pictures.size import SIZES
from layers.reader_data.figures import Counts, counted
from layers.reader_data.points import unpack
from pages.panels import downloads, table
from pages.reader_data import drawing, routes, wide
from pages.reader_data import kept as kept_sets
from pages.reader_data.wide import Wide
from tests.pages.keeping.conftest import KEEPER, Asking, loaded
from tests.support.asgi import Answer, ask
from tests.support.pages import markup, opened

ROWS = 13
BOX = "60,30,80,50"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_sets, "WIDE", ROWS - 1)
    monkeypatch.setattr(kept_sets, "LOOK_S", 0)
    monkeypatch.setattr(wide, "ONE_BY_ONE", ROWS - 1)


@pytest.fixture
def kept(catalogue: Catalogue) -> Kept:
    return catalogue.keep(loaded(ROWS), Wish("Border posts", "", "", "The newsroom", "me"), KEEPER)


@pytest.fixture
def at(kept: Kept) -> AppTest:
    return opened("map.py", kept=kept.reference())


def shown(at: AppTest) -> Wide:
    [one] = at.session_state["own-sets"].wide.values()
    assert isinstance(one, Wide)
    return one


def view(one: Wide, box: str = BOX, level: str = "9", **headers: str) -> Answer:
    return ask(f"/own/{one.key}/view.bin", urlencode({"box": box, "level": level}), **headers)


def test_a_view_of_many_rows_comes_as_cells_that_sum_to_what_each_day_shows(at: AppTest) -> None:
    answer = view(shown(at))
    assert (answer.status, answer.body[:4]) == (200, b"BAC1")
    assert answer.headers["cache-control"] == "no-store" and len(answer.body) <= cells.MOST_BYTES
    header, _ = cells.unpack(answer.body)
    assert (header["rows"], header["level"], header["shift"]) == (ROWS, 9, 0)
    first = day_number(date(2022, 9, 1))
    assert cells.shown(answer.body, (first + 4, first + 4)).sum() == 1
    assert cells.shown(answer.body, (ALWAYS, first + 4)).sum() == 5


def test_a_view_of_few_rows_comes_as_the_rows_under_their_numbers_in_the_set(
    at: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wide, "ONE_BY_ONE", ROWS)
    one = shown(at)
    header, columns = unpack(view(one).body)
    assert header["count"] == ROWS and header["words"]
    for number, start in zip(columns["row"].tolist(), columns["start"].tolist(), strict=True):
        alone = one.row(number)
        assert alone is not None and int(alone.day_start[0]) == start
    # Of a part of the map the rows keep their numbers.
    lon = np.sort((columns["x"] / 2**32 * 360 - 180).round(3))
    header, part = unpack(view(one, f"{lon[ROWS // 2]},30,80,50").body)
    assert 0 < header["count"] < ROWS and set(part["row"].tolist()) < set(columns["row"].tolist())


def test_the_card_of_a_row_is_found_by_its_number(at: AppTest) -> None:
    at.session_state["view"] = at.session_state["view"].with_(select=f"{shown(at).id}:3")
    at.run()
    assert "The row as the file has it" in markup(at) and "Border posts" in markup(at)


@pytest.mark.parametrize(
    ("box", "level"),
    [("", "9"), ("1,2,3", "9"), ("a,b,c,d", "9"), ("nan,0,1,1", "9"), ("80,30,60,50", "9"), ("0,inf,1,1", "9")]
    + [(BOX, level) for level in ("", "0", "32", "-1", "1e3", "9; DROP TABLE points", "\u0663")],
)
def test_what_is_no_view_is_told_what_one_is(at: AppTest, box: str, level: str) -> None:
    answer = view(shown(at), box, level)
    assert answer.status == 400 and "box=west,south,east,north" in answer.text


def test_another_browser_and_another_site_get_nothing(at: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    one = shown(at)
    mine = view(one).headers["set-cookie"].split(";")[0]
    monkeypatch.setattr(routes, "GRACE_S", 0)
    assert view(one, cookie=mine).status == 200
    nothing = ask("/own/never/view.bin", urlencode({"box": BOX, "level": "9"}))
    for answer in (view(one), view(one, cookie=mine, sec_fetch_site="cross-site")):
        assert (answer.status, answer.body) == (nothing.status, nothing.body)


@pytest.mark.parametrize("how", ["withdrawn", "deleted"])
def test_a_set_that_is_withdrawn_or_deleted_is_gone_from_the_next_view_on(
    at: AppTest, kept: Kept, catalogue: Catalogue, how: str
) -> None:
    one, forgotten = shown(at), list[str]()
    assert view(one).status == 200
    at.session_state["own-sets"].keep_made("film", frozenset({one.id}), lambda: forgotten.append("film"))
    if how == "withdrawn":
        catalogue.put(kept.id, "withdrawn", KEEPER)
    else:
        catalogue.delete(kept.id, KEEPER)
    assert view(one).status == 404
    at.run()
    assert not at.session_state["own-sets"].wide and "Border posts" not in [box.label for box in at.checkbox]
    assert ask(f"/own/{one.key}/view.bin").status == 404
    assert forgotten == ["film"], "nor is what was made of it"


def test_a_set_for_others_is_neither_shown_nor_told(kept: Kept, stranger: type[Asking]) -> None:
    at = opened("map.py", kept=kept.reference())
    assert "own-sets" not in at.session_state or not at.session_state["own-sets"].wide
    assert "Border posts" not in markup(at)


def test_pictures_documents_and_files_of_a_link_show_it(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    of_all = catalogue.keep(loaded(ROWS), Wish("Zebra posts", "", "", "The newsroom", "all"), KEEPER).reference()
    asked = f"date=2022-09-05&mode=upto&layers=sections&kept={of_all}"
    drawn = ask("/view.svg", asked).text
    assert "Zebra posts" in drawn and "counts its rows; 5 rows in view." in one_line(drawn) and "Not shown" not in drawn
    both = one_line(ask("/view.svg", f"{asked}&against=2022-09-08").text)
    assert "counts its rows; 5 in view left, 8 right." in both
    # Where few are they come one by one; far away there is none.
    assert "No row on this date" in one_line(ask("/view.svg", f"{asked}&at=10,10,8").text)
    assert ask("/preview.png", asked).body != ask("/preview.png", asked.replace(f"&kept={of_all}", "")).body
    document = ask("/view.html", asked)
    assert document.status == 200 and '"wide": {"bounds": [], "time": "event"}' in document.text
    data = json.loads(ask("/view.geojson", f"{asked}&set={of_all}").text)
    assert sorted(row["properties"]["atlas_first_day"] for row in data["features"]) == [
        f"2022-09-0{day}" for day in range(1, 6)
    ]
    monkeypatch.setitem(formats.MOST_ROWS, "geojson", 4)
    refused = ask("/view.geojson", f"{asked}&set={of_all}".replace("09-05", "09-06"))
    assert refused.status == 503 and "6 rows are of these days; a file is made of up to 4" in refused.text


def one_line(svg: str) -> str:
    """Return what an SVG says, its lines joined."""
    return " ".join(re.findall(r"<text [^>]*>([^<]*)</text>", svg))


def test_its_filters_narrow_it_on_the_map_and_in_pictures(at: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wide, "ONE_BY_ONE", 0)
    one, points = shown(at), loaded(ROWS).points
    kinds = points.coded["event type"]
    kind = kinds.words[int(kinds.codes[0])]
    of_kind = np.array([kinds[row] == kind for row in range(ROWS)])
    assert points.value is not None and 0 < of_kind.sum() < ROWS
    before = one.key
    at.multiselect(key=f"own-filter-{one.id}-event type").select(kind).run()
    header, _ = cells.unpack(view(one).body)
    assert not at.exception and header["rows"] == of_kind.sum()
    assert ask(f"/own/{before}/view.bin", urlencode({"box": BOX, "level": "9"})).status == 404
    [drawn_set] = drawing.drawn({one.name: one}, [at.session_state["view"]], SIZES["slide"])
    assert cells.unpack(drawn_set.points)[0]["rows"] == of_kind.sum()
    # Its figures too; both hold.
    least = float(np.sort(points.value[of_kind])[-1])
    at.number_input(key=f"own-range-{one.id}-value-least").set_value(least).run()
    assert cells.unpack(view(one).body)[0]["rows"] == (of_kind & (points.value >= least)).sum()
    # What lets nothing through is no fault.
    at.number_input(key=f"own-range-{one.id}-value-least").set_value(1e6).run()
    assert unpack(view(one).body)[0]["count"] == 0
    at.session_state["view"] = at.session_state["view"].with_(q="Batken")
    at.run()
    assert "The words in names do not narrow “Border posts”" in markup(at)


def test_explore_lists_its_newest_rows_and_counts_them_over_time(at: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LISTED", 4)
    one, points = shown(at), loaded(ROWS).points
    at.session_state["view"] = at.session_state["view"].with_(date=date(2022, 9, 10), mode="upto")
    at.session_state["table-of"] = one.id
    at.switch_page("explore.py").run()
    assert (
        not at.exception
        and "10 rows of “Border posts” of this date and under its filters, of 13 in the set." in markup(at)
    )
    assert "The newest 4 are listed" in markup(at)
    [listed] = [frame.value for frame in at.dataframe]
    assert [str(day)[:10] for day in listed["first_day"]] == [f"2022-09-{day:02d}" for day in (10, 9, 8, 7)]
    # A row is chosen by its number in the set, and has its card.
    numbers = at.session_state["own-table"][2]
    alone = one.row(int(numbers[0]))
    assert alone is not None and int(alone.day_start[0]) == day_number(date(2022, 9, 10))
    at.session_state["explore-tab"] = "Charts"
    at.run()
    assert (
        not at.exception and "1 September 2022: 1 row." in markup(at) and "11 September 2022: 1 row." not in markup(at)
    )
    assert points.value is not None
    least, most = (f"{end:g}" for end in (points.value[:10].min(), points.value[:10].max()))
    assert f"stated by 10 of 10 rows, from {least} to {most} in a single row. Nothing is added up." in markup(at)
    # Files are made of what the view shows, when they are asked for and by whoever is not in the session.
    offered: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(downloads, "download", lambda label, made, file, *rest, **more: offered.update({file: made}))
    at.session_state["explore-tab"] = "Download"
    at.run()
    assert not at.exception and "10 rows of a kept set" in markup(at)
    with ZipFile(BytesIO(offered["kept-border-posts-csv.zip"]())) as file:
        [name] = [name for name in file.namelist() if name.endswith("border-posts.csv")]
        listed = list(csv.DictReader(file.read(name).decode("utf-8-sig").splitlines()))
    assert [row["atlas_first_day"] for row in listed] == [f"2022-09-{day:02d}" for day in range(10, 0, -1)]
    offered.clear()
    monkeypatch.setattr(downloads, "MOST_READ", 9)
    assert "A file is made of up to 9 rows" in markup(at.run()) and "kept-border-posts-csv.zip" not in offered


@pytest.mark.parametrize(
    ("days", "each", "bars"),
    [((0, 40), "day", 2), ((0, 100), "month", 2), ((0, 9_000), "year", 2), ((), "month", 0)],
)
def test_rows_are_counted_by_what_parts_them(days: tuple[int, ...], each: str, bars: int) -> None:
    def ask(unit: Precision) -> Counts:
        periods = np.array(days, "datetime64[D]").astype(f"datetime64[{NUMPY_UNITS[unit]}]")
        return periods, np.ones(len(days), np.int64), 3

    found = counted(ask)
    assert (found.each, len(found.rows)) == (each, bars)
    assert found.words[-1].endswith("3 rows.") and found.words[-1].startswith("Without a date")


def test_a_session_holds_nothing_of_it(at: AppTest) -> None:
    assert len(at.session_state["own-sets"]) == 0
    assert here.rows() is here.rows()
