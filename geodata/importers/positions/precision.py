"""Columns that say how closely a place is known, as GPS receivers and Darwin Core do: a radius with its unit."""

from __future__ import annotations

import re

import pyarrow as pa

from geodata.importers.columns import words_of
from geodata.importers.positions.names import EMPTY
from geodata.translation import tr

#: Words of the name of such a column, and such that make another thing of it.
_NAMES = frozenset(
    "uncertainty accuracy precision error точность точности погрешность genauigkeit unscharfe incertitude exactitud incertidumbre "
    "hassasiyet dogruluk тактык aniqlik".split()
)
_OTHER = frozenset(
    "time date temporal vertical altitude elevation depth height code level category value figure".split()
)

#: Words of a unit → metres.
_UNITS = {
    **dict.fromkeys(
        "m meter meters metre metres м метр метры метрах метров metern metros metro metr metri mts".split(), 1.0
    ),
    **dict.fromkeys(
        "km kilometer kilometers kilometre kilometres км километр километры километрах километров kilometros".split(),
        1000.0,
    ),
    **dict.fromkeys("ft foot feet".split(), 0.3048),
    **dict.fromkeys("mi mile miles".split(), 1609.344),
}

#: Words that with such a name tell that it is of a place, which programs give in metres.
_OF_PLACE = frozenset("gps gnss coordinate coordinates positional horizontal location position".split())

_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d+)?")

#: So many different whole numbers from 0 on, no more, may be codes.
_CODES = 10


def metres(column: str) -> float:
    """Return how many metres a column counts by its name; 1 where it does not say."""
    return next((_UNITS[word] for word in words_of(column) if word in _UNITS), 1.0)


def said(column: str) -> str:
    """Say that a column was read as how closely places are known, and in what unit."""
    factor = metres(column)
    if factor == 1:
        return tr("“{column}” says how closely places are known; it was read in metres.", column=column[:60])
    if factor == 1000:
        return tr("“{column}” says how closely places are known; it was read in km.", column=column[:60])
    return tr(
        "“{column}” says how closely places are known; it was turned into metres, one of its units being {metres} m.",
        column=column[:60],
        metres=factor,
    )


def guess(columns: list[str], sample: list[list[str]], taken: set[str]) -> str:
    """Return the column that holds how closely places are known; "" for none that is certain."""
    return next(
        (name for name in _likely(columns, taken) if _is_certain(name, columns, _cells(name, columns, sample))), ""
    )


def left_out(columns: list[str], rows: pa.RecordBatch) -> list[str]:
    """Say which column of a table's first rows may tell how closely places are known, and was not taken as its unit is not certain."""
    for name in _likely(columns, set()):
        texts = [(cell or "").strip() for cell in rows.column(columns.index(name)).to_pylist()]
        cells = [text for text in texts if text.casefold() not in EMPTY]
        if words_of(name) & _OF_PLACE and cells and all(map(_NUMBER.fullmatch, cells)):
            return [
                tr(
                    "“{column}” may say how closely places are known, and not in what unit: it was left out. "
                    "If it counts metres, choose it under “How closely the place is known, in metres”.",
                    column=name[:60],
                )
            ]
    return []


def _likely(columns: list[str], taken: set[str]) -> list[str]:
    return [name for name in columns if name not in taken and words_of(name) & _NAMES and not words_of(name) & _OTHER]


def _cells(name: str, columns: list[str], sample: list[list[str]]) -> list[str]:
    at = columns.index(name)
    return [cell for row in sample if (cell := row[at].strip()).casefold() not in EMPTY]


def _is_certain(name: str, columns: list[str], cells: list[str]) -> bool:
    if not cells or not all(map(_NUMBER.fullmatch, cells)):
        return False
    words = words_of(name)
    if words & _UNITS.keys():
        return True
    # Forms of KoBo and ODK write “_place_precision” beside “_place_latitude”, in metres.
    beside = words - _NAMES
    if any(words_of(other) == beside | {"latitude"} for other in columns):
        return True
    # Errors of measured places are given in km as often, as those of earthquakes.
    return bool(words & _OF_PLACE) and "error" not in words and not (set(cells) <= set(map(str, range(_CODES))))
