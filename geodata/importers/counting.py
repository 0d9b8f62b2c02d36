"""How many rows the files of an archive seem to hold, for the choice among them: a look at each, not a reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from time import monotonic

import msgspec
import pyarrow as pa
from pyarrow import parquet

from geodata.importers.formats import csv_text
from geodata.importers.report import Refused

#: Bytes that are looked at in an archive, and seconds that it takes.
MOST, SECONDS = 48 << 20, 0.5

_PLACEMARK = re.compile(rb"<(?:\w+:)?Placemark[\s>]")
_OF_GPX = re.compile(rb"<(?:\w+:)?(?:wpt|trk|rte)[\s>]")


class _Features(msgspec.Struct):
    features: list[msgspec.Raw]


class Counter:
    """Counts the rows of one file after the other, as long as bytes and time last; −1 for what is not counted."""

    def __init__(self) -> None:
        self._bytes, self._until = MOST, monotonic() + SECONDS

    def rows(self, name: str, size: int, read: Callable[[], bytes]) -> int:
        """Return how many rows a file seems to hold.

        Parameters
        ----------
        name : str
            Its ending says what it is.
        size : int
            Bytes that it takes.
        read : callable
            Returns its content.
        """
        count = _COUNTS.get(PurePosixPath(name).suffix.lower())
        if count is None or size > self._bytes or monotonic() > self._until:
            return -1
        self._bytes -= size
        try:
            return count(read())
        except (Refused, msgspec.MsgspecError, pa.ArrowException, RecursionError, ValueError):
            # Whether it can be read is for whoever chooses it.
            return -1


def _of_text(data: bytes) -> int:
    return sum(len(piece.lines) + len(piece.unsplit) for piece in csv_text.open_table(data).pieces())


def _of_json(data: bytes) -> int:
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"["):
        return len(msgspec.json.decode(text, type=list[msgspec.Raw]))
    return len(msgspec.json.decode(text, type=_Features).features)


def _of_lines(data: bytes) -> int:
    return sum(bool(line.strip(b" \t\r\x1e")) for line in data.split(b"\n"))


def _marks(pattern: re.Pattern[bytes]) -> Callable[[bytes], int]:
    # A text in another encoding has no such marks, and is not counted rather than empty.
    return lambda data: len(pattern.findall(data)) or -1


def _of_parquet(data: bytes) -> int:
    rows: int = parquet.ParquetFile(pa.BufferReader(data)).metadata.num_rows
    return rows


#: Ending → what counts the rows.
_COUNTS: dict[str, Callable[[bytes], int]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), _of_text),
    **dict.fromkeys((".json", ".geojson"), _of_json),
    **dict.fromkeys((".jsonl", ".ndjson", ".geojsonl"), _of_lines),
    ".kml": _marks(_PLACEMARK),
    ".gpx": _marks(_OF_GPX),
    **dict.fromkeys((".parquet", ".geoparquet"), _of_parquet),
}
