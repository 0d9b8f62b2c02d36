"""Where a row is, as whole numbers: Web Mercator's x and y, and the two woven into one key (Morton), whose first bits are a cell."""

from __future__ import annotations

import numpy as np

#: Web Mercator ends here, in degrees of latitude.
MAX_LAT = 85.05

#: Bits of x and of y in a key: both together leave the sign of 64 bits free, for databases that know no unsigned numbers.
LEVELS = 31

#: The key of what is not on the map.
NOWHERE = -1


def mercator(lon: np.ndarray, lat: np.ndarray) -> dict[str, np.ndarray]:
    """Return Web Mercator as uint32 columns "x" and "y": the world's width is 2**32, from 180° W and from 85.06° N down."""
    world = 2.0**32
    x = (lon + 180) / 360
    y = 0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi)
    return {"x": np.clip(x * world, 0, world - 1).astype("<u4"), "y": np.clip(y * world, 0, world - 1).astype("<u4")}


def keyed(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, y (uint32) and key (int64) of places in degrees; the key is `NOWHERE` where the map has no such place, or for 0, 0."""
    with np.errstate(invalid="ignore"):
        placed = (np.abs(lat) <= MAX_LAT) & (np.abs(lon) <= 180) & ~((lon == 0) & (lat == 0))
    at = mercator(*(np.where(placed, degrees, 0).astype(np.float64) for degrees in (lon, lat)))
    x, y = at["x"], at["y"]
    return x, y, np.where(placed, woven(x, y), NOWHERE)


def woven(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the Morton keys of x and y (uint32), int64: y's first bit, x's first bit, y's second …, without the last of each."""
    key: np.ndarray = (_spread(y >> np.uint32(1)) << np.uint64(1) | _spread(x >> np.uint32(1))).astype(np.int64)
    return key


def unwoven(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the x and y that the numbers of cells weave, int64."""
    bits = cells.astype(np.uint64)
    return _gathered(bits).astype(np.int64), _gathered(bits >> np.uint64(1)).astype(np.int64)


def _gathered(bits: np.ndarray) -> np.ndarray:
    """Take every second bit away, the reverse of `_spread`."""
    wide = bits & np.uint64(0x5555555555555555)
    for by, mask in (
        (1, 0x3333333333333333),
        (2, 0x0F0F0F0F0F0F0F0F),
        (4, 0x00FF00FF00FF00FF),
        (8, 0x0000FFFF0000FFFF),
        (16, 0x00000000FFFFFFFF),
    ):
        wide = (wide | wide >> np.uint64(by)) & np.uint64(mask)
    return wide


def _spread(bits: np.ndarray) -> np.ndarray:
    """Put a zero before each bit."""
    wide = bits.astype(np.uint64)
    for by, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        wide = (wide | wide << np.uint64(by)) & np.uint64(mask)
    return wide
