"""Tables of dates, and what was read of them."""

from __future__ import annotations

from datetime import date, timedelta

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded
from geodata.intervals import ALWAYS, FOREVER, from_day_number
from tests.support.own_files import Row, csv_of

#: First day, last day, is it uncertain.
Said = tuple[str, str, bool]


def said(loaded: Loaded) -> dict[int, Said]:
    """Return what each row taken says, by its line; an open end is empty."""
    points = loaded.points
    return {
        int(line): (
            "" if start == ALWAYS else str(date(1970, 1, 1) + timedelta(days=start)),
            "" if end == FOREVER else str(date(1970, 1, 1) + timedelta(days=end - 1)),
            bool(vague),
        )
        for line, start, end, vague in zip(
            points.line.tolist(), points.day_start.tolist(), points.day_end.tolist(), points.vague.tolist(), strict=True
        )
    }


def table(*dates: object, **options: object) -> Loaded:
    rows: list[Row] = [{"date": day, "lat": "39.9", "lon": 70.5 + number / 99} for number, day in enumerate(dates)]
    return read("rows.csv", csv_of(rows), Options(**options))  # type: ignore[arg-type]


def reasons(loaded: Loaded) -> dict[int, str]:
    return {int(line): rejection.reason for rejection in loaded.report.rejected for line in rejection.lines}


def notes(loaded: Loaded) -> str:
    return "\n".join(loaded.report.notes)


def table_of(text: str, **options: object) -> Loaded:
    return read("rows.csv", text.encode(), Options(**options))  # type: ignore[arg-type]


def figures(loaded: Loaded) -> set[tuple[int, str, float]]:
    """Return line, first day and figure of each row."""
    points = loaded.points
    assert points.value is not None
    days = [str(from_day_number(start)) for start in points.day_start.tolist()]
    return set(zip(points.line.tolist(), days, points.value.tolist(), strict=True))
