"""Marks on the map: all painted, none out of reach under another, and their large circles only where one is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from geodata.intervals import say_interval
from geodata.ledger import current
from layers.clashes import DISTRICT_M
from tests.support.atlas import Atlas

VALLEY = "/?date=2022-09-17&mode=upto&layers=sections,border,crossings,works,bases,clashes&at=39.9500,70.6000,"

#: Marks in the window of which no spot can be clicked, and that do not come out when a mark beside them is (fan.js).
UNREACHABLE = """() => {
  const { map, drawnPoints } = window.borderAtlas;
  const frame = map.getContainer().getBoundingClientRect();
  const turns = Array.from({ length: 8 }, (_, turn) => turn * Math.PI / 4);
  const marks = drawnPoints().map((point) => ({ ...point, at: map.latLngToContainerPoint(point.latlng) }));
  const open = ({ at, radiusPx, marker }) => {
    const rim = turns.map((turn) => [at.x + radiusPx * 0.8 * Math.cos(turn), at.y + radiusPx * 0.8 * Math.sin(turn)]);
    return [[at.x, at.y], ...rim].some(([x, y]) => marker.getElement().contains(document.elementFromPoint(frame.left + x, frame.top + y)));
  };
  const seen = marks.filter(({ at }) => at.x > 20 && at.y > 100 && at.x < frame.width - 120 && at.y < frame.height - 60);
  const free = new Set(seen.filter(open));
  return seen.filter((one) => !free.has(one) && ![...free].some((other) => other.at.distanceTo(one.at) <= Math.max(22, other.radiusPx))).map(({ id }) => id);
}"""


def test_every_mark_can_be_clicked_or_comes_out_with_one_that_can(turn_to: Callable[..., Atlas]) -> None:
    for zoom in (9, 10, 11, 12):
        atlas = turn_to(VALLEY + str(zoom))
        assert len(atlas.visible("works")) > 9
        assert atlas.frame.evaluate(UNREACHABLE) == [], f"at zoom {zoom}"


def test_small_marks_under_a_base_come_out_with_it(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2026-03-03&mode=upto&layers=bases,milestones&at=38.5600,68.7700,9")
    spots = "(id) => borderAtlas.drawnPoints().filter((one) => borderAtlas.map.distance(one.latlng, [38.56, 68.78]) < 4000).map(({ layer, id, latlng }) => [layer, id, latlng.lat, latlng.lng])"
    before = atlas.frame.evaluate(spots)
    under = {one for layer, one, *_ in before if layer == "milestones"}
    assert len(under) > 3
    atlas.mark("ababil-2-plant").click()
    # So many are listed.
    lines = atlas.frame.get_by_role("group", name=" here").get_by_role("listitem")
    for one in under:
        expect(lines.filter(has_text=current().milestones[one].title)).not_to_have_count(0)


@pytest.mark.touch
@pytest.mark.viewport(844, 390)
def test_on_a_phone_held_sideways_a_list_of_what_lies_on_a_spot_shows_more_than_one(
    open_map: Callable[..., Atlas],
) -> None:
    atlas = open_map("/?date=2026-03-03&mode=upto&layers=bases,milestones&at=38.5600,68.7700,9")
    atlas.mark("ababil-2-plant").tap()
    lines = atlas.frame.get_by_role("group", name=" here").get_by_role("listitem")
    expect(lines.nth(1)).to_be_in_viewport(ratio=1)


def test_no_mark_lies_where_webkit_does_not_paint(turn_to: Callable[..., Atlas]) -> None:
    """Leaflet's order follows latitude: north of where the map began it is negative."""
    atlas = turn_to("/?date=2022-09-17&at=38.5000,70.6000,9")
    atlas.frame.evaluate("() => window.borderAtlas.map.panBy([0, -900], { animate: false })")
    orders = atlas.frame.evaluate(
        "() => [...document.querySelectorAll('.leaflet-marker-icon')].map((mark) => Number(getComputedStyle(mark).zIndex))"
    )
    assert len(orders) > 30 and min(orders) > 0


