"""What of a date a cell of a workbook shows: “May 2021” is kept as 1 May 2021 with a format that has no day, and means the month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from geodata.importers.sheets.codes import Facts, Shown
from geodata.intervals import say_days
from geodata.translation import tr, tr_n

#: The first day of a sheet's count, by whether it counts from 1904.
_FIRST = {False: date(1899, 12, 30), True: date(1904, 1, 1)}

Cell = int | float | str | bool | time | date | datetime | timedelta


class Reader:
    """Reads what a sheet's cells show into their values."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._told: list[_Told] = []

    def write(self, rows: list[list[Cell]]) -> None:
        """Write months and years into the cells that show no day.

        Days other than firsts or lasts of what is shown stay; where they are most of a column's, a format merely hides them, and all stay.

        Parameters
        ----------
        rows : list of list
            All cells of the sheet from A1; changed.
        """
        for (column, less), numbers in sorted(self._facts.cells.items()):
            given = [
                (number, day)
                for number in numbers
                if number < len(rows)
                and column < len(rows[number])
                and (day := _day(rows[number][column], self._facts.from_1904))
            ]
            if less == "no year":
                self._told.append(_Told(column, less, given, []))
                continue
            whole = [one for one in given if _is_whole(one[1], less)]
            whole = whole if 2 * len(whole) > len(given) else []
            for number, day in whole:
                rows[number][column] = _written(day, less)
            days = [one for one in given if not _is_whole(one[1], less)] if whole else given
            self._told.append(_Told(column, less, days, whole))

    def notes(self, rows: list[list[Cell]], names: list[str], first: int) -> list[str]:
        """Say what was made of cells that show no day, no year or an error, of a table's columns and from its first row on."""
        said = []
        if not self._facts.known:
            said.append(
                tr(
                    "What of a date the cells show cannot be told of this workbook: one that shows “May 2021” was read as the day that it holds. "
                    "Check dates that are the first of a month or year, or save the file as .xlsx."
                )
            )
        errors = Counter(column for row, column in self._facts.errors if row >= first and column < len(names))
        said += [
            tr_n(
                "“{column}”: {n} cell holds the error of a formula; it was read as empty.",
                "“{column}”: {n} cells hold the errors of formulas; they were read as empty.",
                count,
                column=names[column][:60],
            )
            for column, count in sorted(errors.items())
        ]
        if self._facts.from_1904 and (column := _of_plain_days(rows[first:], names)):
            said.append(
                tr(
                    "The workbook counts days from 1904, and “{column}” has plain numbers: if these are days, they are read as counted from 1900. "
                    "Give the cells a format of dates.",
                    column=column[:60],
                )
            )
        for told in self._told:
            if told.column < len(names):
                said += told.notes(names[told.column][:60], first)
        return said


@dataclass(frozen=True)
class _Told:
    """Cells of a column by their rows: those whose days stay, and those read as months or years."""

    column: int
    less: Shown
    days: list[tuple[int, date]]
    whole: list[tuple[int, date]]

    def notes(self, name: str, first: int) -> list[str]:
        days, whole = ([day for row, day in cells if row >= first] for cells in (self.days, self.whole))
        notes = []
        if (days or whole) and self.less in ("no year", "month alone"):
            notes.append(
                tr(
                    "“{column}”: the cells show no year. A spreadsheet puts in that of the day of typing, here {year}: check it.",
                    column=name,
                    year=(days or whole)[0].year,
                )
            )
        if days and self.less != "no year":
            number = days[0].toordinal() - _EPOCH
            notes.append(
                tr(
                    "“{column}”: cells that show no day hold one all the same, such as {day}: it was read.",
                    column=name,
                    day=say_days(number, number + 1),
                )
            )
        if whole:
            notes.append(
                tr_n(
                    "“{column}”: {n} cell shows a year and no day; it was read as the whole year.",
                    "“{column}”: {n} cells show a year and no day; they were read as whole years.",
                    len(whole),
                    column=name,
                )
                if self.less == "year"
                else tr_n(
                    "“{column}”: {n} cell shows a quarter and no day; it was read as the whole quarter.",
                    "“{column}”: {n} cells show a quarter and no day; they were read as whole quarters.",
                    len(whole),
                    column=name,
                )
                if self.less == "quarter"
                else tr_n(
                    "“{column}”: {n} cell shows a month and no day; it was read as the whole month.",
                    "“{column}”: {n} cells show a month and no day; they were read as whole months.",
                    len(whole),
                    column=name,
                )
            )
        return notes


_EPOCH = date(1970, 1, 1).toordinal()


def _day(cell: Cell, from_1904: bool) -> date | None:
    """Return the day of a cell, also where a format of dates was not known as one to what read the values."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 61 <= cell < 100_000:
        return _FIRST[from_1904] + timedelta(days=int(cell))
    return None


def _of_plain_days(rows: list[list[Cell]], names: list[str]) -> str:
    """Return the first column of nothing but whole numbers that may count the days since 1904; "" without any."""
    for column, name in enumerate(names):
        filled = [row[column] for row in rows if row[column] != ""]
        if filled and all(
            isinstance(cell, (int, float)) and 30_000 <= cell < 60_000 and cell == int(cell) for cell in filled
        ):
            return name
    return ""


def _written(day: date, less: Shown) -> str:
    if less == "year":
        return f"{day.year:04}"
    return f"{day.year:04}-Q{(day.month + 2) // 3}" if less == "quarter" else f"{day.year:04}-{day.month:02}"


def _is_whole(day: date, less: Shown) -> bool:
    """Tell whether a day stands for the month, quarter or year that is shown: its first, or its last as for sums of months."""
    after = day + timedelta(days=1)
    if less == "year":
        return (day.month, day.day) == (1, 1) or (after.month, after.day) == (1, 1)
    if less == "quarter":
        return (day.day == 1 and day.month % 3 == 1) or (after.day == 1 and after.month % 3 == 1)
    return day.day == 1 or after.day == 1
