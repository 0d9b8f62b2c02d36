"""What a set of dated rows is, whoever made it: a layer of the ledger, or a reader's own file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    type : {"text", "date", "integer", "number"}
    heading, gloss : str
        What it is called on the page, and what it holds.
    listed : bool
        Whether the page lists it; a file holds all.
    """

    type: Literal["text", "date", "integer", "number"]
    heading: str
    gloss: str
    listed: bool = True
