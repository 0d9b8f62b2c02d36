"""What a layer tells of its records, as plain values: sentences and topics, changes, its part of a card, what is near a spot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic

import pandas as pd

from geodata.dates import Precision
from geodata.intervals import day_number, may_begin
from geodata.parties import PARTIES, states_of
from geodata.records import R, Record, Source, Statement
from geodata.translation import mark
from layers.kit.text import sentences

#: What stands over kinds of record that are not known, and where a single kind would be told.
NOT_LOADED = mark("Could not be loaded.")


@dataclass(frozen=True)
class Line:
    """A sentence, the record it is about, if there is one to open, and the sentence where no heading stands above it."""

    text: str
    select: str | None = None
    alone: str = ""


@dataclass(frozen=True)
class Topic:
    """A heading with its sentences; `layer` is the id of the layer that says them."""

    title: str
    lines: tuple[Line, ...]
    layer: str = ""


@dataclass(frozen=True)
class Change(Generic[R]):
    """One change of a record between two dates.

    Attributes
    ----------
    record : Record
    day : date
        Day of the change; of several changes of one record the last.
    what : {"appeared", "ended", "changed"}
    short : tuple of (str, str)
        State before and after, for counting; empty strings for what just happened.
    text : str
        The change in words, with its date.
    """

    record: R
    day: date
    what: str
    short: tuple[str, str]
    text: str


@dataclass(frozen=True)
class ChangeSet:
    """What changed in a set between two dates, by day.

    Attributes
    ----------
    heading : str
    number : int
    opens, line : callable
        ``opens(place)`` is what one of them opens, ``line(place)`` says it in words, with its date; there may be hundreds of thousands.
    table : callable
        Makes the table of all.
    sentence, note : str
        What stands before the list where it is told apart from the ledger's.
    """

    heading: str
    number: int
    opens: Callable[[int], str]
    line: Callable[[int], str]
    table: Callable[[], pd.DataFrame]
    sentence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A small table: rows are (cells, small print, emphasis: "", "now" or "older"); the print stands in column `print_in`.

    Without a head its rows are names and what a file has of them, addresses as links. `fold` is what opens the older
    rows, which lie beneath the others; a short card leaves such a table out.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str, str], ...]
    print_in: int = -1
    note: str = ""
    fold: str = ""


@dataclass(frozen=True)
class Card:
    """Everything a card shows, as text; what is empty is left out.

    Attributes
    ----------
    first : str
        What is said before all else: of a clash, who says that who did what.
    figure, figure_note : str
        A figure with its range, and what its dataset means by it.
    status, status_words : str
        State on the day as token and in words.
    lists : tuple of (heading, items)
    uncertain : tuple of str
        What is not known exactly.
    balance : str or None
        Whose voices its sources lack.
    whose : str
        Whose data it is where that is not the ledger's.
    topics : tuple of Topic
        Other records to go to.
    """

    id: str
    kicker: str
    title: str
    summary: str
    names: str = ""
    first: str = ""
    figure: str = ""
    figure_note: str = ""
    chips: tuple[str, ...] = ()
    status: str = ""
    status_words: str = ""
    tables: tuple[Table, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    uncertain: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    balance: str | None = None
    whose: str = ""
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class OnCard:
    """A layer's part of the card of one of its records; the rest as in `Card`.

    Attributes
    ----------
    kind, beside : str
        What the record is (empty: its own kind, else the layer's noun), and what stands beside that.
    where : str
        How closely the place is known, where that is not said by its precision.
    dated : bool
        Whether a date known only to the month or year is said to be uncertain.
    """

    kind: str = ""
    beside: str = ""
    where: str = ""
    first: str = ""
    chips: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    uncertain: tuple[str, ...] = ()
    dated: bool = True
    status: str = ""
    status_words: str = ""
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A spot asked about on a day.

    Attributes
    ----------
    lon, lat : float
        In degrees.
    day : date
    km : int
        Radius in kilometres.
    span : int
        Days before and after the day within which events count.
    without : str or None
        Id of the record that is asked about, which is not its own neighbour.
    """

    lon: float
    lat: float
    day: date
    km: int
    span: int
    without: str | None = None


def statements_of(record: Record) -> tuple[str, ...]:
    """Return what each side says of a record, a line for each statement; a claimant who is but the side itself is not named twice."""
    return tuple(f"{_speaker(said)}: {said.text}" for said in record.statements)


def stated(record: Record) -> str:
    """Return what each side says of a record, as sentences."""
    return sentences(*statements_of(record))


def sides_of(record: Record) -> list[str]:
    """Return whom a record names as taking part: who is said to have fired, whose losses are claimed, and who speaks of it."""
    named = [row.side for row in getattr(record, "fired_by", None) or ()] + list(getattr(record, "losses_of", ()))
    named += [claim.about for claim in getattr(record, "claims", [])] + [said.party for said in record.statements]
    return [name for token in named for name in states_of(token)]


def falls_between(day: int, first: date, last: date) -> bool:
    """Tell whether a day number lies after the earlier date and up to the later one."""
    return day_number(first) < day <= day_number(last)


def to_come(start: date, precision: Precision, day: date) -> str:
    """Return the emphasis of a row of a table that had not begun on a day, which is pale."""
    return "older" if may_begin(start, precision)[0] > day_number(day) else ""


def _speaker(said: Statement) -> str:
    """Return whose a statement is and who spoke, each once: “A side (border service)”, “A side (via an agency)”, “A side”."""
    side = PARTIES[said.party].side
    who = said.claimant[len(side) :].removeprefix(", ") if f"{said.claimant},".startswith(f"{side},") else said.claimant
    return f"{side} ({who})" if who else side
