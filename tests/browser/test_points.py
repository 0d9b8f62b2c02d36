"""Large point sets in a real browser: what is drawn, found under the pointer, said in the legend, and what a lost connection does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Route, expect

from geodata.store import Coded, PointSet
from layers.reader_data import points
from tests.bench.make_points import make
from tests.browser.conftest import Witness
from tests.support.atlas import PAINTED, Atlas

COUNT = 4_000
DAY = 19_251  # 16 September 2022

SHOWN = "() => window.borderAtlas.snapshot().sets.made"


def load(atlas: Atlas, made: PointSet) -> None:
    """Give the map a set by address, and wait until it is drawn."""
    body = points.pack(made, named=True)
    atlas.page.route("**/made.bin*", lambda route: route.fulfill(body=body, content_type="application/octet-stream"))
    show(atlas)
    atlas.frame.wait_for_function(SHOWN)


def show(atlas: Atlas, name: str = "made") -> None:
    atlas.frame.evaluate(
        "(name) => window.borderAtlas.patch({ sets: [{ id: 'made', title: 'Made', url: `../../${name}.bin` }] })", name
    )


def patch(atlas: Atlas, **changes: object) -> None:
    atlas.frame.evaluate("(changes) => window.borderAtlas.patch(changes)", changes)
    atlas.frame.evaluate(PAINTED)


@pytest.fixture
def turned(turn_to: Callable[..., Atlas]) -> Iterator[Callable[[str], Atlas]]:
    """Turn the standing map to an address; what a test has given it besides is gone afterwards."""
    turned: list[Atlas] = []

    def go(path: str) -> Atlas:
        turned.append(turn_to(path))
        return turned[-1]

    yield go
    patch(turned[-1], sets=[], select=None)
    turned[-1].page.unroute_all()


def one_point(**changes: object) -> PointSet:
    made = make(1)
    alone = replace(
        made,
        lon=np.array([71.0], np.float32),
        lat=np.array([39.8], np.float32),
        day_start=np.array([DAY], np.int32),
        day_end=np.array([DAY + 1], np.int32),
        value=np.array([7], np.float32),
        coded={"kind": Coded(np.zeros(1, np.uint8), ("battle",))},
    )
    return replace(alone, **changes)


def test_the_pointer_finds_the_nearest_mark_and_a_click_selects_it(turned: Callable[[str], Atlas]) -> None:
    atlas = turned("/?date=2022-09-16&layers=border&at=39.8,71.0,9")
    load(atlas, one_point())
    box = atlas.frame.locator("#map_div").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tip = atlas.frame.locator(".ba-point-tip")
    atlas.page.mouse.move(x + 60, y)
    expect(tip).to_be_hidden()
    atlas.page.mouse.move(x + 4, y + 3)
    expect(tip).to_contain_text("battle")
    expect(tip).to_contain_text("16 September 2022")
    expect(tip).to_contain_text("Deaths: 7")
    atlas.page.mouse.click(x + 4, y + 3)
    atlas.wait_for("s.selected === 'made:0'")
    expect(atlas.frame.locator("path.selection")).to_have_count(1)
    patch(atlas, date=DAY - 1)  # not yet there: neither found nor ringed
    expect(atlas.frame.locator("path.selection")).to_have_count(0)
    atlas.page.mouse.move(x + 5, y + 3)
    atlas.frame.evaluate(PAINTED)
    expect(tip).to_be_hidden()


@pytest.mark.parametrize(
    "touch", [pytest.param(True, marks=(pytest.mark.touch, pytest.mark.viewport(390, 844))), False]
)
def test_a_row_is_found_beside_and_under_a_mark_of_the_atlas(turned: Callable[[str], Atlas], touch: bool) -> None:
    atlas = turned("/?date=2022-09-16&layers=sections,bases&select=kant&at=42.85,74.85,12")
    page = atlas.page
    lon, lat = atlas.frame.evaluate(
        "() => { const { latlng } = window.borderAtlas.drawnPoints().find((point) => point.select === 'kant'); return [latlng.lng, latlng.lat]; }"
    )
    patch(atlas, select=None)
    # One row on the base, and one that shows beside its mark where the mark's element still is.
    lons, lats = atlas.frame.evaluate(
        """([lon, lat]) => {
          const { map } = window.borderAtlas;
          const beside = map.containerPointToLatLng(map.latLngToContainerPoint([lat, lon]).add([14, 14]));
          return [[lon, beside.lng, 71.0], [lat, beside.lat, 39.8]];
        }""",
        [lon, lat],
    )
    three = replace(
        make(3),
        lon=np.array(lons, np.float32),
        lat=np.array(lats, np.float32),
        day_start=np.full(3, DAY, np.int32),
        day_end=np.full(3, DAY + 1, np.int32),
        value=np.array([7, 7, 7], np.float32),
        coded={"kind": Coded(np.arange(3, dtype=np.uint8), ("under", "beside", "third"))},
    )
    load(atlas, three)

    def press(right: int, down: int) -> None:
        x, y = atlas.frame.evaluate(
            "(place) => { const { x, y } = window.borderAtlas.map.latLngToContainerPoint(place); return [x, y]; }",
            [lat, lon],
        )
        box = atlas.frame.locator("#map_div").bounding_box()
        (page.touchscreen.tap if touch else page.mouse.click)(box["x"] + x + right, box["y"] + y + down)

    atlas.frame.evaluate("() => window.borderAtlas.map.doubleClickZoom.disable()")  # two taps shortly after each other
    press(14, 14)
    atlas.wait_for("s.selected === 'made:1'")
    expect(atlas.frame.locator(".leaflet-tooltip-pane .leaflet-tooltip")).to_have_count(0)
    press(0, 0)
    rows = atlas.frame.locator(".ba-here li button")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Kant")
    expect(rows.nth(1)).to_contain_text("under")
    rows.nth(1).click()
    atlas.wait_for("s.selected === 'made:0'")
    atlas.frame.evaluate("() => window.borderAtlas.map.doubleClickZoom.enable()")


def test_rows_on_one_spot_have_their_number_and_a_list_of_which_each_can_be_chosen(
    turned: Callable[[str], Atlas],
) -> None:
    count = 30
    names = Coded(np.arange(count, dtype=np.uint8), tuple(f"E{number}" for number in range(count)))
    same = replace(make(count), lon=np.full(count, 71.0, np.float32), lat=np.full(count, 39.8, np.float32))
    days = np.full(count, DAY, np.int32)
    same = replace(same, day_start=days, day_end=days + 1, category="", label="name", coded={"name": names})
    atlas = turned("/?date=2022-09-16&layers=border&at=39.8,71.0,9")
    load(atlas, same)
    box = atlas.frame.locator("#map_div").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    atlas.page.mouse.move(x + 3, y)
    expect(atlas.frame.locator(".ba-point-tip")).to_contain_text("30 rows here")
    atlas.page.mouse.click(x + 3, y)
    rows = atlas.frame.locator(".ba-here li button")
    expect(rows).to_have_count(count)
    rows.filter(has_text="E7").click()
    atlas.wait_for("s.selected === 'made:7'")
    expect(rows.filter(has_text="E7")).to_have_attribute("aria-current", "true")
    atlas.page.keyboard.press("Escape")
    expect(rows).to_have_count(0)


def test_a_mass_is_counted_by_cell_to_the_row_and_a_click_opens_it(turned: Callable[[str], Atlas]) -> None:
    atlas = turned("/?date=2026-11-01&layers=border&at=39.8,71.0,7")
    draw = np.random.default_rng(5)
    crowd = replace(
        make(COUNT),
        lon=(71 + draw.normal(0, 0.1, COUNT)).astype(np.float32),
        lat=(39.8 + draw.normal(0, 0.1, COUNT)).astype(np.float32),
    )
    load(atlas, crowd)
    seen = atlas.frame.evaluate(SHOWN)
    assert seen["inView"]["all"] == COUNT
    assert 0 < sum(cell["rows"] for cell in seen["cells"]) == seen["inView"]["massed"] <= COUNT
    expect(atlas.frame.locator(".ba-set")).to_contain_text("counts its rows; 4,000 rows in view.")
    cell = max(seen["cells"], key=lambda cell: cell["rows"])
    box = atlas.frame.locator("#map_div").bounding_box()
    at = box["x"] + cell["x"] + cell["width"] / 2, box["y"] + cell["y"] + cell["height"] / 2
    atlas.page.mouse.move(*at)
    expect(atlas.frame.locator(".ba-point-tip")).to_contain_text(f"{cell['rows']:,} rows here")
    atlas.page.mouse.click(*at)
    atlas.frame.wait_for_function("() => window.borderAtlas.map.getZoom() === 9")
    atlas.frame.evaluate(
        "() => { const { map } = window.borderAtlas; map.panBy([map.getSize().x / 2, 0], { animate: false }); }"
    )
    atlas.frame.evaluate(PAINTED)
    seen = atlas.frame.evaluate(SHOWN)["inView"]
    assert 0 < seen["massed"] <= seen["all"] < COUNT
    expect(atlas.frame.locator(".ba-edge-west")).to_have_text(f"{COUNT - seen['all']:,}")
    told = atlas.frame.locator(".ba-set small", has_text="counts its rows")
    expect(told).to_contain_text(f"{seen['all']:,} rows in view.")
    atlas.frame.evaluate("() => window.borderAtlas.map.setZoom(16, { animate: false })")
    expect(told).to_have_count(0)
    atlas.frame.get_by_role("button", name="Show all of Made").click()
    atlas.frame.wait_for_function(f"() => window.borderAtlas.snapshot().sets.made.inView.all === {COUNT}")
    key, (west, south) = atlas.frame.locator(".ba-set").bounding_box(), (crowd.lon.min(), crowd.lat.min())
    left = atlas.frame.evaluate(
        "(place) => window.borderAtlas.map.latLngToContainerPoint(place).x", [float(south), float(west)]
    )
    assert box["x"] + left > key["x"] + key["width"], "the legend hides rows that the map has gone to"


def test_the_legend_names_kinds_sizes_and_all_that_is_not_drawn(turned: Callable[[str], Atlas]) -> None:
    made = make(COUNT)
    words = tuple(f"kind {number}" for number in range(9))
    start, end, lon = made.day_start.copy(), made.day_end.copy(), made.lon.copy()
    start[-3:] = 30_000
    end[-3:] = 30_001
    end[:2] = start[:2] - 5
    lon[2:4] = 10.0
    awkward = replace(
        made, coded={"kind": Coded(np.arange(COUNT, dtype=np.uint8) % 9, words)}, day_start=start, day_end=end, lon=lon
    )
    atlas = turned("/?date=2026-11-01")
    load(atlas, awkward)
    legend = atlas.frame.locator(".ba-set")
    expect(legend).to_contain_text(f"{COUNT - 5:,} of {COUNT - 2:,}")
    expect(legend.locator("li")).to_have_text([*words[:6], "3 more"])
    expect(legend).to_contain_text("Size: Deaths.")
    expect(legend).to_contain_text("3 after the slider's last day.")
    expect(legend).to_contain_text("2 outside Central Asia.")
    expect(legend).to_contain_text("2 not drawn: ends before it begins.")


def test_a_connection_lost_while_points_load_is_said_and_a_retry_works(
    turned: Callable[[str], Atlas], witness: Witness
) -> None:
    atlas = turned("/?date=2022-09-16")
    broken = {"now": True}
    body = points.pack(make(COUNT))

    def answer(route: Route) -> None:
        if broken["now"]:
            route.abort("connectionreset")
        else:
            route.fulfill(body=body, content_type="application/octet-stream")

    atlas.page.route("**/made.bin*", answer)
    show(atlas)
    bar = atlas.frame.locator(".ba-load")
    expect(bar).to_contain_text("The connection was lost while Made was loading. The map stays usable.")
    atlas.thumb.press("ArrowLeft")
    atlas.wait_for_date("2022-09-15")
    atlas.frame.get_by_role("button", name="Try again to load Made").click()
    expect(bar).to_contain_text("The connection was lost")
    broken["now"] = False
    atlas.frame.get_by_role("button", name="Try again to load Made").click()
    atlas.frame.wait_for_function(SHOWN)
    expect(bar).to_have_count(0)
    # The browser itself tells of each failed request; nothing else may have gone wrong.
    assert witness.faults and all("made.bin" in fault and "ERR_CONNECTION_RESET" in fault for fault in witness.faults)
    witness.faults.clear()


#: The strip's column of pixels above a day, where incidents and the months of own sets stand (as in time/strip.js).
COLUMN = """async (day) => {
  const atlas = window.borderAtlas;
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const back = atlas.state.date;
  atlas.patch({ date: day });
  await painted();
  const x = parseFloat(document.querySelector(".ba-thumb:not(.ba-opener)").style.getPropertyValue("--x"));
  atlas.patch({ date: back });
  await painted();
  const canvas = document.querySelector(".ba-strip");
  const ratio = canvas.height / canvas.clientHeight;
  return canvas.getContext("2d").getImageData(Math.round(x * ratio), canvas.height - Math.round(36 * ratio), 1, Math.round(16 * ratio)).data.join();
}"""


def test_the_slider_shows_the_months_of_a_set_on_a_scale_of_its_own(turned: Callable[[str], Atlas]) -> None:
    full, spare, empty = (
        int((np.datetime64(day) - np.datetime64("1970-01-01")).astype(int))
        for day in ("2017-05-10", "2018-05-10", "2016-05-10")
    )
    start = np.array([full] * 300 + [spare] * 100 + [spare + 400] * 50, np.int32)
    made = make(450)
    vague = np.arange(450) >= 400  # known to the year only: in no month
    made = replace(made, day_start=start, day_end=start + np.where(vague, 365, 1).astype(np.int32), vague=vague)
    atlas = turned("/?date=2026-11-01&layers=border")
    before = {day: atlas.frame.evaluate(COLUMN, day + 5) for day in (full, spare, empty)}
    load(atlas, made)
    expect(atlas.frame.locator(".ba-set")).to_contain_text("Line on the slider: rows a month, at most 300.")
    after = {day: atlas.frame.evaluate(COLUMN, day + 5) for day in (full, spare, empty)}
    assert after[full] != before[full] and after[spare] != before[spare] and after[full] != after[spare]
    assert after[empty] == before[empty]
    counts = atlas.frame.evaluate("() => borderAtlas.monthsOf(borderAtlas.ownSets()[0]).counts.filter(Boolean)")
    assert counts == [300, 100]
    patch(atlas, sets=[])
    assert {day: atlas.frame.evaluate(COLUMN, day + 5) for day in before} == before
