"""A shapefile in an archive: its parts, and the encoding of its texts as its .cpg says, as its .dbf says, or as they themselves show."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from geodata.importers.formats import encodings
from geodata.importers.report import refused

#: A .shp begins so.
BEGINNING = b"\x00\x00\x27\x0a"
#: Endings of the parts that are read.
PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg"}

#: Number in a .dbf's header → the encoding it stands for, of those that are met in the region and beside it.
_IN_HEADER = {
    0x03: "cp1252",
    0x58: "cp1252",
    0x59: "cp1252",
    0xC8: "cp1250",
    0xC9: "cp1251",
    0xCA: "cp1254",
    0x01: "cp437",
    0x02: "cp850",
    0x26: "cp866",
    0x65: "cp866",
    0x64: "cp852",
}
#: What programs write whatever the texts are in, so that Cyrillic letters count for more.
_OUT_OF_HABIT = frozenset({"utf-8", "cp1252", "iso8859-1"})
_CYRILLIC = frozenset({"cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"})

_HIGH = bytes(range(128, 256))


def is_table(head: bytes) -> bool:
    """Tell whether a file begins as a .dbf: its kind, the day of its last change, and a head of 32 bytes for itself and for each column."""
    kinds, months, days = {0x03, 0x30, 0x43, 0x83, 0x8B, 0xF5}, range(1, 13), range(1, 32)
    if len(head) < 32 or head[0] not in kinds or head[2] not in months or head[3] not in days:
        return False
    size = int.from_bytes(head[8:10], "little")
    return size > 32 and size % 32 in (0, 1, 8) and head[12:14] == b"\0\0"


def encoding(data: bytes, notes: list[str], said: str = "") -> str:
    """Return the encoding in which to read the texts.

    Parameters
    ----------
    data : bytes
        The archive of one shapefile's parts, as `unpack.py` packs it.
    notes : list of str
        Takes a sentence where the file does not say it, or not what its texts show.
    said : str
        As its owner says; "" for what the file tells.
    """
    if said:
        return said
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        dbf = archive.read("data.dbf")
        cpg = archive.read("data.cpg").decode("ascii", "replace") if "data.cpg" in archive.namelist() else ""
    # Names of the fields, then the rows; what else stands in a header is no text.
    header = int.from_bytes(dbf[8:10], "little")
    texts = b" ".join([*(dbf[at : at + 11] for at in range(32, header - 1, 32)), dbf[header:]])
    stated = _of_cpg(cpg) or _IN_HEADER.get(dbf[29], "")
    if texts.isascii():
        return stated or "utf-8"
    if stated and stated not in _OUT_OF_HABIT:
        return stated
    # A letter is cut in two where its field is full.
    high = len(texts) - len(texts.translate(None, _HIGH))
    found = "utf-8" if encodings.utf8_faults(texts) < high / 20 else encodings.told(texts)
    if stated and stated != "utf-8" and found not in _CYRILLIC:
        return stated
    if found != stated:
        notes.append(encodings.note(found))
    return found


def _of_cpg(words: str) -> str:
    """Return the encoding that a .cpg names, in one of the many ways: "UTF-8", "1251", "ANSI 1251", "88591"; "" for none that is known."""
    words = words.strip().strip("\ufeff\0").lower()
    number = re.search(r"\d{3,5}", words)
    names = [words, f"cp{number[0]}" if number else "", re.sub(r"^8859-?(\d+)$", r"iso8859-\1", words)]
    if number and number[0] == "65001":
        return "utf-8"
    return next(filter(None, map(encodings.declared, names)), "")


def rows(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], main: zipfile.ZipInfo) -> int:
    """Return how many rows the table beside a .shp says that it has; -1 without one."""
    table = next(
        (one for one in entries if one.filename[:-4] == main.filename[:-4] and one.filename[-4:].lower() == ".dbf"),
        None,
    )
    if table is None:
        return -1
    with archive.open(table) as stream:
        return int.from_bytes(stream.read(8)[4:], "little")


def alone(entries: list[zipfile.ZipInfo], main: zipfile.ZipInfo, read: Callable[[zipfile.ZipInfo], bytes]) -> bytes:
    """Return an archive that holds the parts of one shapefile, called “data”, and nothing else.

    Parameters
    ----------
    entries : list of ZipInfo
        All of the archive.
    main : ZipInfo
        The .shp.
    read : callable
        Reads one of the entries within the limits of an archive.

    Raises
    ------
    Refused
        Where a part is missing or is something else.
    """
    stem = main.filename[:-4]
    parts = {
        entry.filename[-4:].lower(): entry
        for entry in entries
        if entry.filename[:-4] == stem and entry.filename[-4:].lower() in PARTS
    }
    if ".dbf" not in parts:
        raise refused("The shapefile lacks its .dbf file: put .shp, .shx, .dbf and .prj into one zip.")
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as out:
        for ending, entry in parts.items():
            content = read(entry)
            _check_part(ending, content)
            out.writestr(f"data{ending}", content)
            if ending == ".shp" and ".shx" not in parts:
                out.writestr("data.shx", _index(content))
    return clean.getvalue()


def _index(shapes: bytes) -> bytes:
    """Return the .shx of a .shp that came without: where each of its shapes begins and how long it is, in words of two bytes."""
    end, at, index = 2 * int.from_bytes(shapes[24:28], "big"), 100, bytearray()
    while at < end:
        length = shapes[at + 4 : at + 8]
        index += (at // 2).to_bytes(4, "big") + length
        at += 8 + 2 * int.from_bytes(length, "big")
    if at > end:
        raise refused("The .shp file in the archive breaks off within a shape: export or pack it again.")
    return shapes[:24] + (50 + len(index) // 2).to_bytes(4, "big") + shapes[28:100] + bytes(index)


def _check_part(ending: str, content: bytes) -> None:
    """Refuse a part of a shapefile that is something else or breaks off; GDAL would leave out what it cannot read without a word."""
    if ending == ".shp":
        if content[:4] != BEGINNING:
            raise refused("The .shp file in the archive is no shapefile: export it again.")
        stated = 2 * int.from_bytes(content[24:28], "big")
        if len(content) < max(100, stated):
            raise refused(
                "The .shp file in the archive breaks off: of {stated:,} bytes it holds {held:,}. Export or pack it again.",
                stated=max(100, stated),
                held=len(content),
            )
    if ending == ".dbf":
        header, row = int.from_bytes(content[8:10], "little"), int.from_bytes(content[10:12], "little")
        if not (33 <= header <= len(content) and row >= 1):
            raise refused(
                "The .dbf file in the archive, which holds the columns, is no dBASE table or breaks off: export the shapefile again."
            )
