"""GeoJSON looked through before GDAL opens it: sound, no deeper than geometry is, and a GeoJSON by its own "type"."""

from __future__ import annotations

import re

import msgspec

from geodata.importers.formats.encodings import utf8_faults
from geodata.importers.report import Refused, refused
from geodata.translation import tr

GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")

#: Top-level "type" → format as GDAL is to open it.
TYPES = dict.fromkeys(("FeatureCollection", "Feature", *GEOMETRIES), "geojson") | {"Topology": "topojson"}

#: Python writes numbers that are none, and JavaScript cuts a sign of two halves in the middle; GDAL reads both.
_LENIENT = re.compile(rb"(?<=[:,\[\s])-?(?:NaN|Infinity)(?=[,\]}\s])|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class _Top(msgspec.Struct):
    """What is wanted of the outermost object; all else is looked through and not kept."""

    type: msgspec.Raw = msgspec.Raw(b"")


_DECODER = msgspec.json.Decoder(_Top)


def opened(data: bytes, notes: list[str]) -> tuple[bytes, str]:
    """Return (the text in UTF-8, format as in `TYPES`).

    Parameters
    ----------
    data : bytes
    notes : list of str
        Takes a sentence where the text had to be recoded.

    Raises
    ------
    Refused
        For JSON that is malformed, nested too deep, empty at length, or something else.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes.append(tr("The text is encoded as {encoding}.", encoding="UTF-16"))
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    elif data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if utf8_faults(data):
        notes.append(tr("The text is not UTF-8 as GeoJSON must be; it was read as windows-1251."))
        data = data.decode("cp1251", "replace").encode()
    # The shortest position has six signs: what opens more lists and objects than that is filled with empty ones, which cost far more to hold than to write.
    if len(data) > 1 << 20 and 5 * (data.count(b"{") + data.count(b"[")) > len(data):
        raise refused("The GeoJSON consists of empty objects and lists for the most part: it is not read.")
    return data, _format(data)


def _format(data: bytes) -> str:
    try:
        try:
            top = _DECODER.decode(data)
        except msgspec.DecodeError as error:
            if isinstance(error, msgspec.ValidationError):
                raise
            top = _DECODER.decode(_LENIENT.sub(lambda found: b"\\u0020" if found[0].startswith(b"\\") else b"0", data))
        kind = msgspec.json.decode(top.type, type=str) if 2 < len(top.type) < 100 else ""
    except RecursionError:
        raise refused("The GeoJSON is nested deeper than any geometry is; it is not read.") from None
    except msgspec.ValidationError:
        kind = ""
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refused(
            "The GeoJSON breaks off or is malformed: {why}. If it was cut short on its way, save or download it again.",
            why=error,
        ) from None
    if kind not in TYPES:
        raise Refused(
            tr(
                "The file is JSON but no GeoJSON: its “type” is “{name}” and none of FeatureCollection, Feature or a geometry.",
                name=kind[:40],
            )
            if kind.isprintable() and kind
            else tr("The file is JSON but no GeoJSON: it has no “type” of FeatureCollection, Feature or a geometry.")
        )
    return TYPES[kind]
