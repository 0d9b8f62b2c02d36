"""A report as plain values, to stay beside what was kept, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from geodata.importers.report import Rejection, Report, Unit
from geodata.importers.rows import CompressedRows
from geodata.store import Rows
from geodata.translation import tr_n

#: So many rejected rows of each reason keep their words, and so many groups of duplicates their lines.
KEPT = 10_000


class _Rejected(msgspec.Struct, frozen=True):
    reason: str
    lines: list[int]
    split: bool
    cells: list[list[str]]


class Reported(msgspec.Struct, frozen=True):
    """What of a report stays: all of it but rows that were taken, which the set has, and of each fault the rows after `KEPT`."""

    file: str
    kind: str
    rows_read: int
    accepted: int
    names: list[str]
    rejected: list[_Rejected]
    duplicates: list[list[int]]
    notes: list[str]
    unit: Unit
    aside: dict[str, list[int]]
    shared: list[str]


def plain(report: Report) -> dict[str, Any]:
    """Return a report as values that JSON has."""
    return builtins(kept(report))


def builtins(said: Reported) -> dict[str, Any]:
    """Return what stays of a report as values that JSON has."""
    found: dict[str, Any] = msgspec.to_builtins(said)
    return found


def kept(report: Report, rows: Rows | None = None) -> Reported:
    """Return what stays of a report; `rows` are those that it speaks of, where it does not hold them itself."""
    notes = list(report.notes)
    groups = len(report.duplicates) - KEPT
    if groups > 0:
        notes.append(
            tr_n(
                "{n} more group of duplicates is not listed in the report of a kept set.",
                "{n} more groups of duplicates are not listed in the report of a kept set.",
                groups,
            )
        )
    left_out = sum(max(0, len(one.lines) - KEPT) for one in report.rejected)
    if left_out:
        notes.append(
            tr_n(
                "{n} more rejected row is not listed in the report of a kept set.",
                "{n} more rejected rows are not listed in the report of a kept set.",
                left_out,
            )
        )
    return Reported(
        report.file,
        report.kind,
        report.rows_read,
        report.accepted,
        list(report.rows.names),
        [_rejected(one, rows or report.rows) for one in report.rejected],
        [group[:KEPT].tolist() for group in report.duplicates[:KEPT]],
        notes,
        report.unit,
        {kind: lines[:KEPT].tolist() for kind, lines in report.aside.items()},
        list(report.shared),
    )


def _rejected(one: Rejection, rows: Rows) -> _Rejected:
    lines = one.lines[:KEPT].tolist()
    if one.texts:
        return _Rejected(one.reason, lines, False, [[text] for text in one.texts[:KEPT]])
    table = rows.table(one.numbers[:KEPT])
    cells = zip(*(column.to_pylist() for column in table.columns), strict=True) if table.num_columns else ()
    return _Rejected(one.reason, lines, True, [list(row) for row in cells])


def report(said: dict[str, Any] | Reported) -> Report:
    """Return the report that `plain` was given, with the rows it lists and no others.

    Raises
    ------
    msgspec.ValidationError
        For other values.
    """
    found = said if isinstance(said, Reported) else msgspec.convert(said, Reported)
    rows = CompressedRows(found.names)
    rejected = []
    for one in found.rejected:
        lines, first = np.array(one.lines, np.int64), len(rows)
        empty = Rejection(one.reason, lines, np.zeros(0, np.int64))
        if not one.split:
            rejected.append(replace(empty, texts=tuple(cells[0] for cells in one.cells)))
            continue
        columns = list(zip(*one.cells, strict=True)) or [() for _ in found.names]
        rows.append(
            pa.RecordBatch.from_arrays(
                [pa.array(column, pa.string()) for column in columns], [str(at) for at in range(len(columns))]
            )
        )
        rejected.append(replace(empty, numbers=np.arange(first, first + len(one.cells))))
    return Report(
        found.file,
        found.kind,
        found.rows_read,
        found.accepted,
        tuple(rejected),
        tuple(np.array(group, np.int64) for group in found.duplicates),
        tuple(found.notes),
        rows,
        found.unit,
        {kind: np.array(lines, np.int64) for kind, lines in found.aside.items()},
        tuple(found.shared),
    )
