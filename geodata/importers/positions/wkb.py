"""Geometry as well-known binary, looked through before a parser that calls itself for every geometry within a geometry."""

from __future__ import annotations

import struct

import numpy as np

from geodata.translation import tr

#: Collections within collections that are allowed; GDAL draws the same line.
DEEPEST = 32

#: Types that hold geometries: multi-geometries, collections, compound curves and surfaces.
_HOLDERS = frozenset({4, 5, 6, 7, 9, 10, 11, 12, 15, 16})
_WITH_RINGS, _WITH_POINTS = frozenset({3, 17}), frozenset({2, 8})


def flaw(values: list[bytes | None]) -> str:
    """Say in a clause why none of some geometries may go to a parser; "" where all may.

    Parameters
    ----------
    values : list of bytes or None
        One geometry each. What is malformed otherwise the parser will say.
    """
    heads = np.frombuffer(
        b"".join(value[:5].ljust(5, b"\0") if value else bytes(5) for value in values), np.uint8
    ).reshape(-1, 5)
    if (heads[:, 0] > 1).any():
        # What begins with a figure is taken for the same in hexadecimal.
        return tr("a geometry is no well-known binary")
    low = np.where(heads[:, 0] == 0, heads[:, 4], heads[:, 1]).astype(np.uint32)
    high = np.where(heads[:, 0] == 0, heads[:, 3], heads[:, 2]).astype(np.uint32)
    holders = np.isin((low | high << 8) % 1000, list(_HOLDERS))
    if any(_deep(value) for value, holds in zip(values, holders, strict=True) if value and holds):
        return tr("a geometry is nested more than {deepest} deep", deepest=DEEPEST)
    return ""


def _deep(value: bytes) -> bool:
    """Walk through one geometry with a list of what is still to come at each depth instead of calls within calls."""
    at, order, to_come = 0, "<", [1]
    while to_come:
        if not to_come[-1]:
            to_come.pop()
            continue
        to_come[-1] -= 1
        if at + 9 > len(value):
            return False
        # A parser that finds another sign than 0 and 1 here goes on as before.
        order = {0: ">", 1: "<"}.get(value[at], order)
        code = struct.unpack_from(f"{order}I", value, at + 1)[0]
        # PostGIS puts a number for the reference system between.
        at += 9 if code & 0x20000000 else 5
        thousand, kind = divmod(code & 0xFFFF, 1000)
        width = 8 * (2 + bool(code & 0x80000000 or thousand in (1, 3)) + bool(code & 0x40000000 or thousand in (2, 3)))
        if kind == 1:
            at += width
            continue
        if at + 4 > len(value):
            return False
        count = struct.unpack_from(f"{order}I", value, at)[0]
        at += 4
        if kind in _HOLDERS:
            if len(to_come) > DEEPEST:
                return True
            to_come.append(count)
        elif kind in _WITH_POINTS:
            at += count * width
        elif kind in _WITH_RINGS:
            for _ in range(count):
                if at + 4 > len(value):
                    return False
                at += 4 + struct.unpack_from(f"{order}I", value, at)[0] * width
        else:
            return False
    return False
