"""A reader's own rows as a set: as the atlas has read them, the file's own columns beside, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import shapely

from geodata.dates import say
from geodata.importers.layout import alike
from geodata.importers.own import ADDED
from geodata.importers.report import Report
from geodata.intervals import ALWAYS, FOREVER, first_days, last_days
from geodata.store import PointSet
from geodata.translation import mark, tr, tr_in, tr_n
from layers.files.formats import CRS, one_line, page
from layers.kit.dataset import Column
from layers.kit.text import sentence_case
from layers.kit.told import ChangeSet
from layers.reader_data.card import titles, words
from layers.reader_data.changes import change_set
from layers.reader_data.origin import KeptAs
from layers.reader_data.points import say_early
from layers.reader_data.rows import Range, say_range

#: Of a set of no more rows than this the page lists the file's own columns too; of others those that filters use.
SMALL = 2000

#: What a file's rows are counted in → what the column of their numbers is called.
_COUNTED_AS = {"line": mark("Line"), "row": mark("Row"), "feature": mark("Feature")}

#: Column → what the atlas has read of a row.
COLUMNS: dict[str, Column] = {
    "title": Column("text", mark("Title"), mark("Kind and name of the row, as its card has them"), False, "label"),
    "dataset": Column(
        "text", mark("Dataset"), mark("What the atlas took the file for; two datasets are never added up"), False
    ),
    "line": Column(
        "integer",
        mark("Line"),
        mark("Line of the file; in a workbook the row, in a vector file the number of the feature"),
    ),
    "first_day": Column(
        "date", mark("First day"), mark("First day on which it may have happened or held"), role="first"
    ),
    "last_day": Column(
        "date",
        mark("Last day"),
        mark("Last day on which it may have happened or held; empty while it lasts"),
        role="last",
    ),
    "dated": Column(
        "text",
        mark("Day known"),
        mark("Whether the day itself is known, or only that it lies between first and last day"),
        width="small",
    ),
    "label": Column("text", mark("Name or place"), mark("Column that names the row"), width="medium"),
    "category": Column("text", mark("Kind"), mark("Column that gives the colour"), role="kind", width="medium"),
    "time": Column(
        "text", mark("Event or state"), mark("“event”, or “state” that holds from first to last day"), listed=False
    ),
    "low": Column("number", mark("Lowest"), mark("Lowest figure, as the dataset gives it")),
    "value": Column("number", mark("Figure"), mark("The figure, as the dataset gives it; empty where it states none")),
    "high": Column("number", mark("Highest"), mark("Highest figure, as the dataset gives it")),
    "precision_m": Column(
        "number",
        mark("Place known within (m)"),
        mark("Radius in metres within which the place is known; empty where it is a point"),
    ),
    "lon": Column("number", mark("Longitude"), mark("Degrees east, WGS 84")),
    "lat": Column("number", mark("Latitude"), mark("Degrees north, WGS 84")),
}

#: Those that the file has itself, under names of its own.
_GIVEN = ("label", "category")

#: What stands before the name of a column of the file's own, so that it is none of `COLUMNS`.
OF_FILE = "file: "

#: Coordinates are held as single floats: more digits would be noise. About a metre.
_DIGITS_DEG = 5


@dataclass(frozen=True)
class ReaderSet:
    """A reader's own set, or those of its rows that pass its filters.

    Attributes
    ----------
    id, title : str
        What a link to its rows begins with, and what its owner calls it.
    points : PointSet
    report : Report
        What the import found.
    filters : tuple of str
        What narrowed the set to these rows, in words.
    small : bool
        The whole set has no more than `SMALL` rows.
    kept : KeptAs or None
        Whose it is, where it is not of a file of the reader's own.
    """

    id: str
    title: str
    points: PointSet
    report: Report
    filters: tuple[str, ...] = ()
    small: bool = True
    kept: KeptAs | None = None

    private = True

    @property
    def stem(self) -> str:
        """Letters, figures and hyphens of the title."""
        words = "".join(letter if letter.isalnum() else " " for letter in self.title).split()
        return "-".join(["kept" if self.kept else "own", *words]).lower()

    @property
    def columns(self) -> dict[str, Column]:
        """Those of `COLUMNS` that the set has, under its own names, then the file's."""
        points = self.points
        called = {"label": points.label, "category": points.category, "value": points.meaning.value}
        called["line"] = _COUNTED_AS[points.meaning.unit]
        figures = {"low": points.value_low, "value": points.value, "high": points.value_high}
        lacks = {name for name in _GIVEN if not called[name]} | {name for name, one in figures.items() if one is None}
        read = {
            name: replace(
                column,
                heading=sentence_case(called.get(name) or column.heading),
                called=f"{ADDED}{name}",
                listed=column.listed and (name != "precision_m" or bool((points.precision_m > 0).any())),
            )
            for name, column in COLUMNS.items()
            if name not in lacks
        }
        listed = self.small and points.rows is not None
        given = points.rows.names if points.rows else []
        # What is read already is not listed twice.
        read_as = set(map(alike, (points.label, points.category, points.meaning.value)))
        shown = [name for name in (given if listed else points.coded) if alike(name) not in read_as]
        beside = {} if listed else {name: Column("text", name, "", called="", width="medium") for name in shown}
        beside |= {name: Column("text", name, "", name in shown, given=True, width="medium") for name in given}
        return read | {f"{OF_FILE}{name}": column for name, column in beside.items()}

    def table(self, rows: np.ndarray, names: Sequence[str]) -> pa.Table:
        """Return some columns of some rows; texts of the file as they are in it."""
        points, columns = self.points, self.columns
        wanted = [name.removeprefix(OF_FILE) for name in names if name.startswith(OF_FILE)]
        # Of a large set the page lists columns that are coded already: its texts need not be unpacked for that.
        inside = any(columns[f"{OF_FILE}{name}"].given and (self.small or name not in points.coded) for name in wanted)
        texts = points.rows.table(rows) if inside and points.rows else None
        return pa.table(
            {
                name: self._read(name, rows)
                if name in COLUMNS
                else texts.column(name.removeprefix(OF_FILE))
                if texts is not None and columns[name].given
                else words(points, name.removeprefix(OF_FILE), rows)
                for name in names
            }
        )

    def _read(self, name: str, rows: np.ndarray) -> np.ndarray | pa.Array:
        """Return one of `COLUMNS`, numbers and days as such."""
        points = self.points
        start, end = points.day_start[rows], points.day_end[rows]
        if name in _GIVEN:
            return words(points, getattr(points, name), rows)
        if name in ("lon", "lat"):
            return np.round(getattr(points, name)[rows].astype(np.float64), _DIGITS_DEG)
        if name in ("low", "value", "high"):
            figures = getattr(points, "value" if name == "value" else f"value_{name}")
            return pa.array(_as_written(figures[rows]), from_pandas=True)
        if name == "first_day":
            return pa.array(first_days(start)).cast(pa.date32())
        if name == "last_day":
            return pa.array(last_days(end)).cast(pa.date32())
        if name == "dated":
            return np.select(
                [(start == ALWAYS) & (end == FOREVER), start == ALWAYS, points.vague[rows]],
                [tr("no date"), tr("only its end"), tr("not exactly")],
                tr_in("the day is known", "yes"),
            )
        if name == "precision_m":
            metres = points.precision_m[rows]
            return pa.array(np.round(metres.astype(np.float64), 2), mask=metres <= 0)
        if name == "time":
            return pa.array([points.time] * len(rows), pa.string())
        if name == "line":
            return points.line[rows].astype(np.int64)
        return titles(points, rows) if name == "title" else pa.array([points.dataset] * len(rows), pa.string())

    def geometry(self, rows: np.ndarray) -> np.ndarray:
        """Return the outline where a row has one, else a point."""
        points = np.asarray(shapely.points(*(np.asarray(self._read(name, rows)) for name in ("lon", "lat"))))
        drawn = points if self.points.shapes is None else self.points.shapes[rows]
        return np.where(shapely.is_missing(drawn), points, drawn)

    def drawings(self) -> np.ndarray:
        """Return no number: all that a set draws are its rows."""
        return np.empty(0, np.int64)

    def tables(self, rows: np.ndarray) -> Mapping[str, pa.Table]:
        """Return nothing: the rows are all that the file had."""
        return {}

    def changes(self, first: date, last: date) -> list[ChangeSet]:
        """Return what appeared, began or ended in between."""
        return [change_set(self.points, self.id, self.title, first, last, bool(self.filters), self.kept)]

    def citation(self, rows: np.ndarray, made: date, names: Mapping[str, str]) -> str:
        """Return whose data a file is, what its figures mean, under which terms, what narrowed it."""
        meaning, report = self.points.meaning, self.report
        given = {key: column.heading for key, column in self.columns.items() if column.given}
        renamed = {names[key]: name for key, name in given.items() if names[key] != name}
        added = {names[key]: column for key, column in self.columns.items() if key in names and not column.given}
        read = [
            tr_n(
                "Read from “{file}” as {kind}: {n} row, of which {taken} were taken and {rejected} rejected.",
                "Read from “{file}” as {kind}: {n} rows, of which {taken} were taken and {rejected} rejected.",
                report.rows_read,
                file=report.file,
                kind=report.kind,
                taken=f"{report.accepted:,}",
                rejected=f"{report.rejected_count:,}",
            ),
            tr("This file holds {n} of them. Made with Border Atlas on {day}.", n=f"{len(rows):,}", day=say(made)),
            self.kept.whose
            if self.kept
            else tr("They are not part of the atlas's ledger and were not checked by it.")
            + " "
            + tr("The file was read in the server's memory and is not kept there."),
            *([self.kept.note] if self.kept and self.kept.note else []),
        ]
        terms = [
            tr(
                "Cite the publisher of the data ({dataset}), with the release and the day of its download, not the atlas.",
                dataset=self.points.dataset,
            ),
            meaning.licence
            or (self.kept.terms if self.kept else "")
            or tr("The file does not say under which terms it is given out; ask its publisher before passing it on."),
        ]
        figure = tr("The file has no figure that was read.")
        if meaning.value:
            zero = f" 0: {meaning.zero}." if meaning.zero else ""
            figure = f"{sentence_case(meaning.value)}. {meaning.value_note}{zero}"
        never = tr("Rows are not to be added up across datasets, and a missing figure is not zero.")
        where = tr(
            "Coordinates: WGS 84 ({crs}), longitude and latitude in degrees, rounded to about a metre; those of the file's own columns are as the file has them.",
            crs=CRS,
        )
        names_of_file = ", ".join(names[key] for key in given) or tr("none")
        held = [tr("As the file has them, as text: {columns}.", columns=names_of_file)]
        held += [
            tr(
                "{column}: the file's “{name}”, called so because the format cannot hold that name, or it or the atlas has another use for it.",
                column=new,
                name=one_line(old),
            )
            for new, old in renamed.items()
        ]
        held += [f"{name} ({column.type_words}): {column.gloss}." for name, column in added.items()]
        return page(
            [
                (
                    tr("{title}: rows of a kept set", title=self.title)
                    if self.kept
                    else tr("{title}: rows of a file of your own", title=self.title),
                    read,
                ),
                (tr("What narrowed it"), list(self.filters) or [tr("Nothing: all rows that were taken.")]),
                (tr("How to cite, licence"), terms),
                (tr("What the figures mean"), [figure, never]),
                (tr("Place and time"), [where, *filter(None, (meaning.place_note, meaning.date_note))]),
                (tr("What the import noted"), [*report.notes, *say_early(self.points)] or [tr("Nothing.")]),
                (tr("Columns"), held),
            ]
        )


def filters_in_words(
    chosen: Mapping[str, list[str]], q: str, ranges: Mapping[str, Range], figures: Mapping[str, str]
) -> tuple[str, ...]:
    """Say which words were ticked in which column, between what its figures lie, and which words were looked for in place and kind; `figures` says what its columns of figures are called."""
    unnamed = tr("(not stated)")
    said = [f"{sentence_case(name)}: {', '.join(word or unnamed for word in words)}." for name, words in chosen.items()]
    said += [say_range(figures[name], *ends) for name, ends in ranges.items()]
    return (*said, *[tr("Words in place or kind: “{words}”.", words=q)] * bool(q))


def _as_written(figures: np.ndarray) -> np.ndarray:
    """Return single floats as the double ones that are written alike: 0.1, not 0.10000000149."""
    return figures.astype(str).astype(np.float64)
