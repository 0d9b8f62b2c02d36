"""Which columns of a table say where its rows are, by their names and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from geodata.importers.checks import CENTRAL_ASIA, within
from geodata.importers.columns import folded
from geodata.importers.positions.angles import angle, is_grid_code, pair, plain, utm
from geodata.importers.positions.geometry_text import is_geometry, is_point
from geodata.importers.positions.words import AXES, BESIDE, BOTH, PLANE

#: Share of a sample's filled cells that must read as what a column is taken for.
MOST = 0.6

#: What stands in a cell that is left empty.
EMPTY = frozenset(
    (
        "",
        *"- -- – — . ? n/a na nan <na> nat none null nil #n/a nd unknown нет н/д #value! #ref! #name? #div/0! #num! #null!".split(),
    )
)

#: Words for what a column holds of a coordinate that is spread over several, in the order in which they are read.
_PARTS = (
    ("degree", "degrees", "deg", "d", "градус", "градусы", "град", "grad"),
    ("minute", "minutes", "min", "m", "минута", "минуты", "мин"),
    ("second", "seconds", "sec", "s", "секунда", "секунды", "сек"),
    ("dir", "direction", "hemisphere", "hemi", "ns", "ew", "we", "ref", "полушарие"),
)
#: Names of a column for the side of the world alone.
_SIDES = {"lat": ({"n", "s"}, {"ns"}), "lon": ({"e", "w"}, {"ew"}, {"we"})}
_GLUED = re.compile(
    r"(?:gps|geo|dec|decimal|wgs|y|x|map|intpt)*(?P<axis>lat(?:t?itude|itud)?|lon(?:g|gitude|gtitude|gitud)?|lng|[xy](?=coord|pos|utm|cent)|(?<=point)[xy]|(?<=coord)[xy]|(?<=pos)[xy]"
    r"|(?<=utm)[xyen])(?:dd|dms|dec|deg|decimal|degrees|wgs|gps|coord|coordinate|pos|utm|num|center|centre|centroid|cent|[xy])*"
)


class Named(NamedTuple):
    """What a column's name says: which axis, how surely (the least is the surest), and the words beside it."""

    axis: str
    rank: int
    beside: frozenset[str]


def _table(words: dict[str, str]) -> dict[str, str]:
    return {folded(word): meaning for word, meaning in words.items()}


_AXES, _PLANE = _table(AXES), _table(PLANE)
#: Words for the first of two places of a row, where the other one is named for its end.
_FIRST = frozenset(("start", "begin"))
_BESIDE, _BOTH = frozenset(map(folded, BESIDE)), frozenset(map(folded, BOTH))


def _words(name: str) -> list[str]:
    parted = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", name)
    return re.findall(r"e7|[^\W\d_]+|\d+", folded(parted))


def named(name: str) -> Named | None:
    """Return what a column's name says of coordinates; None where it names no axis or both."""
    words = _words(name)
    for rank, table in enumerate((_AXES, _PLANE)):
        # "N" and "E" alone are names for numbers of anything.
        axes = [(word, table[word]) for word in words if word in table]
        if len({axis for _, axis in axes}) == 1:
            return Named(axes[0][1], 2 * rank, frozenset(words) - {word for word, _ in axes})
        if axes:
            return None
    for word in words:
        if found := re.fullmatch(rf"(?:point|coord|pos|utm)?{_GLUED.pattern}", word):
            axis = "lat" if found["axis"][:2] in ("la", "y", "n") else "lon"
            return Named(axis, 1, frozenset(words) - {word})
    # Alone they may be numbers of anything: only both together are coordinates.
    if len({"n", "e"} & set(words)) == 1 and set(words) - {"n", "e"} <= _BESIDE | _BOTH:
        return Named("lat" if "n" in words else "lon", 3, frozenset(words) - {"n", "e"})
    return None


def order_named(name: str) -> str:
    """Return which coordinate a column's name has first, "lat" or "lon"; "" where it does not say."""
    text = folded(name)
    found = re.search(r"lat|шир|lon|lng|долг|\bx[^\w]*_?y\b|\by[^\w]*_?x\b", text)
    if found is None or not (re.search("lat|шир|x", text) and re.search("lo?ng?|долг|y", text)):
        return ""
    return "lat" if found[0].startswith(("lat", "шир", "y")) else "lon"


def holds_both(name: str) -> bool:
    """Tell whether a column's name says that both coordinates stand in it."""
    words = set(_words(name))
    return bool(words & _BOTH or "".join(_words(name)) in _BOTH or order_named(name))


def parts(column: str, columns: list[str]) -> list[str]:
    """Return the columns over which a coordinate is spread (degrees, minutes, seconds, side of the world), `column` the first of them.

    Returns
    -------
    list of str
        `column` alone where it is whole.
    """
    own = named(column)
    if own is None:
        return [column]
    degrees, minutes, seconds, sides = map(set, _PARTS)
    rest, found = own.beside - degrees, [column]
    # What stands beside a coordinate that is not said to be its degrees alone may be the least of several.
    for words in (minutes, seconds, sides) if own.beside & degrees else (sides,):
        for other in columns:
            that = named(other)
            beside = that is not None and that.axis == own.axis and that.beside & words and that.beside - words == rest
            if beside or (words is sides and set(_words(other)) in _SIDES[own.axis]):
                found.append(other)
                break
    return found


