"""A set that a session holds: what its reader has dropped, or a kept set that they have opened, and how they have narrowed it."""

from __future__ import annotations

from dataclasses import dataclass, field

from geodata.importers.report import Report
from geodata.sets.kept import Kept, Version
from geodata.store import PointSet
from layers.reader_data.dataset import SMALL, ReaderSet, filters_in_words
from layers.reader_data.origin import KeptAs
from layers.reader_data.rows import Range, figure_columns

#: A column with more distinct words than this is no list to tick.
MOST_CHOICES = 80


@dataclass(frozen=True)
class Opened:
    """A version of a kept set, as a session has opened it.

    Attributes
    ----------
    set : Kept
        What the catalogue said of it.
    version : Version
    kept : KeptAs
        What is said of it wherever its rows go.
    """

    set: Kept
    version: Version
    kept: KeptAs

    @classmethod
    def of(cls, found: Kept, version: Version, name: str) -> Opened:
        """Return a version as it is opened by a name that it has or had."""
        return cls(found, version, KeptAs(name, found.owner, found.licence, found.note))


@dataclass
class Own:
    """One of the session's sets.

    Attributes
    ----------
    id : str
        "own:1"; a selected row is "own:1:17", counted in `shown`.
    title : str
    points : PointSet
        All accepted rows.
    report : Report
    shown : PointSet
        The rows that pass `chosen` and have the words of `q`.
    key : str
        Under which `shown` is served.
    chosen : dict of str to list of str
        Column → words ticked; no entry lets everything through.
    ranges : dict of str to (least, most)
        Column of figures → the range that rows must lie in; None where it is open.
    q : str
        The view's words in names by which `shown` was narrowed last.
    fits : bool
        The map has yet to go to it: it was put there just now.
    of : Opened or None
        Which kept set it is; None for what the reader has dropped.
    """

    id: str
    title: str
    points: PointSet
    report: Report
    shown: PointSet
    key: str
    chosen: dict[str, list[str]] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)
    q: str = ""
    fits: bool = True
    of: Opened | None = None

    @property
    def name(self) -> str:
        """How views name it: an own set by its title, a kept one as links do."""
        return self.of.kept.name if self.of else self.title

    @property
    def kept(self) -> KeptAs | None:
        """Whose it is, where it is a kept set."""
        return self.of.kept if self.of else None

    @property
    def drawn_as(self) -> str:
        """What its pictures are made of: another is another picture."""
        return self.key

    @property
    def narrowed(self) -> bool:
        """Whether filters of its own are set."""
        return bool(self.chosen or self.ranges)

    def dataset(self) -> ReaderSet:
        """Return the rows shown as a set to list, tell and take away."""
        filters = filters_in_words(self.chosen, self.q, self.ranges, figure_columns(self.points))
        return ReaderSet(self.id, self.title, self.shown, self.report, filters, len(self.points) <= SMALL, self.kept)

    def figures(self) -> dict[str, str]:
        """Return the columns of figures, and what they are called."""
        return figure_columns(self.points)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the columns that can be narrowed, with their words, the most frequent first."""
        return {
            name: column.words for name, column in self.points.coded.items() if 1 < len(column.words) <= MOST_CHOICES
        }