def test_a_circle_as_large_as_a_district_is_drawn_only_of_what_is_selected(turn_to: Callable[..., Atlas]) -> None:
    ledger = current()
    rough = next(
        one
        for one in ledger.incidents.values()
        if one.places and (ledger.places[one.places[0]].precision_m or 0) >= DISTRICT_M and one.kind == "armed clash"
    )
    atlas = turn_to(f"/?date={rough.start}&mode=day")
    circles = atlas.frame.locator("path.precision.district:visible")
    expect(circles).to_have_count(0)
    atlas.mark(rough.id).click()
    atlas.wait_for("s.selected === value", rough.id)
    expect(circles).to_have_count(1)


#: Marks so near to one another that they count as one place: the record of the most crowded, and how many are there.
CROWDED = """() => {
  const { map, drawnPoints } = window.borderAtlas;
  const marks = drawnPoints().map(({ select, latlng }) => [select, map.latLngToContainerPoint(latlng)]);
  const counted = marks.map(([select, at]) => [select, marks.filter(([, other]) => other.distanceTo(at) <= 22).length]);
  return counted.sort((a, b) => b[1] - a[1])[0];
}"""


def test_more_marks_at_one_place_than_a_fan_holds_are_listed_with_their_dates(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to("/?date=2022-09-20&mode=upto&layers=border,clashes&at=39.9500,70.4000,6")
    select, number = atlas.frame.evaluate(CROWDED)
    assert number > 8
    # Who has gone to one by keys means that one.
    atlas.mark(select).focus()
    atlas.page.keyboard.press("Enter")
    atlas.wait_for("s.selected === value", select)
    atlas.frame.evaluate("() => window.borderAtlas.patch({ select: null }, true)")
    atlas.wait_for("s.selected === null")
    atlas.mark(select).dispatch_event("click")
    lines = atlas.frame.get_by_role("group", name=" here").get_by_role("listitem")
    expect(lines.nth(8)).to_be_visible()
    assert atlas.snapshot()["selected"] is None
    expect(atlas.frame.locator(".ba-fanbar")).to_be_hidden()
    incident = current().incidents[select]
    line = lines.filter(has_text=incident.title)
    expect(line).to_contain_text(say_interval(incident))
    line.get_by_role("button").click()
    atlas.wait_for("s.selected === value", select)


#: What lies beyond the right edge nearer to the middle than all else there, and the zoom.
NEXT_EAST = """() => {
  const { map, drawnPoints } = window.borderAtlas;
  const half = map.getSize().divideBy(2);
  const marks = drawnPoints().map(({ latlng }) => ({ latlng, from: map.latLngToContainerPoint(latlng).subtract(half) }));
  const beyond = marks.filter(({ from }) => from.x > half.x && from.x / half.x >= Math.abs(from.y / half.y));
  const away = ({ from }) => Math.hypot(from.x, from.y);
  const nearest = beyond.sort((a, b) => away(a) - away(b))[0];
  return { number: beyond.length, lat: nearest.latlng.lat, lng: nearest.latlng.lng, zoom: map.getZoom() };
}"""


def test_a_number_at_the_edge_brings_what_is_nearest_there_into_view_at_the_same_zoom(
    turn_to: Callable[..., Atlas],
) -> None:
    atlas = turn_to("/?date=2022-09-17&mode=upto&layers=border,crossings,clashes&at=39.9500,70.6000,11")
    east = atlas.frame.evaluate(NEXT_EAST)
    assert east["number"] > 1
    atlas.frame.get_by_role("button", name=f"{east['number']} items further east").click()
    atlas.frame.wait_for_function(
        "({ lat, lng, zoom }) => { const { map } = window.borderAtlas; return map.getBounds().contains([lat, lng]) && map.getZoom() === zoom; }",
        arg=east,
    )
