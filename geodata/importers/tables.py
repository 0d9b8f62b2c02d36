"""Tables of no known layout: what their columns seem to mean, and the layout that the mapping step's answer makes."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa

from geodata.importers.days import column as day_column
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
    "month": mark("Month, where the date is a year"),
    "day": mark("Day, where the date is a year"),
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
    "date": "event_date, date_start, start_date, atlas_first_day, first_day, date, day, begin, start, from, valid_from, date_from, timestamp, event_dt, datetime, "
    "дата, дата начала, дата события, начало, күнү, датасы, башталышы, сана, санаи оғоз, оғоз, date de début, début, datum, beginn, anfang, startdatum, "
    "fecha, fecha de inicio, fecha inicio, inicio, iyear, year, yr, год, жыл, сол, année, annee, jahr, año, anio",
    "month": "imonth, month, mon, месяц, ай, моҳ, mois, monat, mes",
    "day": "iday, day, день, күн, рӯз, jour, tag, día, dia",
    "date_end": "date_end, end_date, atlas_last_day, last_day, end, finish, until, to, valid_to, valid_until, date_to, дата окончания, дата конца, конец, окончание, "
    "аяктоо күнү, аягы, анҷом, санаи анҷом, поён, date de fin, fin, enddatum, ende, fecha de fin, fecha fin, fin de fecha",
    "category": "event_type, attacktype1_txt, category, kind, type, class, status, тип, вид, категория",
    "label": "name, title, location, place, site, city, settlement, town, village, название, место, населенный пункт",
    "actor_1": "actor1, side_a, gname, actor, perpetrator, operator, party, участник",
    "actor_2": "actor2, side_b, target, opponent",
    "value": "fatalities, deaths, nkill, killed, best, casualties, victims, count, value, number, погибшие, погибло, число",
    "low": "low, min, minimum, lowest",
    "high": "high, max, maximum, highest",
}

#: Rows looked at for the guess.
SAMPLE = 200

#: Share of a sample's filled cells that must read as what the name promises.
MOST = 0.6
#: So many names, no more, are taken for kinds.
MOST_KINDS = 12


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
        exact, loose = _candidates(key, columns)
        for column in (*exact, *loose):
            cells = [row[columns.index(column)].strip() for row in sample]
            if column not in found.values() and _reads_as(
                key, [cell for cell in cells if cell], column in exact, found
            ):
                found[key] = column
                break
    named = [row[columns.index(found["label"])] for row in sample] if "label" in found else []
    # Names that come again are kinds, such as those of zones.
    if "category" not in found and len(set(named)) < len(named) and len(set(named)) <= MOST_KINDS:
        found["category"] = found["label"]
    return found


def _candidates(key: str, columns: list[str]) -> tuple[list[str], list[str]]:
    """Return the columns that go by a name of the field, and those that have one within theirs; the likeliest first."""
    names = NAMES[key].split(", ")
    exact = [
        column for name in names for column in columns if normal(column).replace(" ", "_") == name.replace(" ", "_")
    ]
    longer = [name for name in names if len(name) > 2]
    loose = [column for name in longer for column in columns if name in re.split(r"[\W_]+", normal(column))]
    return exact, loose


def _reads_as(key: str, cells: list[str], named: bool, found: Mapping[str, str]) -> bool:
    """Tell whether a column's filled cells read as what its name promises; of a date that is `named` plainly, some are enough."""
    if not cells:
        return key in ("date_end", "actor_2", "low", "high")
    if key in ("date", "date_end"):
        good, filled, _ = day_column.share(cells)
        return good > 0 if named else good >= MOST * filled and good > 0
    if key in ("month", "day"):
        return named and "date" in found and day_column.are_parts(cells)
    if key in ("value", "low", "high"):
        good = sum(
            bool(re.fullmatch(r"[-+]?[\d\s\u00a0]*[.,]?\d+(e[-+]?\d+)?°?", cell, re.IGNORECASE)) for cell in cells
        )
        return good >= MOST * len(cells)
    return True


def undated(columns: list[str], rows: pa.RecordBatch) -> list[str]:
    """Say of a table without a date why the columns that are named like one were not taken.

    Parameters
    ----------
    columns : list of str
    rows : RecordBatch
        The first of them, a column each of `columns`.
    """
    notes = []
    for column in dict.fromkeys((*_candidates("date", columns)[0], *_candidates("date_end", columns)[0])):
        cells = [cell.strip() for cell in rows.column(columns.index(column)).to_pylist() if cell and cell.strip()]
        good, filled, other = day_column.share(cells)
        if other:
            notes.append(
                tr(
                    "“{column}” is named like a date, but of {all} cells looked at {n} can be read as one, and “{example}” cannot: it was left out.",
                    column=column[:60],
                    all=filled,
                    n=good,
                    example=other[:60],
                )
            )
    return [*notes, tr("No column was taken for a date: the rows show at every date.")]


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
            key: (mapping[key],)
            for key in (*PLACES, "date", "month", "day", "date_end", "value", "low", "high")
            if mapping.get(key)
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
            date_note=tr("Dates given as a month or a year are drawn as uncertain over it.")
            if mapping.get("date")
            else "",
        ),
    )
