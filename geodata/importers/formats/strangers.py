"""Files that are not read, told by how they begin: what each is, and what to drop instead."""

from __future__ import annotations

import re

from geodata.importers import office
from geodata.importers.formats import shapefile
from geodata.importers.markup_text import PICTURES
from geodata.importers.report import refused
from geodata.translation import mark, tr

#: What is read, in words.
FORMATS = mark(
    "CSV, XLSX, XLSB, ODS, XLS, JSON, GeoJSON, TopoJSON, GeoPackage, Shapefile (zip), KML, KMZ, GPX and GeoParquet"
)

#: Beginnings of old office documents, PDF, other archives, pictures and programs.
_OTHERS = re.compile(rb"\xd0\xcf\x11\xe0|%PDF|Rar!|7z\xbc\xaf|\x1f\x8b|\x89PNG|\xff\xd8\xff|MZ|\x7fELF")

#: Pictures, recordings and models, such as a KMZ has beside its places by the hundred: none of them is unpacked.
_MEDIA = re.compile(rf".*\.({PICTURES}|ico|mp[34]|m4a|m4v|mov|avi|3gp|wav|ogg|amr|dae)", re.IGNORECASE)

#: Beginnings of formats of data that other programs turn into one of those.
_TURNED = {
    b"fgb\x03": "FlatGeobuf",
    b"ARROW1": "Arrow (Feather)",
    b"II*\0": "GeoTIFF",
    b"MM\0*": "GeoTIFF",
    b"$FL2": "SPSS",
    b"<stata_dta>": "Stata",
    b"\x89HDF": "HDF5",
    b"CDF\x01": "NetCDF",
    b"Obj\x01": "Avro",
}


def is_beside(name: str) -> bool:
    """Tell whether a file of an archive is by its name a picture, a recording or a model, or what a Mac puts beside each."""
    return not name or name.startswith("__MACOSX/") or _MEDIA.fullmatch(name) is not None


#: How an Excel workbook of the years before 2007 begins, what it lies in, and what of the same beginning is none.
_OLE = b"\xd0\xcf\x11\xe0"
_SHEETS = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))
_NO_SHEETS = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("WordDocument", "PowerPoint Document"))


def is_old_excel(name: str, data: bytes) -> bool:
    """Tell whether a file is an Excel workbook of the years before 2007, and not another document of the same form; of one that breaks off its name tells."""
    if not data.startswith(_OLE):
        return False  # Before anything is looked for in the whole of a large file.
    named = name.lower().endswith(".xls") or any(part in data for part in _SHEETS)
    return named and not any(part in data for part in _NO_SHEETS)


def turn_away(name: str, data: bytes) -> None:
    """Refuse what is none of the formats read.

    Raises
    ------
    Refused
    """
    if data.startswith(shapefile.BEGINNING) or shapefile.is_table(data):
        raise refused(
            "“{name}” is one part of a shapefile: put its .shp, .shx, .dbf and .prj into one zip and drop that.",
            name=name,
        )
    if found := next((title for beginning, title in _TURNED.items() if data.startswith(beginning)), ""):
        raise refused(
            "“{name}” is a file of the format {format}, which the atlas does not read: open it where it was made, or in QGIS, and save it as GeoPackage, GeoJSON or CSV.",
            name=name,
            format=found,
        )
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data[: 1 << 20]:
        raise refused(office.LOCKED)
    if _OTHERS.match(data):
        raise refused(
            "“{name}” is none of the formats read: {formats}. An archive must be a .zip.",
            name=name,
            formats=tr(FORMATS),
        )
