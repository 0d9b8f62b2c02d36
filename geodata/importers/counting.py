"""What can be chosen of an archive, and how many rows each seems to hold: a look, not a reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from time import monotonic

import msgspec
import pyarrow as pa
from pyarrow import parquet

from geodata.importers.formats import csv_text, geopackage
from geodata.importers.formats.unpack import WITHIN, Content, unpack
from geodata.importers.report import Refused
from geodata.importers.sheets import workbook

#: Bytes that are looked at in an archive, and seconds that it takes.
MOST, SECONDS = 48 << 20, 0.5

_PLACEMARK = re.compile(rb"<(?:\w+:)?Placemark[\s>]")
_OF_GPX = re.compile(rb"<(?:\w+:)?(?:wpt|trk|rte)[\s>]")


class _Features(msgspec.Struct):
    features: list[msgspec.Raw]


class _Object(msgspec.Struct):
    geometries: list[msgspec.Raw]


class _Topology(msgspec.Struct):
    objects: dict[str, _Object]


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


def offered(content: Content, layers: Mapping[str, int], layer: str) -> tuple[dict[str, int], str]:
    """Return what of an archive can be chosen → its rows, and which of it is read.

    Parameters
    ----------
    content : Content
        A file of it.
    layers : mapping of str to int
        That file's own sheets, folders or layers, which are offered in its place where there are several.
    layer : str
        Which of them is read, "" where that goes without saying.
    """
    if len(layers) < 2:
        return dict(content.files), content.file
    read = layer or (content.within if content.within in layers else next(iter(layers)))
    there: dict[str, int] = {}
    for file, rows in content.files.items():
        there |= {f"{file}{WITHIN}{name}": n for name, n in layers.items()} if file == content.file else {file: rows}
    return there, f"{content.file}{WITHIN}{read}"


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


def _of_workbook(data: bytes) -> int:
    return workbook.rows(unpack("", data))


def _of_topology(data: bytes) -> int:
    # Each object is a layer, and the first is read.
    objects = msgspec.json.decode(data, type=_Topology).objects
    return len(next((one.geometries for one in objects.values()), ()))


def _of_geopackage(data: bytes) -> int:
    # GeoPandas takes half a second to load, and is there in the process that reads files.
    from geodata.importers.formats import ogr

    return ogr.rows("gpkg", geopackage.inert(data, []))


def _of_parquet(data: bytes) -> int:
    rows: int = parquet.ParquetFile(pa.BufferReader(data)).metadata.num_rows
    return rows


#: Ending → what counts the rows.
_COUNTS: dict[str, Callable[[bytes], int]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), _of_text),
    **dict.fromkeys((".json", ".geojson"), _of_json),
    **dict.fromkeys((".jsonl", ".ndjson", ".geojsonl"), _of_lines),
    **dict.fromkeys((".xlsx", ".ods"), _of_workbook),
    ".topojson": _of_topology,
    ".gpkg": _of_geopackage,
    ".kml": _marks(_PLACEMARK),
    ".gpx": _marks(_OF_GPX),
    **dict.fromkeys((".parquet", ".geoparquet"), _of_parquet),
}
