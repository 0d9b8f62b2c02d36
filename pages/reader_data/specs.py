"""What the map is told of the session's sets: where it finds them, and what it cannot know by itself."""

from __future__ import annotations

from pages.reader_data import sets
from pages.reader_data.own import Own
from pages.reader_data.wide import Wide
from pages.visit import session


def specs(base: str = "../../") -> list[dict[str, object]]:
    """Return what the browser needs to fetch the sets shown."""
    held: list[dict[str, object]] = [
        {
            "id": one.id,
            "title": one.title,
            "url": f"{base}own/{one.key}/points.bin",
            "shapes": f"{base}own/{one.key}/shapes.json"
            if one.shown.shapes is not None or (one.shown.precision_m > 0).any()
            else None,
            "circle": _circle(one),
            "fits": one.fits and session.view().at is None,
            "of": len(one.points),
        }
        for one in sets.shown()
    ]
    wide: list[dict[str, object]] = [
        {
            "id": one.id,
            "title": one.title,
            "url": f"{base}own/{one.key}/view.bin",
            "shapes": None,
            "circle": _circle(one),
            "fits": one.fits and session.view().at is None,
            "of": one.of.version.rows,
            "wide": {"time": one.time, "bounds": _corners(one)},
        }
        for one in sets.wide()
    ]
    return held + wide


def _corners(one: Wide) -> list[list[float]]:
    """Return south-west and north-east corner of a set, as the map takes them."""
    if one.bounds is None:
        return []
    west, south, east, north = one.bounds
    return [[south, west], [north, east]]


def _circle(one: Own | Wide) -> list[float] | None:
    """Return the circle of the selected row, [row, first day, first day after, lon, lat, metres]: a large set sends no others."""
    select = session.view().select or ""
    found = sets.find(select)
    if found is None or found[0].id != one.id or not found[0].shown.precision_m[found[1]] > 0:
        return None
    row, points = found[1], found[0].shown
    days = [int(column[row]) for column in (points.day_start, points.day_end)]
    return [
        int(select.rpartition(":")[2]),
        *days,
        *(float(column[row]) for column in (points.lon, points.lat, points.precision_m)),
    ]
