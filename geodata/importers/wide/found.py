"""Which columns of a table are named by dates, and whether they can be read as dates."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa

from geodata.importers import tables
from geodata.importers.days import column as day_column
from geodata.importers.days import names as day_names
from geodata.importers.days import words
from geodata.importers.positions.names import EMPTY
from geodata.importers.rows import clean
from geodata.intervals import ALWAYS
from geodata.translation import tr, tr_in

#: So many columns that differ in their date make a table wide, and so many months without a year.
DATES, MONTHS = 2, 4

_YEAR = re.compile(r"(.*?)(?<!\d)((?:19|20)\d\d(?:[-_/. ](?:0[1-9]|1[0-2]))?)(?!\d)(.*)")
#: What programs write before a year, as a name may begin with no figure, and what is written behind one.
_NOTHING = frozenset(("", "y", "x", "f", "yr", "year", "fy", "год", "г", "year of", "жыл", "сол"))
#: A mark of a footnote or a word in brackets behind a year.
_MARK = re.compile(r"\s*(?:[*†‡¹²³]+|\([^()]*\)|\d?\)|[a-zа-я])?\s*", re.IGNORECASE)
_EDGES = " _-–.,:;/()[]"


@dataclass(frozen=True)
class Wide:
    """What the columns of dates of a table are.

    Attributes
    ----------
    kind : {"year", "month", "date"}
        What their names say; "month" is one whose year stands in another column.
    dates : list of str
        The dates, in the file's order.
    cells : dict of str to dict of str to str
        Name of a figure → date → column.
    """

    kind: str
    dates: list[str]
    cells: dict[str, dict[str, str]]

    @property
    def columns(self) -> list[str]:
        return [column for by_date in self.cells.values() for column in by_date.values()]


def dated(columns: list[str]) -> Wide | None:
    """Return what columns are named by dates, or by something and a year; None where too few are."""
    months = {name: name.strip() for name in columns if words.month_named(words.folded(name.strip())) > 0}
    if len(months) >= MONTHS:
        return Wide("month", list(months.values()), {_figure(columns): {text: name for name, text in months.items()}})
    likely = [name for name in columns if re.search(r"\d", name) and re.fullmatch(r"\d{4}|\d{6}|\d{8}|.*\D.*", name)]
    texts = [name.strip() for name in likely]
    read = day_column.read(texts, day_column.form(texts, None, []), [], "") if texts else None
    bare = (
        {
            name: text
            for name, text, fine in zip(likely, texts, read.is_("") & (read.start != ALWAYS), strict=True)
            if fine
        }
        if read is not None
        else {}
    )
    marked = {
        name: parted[2]
        for name in columns
        if name not in bare
        and (parted := _YEAR.fullmatch(name))
        and not parted[1].strip()
        and _MARK.fullmatch(parted[3])
    }
    years = [*bare.values(), *marked.values()]
    # “2020 (men)” and “2020 (women)” are two figures, “2020*” is the year 2020.
    bare |= {name: year for name, year in marked.items() if bare and years.count(year) == 1}
    groups: dict[str, dict[str, str]] = {}
    for name in columns:
        if name in bare:
            groups.setdefault("", {}).setdefault(bare[name], name)
        elif parted := _YEAR.fullmatch(name):
            beside = [part.strip(_EDGES) for part in (parted[1], parted[3])]
            told = " ".join(part for part in beside if part.lower() not in _NOTHING)
            groups.setdefault(told, {}).setdefault(re.sub(r"[_/. ]", "-", parted[2]), name)
    groups = {name: dates for name, dates in groups.items() if len(dates) >= DATES}
    dates = list(dict.fromkeys(date for by_date in groups.values() for date in by_date))
    if not groups:
        return None
    kind = "year" if all(re.fullmatch(r"\d{4}", date) for date in dates) else "date"
    return Wide(kind, dates, {name or _figure(columns): by_date for name, by_date in groups.items()})


def _figure(columns: list[str]) -> str:
    name = tr_in("name of a column", "figure")
    return name if name not in columns else f"{name} (2)"


def cells_of(batch: pa.RecordBatch, columns: list[str], found: Wide) -> list[str]:
    """Return what stands in the columns of dates of a table's first rows."""
    return [
        text
        for name in found.columns
        for cell in batch.column(columns.index(name)).slice(0, tables.SAMPLE).to_pylist()
        if (text := clean(cell or "")).casefold() not in EMPTY and text != name
    ]


def why_not(batch: pa.RecordBatch, columns: list[str], found: Wide) -> str:
    """Say why columns of dates are not read as such: another gives the date, or nothing gives the year of months; else ""."""
    rest = [name for name in columns if name not in set(found.columns)]
    head = batch.slice(0, tables.SAMPLE)
    cells = [head.column(columns.index(name)).to_pylist() for name in rest]
    sample = [[clean(cell or "") for cell in row] for row in zip(*cells, strict=True)]
    guessed = tables.guess(rest, sample) if sample else {}
    date = guessed.get("date", "")
    at = {"first": found.columns[0][:60], "last": found.columns[-1][:60]}
    if found.kind == "month":
        at_years = rest.index(date) if date else -1
        if not date or not all(re.fullmatch(r"\d{4}(\.0+)?", row[at_years]) for row in sample if row[at_years]):
            return tr(
                "The columns from “{first}” to “{last}” are named like months, and nothing says of which year: they were left out. "
                "Add a column “year”, or write the year into their names.",
                **at,
            )
        return (
            tr(
                "“{column}” gives the month: the columns from “{first}” to “{last}” were left out.",
                column=guessed["month"],
                **at,
            )
            if "month" in guessed
            else ""
        )
    if date and not day_names.is_of_record(date):
        return tr(
            "“{column}” gives the date: the columns from “{first}” to “{last}”, named like dates, were left out.",
            column=date[:60],
            **at,
        )
    return ""
