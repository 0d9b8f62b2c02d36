"""What a set of dated rows is, whoever made it: the ledger's records, or a reader's own file.

Tables, files, cards and lists of changes are written once over it. Sets are never added up, nor a reader's with the ledger's; what is
private enters no cache that readers share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.translation import Said, SaidTable, mark
from layers.kit.told import ChangeSet

_TYPES = SaidTable({"text": mark("text"), "date": mark("date"), "integer": mark("integer"), "number": mark("number")})


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    type : {"text", "date", "integer", "number"}
    heading, gloss : str
        What it is called on the page, and what it holds: marked, or a maker's own words.
    listed : bool
        Whether the page lists it.
    role : {"", "label", "text", "first", "last", "kind"}
        What a format that shows features by itself takes it for: their name, their text, their first and last day, what gives their colour.
    called : str or None
        What it is called in a file; None: by its key, empty: a file does not hold it.
    given : bool
        It is the maker's own and may have any name.
    width : {"small", "medium", "large"} or None
        How wide the page draws it.
    """

    type: Literal["text", "date", "integer", "number"]
    heading: Said = Said()
    gloss: Said = Said()
    listed: bool = True
    role: Literal["", "label", "text", "first", "last", "kind"] = ""
    called: str | None = None
    given: bool = False
    width: Literal["small", "medium", "large"] | None = None

    @property
    def type_words(self) -> str:
        """Its type in words."""
        return _TYPES[self.type]


class Dataset(Protocol):
    """A set of dated rows, numbered from 0.

    Attributes
    ----------
    title : str
    stem : str
        Name of its files without ending.
    private : bool
        It is one reader's alone.
    columns : mapping of str to Column
    """

    @property
    def title(self) -> str: ...
    @property
    def stem(self) -> str: ...
    @property
    def private(self) -> bool: ...
    @property
    def columns(self) -> Mapping[str, Column]: ...

    def table(self, rows: np.ndarray, names: Sequence[str]) -> pa.Table:
        """Return some columns of some rows, in the order given."""

    def geometry(self, rows: np.ndarray) -> np.ndarray:
        """Return the shapely geometry of some rows, EPSG:4326, (lon, lat); None where there is none."""

    def drawings(self) -> np.ndarray:
        """Return the numbers of what files with geometry draw beside the rows listed: of a view's records the border."""

    def tables(self, rows: np.ndarray) -> Mapping[str, pa.Table]:
        """Return the tables that go with some rows in every file, by name: what a row may have several of."""

    def changes(self, first: date, last: date) -> list[ChangeSet]:
        """Return what changed after the first date and up to the last."""

    def citation(self, rows: np.ndarray, made: date, names: Mapping[str, str]) -> str:
        """Return the text that goes beside a file of some rows made on a day; `names` are those of its columns, by key."""


def sort(dataset: Dataset, rows: np.ndarray, name: str, descending: bool) -> np.ndarray:
    """Return rows of a set in the order of one of its columns, those without a value last; equal ones keep theirs.

    Texts are compared in small letters, or by their figures where all of them are numbers, as a file's own columns may be.
    """
    column = dataset.table(rows, [name]).column(0).combine_chunks()
    if pa.types.is_string(column.type):
        column = _comparable(pc.if_else(pc.equal(column, ""), None, column))
    order: Literal["ascending", "descending"] = "descending" if descending else "ascending"
    sorted_rows: np.ndarray = rows[pc.array_sort_indices(column, order=order, null_placement="at_end").to_numpy()]
    return sorted_rows


def _comparable(texts: pa.Array) -> pa.Array:
    try:
        return texts.cast(pa.float64())
    except pa.ArrowInvalid:
        return pc.utf8_lower(texts)