def guess(columns: list[str], sample: list[list[str]]) -> dict[str, str]:
    """Guess where the coordinates are.

    Parameters
    ----------
    columns : list of str
    sample : list of list of str
        The first rows, cells in the order of `columns`.

    Returns
    -------
    dict of str to str
        "lat" and "lon" → column, or "place" → the column that holds both or a geometry's text; what has no likely column is left out.
    """
    cells = {
        column: [cell for row in sample if (cell := row[number].strip()).casefold() not in EMPTY]
        for number, column in enumerate(columns)
    }
    found = _axes(columns, cells)
    placed = len(found) == 2 and not any(_mostly(_far, cells[column]) or not cells[column] for column in found.values())
    geometry = next((column for column in columns if _mostly(is_geometry, cells[column])), None)
    if geometry and not (placed and all(map(is_point, cells[geometry]))):
        return {"place": geometry} | (found if placed else {})
    if placed:
        return found
    by_name = sorted(columns, key=lambda column: not holds_both(column))
    both = next(
        (column for column in by_name if _mostly(_sure if not holds_both(column) else _pair, cells[column])), None
    )
    # Of codes that are not read that is then said of the column rather than of the table.
    both = both or next((column for column in by_name if _mostly(is_grid_code, cells[column])), None)
    return {"place": both} if both else found


def _axes(columns: list[str], cells: dict[str, list[str]]) -> dict[str, str]:
    likely: dict[str, list[tuple[Named, str]]] = {"lat": [], "lon": []}
    pieces = {part for column in columns for part in parts(column, columns)[1:]}
    for column in columns:
        name = named(column)
        if (
            name
            and column not in pieces
            and _whole(name)
            and (_mostly(_angle, cells[column]) or (not cells[column] and name.rank < 2))
        ):
            likely[name.axis].append((name, column))
    pairs = [
        ((not mine.beside <= _BESIDE, mine.beside != other.beside, mine.rank + other.rank), lat, lon)
        for mine, lat in likely["lat"]
        for other, lon in likely["lon"]
        if (mine.beside == other.beside or (mine.beside | other.beside) <= _BESIDE)
        and (mine.rank == 3) == (other.rank == 3)
    ]
    if pairs and not _several([(lat, mine) for mine, lat in likely["lat"] if lat in {pair[1] for pair in pairs}]):
        _, lat, lon = min(pairs, key=lambda choice: choice[0])
        return {"lat": lat, "lon": lon}
    if pairs:
        return {}
    return {
        axis: min(choices, key=lambda choice: (not choice[0].beside <= _BESIDE, choice[0].rank))[1]
        for axis, choices in likely.items()
        if any(name.rank < 3 for name, _ in choices)
    }


def _several(lats: list[tuple[str, Named]]) -> list[str]:
    """Return the latitudes of a table whose rows have several places, as that of an origin and of a destination; none where one of them is the row's own."""
    if any(name.beside <= _BESIDE - _FIRST for _, name in lats):
        return []
    found = {name.beside - _BESIDE | name.beside & _FIRST: lat for lat, name in reversed(lats)}
    return list(reversed(found.values())) if len(found) > 1 else []


def several(columns: list[str]) -> list[str]:
    """Return the columns of latitude among which a choice must be asked for; none where there is one at most, or one that is meant."""
    found = [(column, name) for column in columns if (name := named(column)) and name.axis == "lat" and _whole(name)]
    return _several(found)


def _whole(name: Named) -> bool:
    """Tell whether a name is that of a coordinate rather than of its minutes or of its side of the world."""
    return not name.beside & {word for words in _PARTS[1:] for word in words if len(word) > 1 and word != "ref"}


def _mostly(reads: Callable[[str], bool], cells: list[str]) -> bool:
    return bool(cells) and sum(map(reads, cells)) >= MOST * len(cells)


def _angle(cell: str) -> bool:
    return angle(plain(cell)) is not None


def _far(cell: str) -> bool:
    """Tell whether a coordinate is beyond what degrees can be."""
    found = angle(plain(cell))
    return found is not None and abs(found.value) > 360


def _pair(cell: str) -> bool:
    return utm(cell) is not None or pair(plain(cell)) is not None


def _sure(cell: str) -> bool:
    """Tell whether a cell holds two coordinates whatever its column is called: with sides of the world, exact ones, or a place in Central Asia."""
    if utm(cell):
        return True
    text = plain(cell)
    if not re.search(r"\d+[.,]\d\d|[°]|\d[nsewсюзв]", text) or (found := pair(text)) is None:
        return False
    if found.order:
        return True
    exact = len(re.findall(r"\d[.,]\d{4}", text)) >= 2 and max(map(abs, found[:2])) <= 180
    x, y = np.array(found.first), np.array(found.second)
    return exact or bool(within(x, y, CENTRAL_ASIA) | within(y, x, CENTRAL_ASIA))
