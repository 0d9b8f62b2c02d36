"""The binary form in which a large point set reaches the browser (points/data.js reads it, points/paint.js draws it).

Layout, little-endian::

    0   4 bytes   "BAP1"
    4   uint32    length of the header in bytes, a multiple of 8 less 8
    8   header    JSON in UTF-8, padded with spaces (see `_header`)
    …   columns   one after the other, each padded to a multiple of 8; the header says where each begins

Columns, rows ascending in ``start``:

=========  =======  =====================================================================
start      int32    first day number (days since 1970-01-01) on which the row may hold
end        int32    first day number on which it cannot any more
x, y       uint32   Web Mercator, the world's width 2**32, from 180° W and from 85.06° N down
colour     uint8    0 to 5: one of the six most frequent categories, the first of them `hue` in the header; 6: any other
look       uint8    lowest four bits: class of size (``radii_px``); bit 7: vague in time, drawn hollow
row        uint32   the row's number in the set it was made from
value      float32  the figure behind the size, NaN where there is none; only if the set has one
word       uint16   category, as index into the header's words; only if there are words
name       uint32   what the row is called beside its category, as index into the header's names; only if there are names
=========  =======  =====================================================================
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from geodata import atlas
from geodata.dates import say
from geodata.intervals import ALWAYS, EARLIEST, day_number
from geodata.sets.keys import MAX_LAT, mercator
from geodata.store import PointSet
from geodata.translation import tr, tr_n
from layers.kit.asset import Asset
from layers.reader_data.card import figure_named

#: Up to so many rows → radius of a mark by class of size, in CSS pixels: few are to be seen beside the atlas's symbols, of many large marks would cover
#: one another.
RADII_PX = {
    500: (4.0, 4.25, 4.5, 5.0, 6.0, 7.0, 8.5, 10.0),
    100_000: (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.5, 8.0),
    sys.maxsize: (1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0),
}

#: So many categories have a colour of their own (``cat-1`` … in layers/kit/palette.py); the others share one.
COLOURS = 6

#: Bit of the column `look`.
VAGUE = 128

_MOST_WORDS = 65_535
#: Longer lists of names than this, in letters, are not sent: then a mark goes by its kind alone.
_NAMES_LENGTH = 4_000_000


def pack(points: PointSet, named: bool = False, numbers: np.ndarray | None = None) -> bytes:
    """Return a point set in the binary form.

    Rows that cannot be drawn are left out and counted in the header, each with the first reason that holds: no place
    on the map, the point 0, 0, an interval that ends before it begins, a start before 1900. What lies outside the
    atlas's surroundings or in the future is kept: it is drawn where it lies, and on no day before its own.

    Parameters
    ----------
    points : PointSet
        Rows in any order of `day_start`.
    named : bool
        With what each row is called, as its card has it.
    numbers : ndarray of uint32, optional
        What each row is called by: its number in the set of which these are a part.
    """
    left_out, kept = drawable(points)
    order = kept[np.argsort(points.day_start[kept], kind="stable")]
    lon, lat = points.lon[order].astype(np.float64), points.lat[order].astype(np.float64)
    columns = {
        "start": points.day_start[order].astype("<i4"),
        "end": points.day_end[order].astype("<i4"),
        **mercator(lon, lat),
    }
    words = points.coded.get(points.category)
    columns["colour"] = colours(points)[order]
    radii_px = next(radii for most, radii in RADII_PX.items() if len(order) <= most)
    look, limits = _sizes(points, order, radii_px)
    columns["look"] = look | points.vague[order].astype(np.uint8) * np.uint8(VAGUE)
    columns["row"] = (order if numbers is None else numbers[order]).astype("<u4")
    if points.value is not None:
        columns["value"] = points.value[order].astype("<f4")
    if words is not None:
        columns["word"] = np.minimum(words.codes[order].astype(np.uint32), _MOST_WORDS).astype("<u2")
    names = _names(points, order, columns) if named else []
    surroundings = atlas.current().surroundings
    (south, west), (north, east) = surroundings.bounds
    header = {
        "count": len(order),
        "title": points.title,
        "time": points.time,
        "value": figure_named(points.meaning),
        "size_limits": limits,
        "radii_px": radii_px,
        "words": list(words.words[:_MOST_WORDS]) if words else [],
        "names": names,
        "category": points.category if words else "",
        "hue": points.hue,
        "zero": points.meaning.zero,
        "estimated": points.value_low is not None or points.value_high is not None,
        "bounds": _bounds(points, order),
        "left_out": left_out,
        "surroundings": surroundings.title,
        "outside": int((~((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))).sum()),
    }
    return _write(header, columns)


def unpack(body: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return the header and the columns of the binary form, as points/data.js reads them; the columns are views of `body`."""
    length = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + length])
    return header, {
        name: np.frombuffer(body, f"<{kind}", header["count"], 8 + length + at)
        for name, (at, kind) in header["columns"].items()
    }


def asset(points: PointSet) -> Asset:
    """Return the binary form as a file to send: with an ETag, and compressed once, here."""
    return binary(pack(points, named=True))


def binary(body: bytes) -> Asset:
    """Return columns in a binary form as a file to send."""
    # Level 1: coordinates hardly compress, so a better level would only take longer.
    return Asset(
        body, "application/octet-stream", hashlib.sha256(body).hexdigest()[:16], gzip.compress(body, 1, mtime=0)
    )


def colours(points: PointSet) -> np.ndarray:
    """Return each row's colour as the column of that name has it, uint8."""
    words = points.coded.get(points.category)
    if words is None:
        return np.full(len(points), points.hue, np.uint8)
    kinds = words.codes.astype(np.uint32)
    return np.where(kinds < COLOURS, (kinds + points.hue) % COLOURS, COLOURS).astype(np.uint8)


