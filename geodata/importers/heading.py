"""What people put above the rows of a table: titles, the line with the columns' names, HXL tags."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from geodata.importers.columns import distinct
from geodata.importers.positions import names as positions
from geodata.translation import tr

#: So many of a table's first rows are looked at for the line with the names.
LOOKED = 100

#: A line with names fills at least this share of the cells that the rows of the table fill.
_FILLED = 0.6
#: Letters of the longest name of a column.
_NAME = 200

_HXL = re.compile(r"#[^\W\d]\w*(\s*[+#]\w+)*")
#: Numbers, degrees, days and times in figures.
_FIGURE = re.compile(r"(?=.*\d)[-+]?[\d\s.,:/'’′\"°TZ+-]+")


@dataclass(frozen=True)
class Heading:
    """Where a table begins.

    Attributes
    ----------
    names : list of str
        What each cell of a row is called; "" where nothing names it.
    header, hxl : int or None
        Which of the rows holds the names, and which HXL tags.
    titles : list of int
        Which of the rows above hold something else, and of one below the names that numbers them.
    first : int
        The first row of the table.
    """

    names: list[str]
    header: int | None
    hxl: int | None
    titles: list[int]
    first: int

    def columns(self, notes: list[str]) -> list[str]:
        """Return the columns' names, each of them once, and say where there are none."""
        if self.header is None:
            notes.append(
                tr("No line of the file names the columns: they are called by their number. Say what they mean.")
            )
        return distinct(self.names, notes)

    def aside(self, lines: list[int]) -> dict[str, list[int]]:
        """Return which rows above the table are what, by the lines on which the rows begin."""
        kinds = {"title": self.titles} | {
            kind: [row] for kind, row in (("header", self.header), ("hxl", self.hxl)) if row is not None
        }
        kinds["empty"] = sorted(set(range(self.first)).difference(*kinds.values()))
        return {kind: [lines[row] for row in rows] for kind, rows in kinds.items()}


def find(rows: list[list[str]]) -> Heading:
    """Find the line with the columns' names among the first rows of a table.

    Of the lines that fill about as many cells as the rows do and hold words where the rows hold figures it is the first, or one that
    follows at once and names latitude and longitude, as under names of groups. Where there is none, all rows are the table's.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    width = Counter(sorted((len(row) for row in rows if len(row) > 1), reverse=True)).most_common(1)
    wide = width[0][0] if width else 1
    counts = sorted(filter(None, filled))
    enough = max(2.0, _FILLED * counts[len(counts) * 3 // 4]) if counts else 2.0
    full = [number for number, count in enumerate(filled) if count >= enough]
    # Names of groups, each above several columns, leave cells empty.
    full = [row for row in range(full[0] if full else 0) if filled[row] > 1 and _names_axes(rows[row])][:1] + full
    # Above the first row of figures; of two that could be it, the one that has as many cells as the rows.
    held = [[_held(cell) for cell in row] for row in rows]
    # Names of columns may be years or days.
    words = list(takewhile(lambda number: _names(held, number) or names_places(rows[number]), full))
    header = next((number for number in words if len(rows[number]) == wide), next(iter(words), None))
    start = next((number for number in full if len(rows[number]) == wide), 0) if header is None else header
    if header is not None:
        under = [row for row in range(start, start + 3) if row < len(rows) and not re.search(r"\d", "".join(rows[row]))]
        # “Coordinates” may be the name of a group above latitude and longitude.
        places = [row for row in under if names_places(rows[row])]
        header = next((row for row in places if _names_axes(rows[row])), next(iter(places), header))
    names = [""] * wide
    if header is not None:
        header, names = _in_groups(rows, header)
    first = start if header is None else header + 1
    second = (
        next((number for number in range(first, len(rows)) if filled[number]), None) if header is not None else None
    )
    hxl = second if second is not None and _is_hxl(rows[second]) else None
    counted = second if second is not None and _counts(rows[second]) else None
    if second is not None and second in (hxl, counted):
        first = second + 1
    below = rows[first:]
    while len(names) > wide and not names[-1]:
        names.pop()
    if len(names) < wide and not any("".join(row[len(names) :]).strip() for row in below):
        names += [""] * (wide - len(names))
    titles = [at for at in range(first if header is None else header) if filled[at]]
    return Heading(names, header, hxl, titles if counted is None else [*titles, counted], first)


def _in_groups(rows: list[list[str]], header: int) -> tuple[int, list[str]]:
    """Return the row with the names, which may follow the one found, and the names with those of groups that stand above several of them."""
    above, names = ([cell.strip() for cell in rows[at]] if at >= 0 else [] for at in (header - 1, header))
    below = [cell.strip() for cell in rows[header + 1]] if header + 1 < len(rows) else []
    pairs = list(zip(names, below, strict=False))
    over_several = [bool(name) and not after for name, after in zip(names, [*names[1:], "-"], strict=True)]
    # Below the names of groups those of columns stand, and below all others nothing, or in merged cells the same: no row of the table.
    if (
        sum(bool(cell and not name) for name, cell in pairs) > 0 < sum(over_several)
        and sum(bool(cell and cell != name) for name, cell in pairs) > 1
        and all(
            cell in ("", name) for (name, cell), group in zip(pairs, over_several, strict=False) if name and not group
        )
        and _names_axes(names)
    ):
        return header + 1, [
            f"{group} {name}" if name and name != group else name or group
            for name, group in zip(below, _spread(names, len(below)), strict=True)
        ]
    again = {name for name, count in Counter(filter(None, names)).items() if count > 1}
    if again and sum(map(bool, above)) > 1:
        groups = _spread(above, len(names))
        names = [
            f"{name} {group}" if name in again and group else name for name, group in zip(names, groups, strict=True)
        ]
    return header, names


def _spread(groups: list[str], count: int) -> list[str]:
    """Return for each of so many columns the name of the group that it is in: that above it, or the next to the left."""
    spread: list[str] = []
    for group in [*groups, *[""] * count][:count]:
        spread.append(group or (spread[-1] if spread else ""))
    return spread


def _held(cell: str) -> bool | None:
    """Tell whether a cell holds a figure; None where it holds nothing."""
    text = cell.strip()
    return _FIGURE.fullmatch(text) is not None if text else None


def _names(held: list[list[bool | None]], at: int) -> bool:
    """Tell whether a row names columns: it has words, and figures hardly where the rows below have them."""
    row = held[at]
    figures, words = row.count(True), row.count(False)
    if not words:
        return False
    same = other = 0
    for number, figure in enumerate(row):
        below = [after[number] for after in held[at + 1 :] if number < len(after)]
        filled = len(below) - below.count(None)
        if figure is not None and filled and below.count(True) > 0.8 * filled:
            same += figure
            other += not figure
    return same <= other and figures <= words


def names_places(row: list[str]) -> bool:
    """Tell whether a row names latitude and longitude, or one column that holds both."""
    return _names_axes(row) or any(positions.holds_both(cell) for cell in _short(row))


def _names_axes(row: list[str]) -> bool:
    return len({found.axis for cell in _short(row) if (found := positions.named(cell))}) == 2


def _short(row: list[str]) -> list[str]:
    """Return the cells that may be names: a longer one is prose, or a line that is not parted, and takes long to look through."""
    return [cell for cell in row if 0 < len(cell) <= _NAME]


def _counts(row: list[str]) -> bool:
    """Tell whether a row numbers the columns, as forms of Russian offices do below their names."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 3 and cells == [str(number) for number in range(1, len(cells) + 1)]


def _is_hxl(row: list[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return all(map(_HXL.fullmatch, cells))
