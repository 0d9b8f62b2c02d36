"""Rollups: the cells of a whole version with their counts over time, made once when it is kept (`rolling`), of all rows and of each word and figure.

A rollup has for each cell and kind of change when it happens and how often: `steps` and `n`, uint32, little-endian, one after the other. `grain` is
the level that was asked for, `level` and `step` what fitted; `narrowed` is the number of the coded column of which it counts the word `code`,
`FIGURES` where it counts the rows with the figure `value`, or `ALL`. `About.rolled` says what is there: everything else is asked of rows, with the
same answers.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geodata.sets.about import About
from geodata.sets.asked.cells import Found, merged
from geodata.sets.asked.queries import Question
from geodata.sets.asked.view import View

#: What a rollup counts, where it is no coded column; -1 is what `View.codes` has for one that is not there.
ALL, FIGURES = -2, -3

#: Kinds of changes: rows of one day, those of more days that begin, and their ends.
_ONE, _LONG, _END = range(3)

SCHEMA = pa.schema(
    {
        **dict.fromkeys(("grain", "level", "step", "narrowed", "code"), pa.int32()),
        "value": pa.float32(),
        **dict.fromkeys(("cell", "kind"), pa.int32()),
        **dict.fromkeys(("steps", "n"), pa.binary()),
    }
)


def narrowed(view: View, said: About) -> int | None:
    """Return of what the rollup would have to be that counts a view's rows: None where the version has none such."""
    by = [FIGURES] if view.figures() is not None else []
    by += view.codes(said)
    found = by[0] if by else ALL
    return found if len(by) <= 1 and found in said.rolled else None


def question(version: int, grain: int, view: View, said: About) -> Question:
    """Ask for what a rollup counts of a view's words or figures, wherever it is."""
    test: str = "code <> $4"
    values: tuple[object, ...] = (-1,)
    for codes in view.codes(said).values():
        test, values = "code = ANY($4)", (codes or [-1],)
    if (figures := view.figures()) is not None:
        test, values = "value >= $4 AND value <= $5", figures
    return Question(
        "SELECT level, step, cell, kind, steps, n FROM rollups"
        f" WHERE version = $1 AND grain = $2 AND narrowed = $3 AND {test}",
        (version, grain, narrowed(view, said), *values),
    )


def table(found: Found, by: int, code: int, value: float | None) -> pa.Table:
    """Return the rows of a rollup that hold what was found."""
    kinds = [np.where(found.begun["longer"].astype(bool), _LONG, _ONE), np.full(len(found.ended["n"]), _END)]
    cell, step, n = (np.concatenate([found.begun[name], found.ended[name]]) for name in ("cell", "step", "n"))
    kind = np.concatenate(kinds)
    order = np.lexsort((step, kind, cell))
    cell, kind, step, n = (column[order] for column in (cell, kind, step, n))
    of = cell << 2 | kind
    first = np.flatnonzero(np.diff(of, prepend=-1))
    after = [*first[1:].tolist(), len(of)]
    columns = {
        **dict(grain=found.grain, level=found.level, step=found.step, narrowed=by, code=code, value=value),
        "cell": cell[first],
        "kind": kind[first],
        **{
            name: [column[a:b].astype("<u4").tobytes() for a, b in zip(first.tolist(), after, strict=True)]
            for name, column in (("steps", step), ("n", n))
        },
    }
    arrays = [
        pa.array(column if isinstance(column, (list, np.ndarray)) else [column] * len(first), SCHEMA.field(name).type)
        for name, column in columns.items()
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def found_in(answer: pa.Table, grain: int, level: int, step_bits: int) -> Found:
    """Return what an answer to `question` counts, one entry a cell, kind and step."""
    cell, kind = (answer.column(name).to_numpy().astype(np.int64) for name in ("cell", "kind"))
    # Runs of what is sorted already stand side by side, which makes sorting short.
    order = np.lexsort((kind, cell))
    steps, n = (answer.column(name).take(pa.array(order)).to_pylist() for name in ("steps", "n"))
    many = [len(one) // 4 for one in steps]
    cell, kind = np.repeat(cell[order], many), np.repeat(kind[order], many)
    step, sums = (np.frombuffer(b"".join(one), "<u4").astype(np.int64) for one in (steps, n))
    columns = {"cell": cell, "step": step, "longer": kind == _LONG, "n": sums}
    begun, ended = ({name: column[of] for name, column in columns.items()} for of in (kind != _END, kind == _END))
    return Found(grain, level, step_bits, merged(begun), merged(ended))
