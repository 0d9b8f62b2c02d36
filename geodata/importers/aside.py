"""What of a table is none of its rows and is set aside by name: empty rows, the names once more, notes, sources and totals below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers.columns import COLUMNS
from geodata.importers.days import words
from geodata.importers.figures import is_figure
from geodata.importers.report import Rejection, Report

#: So many rejected rows after the last one taken are looked at for notes; a total of a table with a column for each date gives one for each.
_BELOW = COLUMNS + 50

#: How notes below a table begin, in the languages of the region and of those who write about it.
_NOTES = re.compile(
    r"\W*(sources?|notes?|data|compiled|prepared|copyright|licen[cs]e|disclaimer|источники?|примечани[ея]|сноск[аи]|данные|составлен|"
    r"сведения|булак|булагы|эскертүү|манба|эзоҳ|fuentes?|notas?|quellen?|anmerkung(?:en)?|remarques?|nota bene|https?|www)\b|\s*[*©†]",
    re.IGNORECASE,
)

#: How a row of totals is called, in the same languages.
_TOTALS = re.compile(
    r"(?:(?:grand )?total(?:s|e|es)?|totaux|sums?|suma|всего|итого|итог|общее|сумма|жалпы|баары|жыйынтыгы|ҳамагӣ|ҳамаги|ҷамъ|жами|jami|"
    r"toplam|gesamt|insgesamt|summe|合计|合計|总计|總計)\W*",
    re.IGNORECASE,
)

#: What says for which date a sum is: “2021-05-14”, “Jan-21”, “1 кв. 2021”.
_DATED = re.compile(r"(?=.{0,12}$).*\d.*")


def sift(batch: pa.RecordBatch, columns: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Tell which rows of a batch are empty, and which are the columns' names once more; bool arrays of shape (n,)."""
    nothing, again = np.ones(batch.num_rows, bool), np.ones(batch.num_rows, bool)
    for column, name in zip(batch.columns, columns, strict=True):
        # After the first column few rows are left, mostly none.
        for left, wanted in ((nothing, ""), (again, name)):
            rows = np.flatnonzero(left)
            if len(rows):
                texts = pc.utf8_trim_whitespace(column.take(pa.array(rows)).fill_null(""))
                left[rows] = pc.equal(texts, wanted).to_numpy(zero_copy_only=False)
    return nothing, again


def below(report: Report, last: int, end: Mapping[int, list[str]]) -> Report:
    """Return a report in which notes and totals below the table are no rejected rows but set aside.

    Notes fill a single cell, and begin as notes do or follow an empty row or another note. Totals hold nothing but their name, figures and of what date these are.

    Parameters
    ----------
    report : Report
    last : int
        Line of the last row that was taken.
    end : mapping of int to list of str
        Number → cells of the last rows of the table (`end_of`).
    """
    empty = set(report.aside.get("empty", np.zeros(0, int)).tolist())
    found: set[int] = set()
    totals: set[int] = set()
    for line, cells in sorted(_tail(report, last, end)):
        text = cells[0] if cells else ""
        if len(cells) > 1 and _TOTALS.fullmatch(text) and all(map(_is_of_total, cells[1:])):
            totals.add(line)
            continue
        noted = _NOTES.match(text) is not None and len(cells) <= 1 + text.count(" ")
        if noted or (len(cells) == 1 and not text[:1].isdigit() and {line - 1} & (empty | found | totals)):
            found.add(line)
    if not found | totals:
        return report
    rejected = [_without(rejection, found | totals) for rejection in report.rejected]
    # A line of a table with a column for each date gave a row for each.
    taken_out = sum(len(one.lines) for one in report.rejected) - sum(len(one.lines) for one in rejected)
    return replace(
        report,
        rows_read=report.rows_read - taken_out,
        rejected=tuple(rejection for rejection in rejected if len(rejection.lines)),
        aside={
            **report.aside,
            **{kind: np.array(sorted(lines)) for kind, lines in (("note", found), ("total", totals)) if lines},
        },
    )


def _is_of_total(cell: str) -> bool:
    return is_figure(cell) or _DATED.fullmatch(cell) is not None or words.month_named(words.folded(cell)) > 0


def with_next(end: pa.RecordBatch | None, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the last rows of a table of which a batch has come, `end` being those before."""
    last = batch.slice(max(0, batch.num_rows - _BELOW))
    if end is None or last.num_rows == _BELOW:
        return last
    both = pa.Table.from_batches([end, last])
    return both.slice(max(0, both.num_rows - _BELOW)).combine_chunks().to_batches()[0] if both.num_rows else last


def end_of(end: pa.RecordBatch | None, count: int) -> dict[int, list[str]]:
    """Return number → cells of the last rows (`with_next`) of a table of `count` rows."""
    if end is None:
        return {}
    rows = zip(*(column.fill_null("").to_pylist() for column in end.columns), strict=True)
    return {count - end.num_rows + number: list(row) for number, row in enumerate(rows)}


def _tail(report: Report, last: int, end: Mapping[int, list[str]]) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    for rejection in report.rejected:
        for position in np.flatnonzero(rejection.lines > last)[:_BELOW].tolist():
            cells = (
                _split(rejection.texts[position]) if rejection.texts else end.get(int(rejection.numbers[position]), [])
            )
            rows.append((int(rejection.lines[position]), [cell.strip(' "') for cell in cells if cell.strip(' "')]))
    return rows


def _split(text: str) -> list[str]:
    """Return a line's cells; a sentence with commas is a single one, and holds no figures but a year."""
    cells = re.split(r"[,;\t|]", text)
    figures = any(re.fullmatch(r"\s*[-+]?\d+(?:[./:-]\d+)*\s*", cell) and len(cell.strip()) != 4 for cell in cells)
    return cells if figures or len(cells) > 1 + sum(cell.strip().count(" ") for cell in cells) else [text]


def _without(rejection: Rejection, lines: set[int]) -> Rejection:
    kept = ~np.isin(rejection.lines, list(lines))
    texts = tuple(text for text, keep in zip(rejection.texts, kept, strict=False) if keep)
    numbers = rejection.numbers[kept] if len(rejection.numbers) else rejection.numbers
    return replace(rejection, lines=rejection.lines[kept], numbers=numbers, texts=texts)


def together(parts: list[tuple[str, np.ndarray]]) -> Mapping[str, np.ndarray]:
    """Return what was set aside, kind by kind, in the file's order."""
    kinds = dict.fromkeys(kind for kind, lines in parts if len(lines))
    return {kind: np.sort(np.concatenate([lines for one, lines in parts if one == kind])) for kind in kinds}
