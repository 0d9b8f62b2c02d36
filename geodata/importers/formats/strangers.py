"""Files that are not read, told by how they begin: what each is, and what to drop instead."""

from __future__ import annotations

import re

from geodata.importers.formats import shapefile
from geodata.importers.report import refused
from geodata.translation import mark, tr

#: What is read, in words.
FORMATS = mark("CSV, XLSX, JSON, GeoJSON, TopoJSON, GeoPackage, Shapefile (zip), KML, KMZ, GPX and GeoParquet")

#: Beginnings of old office documents, PDF, other archives, pictures and programs.
_OTHERS = re.compile(rb"\xd0\xcf\x11\xe0|%PDF|Rar!|7z\xbc\xaf|\x1f\x8b|\x89PNG|\xff\xd8\xff|MZ|\x7fELF")

#: Pictures, recordings and models, such as a KMZ has beside its places by the hundred: none of them is unpacked.
_MEDIA = re.compile(
    r".*\.(jpe?g|png|gif|webp|hei[cf]|bmp|tiff?|svg|ico|mp[34]|m4a|m4v|mov|avi|3gp|wav|ogg|amr|dae)", re.IGNORECASE
)

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
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data[: 1 << 20]:
        raise refused("The workbook is locked with a password: save it without one.")
    if _OTHERS.match(data):
        raise refused(
            "“{name}” is none of the formats read: {formats}. An old .xls file can be saved as .xlsx; an archive must be a .zip.",
            name=name,
            formats=tr(FORMATS),
        )
