"""Tables of no known layout: what their columns seem to mean, and the layout that the mapping step's answer makes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from geodata.importers import days
from geodata.importers.figures import is_figure
from geodata.importers.layout import Layout, normal
from geodata.importers.positions import names as positions
from geodata.store import Meaning
from geodata.translation import mark, tr

#: What the mapping step asks for → what it calls it, to be said. The order is the page's.
ASKED = {
    "lat": mark("Latitude"),
    "lon": mark("Longitude"),
    "place": mark("Both in one cell, or a geometry as text (WKT)"),
    "date": mark("Date, or first day"),
    "date_end": mark("Last day"),
    "category": mark("Kind (gives the colour)"),
    "label": mark("Name or place"),
    "actor_1": mark("Actor"),
    "actor_2": mark("Other actor"),
    "value": mark("Figure (gives the size)"),
    "low": mark("Lowest figure"),
    "high": mark("Highest figure"),
}

#: Those of them that say where a row is.
PLACES = ("lat", "lon", "place")

#: Field → names by which it goes, best first. A column whose name is one of them, or begins or ends with one as a word, is taken for it.
NAMES = {
    "date": "event_date, date_start, start_date, date, day, begin, start, from, valid_from, timestamp, дата, дата начала, datum, fecha, year, год",
    "date_end": "date_end, end_date, end, until, to, valid_to, valid_until, дата окончания",
    "category": "event_type, category, kind, type, class, status, тип, вид, категория",
    "label": "name, title, location, place, site, settlement, town, village, название, место, населенный пункт",
    "actor_1": "actor1, side_a, actor, perpetrator, operator, party, участник",
    "actor_2": "actor2, side_b, target, opponent",
    "value": "fatalities, deaths, killed, best, casualties, victims, count, value, number, погибшие, погибло, число",
    "low": "low, min, minimum, lowest",
    "high": "high, max, maximum, highest",
}

#: Share of a sample's filled cells that must read as what the name promises.
MOST = 0.6


def guess(columns: list[str], sample: list[list[str]]) -> dict[str, str]:
    """Guess which column means what, by name and by what stands in it.

    Parameters
    ----------
    columns : list of str
    sample : list of list of str
        The first rows, cells in the order of `columns`.

    Returns
    -------
    dict of str to str
        Key of `ASKED` → column; what has no likely column is left out.
    """
    found = positions.guess(columns, sample)
    for key in NAMES:
        for column in _candidates(key, columns):
            cells = [row[columns.index(column)].strip() for row in sample]
            if column not in found.values() and _reads_as(key, [cell for cell in cells if cell]):
                found[key] = column
                break
    return found


def _candidates(key: str, columns: list[str]) -> list[str]:
    names = NAMES[key].split(", ")
    exact = [
        column for name in names for column in columns if normal(column).replace(" ", "_") == name.replace(" ", "_")
    ]
    longer = [name for name in names if len(name) > 2]
    loose = [column for name in longer for column in columns if name in re.split(r"[\W_]+", normal(column))]
    return [*exact, *loose]


def _reads_as(key: str, cells: list[str]) -> bool:
    if not cells:
        return key in ("date_end", "actor_2", "low", "high")
    if key in ("date", "date_end"):
        good = sum(days.read(cell) is not None or days.read(cell, month_first=True) is not None for cell in cells)
    elif key in ("value", "low", "high"):
        good = sum(map(is_figure, cells)) if not _runs(cells) else 0
    else:
        return True
    return good >= MOST * len(cells)


def _runs(cells: list[str]) -> bool:
    """Tell whether cells are the numbers of the rows."""
    first = int(cells[0]) if cells[0].isdecimal() else 0
    return len(cells) > 4 and cells == [str(number) for number in range(first, first + len(cells))]


def layout_of(mapping: Mapping[str, str], title: str, lasting: bool) -> Layout:
    """Return the layout that a mapping makes.

    Parameters
    ----------
    mapping : mapping of str to str
        Key of `ASKED` → column of the file.
    title : str
        The file's name.
    lasting : bool
        The rows are states that hold from their first to their last day, not events.
    """
    coded = {mapping[key]: (mapping[key],) for key in ("category", "label", "actor_1", "actor_2") if mapping.get(key)}
    actors = tuple(mapping[key] for key in ("actor_1", "actor_2") if mapping.get(key))
    return Layout(
        id="table",
        title=title,
        coded=coded,
        fields={
            key: (mapping[key],) for key in (*PLACES, "date", "date_end", "value", "low", "high") if mapping.get(key)
        },
        category=mapping.get("category", ""),
        label=mapping.get("label", ""),
        # Without actors only rows that agree in kind and name as well are called duplicates.
        same=actors or tuple(coded),
        time="state" if lasting else "event",
        meaning=lambda: Meaning(
            value=normal(mapping.get("value", "")),
            value_note=tr(
                "As the file has it; what it counts, and whether 0 means none or not known, its maker must say."
            )
            if mapping.get("value")
            else "",
            date_note=tr("Dates given as a month or a year are drawn as uncertain over it."),
        ),
    )
