"""What a dropped file really is, told from its first bytes and not from its name; archives are opened with a measure in hand."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from geodata.importers.formats import markup
from geodata.importers.report import Refused, refused
from geodata.translation import mark, tr, tr_n

#: Sizes in bytes. A world's UCDP GED is some 250 MB as CSV; what unpacks to more than `UNPACKED` or grows more than `GROWTH` times is a trap.
FILE, UNPACKED, GROWTH = 400 << 20, 600 << 20, 120
#: Below this size an archive may be packed as well as it likes.
SMALL = 32 << 20
ENTRIES = 200

SHAPEFILE = {".shp", ".shx", ".dbf", ".prj", ".cpg"}
#: Parts of a workbook: its lists of sheets, texts and styles, and the sheets; no pictures, macros or links.
_SHEETS = re.compile(
    r"_rels/\.rels|xl/(?:_rels/)?[^/\\]+\.(?:xml|rels)|xl/[^/\\]*sheets[^/\\]*/[^/\\]+\.xml", re.IGNORECASE
)


@dataclass(frozen=True)
class Content:
    """A file's content, unpacked as far as need be.

    Attributes
    ----------
    kind : {"csv", "xlsx", "json", "gpkg", "shapefile", "kml", "gpx", "parquet"}
    name : str
        The file's name, or that of the file within the archive.
    data : bytes
        For ``shapefile`` a new archive that holds the parts of one shapefile and nothing else.
    """

    kind: str
    name: str
    data: bytes


def unpack(name: str, data: bytes) -> Content:
    """Return what the file is and its content.

    Raises
    ------
    Refused
        For what the atlas does not read, with the reason.
    """
    limit_size(data)
    return _told(name, data, within=False)


def limit_size(data: bytes) -> None:
    """Refuse a file that is larger than what is read."""
    if len(data) > FILE:
        raise refused("The file has {mb:,} MB; at most {most} MB are read.", mb=len(data) >> 20, most=FILE >> 20)


def _told(name: str, data: bytes, within: bool) -> Content:
    if not data:
        raise refused("The file is empty.")
    if data[:4] == b"PK\x03\x04":
        return _archive(name, data, within)
    return Content(_kind(name, data), name, data)


def _kind(name: str, data: bytes) -> str:
    head = data[:4096]
    if not head.strip(b"\0"):
        raise refused("The file begins with nothing but zero bytes: it is damaged, or its download broke off.")
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_SHP):
        raise refused(
            "This is one part of a shapefile, the .shp: put .shp, .shx, .dbf and .prj into one zip and drop that."
        )
    if head.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data[: 1 << 20]:
        raise refused("The workbook is locked with a password: save it without one.")
    if _OTHERS.match(head):
        raise refused(
            "“{name}” is none of the formats read: {formats}. An old .xls file can be saved as .xlsx; an archive must be a .zip.",
            name=name,
            formats=tr(_FORMATS),
        )
    text = _as_text(head).lstrip("\ufeff\x1e \t\r\n").lower()
    if text.startswith(("<!doctype html", *(f"<{name}" for name in markup.PAGE))):
        raise refused(markup.WEB_PAGE)
    if text.startswith("<"):
        return _xml(data)
    if text.startswith(("{", "[")):
        return "json"
    return "csv"


#: Beginnings of old office documents, PDF, other archives, pictures and programs.
_OTHERS = re.compile(rb"\xd0\xcf\x11\xe0|%PDF|Rar!|7z\xbc\xaf|\x1f\x8b|\x89PNG|\xff\xd8\xff|MZ|\x7fELF")
#: A shapefile's main file begins so.
_SHP = b"\x00\x00\x27\x0a"
_FORMATS = mark("CSV, XLSX, JSON, GeoJSON, TopoJSON, GeoPackage, Shapefile (zip), KML, KMZ, GPX and GeoParquet")

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
            formats=tr(_FORMATS),
        )
    raise refused(
        "The file is XML but neither KML nor GPX: it is markup of the kind “{kind}”, which the atlas does not read. It reads {formats}.",
        kind=name[:40],
        formats=tr(_FORMATS),
    )


def _archive(name: str, data: bytes, within: bool) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _open(name, data, archive, within)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, struct.error, ValueError) as error:
        raise refused(
            "The archive “{name}” is damaged and cannot be opened ({why}): it may have broken off. Download or pack it again.",
            name=name,
            why=str(error)[:80],
        ) from None
    except RuntimeError:
        raise refused("The archive “{name}” is locked with a password: pack it without one.", name=name) from None


def _open(name: str, data: bytes, archive: zipfile.ZipFile, within: bool) -> Content:
    entries = [
        entry
        for entry in archive.infolist()
        if entry.filename and not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
    ]
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
    if "[Content_Types].xml" in names:
        if "xl/workbook.xml" not in names:
            raise refused(
                "“{name}” is an office document without a sheet. The atlas reads {formats}.",
                name=name,
                formats=tr(_FORMATS),
            )
        return _workbook(name, archive, entries)
    if within:
        raise refused(_NESTED)
    by_ending: dict[str, list[zipfile.ZipInfo]] = {}
    for entry in entries:
        by_ending.setdefault(PurePosixPath(entry.filename).suffix.lower(), []).append(entry)
    if ".shp" in by_ending:
        return _shapefile(archive, entries, by_ending[".shp"])
    readable = [entry for ending in _READ for entry in by_ending.get(ending, [])]
    # What explains the data lies beside it, a README or a citation: as text, or called so.
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
            formats=tr(_FORMATS),
        )
    if len(readable) > 1 and len(readable) == len(by_ending.get(".kml", [])):
        # The main one of a KMZ lies on top, the first of several; it may link to others.
        readable = [one for one in readable if "/" not in one.filename][:1] or readable
    if len(readable) > 1:
        some = ", ".join(entry.filename[-60:] for entry in readable[:5])
        raise refused(
            "The archive holds several files that could be meant ({names}): drop the one you want.", names=some
        )
    # Of archives only a workbook may lie within an archive.
    return _told(PurePosixPath(readable[0].filename).name, _read(archive, readable[0]), within=True)


#: Endings of what is read, in the order in which a file is looked for.
_READ = (
    *(".csv", ".xlsx", ".geojson", ".json", ".jsonl", ".ndjson", ".geojsonl", ".topojson", ".gpkg", ".kml", ".gpx"),
    *(".parquet", ".geoparquet", ".tsv", ".txt"),
)
_BESIDE = re.compile(
    r"\W*(read.?me|licen[cs]e|copying|terms|citation|metadata|codebook|data.?dictionary)", re.IGNORECASE
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


def _workbook(name: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Content:
    """Return a workbook with what its sheets need and nothing else, so that another reader of archives sees what was seen here."""
    parts = [entry for entry in entries if entry.filename == "[Content_Types].xml" or _SHEETS.fullmatch(entry.filename)]
    if len({entry.filename.lower() for entry in parts}) < len(parts):
        raise refused("The workbook holds two parts of one name: open it in a spreadsheet and save it anew.")
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for entry in parts:
            out.writestr(entry.filename, _read(archive, entry))
    return Content("xlsx", name, clean.getvalue())


def _shapefile(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], main: list[zipfile.ZipInfo]) -> Content:
    if len(main) > 1:
        names = ", ".join(entry.filename[-60:] for entry in main[:5])
        raise refused("The archive holds several shapefiles ({names}): drop the one you want.", names=names)
    stem = main[0].filename[:-4]
    parts = {
        entry.filename[-4:].lower(): entry
        for entry in entries
        if entry.filename[:-4] == stem and entry.filename[-4:].lower() in SHAPEFILE
    }
    if not {".shx", ".dbf"} & parts.keys():
        raise refused("The shapefile lacks its .dbf and .shx file: put .shp, .shx, .dbf and .prj into one zip.")
    for ending in (".dbf", ".shx"):
        if ending not in parts:
            raise refused(
                "The shapefile lacks its {ending} file: put .shp, .shx, .dbf and .prj into one zip.", ending=ending
            )
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as out:
        for ending, entry in parts.items():
            content = _read(archive, entry)
            _check_part(ending, content)
            out.writestr(f"data{ending}", content)
    return Content("shapefile", PurePosixPath(main[0].filename).name, clean.getvalue())


def _check_part(ending: str, content: bytes) -> None:
    """Refuse a part of a shapefile that is something else or breaks off; GDAL would leave out what it cannot read without a word."""
    if ending == ".shp":
        if content[:4] != _SHP:
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
