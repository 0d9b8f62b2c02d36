"""A layout: which column of a file means what, as a table of rules rather than code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from geodata.store import Meaning
from geodata.translation import tr

#: Fields that say when a row was.
DATES = ("date", "month", "day", "date_end", "end_month", "end_day", "date_code")

#: Fields of a row.
FIELDS = ("lon", "lat", "place", *DATES, "place_code", "radius", "value", "low", "high")

#: A shapefile cuts names to so many letters.
SHAPEFILE = 10


@dataclass(frozen=True)
class Layout:
    """The rules of one kind of table. Column names are compared as they stand, then in lower case without surrounding space.

    Attributes
    ----------
    id, title : str
    fields : mapping of str to tuple of str
        One of `FIELDS` → column names; the first that the file has is taken.
    coded : mapping of str to tuple of str
        Name for people ("event type", marked where the layout is known) → column names; columns to colour, filter and count by.
    recognised_by : tuple of tuple of str
        The file is of this layout when it has at least one column of each inner tuple.
    known : frozenset of str
        Every column of the layout's versions; others are reported and kept with the row.
    category, label : str
        Which of `coded` gives the colour, and a tooltip's first line.
    same : tuple of str
        Which of `coded` make two rows of one day and one place duplicates of each other.
    decode : mapping of str to callable
        Name of a coded column → what returns the words of a code, and what is none as it is.
    radius_m : mapping of str to float
        Place code → radius in metres of the circle drawn for it; codes left out are points.
    around : mapping of str to "week" or "month"
        Date code → the stretch round the stated day within which the day really lies.
    vague : frozenset of str
        Date codes with which first and last day are a range that holds the day, not a duration.
    time : {"event", "state"}
    open_ended : bool
        A first or last day that is not given is open rather than missing.
    folders : str
        Which of `coded` names the folder of a file in which a row lies: those of one that dates nothing need no date.
    meaning : callable
        Says what the figures mean.
    """

    id: str
    title: str
    fields: Mapping[str, tuple[str, ...]]
    coded: Mapping[str, tuple[str, ...]]
    category: str
    label: str
    recognised_by: tuple[tuple[str, ...], ...] = ()
    known: frozenset[str] = frozenset()
    same: tuple[str, ...] = ()
    decode: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    radius_m: Mapping[str, float] = field(default_factory=dict)
    around: Mapping[str, Literal["week", "month"]] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    time: Literal["event", "state"] = "event"
    open_ended: bool = False
    folders: str = ""
    meaning: Callable[[], Meaning] = Meaning

    def fits(self, columns: list[str], has_geometry: bool = False) -> bool:
        """Tell whether a file with these columns is of this layout; one with geometry needs none for its places."""
        places = {*self.fields.get("lon", ()), *self.fields.get("lat", ())} if has_geometry else set()
        have = {alike(name) for name in columns}
        return bool(self.recognised_by) and all(
            any({alike(name), alike(name[:SHAPEFILE])} & have for name in names)
            for names in self.recognised_by
            if not places.intersection(names)
        )

    def column(self, key: str, columns: list[str], coded: bool = False) -> str | None:
        """Return the file's column for a field, or for a coded name, or None. A coded column may be called as a field is."""
        wanted = (self.coded if coded else self.fields).get(key, ())
        by_name = {alike(name): name for name in reversed(columns)}
        exact = [name for name in wanted if name in columns]
        names = [alike(name) for name in (*wanted, *(name[:SHAPEFILE] for name in wanted))]
        near = [by_name[name] for name in names if name in by_name]
        return next(iter(exact + near), None)

    def called(self, name: str) -> str:
        """Return a coded column's name: that of a known layout in the language spoken, another as it stands in the file."""
        return tr(name) if self.recognised_by else name

    def decoded(self, name: str) -> Callable[[str], str]:
        """Return what says the words of a coded column's codes, however they are written."""
        decode = self.decode.get(name)
        if decode is None:
            return str if self.recognised_by else _stated
        return lambda code: decode(plain_code(code))

    def unknown(self, columns: list[str]) -> list[str]:
        """Return the file's columns that the layout does not know."""
        known = {alike(cut) for name in self.known for cut in (name, name[:SHAPEFILE])}
        return [name for name in columns if alike(name) not in known] if self.known else []


#: What programs write where a cell holds nothing. Words for it, such as "unknown", are somebody's own and stay.
_NOTHING = frozenset("NA N/A #N/A NaN nan NaT <NA> NULL null".split())


def _stated(word: str) -> str:
    return "" if word in _NOTHING else word


def normal(name: str) -> str:
    """Return a column name without capitals."""
    return name.strip().lower()


def alike(name: str) -> str:
    """Return a column name as layouts compare it: a copy for people has "Sub-event type" for sub_event_type, and "Actor 1" for actor1."""
    return re.sub(r"[\s_-]+", "", name.lower())


def plain_code(text: str) -> str:
    """Return a code as layouts have it: 2 where a table that took it for a number wrote 2.0."""
    return re.sub(r"^(\d+)[.,]0+$", r"\1", text.strip())
