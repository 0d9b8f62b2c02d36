"""JSON told by its structure before anything opens it: GeoJSON and its kin, or objects that are the rows of a table.

It is sound, no deeper than geometry is, and what goes to GDAL is GeoJSON, TopoJSON or Esri's JSON by its own word.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from itertools import islice

import msgspec

from geodata.importers.formats import json_tables
from geodata.importers.formats.encodings import to_utf8
from geodata.importers.formats.geojson import NOTHING, whole
from geodata.importers.formats.json_tables import Told, opening
from geodata.importers.report import Refused, refused
from geodata.translation import tr, tr_n

GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")

#: Top-level "type" → format as it is to be opened.
TYPES = dict.fromkeys(("FeatureCollection", "Feature", *GEOMETRIES), "geojson") | {"Topology": "topojson"}

#: Objects within objects that are looked into for a list of rows, as an interface's answer wraps them.
WRAPPED = 3

#: What an answer calls the address of its next page, and Esri's word for rows left out.
_MORE = ("NextPageUrl", "next", "nextLink", "@odata.nextLink", "next_page_url", "exceededTransferLimit")

#: The parts of Esri's JSON that its reader needs; others may name an address at which it would ask for more.
_ESRI = ("geometryType", "spatialReference", "fields", "features", "hasZ", "hasM", "objectIdFieldName")

#: Python writes numbers that are none, and JavaScript cuts a sign of two halves in the middle; GDAL reads both.
_LENIENT = re.compile(rb"(?<=[:,\[\s])-?(?:NaN|Infinity)(?=[,\]}\s])|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])


class _Top(msgspec.Struct):
    """What is wanted of the outermost object; all else is looked through and not kept."""

    type: msgspec.Raw = msgspec.Raw(b"")


_TOP = msgspec.json.Decoder(_Top)


def told(data: bytes, notes: list[str], encoding: str = "") -> Told:
    """Tell what a JSON is.

    Parameters
    ----------
    data : bytes
    notes : list of str
        Takes a sentence where the text had to be recoded or is not the whole.
    encoding : str
        As its owner says; "" for what the text tells.

    Raises
    ------
    Refused
        For JSON that is malformed, nested too deep, empty at length, or something else.
    """
    data = to_utf8(data, notes, encoding).removeprefix(codecs.BOM_UTF8).lstrip(b"\x1e \t\r\n")
    # The shortest position has six signs: what opens more lists and objects than that is filled with empty ones, which cost far more to hold than to write.
    if len(data) > 1 << 20 and 5 * (data.count(b"{") + data.count(b"[")) > len(data):
        raise refused("The JSON consists of empty objects and lists for the most part: it is not read.")
    try:
        try:
            found = _sound(data, notes)
        except msgspec.DecodeError as error:
            found = _lines(data, notes) or _lenient(data, notes, error)
    except RecursionError:
        raise refused("The JSON is nested deeper than any geometry is; it is not read.") from None
    if found is None:
        raise _nothing(data)
    return found


def _type(data: bytes | msgspec.Raw) -> str:
    """Return the "type" of an object; "" where it is no word or no object.

    Raises
    ------
    msgspec.DecodeError
        For malformed JSON.
    """
    try:
        top = _TOP.decode(data)
        return msgspec.json.decode(top.type, type=str) if 2 < len(top.type) < 100 else ""
    except msgspec.ValidationError:
        return ""


def _sound(data: bytes | msgspec.Raw, notes: list[str], depth: int = 0) -> Told | None:
    """Tell a JSON that is one value; None for one that holds nothing to read."""
    if (kind := TYPES.get(_type(data))) is not None:
        return Told(kind, whole(bytes(data)) if kind == "geojson" else bytes(data))
    if opening(data) == b"[":
        return _list(_ELEMENTS.decode(data))
    if opening(data) != b"{":
        return None
    members = _MEMBERS.decode(data)
    features = members.get("features", members.get("elements"))
    first = next(iter(_elements(features)), None) if features else None
    if first is not None and "features" in members and ("geometryType" in members or '"attributes"' in _head(first)):
        return _esri(members, first, notes)
    if first is not None and "elements" in members and _type(first) in ("node", "way", "relation"):
        return Told("overpass", bytes(data))
    _say_whether_whole(members, notes)
    if (table := json_tables.by_columns(members) or json_tables.by_key(members)) is not None:
        return table
    inner = [
        (_type(value) not in GEOMETRIES, found)
        for value in members.values()
        if depth < WRAPPED and opening(value) in (b"[", b"{") and (found := _sound(value, notes, depth + 1))
    ]
    # An answer may have a list of messages beside that of its rows, and a map the point at its middle.
    best = max(inner, key=lambda one: (one[0], one[1].kind != "json", len(one[1].rows)), default=None)
    return best and best[1]


def _elements(raw: msgspec.Raw) -> list[msgspec.Raw]:
    return _ELEMENTS.decode(raw) if opening(raw) == b"[" else []


def _head(raw: msgspec.Raw) -> str:
    return bytes(memoryview(raw)[:2000]).decode("utf-8", "replace")


def _list(elements: list[msgspec.Raw]) -> Told | None:
    numbered = list(enumerate(elements, start=1))
    objects = [(number, raw) for number, raw in numbered if opening(raw) == b"{"]
    if objects and _type(objects[0][1]) == "Feature":
        return Told("geojson", whole(_collection(bytes(raw) for raw in elements)))
    if objects and all(_type(raw) == "FeatureCollection" for raw in elements):
        # Layers of a map, one after the other.
        layers = [_MEMBERS.decode(raw) for raw in elements]
        if not any("crs" in layer for layer in layers):
            parts = (_elements(layer.get("features", msgspec.Raw(b"[]"))) for layer in layers)
            return Told("geojson", whole(_collection(bytes(raw) for part in parts for raw in part)))
    if objects:
        broken = [(number, _head(raw)) for number, raw in numbered if opening(raw) != b"{"]
        return Told("json", rows=[raw for _, raw in objects], numbers=[number for number, _ in objects], broken=broken)
    rows = [msgspec.json.decode(raw) for raw in elements if opening(raw) == b"["]
    # A table as lists, the first of which holds the names.
    if (
        len(rows) > 1
        and len(rows) == len(elements)
        and len(rows[0]) > 1
        and all(isinstance(name, str) for name in rows[0])
    ):
        return json_tables.split(rows[0], rows[1:], 2)
    return None


def _collection(features: Iterable[bytes]) -> bytes:
    return b'{"type":"FeatureCollection","features":[' + b",".join(features) + b"]}"


def _esri(members: dict[str, msgspec.Raw], first: msgspec.Raw, notes: list[str]) -> Told:
    _say_whether_whole(members, notes)
    geometry = msgspec.json.decode(first, type=dict[str, msgspec.Raw]).get("geometry", msgspec.Raw(b"null"))
    if "spatialReference" not in members and opening(geometry) == b"{":
        members |= {name: raw for name, raw in _MEMBERS.decode(geometry).items() if name == "spatialReference"}
    parts = json_tables.with_names(members, notes)
    return Told("esrijson", msgspec.json.encode({name: parts[name] for name in _ESRI if name in parts}))


def _say_whether_whole(members: Mapping[str, msgspec.Raw], notes: list[str]) -> None:
    if any(bytes(members[name]) not in (b"null", b'""', b"false") for name in _MORE if name in members):
        notes.append(
            tr("The file says that there are more rows on further pages: it is a part. Download the others as well.")
        )


def _lines(data: bytes, notes: list[str]) -> Told | None:
    """Tell a text with an object on each line; None where its first line holds none."""
    parted = [(number, line.strip(b"\x1e \t\r")) for number, line in enumerate(data.split(b"\n"), start=1)]
    filled = [(number, line) for number, line in parted if line]
    try:
        kinds = [_type(line) for _, line in islice(filled, 1)]
    except msgspec.DecodeError:
        return None
    if len(filled) < 2 or not filled[0][1].startswith(b"{"):
        return None
    sound = {number: line for number, line in filled if _is_object(line)}
    broken = [(number, line[:2000].decode("utf-8", "replace")) for number, line in filled if number not in sound]
    if kinds == ["Feature"]:
        if broken:
            notes.append(
                tr_n(
                    "{n} line is no sound JSON; it counts as a feature without geometry.",
                    "{n} lines are no sound JSON; they count as features without geometry.",
                    len(broken),
                )
            )
        return Told("geojson", whole(_collection(sound.get(number, NOTHING) for number, _ in filled)))
    return Told(
        "json", rows=[msgspec.Raw(line) for line in sound.values()], numbers=list(sound), broken=broken, unit="line"
    )


def _is_object(line: bytes) -> bool:
    try:
        _MEMBERS.decode(line)
    except msgspec.DecodeError:
        return False
    return True


def _lenient(data: bytes, notes: list[str], error: msgspec.DecodeError) -> Told | None:
    """Tell a JSON with what Python and JavaScript write against its rules."""
    try:
        kind = TYPES.get(_type(_LENIENT.sub(lambda found: b"\\u0020" if found[0].startswith(b"\\") else b"0", data)))
        if kind:
            return Told(kind, data)
        words = json.loads(data, parse_constant=lambda _: None)
        return _sound(json.dumps(words, ensure_ascii=False).encode("utf-8", "replace"), notes)
    except ValueError:
        raise refused(
            "The JSON breaks off or is malformed: {why}. If it was cut short on its way, save or download it again.",
            why=error,
        ) from None


def _nothing(data: bytes) -> Refused:
    kind = _type(_LENIENT.sub(b"0", data))
    if kind.isprintable() and kind:
        return refused(
            "The file is JSON but no GeoJSON: its “type” is “{name}” and none of FeatureCollection, Feature or a geometry.",
            name=kind[:40],
        )
    return refused(
        "The file is JSON but no GeoJSON: it has no “type” of FeatureCollection, Feature or a geometry, nor does it hold a list of objects that could be rows."
    )
