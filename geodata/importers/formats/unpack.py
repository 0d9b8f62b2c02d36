"""What a dropped file really is, told from its first bytes and not from its name; archives are opened with a measure in hand."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from geodata.importers import office
from geodata.importers.formats import markup, shapefile, strangers
from geodata.importers.report import Refused, refused
from geodata.translation import mark, tr, tr_n

#: Sizes in bytes. A world's UCDP GED is some 250 MB as CSV; what unpacks to more than `UNPACKED` or grows more than `GROWTH` times is a trap.
FILE, UNPACKED, GROWTH = 400 << 20, 600 << 20, 120
#: Below this size an archive may be packed as well as it likes.
SMALL = 32 << 20
ENTRIES = 200


@dataclass(frozen=True)
class Content:
    """A file's content, unpacked as far as need be.

    Attributes
    ----------
    kind : {"csv", "xlsx", "xlsb", "ods", "xls", "json", "gpkg", "shapefile", "kml", "gpx", "parquet"}
    name : str
        The file's name, or that of the file within the archive.
    data : bytes
        For ``shapefile`` a new archive that holds the parts of one shapefile and nothing else.
    files : mapping of str to int
        The files of an archive where several could be meant, the largest first → their rows, -1 where they were not counted.
    file : str
        Which of them this is.
    within : str
        Which sheet, folder or layer of it is wanted, "" where that is not said.
    """

    kind: str
    name: str
    data: bytes
    files: Mapping[str, int] = field(default_factory=dict)
    file: str = ""
    within: str = ""


#: Between an archive's file and its sheet, folder or layer, where one of these is named.
WITHIN = " › "

#: From a file's name, size and what reads it to the number of its rows.
Rows = Callable[[str, int, Callable[[], bytes]], int]


def unpack(name: str, data: bytes, wanted: str = "", rows: Rows = lambda name, size, read: -1) -> Content:
    """Return what the file is and its content.

    Parameters
    ----------
    name : str
    data : bytes
    wanted : str
        The file of an archive with several, and behind `WITHIN` its sheet or layer; for what is none of them the largest is taken.
    rows : callable
        ``rows(name, size, read)`` says how many rows such a file seems to hold, −1 where that is not said.

    Raises
    ------
    Refused
        For what the atlas does not read, with the reason.
    """
    limit_size(data)
    return _told(name, data, wanted, rows)


def limit_size(data: bytes) -> None:
    """Refuse a file that is larger than what is read."""
    if len(data) > FILE:
        raise refused("The file has {mb:,} MB; at most {most} MB are read.", mb=len(data) >> 20, most=FILE >> 20)


def _told(name: str, data: bytes, wanted: str | None, rows: Rows) -> Content:
    """Return the content of a file, which lies within an archive where nothing can be `wanted` of it."""
    if not data:
        raise refused("The file is empty.")
    return _archive(name, data, wanted, rows) if data[:4] == b"PK\x03\x04" else Content(kind_of(name, data), name, data)


def kind_of(name: str, data: bytes) -> str:
    """Return the kind of a file that is no archive, by its beginning."""
    head = data[:4096]
    if not head.strip(b"\0"):
        raise refused("The file begins with nothing but zero bytes: it is damaged, or its download broke off.")
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if head.startswith(b"PAR1"):
        return "parquet"
    if strangers.is_old_excel(name, data):
        return "xls"
    strangers.turn_away(name, data)
    text = _as_text(head).lstrip("\ufeff\x1e \t\r\n").lower()
    if text.startswith(("<!doctype html", *(f"<{name}" for name in markup.PAGE))):
        raise refused(markup.WEB_PAGE)
    if text.startswith("<"):
        return _xml(data)
    if text.startswith(("{", "[")):
        return "json"
    return "csv"


#: Namespaces of KML, those of Google's first years among them.
_KML = re.compile("kml|earth", re.IGNORECASE)


def _as_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8", "replace")


def _xml(data: bytes) -> str:
    namespace, name = markup.root(data)
    if name == "kml" and (not namespace or _KML.search(namespace)):
        return "kml"
    if name == "gpx":
        return "gpx"
    if not name:
        raise refused(
            "The file is markup the atlas does not read: it is XML but neither KML nor GPX, or it is damaged. The atlas reads {formats}.",
            formats=tr(strangers.FORMATS),
        )
    raise refused(
        "The file is XML but neither KML nor GPX: it is markup of the kind “{kind}”, which the atlas does not read. It reads {formats}.",
        kind=name[:40],
        formats=tr(strangers.FORMATS),
    )


def _archive(name: str, data: bytes, wanted: str | None, rows: Rows) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _open(name, data, archive, wanted, rows)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, struct.error, ValueError) as error:
        raise refused(
            "The archive “{name}” is damaged and cannot be opened ({why}): it may have broken off. Download or pack it again.",
            name=name,
            why=str(error)[:80],
        ) from None
    except RuntimeError:
        raise refused("The archive “{name}” is locked with a password: pack it without one.", name=name) from None


def _open(name: str, data: bytes, archive: zipfile.ZipFile, wanted: str | None, rows: Rows) -> Content:
    # What has no name is set aside first: Python's `is_dir` looks at its last letter.
    entries = [one for one in archive.infolist() if not (strangers.is_beside(one.filename) or one.is_dir())]
    if len(entries) > ENTRIES:
        raise Refused(
            tr_n(
                "The archive holds {n} file; at most {most} are looked at.",
                "The archive holds {n} files; at most {most} are looked at.",
                len(entries),
                most=ENTRIES,
            )
        )
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED or (size > SMALL and size > GROWTH * len(data)):
        raise refused(
            "The archive would unpack from {packed:.1f} to {unpacked:,.0f} MB; such archives are not opened.",
            packed=len(data) / (1 << 20),
            unpacked=size / (1 << 20),
        )
    names = {entry.filename for entry in entries}
    if office.is_document(names):
        found = office.sheets(name, entries, lambda entry: _read(archive, entry))
        if found is None:
            raise refused(
                "“{name}” is an office document without a sheet. The atlas reads {formats}.",
                name=name,
                formats=tr(strangers.FORMATS),
            )
        return Content(found[0], name, found[1])
    if wanted is None:
        raise refused(_NESTED)
    by_ending: dict[str, list[zipfile.ZipInfo]] = {}
    for entry in entries:
        by_ending.setdefault(PurePosixPath(entry.filename).suffix.lower(), []).append(entry)
    if shapefiles := by_ending.get(".shp"):
        return _one_of(
            shapefiles,
            wanted,
            lambda main: shapefile.rows(archive, entries, main),
            lambda main: Content(
                "shapefile",
                PurePosixPath(main.filename).name,
                shapefile.alone(entries, main, lambda entry: _read(archive, entry)),
            ),
        )
    readable = [entry for ending in _READ for entry in by_ending.get(ending, [])]
    # What explains the data lies beside it, a README, a citation or the claims of our own records: as text, or called so.
    for beside in (lambda path: path.suffix.lower() == ".txt", lambda path: _BESIDE.match(path.name)):
        readable = [entry for entry in readable if not beside(PurePosixPath(entry.filename))] or readable
    if not readable and {".zip", ".kmz"} & by_ending.keys():
        raise refused(_NESTED)
    if not readable and {".dbf", ".shx", ".prj"} & by_ending.keys():
        raise refused(
            "The archive holds parts of a shapefile without its .shp: put .shp, .shx, .dbf and .prj into one zip."
        )
    if not readable:
        raise refused(
            "The archive “{name}” holds nothing the atlas reads. It reads {formats}.",
            name=name,
            formats=tr(strangers.FORMATS),
        )
    if len(readable) > 1 and len(readable) == len(by_ending.get(".kml", [])):
        # The main one of a KMZ lies on top, the first of several; it may link to others.
        readable = [one for one in readable if "/" not in one.filename][:1] or readable
    # Of archives only a workbook may lie within an archive.
    return _one_of(
        readable,
        wanted,
        lambda entry: rows(entry.filename, entry.file_size, lambda: _read(archive, entry)),
        lambda entry: _told(PurePosixPath(entry.filename).name, _read(archive, entry), None, rows),
    )


def _one_of(
    entries: list[zipfile.ZipInfo],
    wanted: str,
    rows: Callable[[zipfile.ZipInfo], int],
    read: Callable[[zipfile.ZipInfo], Content],
) -> Content:
    """Return the content of the only entry, of the one that is wanted, or of the largest."""
    if len(entries) == 1:
        return read(entries[0])
    entries = sorted(entries, key=lambda entry: -entry.file_size)
    files = {entry.filename: rows(entry) for entry in entries}
    chosen = next((entry for entry in entries if f"{wanted}{WITHIN}".startswith(f"{entry.filename}{WITHIN}")), None)
    asked, chosen = chosen is not None, chosen or entries[0]
    within = wanted.removeprefix(f"{chosen.filename}{WITHIN}") if asked and wanted != chosen.filename else ""
    try:
        content = read(chosen)
    except Refused as refusal:
        if asked:
            raise
        raise refused(
            "Of the archive's {n} files the largest was looked at, “{name}”: {why} If another is meant, drop that.",
            n=len(files),
            name=chosen.filename[-60:],
            why=str(refusal)[:300],
        ) from None
    return replace(content, files=files, file=chosen.filename, within=within)


#: Endings of what is read, in the order in which a file is looked for.
_READ = (
    *(
        ".csv",
        ".xlsx",
        ".xlsb",
        ".ods",
        ".xls",
        ".geojson",
        ".json",
        ".jsonl",
        ".ndjson",
        ".geojsonl",
        ".topojson",
        ".gpkg",
    ),
    *(".kml", ".gpx", ".parquet", ".geoparquet", ".tsv", ".txt"),
)
_BESIDE = re.compile(
    r"\W*(read.?me|licen[cs]e|copying|terms|citation|metadata|codebook|data.?dictionary)|.*\.claims\.csv$",
    re.IGNORECASE,
)

_NESTED = mark("The archive holds another archive: unpack it and drop what is inside.")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refused(
            "The archive is packed in a way that is not opened (neither stored nor deflated): pack it as an ordinary zip."
        )
    # The stated size is the archive's own word: never read past it, nor past what is allowed.
    with archive.open(entry) as stream:
        data = stream.read(min(entry.file_size, UNPACKED) + 1)
    if len(data) > entry.file_size:
        raise refused("The archive states a wrong size for its content; such archives are not opened.")
    return data
