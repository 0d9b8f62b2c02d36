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
from geodata.importers.report import Refused

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
    kind : {"csv", "xlsx", "geojson", "gpkg", "shapefile", "kml", "parquet"}
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
    if len(data) > FILE:
        raise Refused(f"The file has {len(data) >> 20} MB; at most {FILE >> 20} MB are read.")
    return _told(name, data, within=False)


def _told(name: str, data: bytes, within: bool) -> Content:
    if not data:
        raise Refused("The file is empty.")
    if data[:4] == b"PK\x03\x04":
        return _archive(name, data, within)
    return Content(_kind(name, data), name, data)


def _kind(name: str, data: bytes) -> str:
    head = data[:4096]
    if not head.strip(b"\0"):
        raise Refused("The file begins with nothing but zero bytes: it is damaged, or its download broke off.")
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_SHP):
        raise Refused(
            "This is one part of a shapefile, the .shp: put .shp, .shx, .dbf and .prj into one zip and drop that."
        )
    if head.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data[: 1 << 20]:
        raise Refused("The workbook is locked with a password: save it without one.")
    if head.startswith(
        (
            b"\xd0\xcf\x11\xe0",
            b"%PDF",
            b"Rar!",
            b"7z\xbc\xaf",
            b"\x1f\x8b",
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"MZ",
            b"\x7fELF",
        )
    ):
        raise Refused(
            f"“{name}” is none of the formats read: {_FORMATS}. An old .xls file can be saved as .xlsx; an archive must be a .zip."
        )
    text = _as_text(head).lstrip("\ufeff \t\r\n").lower()
    if text.startswith(("<!doctype html", "<html", "<head", "<body", "<script")):
        raise Refused(
            "This is a web page, not a table: the download was perhaps a sign-in page. Open it in a browser to see what it says."
        )
    if text.startswith("<"):
        return _xml(data)
    if text.startswith(("{", "[")):
        return "geojson"
    return "csv"


#: A shapefile's main file begins so.
_SHP = b"\x00\x00\x27\x0a"
_FORMATS = "CSV, XLSX, GeoJSON, GeoPackage, Shapefile (zip), KML, KMZ and GeoParquet"


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
    if not name:
        raise Refused(
            f"The file is markup the atlas does not read: it is XML but no KML, or it is damaged. The atlas reads {_FORMATS}."
        )
    raise Refused(
        f"The file is XML but no KML: it is markup of the kind “{name[:40]}”, which the atlas does not read. It reads {_FORMATS}."
    )


def _archive(name: str, data: bytes, within: bool) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _open(name, data, archive, within)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, struct.error, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(
            f"The archive “{name}” is damaged and cannot be opened ({str(error)[:80]}): it may have broken off. Download or pack it again."
        ) from None
    except RuntimeError:
        raise Refused(f"The archive “{name}” is locked with a password: pack it without one.") from None


def _open(name: str, data: bytes, archive: zipfile.ZipFile, within: bool) -> Content:
    entries = [
        entry
        for entry in archive.infolist()
        if entry.filename and not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
    ]
    if len(entries) > ENTRIES:
        raise Refused(f"The archive holds {len(entries):,} files; at most {ENTRIES} are looked at.")
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED or (size > SMALL and size > GROWTH * len(data)):
        raise Refused(
            f"The archive would unpack from {len(data) / (1 << 20):.1f} to {size / (1 << 20):,.0f} MB; such archives are not opened."
        )
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        if "xl/workbook.xml" not in names:
            raise Refused(f"“{name}” is an office document without a sheet. The atlas reads {_FORMATS}.")
        return _workbook(name, archive, entries)
    if within:
        raise Refused(_NESTED)
    by_ending: dict[str, list[zipfile.ZipInfo]] = {}
    for entry in entries:
        by_ending.setdefault(PurePosixPath(entry.filename).suffix.lower(), []).append(entry)
    if ".shp" in by_ending:
        return _shapefile(archive, entries, by_ending[".shp"])
    readable = [
        entry
        for ending in (".csv", ".xlsx", ".geojson", ".json", ".gpkg", ".kml", ".parquet", ".geoparquet", ".tsv", ".txt")
        for entry in by_ending.get(ending, [])
    ]
    if not readable and {".zip", ".kmz"} & by_ending.keys():
        raise Refused(_NESTED)
    if not readable and {".dbf", ".shx", ".prj"} & by_ending.keys():
        raise Refused(
            "The archive holds parts of a shapefile without its .shp: put .shp, .shx, .dbf and .prj into one zip."
        )
    if not readable:
        raise Refused(f"The archive “{name}” holds nothing the atlas reads. It reads {_FORMATS}.")
    if len(readable) > 1:
        some = ", ".join(entry.filename[-60:] for entry in readable[:5])
        raise Refused(f"The archive holds several files that could be meant ({some}): drop the one you want.")
    # Of archives only a workbook may lie within an archive.
    return _told(PurePosixPath(readable[0].filename).name, _read(archive, readable[0]), within=True)


_NESTED = "The archive holds another archive: unpack it and drop what is inside."


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(
            "The archive is packed in a way that is not opened (neither stored nor deflated): pack it as an ordinary zip."
        )
    # The stated size is the archive's own word: never read past it, nor past what is allowed.
    with archive.open(entry) as stream:
        data = stream.read(min(entry.file_size, UNPACKED) + 1)
    if len(data) > entry.file_size:
        raise Refused("The archive states a wrong size for its content; such archives are not opened.")
    return data


def _workbook(name: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Content:
    """Return a workbook with what its sheets need and nothing else, so that another reader of archives sees what was seen here."""
    parts = [entry for entry in entries if entry.filename == "[Content_Types].xml" or _SHEETS.fullmatch(entry.filename)]
    if len({entry.filename.lower() for entry in parts}) < len(parts):
        raise Refused("The workbook holds two parts of one name: open it in a spreadsheet and save it anew.")
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for entry in parts:
            out.writestr(entry.filename, _read(archive, entry))
    return Content("xlsx", name, clean.getvalue())


def _shapefile(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], main: list[zipfile.ZipInfo]) -> Content:
    if len(main) > 1:
        names = ", ".join(entry.filename[-60:] for entry in main[:5])
        raise Refused(f"The archive holds several shapefiles ({names}): drop the one you want.")
    stem = main[0].filename[:-4]
    parts = {
        entry.filename[-4:].lower(): entry
        for entry in entries
        if entry.filename[:-4] == stem and entry.filename[-4:].lower() in SHAPEFILE
    }
    missing = sorted({".shx", ".dbf"} - set(parts))
    if missing:
        raise Refused(
            f"The shapefile lacks its {' and '.join(missing)} file: put .shp, .shx, .dbf and .prj into one zip."
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
            raise Refused("The .shp file in the archive is no shapefile: export it again.")
        stated = 2 * int.from_bytes(content[24:28], "big")
        if len(content) < max(100, stated):
            raise Refused(
                f"The .shp file in the archive breaks off: of {max(100, stated):,} bytes it holds {len(content):,}. Export or pack it again."
            )
    if ending == ".dbf":
        header, row = int.from_bytes(content[8:10], "little"), int.from_bytes(content[10:12], "little")
        if not (33 <= header <= len(content) and row >= 1):
            raise Refused(
                "The .dbf file in the archive, which holds the columns, is no dBASE table or breaks off: export the shapefile again."
            )
