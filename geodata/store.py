"""A loaded set as columns: what an importer hands over, what the browser's binary form and the cards are made from.

Everything that draws, filters or counts loaded data goes through `PointSet` and `Store`; nothing reads a file or a table
past them. A database would come in here: another `Store` whose `get` fills a `PointSet` from a query.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import shapely

if TYPE_CHECKING:
    import pyarrow as pa

#: Columns of a set's figures, of which it has those that its file has.
FIGURES = ("value", "value_low", "value_high")

#: About what one shape takes beside its coordinates.
SHAPE_BYTES = 300


@dataclass(frozen=True)
class Coded:
    """A text column as codes into its distinct values.

    Attributes
    ----------
    codes : ndarray of uint8, uint16 or uint32, shape (n,)
        ``words[codes[i]]`` is row i's text.
    words : tuple of str
        The distinct values, most frequent first; "" where a row says nothing.
    """

    codes: np.ndarray
    words: tuple[str, ...]

    def __getitem__(self, row: int) -> str:
        return self.words[int(self.codes[row])]

    def take(self, rows: np.ndarray) -> Coded:
        """Return the column of some rows; words keep their codes, so colours stay as they were."""
        return Coded(self.codes[rows], self.words)


@dataclass(frozen=True)
class Meaning:
    """What a set's figures mean, in the words that cards and legends show.

    Attributes
    ----------
    value : str
        What `PointSet.value` counts, as a noun: "fatalities". Empty where the set has no figure.
    value_note : str
        One or two sentences: whose figure, the lowest report or a best estimate, what 0 means.
    zero : str
        What 0 stands for where it is more than "none".
    place_note, date_note : str
        How the precision circle and the uncertain interval were made from the set's own codes.
    licence : str
        Under which terms its publisher gives it out, where the layout says so.
    unit : {"line", "row", "feature"}
        What `PointSet.line` counts.
    """

    value: str = ""
    value_note: str = ""
    zero: str = ""
    place_note: str = ""
    date_note: str = ""
    licence: str = ""
    unit: Literal["line", "row", "feature"] = "line"


@dataclass(frozen=True)
class PointSet:
    """A loaded set, one array per column, rows sorted by `day_start`.

    Attributes
    ----------
    title : str
        What its owner calls it.
    dataset : str
        "ACLED", "UCDP GED" or the kind of file. Two datasets are never added up.
    lon, lat : ndarray of float32, shape (n,)
        Degrees of WGS 84. Finite, inside the world. For a line or an area a point on it.
    day_start, day_end : ndarray of int32, shape (n,)
        Half-open interval of day numbers within which the row happened or held; ascending in `day_start`.
        `ALWAYS` and `FOREVER` where nothing is known.
    vague : ndarray of bool, shape (n,)
        The day itself is not known, only that interval: drawn hollow.
    precision_m : ndarray of float32, shape (n,)
        Radius in metres within which the place is known; 0 where it is a point (no circle is drawn).
    category : str
        Which of `coded` gives the colour; "" where none does.
    label : str
        Which of `coded` names the row, mostly by its place; "" where none does.
    coded : mapping of str to Coded
        Text columns to colour, filter and count by; keys are names for people ("event type").
    value, value_low, value_high : ndarray of float32, shape (n,), or None
        The figure that gives the size, and its range where the set states one. NaN where a row has none.
    line : ndarray of int32, shape (n,)
        Line of the file on which the row begins; its row or the number of the feature in formats without lines (`Meaning.unit`).
    time : {"event", "state"}
        Whether the slider's modes govern the rows, or each holds from `day_start` to `day_end`.
    meaning : Meaning
    hue : int
        With which of the colours of kinds its own begin, so that two sets side by side differ.
    shapes : ndarray of object, shape (n,), or None
        Shapely lines and areas, (lon, lat), None where a row is a point; the whole is None where all are.
    rows : Rows or None
        The rows as they were read, for cards and downloads.
    in_all : int
        How many rows the set had before filters left these; 0 where it has them all.
    """

    title: str
    dataset: str
    lon: np.ndarray
    lat: np.ndarray
    day_start: np.ndarray
    day_end: np.ndarray
    vague: np.ndarray
    precision_m: np.ndarray
    category: str
    label: str
    coded: Mapping[str, Coded]
    line: np.ndarray
    value: np.ndarray | None = None
    value_low: np.ndarray | None = None
    value_high: np.ndarray | None = None
    time: Literal["event", "state"] = "event"
    meaning: Meaning = field(default_factory=Meaning)
    hue: int = 0
    shapes: np.ndarray | None = None
    rows: Rows | None = None
    in_all: int = 0

    def __len__(self) -> int:
        return len(self.lon)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the columns take, without `rows`."""
        size = sum(value.nbytes for value in vars(self).values() if isinstance(value, np.ndarray))
        size += sum(column.codes.nbytes + sum(map(sys.getsizeof, column.words)) for column in self.coded.values())
        if self.shapes is not None:
            # Two doubles a corner, and what Python and GEOS need for each.
            size += int(shapely.get_num_coordinates(self.shapes).sum()) * 16 + len(self.shapes) * SHAPE_BYTES
        return size

    def take(self, wanted: np.ndarray) -> PointSet:
        """Return the set's rows where `wanted` (bool array, or ascending row numbers) says so, in the same order."""
        chosen = np.flatnonzero(wanted) if wanted.dtype == bool else wanted
        arrays: dict[str, Any] = {
            name: column[chosen] for name, column in vars(self).items() if isinstance(column, np.ndarray)
        }
        coded = {name: column.take(chosen) for name, column in self.coded.items()}
        return replace(self, **arrays, coded=coded, rows=None if self.rows is None else self.rows.take(chosen))

    def narrowed(self, wanted: np.ndarray) -> PointSet:
        """Return the rows that filters let through, as `take` does; they know of how many."""
        return replace(self.take(wanted), in_all=len(self))


class Rows(Protocol):
    """The rows as they were read, whatever holds them.

    Attributes
    ----------
    names : list of str
        The file's columns, in its order.
    """

    names: list[str]

    def __getitem__(self, row: int) -> dict[str, str]:
        """Return a row as column name → text, in the file's order and words."""

    def table(self, chosen: np.ndarray) -> pa.Table:
        """Return rows by number, in the order given, as text columns."""

    def take(self, chosen: np.ndarray) -> Rows:
        """Return some of the rows, by ascending row number."""


class Store(Protocol):
    """Where loaded sets are held."""

    def put(self, loaded: PointSet) -> str:
        """Hold a set and return its key, which nobody can guess."""

    def get(self, key: str) -> PointSet | None:
        """Return the set of a key, or None when there is none, or none any more."""

    def drop(self, key: str) -> None:
        """Forget a set; a key that is unknown is no fault."""


class MemoryStore:
    """Sets in this process's memory and nowhere else: gone when dropped or when the server stops."""

    def __init__(self) -> None:
        self._sets: dict[str, PointSet] = {}
        self._lock = Lock()

    def put(self, loaded: PointSet) -> str:
        """Hold a set under a new key of 256 random bits."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._sets[key] = loaded
        return key

    def get(self, key: str) -> PointSet | None:
        """Return the set of a key, or None."""
        with self._lock:
            return self._sets.get(key)

    def drop(self, key: str) -> None:
        """Forget a set."""
        with self._lock:
            self._sets.pop(key, None)

    def __len__(self) -> int:
        return len(self._sets)
