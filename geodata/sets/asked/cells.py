"""Cells of a view with their counts over time in binary, so that a browser sums what each holds on a day without asking.

Layout, little-endian, as `layers.reader_data.points` has it: "BAC1", uint32 length of the header, JSON in UTF-8 padded with spaces, columns, each
padded to a multiple of 8; the header's ``columns`` says where each begins and of which type it is. ``level`` is the number of bits of x and of y
that a cell's number weaves, ``origin``, ``shift`` and ``base`` say what a step is: it begins with day ``origin + (base + step) * 2**shift``.

=========  ==========  ====================================================================================
cell       uint32      number of each cell, ascending; its key's first bits
one_at     uint32      where the cell's entries begin in one_step and one_n; one more than there are cells
one_step   uint16/32   when rows of a single day were
one_n      uint16      how many; one step may have several entries
long_…     the same    when rows of more than one day begin
end_…      the same    when they end (that day is the first on which they do not hold); those that last on have none
=========  ==========  ====================================================================================

Of an interval of days from first to last there are: of those of one day the sum over it; of the others those begun by its end less those
ended by its beginning.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from geodata.intervals import ALWAYS, EARLIEST
from geodata.sets.asked.queries import ORIGIN
from geodata.sets.asked.view import View
from geodata.sets.keys import unwoven

#: Bytes of the cells of one view; what is asked for stays well below.
MOST_BYTES = 2_000_000

#: A cell's number has so many bits of x, and of y, at most.
MOST_LEVEL = 16

#: Days are put together by so many bits at most before cells are.
_COARSE, _COARSEST = 5, 10

#: At most so many entries are asked for: each is six bytes or less, and each takes its time.
_ENTRIES = 150_000

_MOST_N = 65_535

#: More bits than the number of a step has.
_STEP_BITS = 22


def fitting(level: int, found: dict[str, np.ndarray]) -> tuple[int, int]:
    """Return the level and the step (a number of bits of days) at which a view's cells fit.

    Parameters
    ----------
    level : int
        The one that is wanted, at which the cells were found.
    found : dict of str to ndarray
        Their columns, as `queries.cells` asks for them.
    """
    cell, n, longer = found["cell"], found["n"], found["longer"]
    first, last = found["first_day"], found["last_day"]
    while True:
        for step in range((_COARSE if level > 1 else _COARSEST) + 1):
            spans = ((last - first) >> step) + 3
            entries = np.minimum(n, spans) + np.minimum(2 * longer, 2 * spans)
            if int(entries.sum()) + int(n.sum()) // _MOST_N + len(n) <= _ENTRIES:
                return level, step
        if level == 1:
            return level, _COARSEST
        level -= 1
        above, where = np.unique(cell >> 2, return_inverse=True)
        n, longer = (np.bincount(where, column, len(above)).astype(np.int64) for column in (n, longer))
        lowest, highest = np.full(len(above), np.iinfo(np.int64).max), np.full(len(above), np.iinfo(np.int64).min)
        np.minimum.at(lowest, where, first)
        np.maximum.at(highest, where, last)
        cell, first, last = above, lowest, highest


def nothing() -> dict[str, np.ndarray]:
    """Return columns without an entry."""
    return {name: np.zeros(0, np.int64) for name in ("cell", "step", "longer", "n")}


class _Runs(NamedTuple):
    """Where the entries of each cell begin and how many they are, and where the cell is: x and y of its corner in 2**32 parts of the world."""

    starts: np.ndarray
    many: np.ndarray
    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class Found:
    """Cells of a level, in steps of so many bits of days: the columns of the answers to `queries.changes`, ascending as `merged` leaves them; `grain` is the level that was wanted."""

    grain: int
    level: int
    step: int
    begun: dict[str, np.ndarray] = field(default_factory=nothing)
    ended: dict[str, np.ndarray] = field(default_factory=nothing)

    @property
    def rows(self) -> int:
        return int(self.begun["n"].sum())

    # The cells of whole versions are held and cut for every view: their numbers are taken apart once.

    @cached_property
    def begun_runs(self) -> _Runs:
        return self._runs(self.begun)

    @cached_property
    def ended_runs(self) -> _Runs:
        return self._runs(self.ended)

    def _runs(self, part: dict[str, np.ndarray]) -> _Runs:
        cell = part["cell"]
        starts = np.flatnonzero(np.diff(cell, prepend=-1))
        x, y = (column << 32 - self.level for column in unwoven(cell[starts]))
        return _Runs(starts, np.diff(starts, append=len(cell)), x, y)


def snapped(box: tuple[int, int, int, int], level: int) -> tuple[int, int, int, int]:
    """Return a box (`View.box`) made larger to the edges of the cells that it touches; one that reaches over 180° still does."""
    bits = 32 - level
    first_x, after_x, first_y, after_y = box
    wide = [first_x >> bits << bits, ((after_x - 1 >> bits) + 1) << bits]
    if first_x >= after_x and wide[0] < wide[1]:
        wide = [0, 1 << 32]
    return wide[0], wide[1], first_y >> bits << bits, ((after_y - 1 >> bits) + 1) << bits


def cut(found: Found, box: tuple[int, int, int, int]) -> Found:
    """Return the cells that touch a box (`View.box`), each of them whole."""
    wide = snapped(box, found.level)
    return replace(
        found,
        begun=_within(found.begun, found.begun_runs, found.level, wide),
        ended=_within(found.ended, found.ended_runs, found.level, wide),
    )


def surely(found: Found, view: View) -> int:
    """Return how many rows of a view there are at least: those that begin in its days, of the cells that lie in it as a whole."""
    first, last = view.looked
    inside = _inside(found.begun_runs, found.level, view.box())
    begins = ORIGIN + (found.begun["step"][inside] << found.step)
    # What always was has no day of its own in a step.
    from_first = (begins >= max(first, EARLIEST)) | (first <= ALWAYS)
    return int(found.begun["n"][inside][from_first & (begins + (1 << found.step) - 1 <= last)].sum())


def possibly(found: Found, view: View) -> int:
    """Return how many rows of a view's days there are at most."""
    first, last = view.looked
    begins = ORIGIN + (found.begun["step"] << found.step)
    # What always was is in a step before those of its day.
    from_first = (begins + (1 << found.step) > first) | found.begun["longer"].astype(bool) | (begins < EARLIEST)
    return int(found.begun["n"][from_first & (begins <= last)].sum())


