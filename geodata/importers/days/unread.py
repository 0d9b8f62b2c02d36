"""What is said of columns that hold dates, or are named like them, and were not taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa

from geodata.importers.days import column as day_column
from geodata.importers.days.names import (
    DAY_WORDS,
    FINER_WORDS,
    MONTH_WORDS,
    NAMES,
    candidates,
    hold_dates,
    is_of_form,
    is_of_other,
    is_of_record,
    is_plain,
    part_beside,
    written_by_form,
)
from geodata.translation import tr


def _not_read_beside(
    year: str, columns: list[str], cells: Mapping[str, list[str]], taken: Collection[str]
) -> list[str]:
    """Say which columns tell more than a column of years and are not read with it, such as quarters."""
    notes = []
    for wanted in (MONTH_WORDS, DAY_WORDS, FINER_WORDS):
        column = part_beside(year, wanted, columns) if year else ""
        if column and column not in taken and cells[column] and all(map(str.isdecimal, cells[year])):
            notes.append(
                tr(
                    "“{column}” beside “{year}”, such as “{example}”, is not read: the rows are uncertain over the year.",
                    column=column[:60],
                    year=year[:60],
                    example=cells[column][0][:60],
                )
            )
    return notes


def _other_days(cells: Mapping[str, list[str]], columns: list[str], fields: Mapping[str, str]) -> list[str]:
    """Say which columns hold days as well, and may be the last ones of rows that have a first."""
    formal = written_by_form(columns)
    return [
        tr(
            "“{column}” holds dates too, such as “{example}”, and was left out. If they are the last days, choose it under “Last day”.",
            column=name[:60],
            example=texts[0][:60],
        )
        for name, texts in cells.items()
        if name not in fields.values()
        and name not in formal
        and not (is_of_record(name) or is_of_other(name) or is_of_form(name, columns))
        # A copy of the first days says nothing more.
        and texts != cells[fields["date"]]
        and hold_dates(texts)
    ]


def left_out(columns: list[str], rows: pa.RecordBatch, fields: Mapping[str, str]) -> list[str]:
    """Say why columns that are named like dates were not taken.

    Parameters
    ----------
    columns : list of str
    rows : RecordBatch
        The first of them, a column each of `columns`.
    fields : mapping of str to str
        Field → column, of all that were taken.
    """
    notes = []
    filled_cells = {
        name: [cell.strip() for cell in rows.column(at).to_pylist() if cell and cell.strip()]
        for at, name in enumerate(columns)
    }
    for column in dict.fromkeys(name for key in NAMES if key not in fields for name in candidates(key, columns)):
        good, filled, other = day_column.share(filled_cells[column])
        if column not in fields.values() and other and (is_plain(column) or good):
            notes.append(
                tr(
                    "“{column}” is named like a date, but of {all} cells looked at {n} can be read as one, and “{example}” cannot: it was left out.",
                    column=column[:60],
                    all=filled,
                    n=good,
                    example=other[:60],
                )
            )
    notes += [
        tr(
            "“{column}” is by its name the date of something else than what happened: it was left out. If it is meant, choose it under “Date, or first day”.",
            column=column[:60],
        )
        for column in columns
        if is_of_other(column) and column not in fields.values() and day_column.share(filled_cells[column])[0]
    ]
    if (taken := fields.get("date", "")) and is_of_record(taken):
        notes.append(
            tr(
                "“{column}” is by its name when the row was written rather than when something happened; no other column gives a date, and it was taken.",
                column=taken[:60],
            )
        )
    if "month" not in fields:
        notes += _not_read_beside(fields.get("date", ""), columns, filled_cells, fields.values())
    if "date" in fields:
        return notes + ([] if "date_end" in fields else _other_days(filled_cells, columns, fields))
    # What nothing but its cells shows to be a date, such as months under a name of its own, is for the reader to say.
    notes += [
        tr(
            "“{column}” holds what can be read as dates, such as “{example}”, and its name does not say that they are of what happened: it was left out. If it is meant, choose it under “Date, or first day”.",
            column=column[:60],
            example=texts[0][:60],
        )
        for column, texts in filled_cells.items()
        if column not in fields.values() and not is_of_other(column) and hold_dates(texts)
    ]
    return [*notes, tr("No column was taken for a date: the rows show at every date.")]
