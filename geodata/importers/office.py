"""Workbooks that are archives: which they are, and what of them holds sheets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from geodata.importers.report import refused
from geodata.translation import mark

LOCKED = mark("The workbook is locked with a password: save it without one.")

#: Parts of an XLSX: its lists of sheets, texts and styles, and the sheets; no pictures, macros or links.
_XLSX = re.compile(
    r"\[Content_Types\]\.xml|"
    r"(?i:_rels/\.rels|xl/(?:_rels/)?[^/\\]+\.(?:xml|rels)|xl/[^/\\]*sheets[^/\\]*/[^/\\]+\.xml)"
)

#: The same of an XLSB.
_XLSB = re.compile(
    r"\[Content_Types\]\.xml|"
    r"(?i:_rels/\.rels|xl/_rels/workbook\.bin\.rels|xl/(?:workbook|sharedStrings|styles)\.bin|xl/[^/\\]*sheets[^/\\]*/[^/\\]+\.bin)"
)

#: The same of an ODS; its list of files says whether it is locked.
_ODS = re.compile(r"content\.xml|styles\.xml|META-INF/manifest\.xml")

#: What an OpenDocument says that it is, if it has sheets; a template says more.
_IS_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def is_document(names: set[str]) -> bool:
    """Tell whether an archive of these files is an office document."""
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def sheets(
    name: str, entries: list[zipfile.ZipInfo], read: Callable[[zipfile.ZipInfo], bytes]
) -> tuple[str, bytes] | None:
    """Return of an office document its kind, "xlsx", "xlsb" or "ods", and a workbook with what its sheets need and nothing else; None where it has none.

    So another reader of archives sees what was seen here.

    Raises
    ------
    Refused
    """
    there = {entry.filename: entry for entry in entries}
    for kind, main, needed in (("xlsb", "xl/workbook.bin", _XLSB), ("xlsx", "xl/workbook.xml", _XLSX)):
        if main in there and "[Content_Types].xml" in there:
            return kind, _alone([entry for entry in entries if needed.fullmatch(entry.filename)], read, {})
    if "mimetype" in there and read(there["mimetype"]).startswith(_IS_ODS):
        if (told := there.get("META-INF/manifest.xml")) and b"encryption-data" in read(told):
            raise refused(LOCKED)
        parts = [entry for entry in entries if _ODS.fullmatch(entry.filename)]
        return "ods", _alone(parts, read, {"mimetype": _IS_ODS})
    return None


def _alone(parts: list[zipfile.ZipInfo], read: Callable[[zipfile.ZipInfo], bytes], beside: dict[str, bytes]) -> bytes:
    if len({entry.filename.lower() for entry in parts}) < len(parts):
        raise refused("The workbook holds two parts of one name: open it in a spreadsheet and save it anew.")
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for called, data in beside.items():
            out.writestr(called, data)
        for entry in parts:
            out.writestr(entry.filename, read(entry))
    return clean.getvalue()