def hue(points: PointSet, others: Sequence[PointSet]) -> int:
    """Return the colour with which a set's kinds begin, so that as few as can be are colours of other sets', and the first is none of theirs."""
    used = [colour for other in others for colour in _drawn_in(other, other.hue)]
    begun = [other.hue for other in others]
    return min(
        range(COLOURS), key=lambda first: (sum(map(used.count, _drawn_in(points, first))), begun.count(first), first)
    )


def _drawn_in(points: PointSet, first: int) -> list[int]:
    kinds = points.coded[points.category].words if points.category in points.coded else ()
    return [(first + kind) % COLOURS for kind in range(min(COLOURS, max(1, len(kinds))))]


def drawable(points: PointSet) -> tuple[dict[str, int], np.ndarray]:
    """Return how many rows are left out of the map for each reason, and the numbers of those that are on it, ascending."""
    with np.errstate(invalid="ignore"):
        reasons = {
            tr("no place on the map"): ~(
                np.isfinite(points.lon)
                & np.isfinite(points.lat)
                & (np.abs(points.lat) <= MAX_LAT)
                & (np.abs(points.lon) <= 180)
            ),
            tr("at 0° N 0° E"): (points.lon == 0) & (points.lat == 0),
            tr("ends before it begins"): points.day_end <= points.day_start,
            tr("before 1900"): (points.day_start < EARLIEST) & (points.day_start != ALWAYS),
        }
    kept = np.ones(len(points), bool)
    counts = {}
    for reason, where in reasons.items():
        hit = where & kept
        if hit.any():
            counts[reason] = int(hit.sum())
        kept &= ~where
    return counts, np.flatnonzero(kept)


def say_early(points: PointSet) -> list[str]:
    """Say which rows are on the map, but on no day of its slider: those that end before it begins."""
    first = atlas.FIRST_DAY
    early = (points.day_end <= day_number(first)) & ((points.day_start >= EARLIEST) | (points.day_start == ALWAYS))
    ended, day = int(early.sum()), say(first)
    told = (
        tr_n(
            "{n} row ends before {day}, where the slider begins: it shows on no day of it.",
            "{n} rows end before {day}, where the slider begins: they show on no day of it.",
            ended,
            day=day,
        )
        if points.time == "state"
        else tr_n(
            "{n} row ends before {day}, where the slider begins: it shows on no day of it, only among all “up to this day”.",
            "{n} rows end before {day}, where the slider begins: they show on no day of it, only among all “up to this day”.",
            ended,
            day=day,
        )
    )
    return [told] * bool(ended)


def _names(points: PointSet, order: np.ndarray, columns: dict[str, np.ndarray]) -> list[str]:
    """Add the column of names where kinds do not say all, and return its words; a row of which nothing is told goes by its line."""
    own = points.coded.get(points.label) if points.label != points.category else None
    words = [""] if own is None else list(own.words)
    codes = np.zeros(len(order), np.uint32) if own is None else own.codes[order].astype(np.uint32)
    untold = np.array([not word for word in words], bool)[codes]
    if points.category:
        kinds = points.coded[points.category]
        untold &= np.array([not word for word in kinds.words], bool)[kinds.codes[order]]
    codes[untold] = len(words) + np.arange(untold.sum())
    row = tr("Row {line}")
    words += [row.format(line=line) for line in points.line[order[untold]].tolist()]
    if (len(words) < 2 and not words[0]) or sum(map(len, words)) > _NAMES_LENGTH:
        return []
    columns["name"] = codes.astype(np.min_scalar_type(len(words) - 1).newbyteorder("<"))
    return words


def _bounds(points: PointSet, order: np.ndarray) -> list[list[float]]:
    """Return south-west and north-east corner of what is drawn, (lat, lon) as Leaflet takes them; nothing of an empty set."""
    if not len(order):
        return []
    edges = [points.lon[order], points.lat[order], points.lon[order], points.lat[order]]
    if points.shapes is not None:
        edges = [*np.where(np.isnan(found := shapely.bounds(points.shapes[order]).T), edges, found)]
    west, south, east, north = (
        float(edge(column)) for edge, column in zip((np.min, np.min, np.max, np.max), edges, strict=True)
    )
    return [[south, west], [north, east]]


def _sizes(points: PointSet, order: np.ndarray, radii_px: tuple[float, ...]) -> tuple[np.ndarray, list[float]]:
    """Return each row's class of size and the least figure of every class after the first.

    Area follows the figure, up to the 99th percentile of those above 0; a row without a figure has the smallest size.
    """
    look = np.zeros(len(order), np.uint8)
    if points.value is None:
        return look, []
    value = points.value[order]
    known = value[np.isfinite(value) & (value > 0)]
    if not len(known):
        return look, []
    most = float(np.percentile(known, 99))
    limits = [round(most * (radius / radii_px[-1]) ** 2, 6) for radius in radii_px[1:]]
    look[:] = np.digitize(np.nan_to_num(value, nan=0.0), limits)
    return look, limits


def _write(header: dict[str, object], columns: dict[str, np.ndarray]) -> bytes:
    places, at = {}, 0
    for name, column in columns.items():
        places[name] = [at, column.dtype.str.lstrip("<|")]
        at += -(-column.nbytes // 8) * 8
    text = json.dumps(header | {"columns": places}, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    body = b"".join(column.tobytes() + bytes(-column.nbytes % 8) for column in columns.values())
    return b"BAP1" + len(text).to_bytes(4, "little") + text + body
