"""Places of the military grid (MGRS): a zone and band of UTM, a square of 100 km by two letters, and figures within it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pyproj import Transformer

_CODE = re.compile(
    r"(?P<zone>0?[1-9]|[1-5]\d|60) ?(?P<band>[c-hj-np-x]) ?(?P<column>[a-hj-np-z])(?P<row>[a-hj-np-v]) ?"
    r"(?P<figures>\d{5} ?\d{5}|\d{4} ?\d{4}|\d{3} ?\d{3}|\d\d ?\d\d)",
    re.IGNORECASE,
)

#: Letters of the squares from west to east, by turns of three zones, and from south to north.
_COLUMNS = ("abcdefgh", "jklmnpqr", "stuvwxyz")
_ROWS = "abcdefghjklmnpqrstuv"
#: Bands of 8° from 80° south.
_BANDS = "cdefghjklmnpqrstuvwx"

_SQUARE = 100_000
#: Rows have the same letter again so far north.
_AGAIN = 20 * _SQUARE


class Square(NamedTuple):
    """A square on the ground: the zone of UTM that it is of, "n" or "s" behind its number, its middle and its side in metres."""

    zone: str
    east: float
    north: float
    side: float


def square(text: str) -> Square | None:
    """Read a code of the military grid; None for what is none, and for letters that its zone does not have."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    zone, band = int(found["zone"]), found["band"].lower()
    column = _COLUMNS[(zone - 1) % 3].find(found["column"].lower())
    if column < 0:
        return None
    figures = found["figures"].replace(" ", "")
    half = len(figures) // 2
    side = 10.0 ** (5 - half)
    # Those of even zones begin with F.
    row = (_ROWS.index(found["row"].lower()) + (15 if zone % 2 == 0 else 0)) % 20
    lowest = _lowest(band)
    north = row * _SQUARE + -(-(lowest - row * _SQUARE) // _AGAIN) * _AGAIN
    east = (column + 1) * _SQUARE
    return Square(
        f"{zone}{'n' if band >= 'n' else 's'}",
        east + (int(figures[:half]) + 0.5) * side,
        north + (int(figures[half:]) + 0.5) * side,
        side,
    )


@lru_cache
def _lowest(band: str) -> float:
    """Return the northing of the lowest square that a band reaches into: on the middle of its zone, where it lies furthest south."""
    south = -80 + 8 * _BANDS.index(band)
    _, north = Transformer.from_crs(4326, 32631 if south >= 0 else 32731, always_xy=True).transform(3, south)
    return float(north // _SQUARE * _SQUARE)