def _within(
    part: dict[str, np.ndarray], runs: _Runs, level: int, box: tuple[int, int, int, int]
) -> dict[str, np.ndarray]:
    """Return the entries of the cells that a box has as a whole."""
    inside = _inside(runs, level, box)
    return {name: column[inside] for name, column in part.items()}


def _inside(runs: _Runs, level: int, box: tuple[int, int, int, int]) -> np.ndarray:
    """Return where the entries of the cells are that a box has as a whole."""
    first_x, after_x, first_y, after_y = box
    wide = 1 << 32 - level
    after_first, before_after = runs.x >= first_x, runs.x + wide <= after_x
    across = after_first | before_after if first_x >= after_x else after_first & before_after
    return np.flatnonzero(np.repeat(across & (runs.y >= first_y) & (runs.y + wide <= after_y), runs.many))


def raised(found: Found, level: int) -> Found:
    """Return cells put together to those of a higher level, where that is wanted."""
    up = 2 * max(0, found.level - level)
    if not up:
        return found
    parts = [merged({**part, "cell": part["cell"] >> up}) for part in (found.begun, found.ended)]
    return Found(found.grain, level, found.step, *parts)


def merged(part: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return entries in order, those alike as one; sorting takes less where runs are sorted already."""
    longer = part.get("longer", np.zeros(len(part["n"]), np.int64)).astype(np.int64)
    key = (part["cell"] << 1 | longer) << _STEP_BITS | part["step"]
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    n = np.add.reduceat(part["n"][order], first) if len(first) else part["n"]
    key = key[first]
    columns = {"cell": key >> _STEP_BITS + 1, "step": key & (1 << _STEP_BITS) - 1, "n": n}
    return columns | ({"longer": key >> _STEP_BITS & 1} if "longer" in part else {})


def pack(found: Found) -> bytes:
    """Return cells in the binary form."""
    level, shift, begun, ended = found.level, found.step, found.begun, found.ended
    longer = begun["longer"].astype(bool)
    parts = {
        "one": {name: column[~longer] for name, column in begun.items()},
        "long": {name: column[longer] for name, column in begun.items()},
        "end": ended,
    }
    cell = begun["cell"][found.begun_runs.starts]
    steps = [part["step"] for part in parts.values() if len(part["step"])]
    base = min((int(one.min()) for one in steps), default=0)
    last = max((int(one.max()) for one in steps), default=0)
    kind = "<u2" if last - base <= _MOST_N else "<u4"
    columns = {"cell": cell.astype("<u4")}
    for name, part in parts.items():
        at, step, n = _split(part)
        columns[f"{name}_at"] = np.searchsorted(at, np.append(cell, np.iinfo(np.int64).max)).astype("<u4")
        columns[f"{name}_step"] = (step - base).astype(kind)
        columns[f"{name}_n"] = n.astype("<u2")
    header = {
        "level": level,
        "origin": ORIGIN,
        "shift": shift,
        "base": base,
        "cells": len(cell),
        "rows": int(begun["n"].sum()),
    }
    return _write(header, columns)


def _split(part: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return cell, step and n of entries, those of more rows than an entry can say as several."""
    cell, step, n = part["cell"], part["step"], part["n"]
    if not len(n) or int(n.max()) <= _MOST_N:
        return cell, step, n
    times = -(-n // _MOST_N)
    small = np.full(int(times.sum()), _MOST_N)
    small[np.cumsum(times) - 1] = n - (times - 1) * _MOST_N
    return np.repeat(cell, times), np.repeat(step, times), small


def unpack(body: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return the header and the columns of the binary form; the columns are views of `body`."""
    length = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + length])
    return header, {
        name: np.frombuffer(body, f"<{kind}", count, 8 + length + at)
        for name, (at, kind, count) in header["columns"].items()
    }


def shown(body: bytes, looked: tuple[int, int]) -> np.ndarray:
    """Return how many rows of each cell there are in the days looked at, as a browser sums them; steps count as wholes."""
    header, columns = unpack(body)
    first, last = (((day - header["origin"]) >> header["shift"]) - header["base"] for day in looked)
    within = {
        "one": lambda step: (step >= first) & (step <= last),
        "long": lambda step: step <= last,
        "end": lambda step: step <= first,
    }
    total = np.zeros(header["cells"], np.int64)
    for name, sign in (("one", 1), ("long", 1), ("end", -1)):
        step, n = columns[f"{name}_step"].astype(np.int64), columns[f"{name}_n"].astype(np.int64)
        sums = np.concatenate([[0], np.cumsum(np.where(within[name](step), n, 0))])
        total += sign * np.diff(sums[columns[f"{name}_at"].astype(np.int64)])
    return total


def _write(header: dict[str, Any], columns: dict[str, np.ndarray]) -> bytes:
    places, at = {}, 0
    for name, column in columns.items():
        places[name] = [at, column.dtype.str.lstrip("<|"), len(column)]
        at += -(-column.nbytes // 8) * 8
    text = json.dumps(header | {"columns": places}, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    body = b"".join(column.tobytes() + bytes(-column.nbytes % 8) for column in columns.values())
    return b"BAC1" + len(text).to_bytes(4, "little") + text + body
