"""GeoJSON made whole before GDAL reads it: of a collection GDAL leaves out, without a word, what does not say that it is a feature."""

from __future__ import annotations

import json

import msgspec

#: Stands for what is no feature, so that it is counted.
NOTHING = b'{"type":"Feature","properties":{},"geometry":null}'

_FEATURE = b'"Feature"'


class _Typed(msgspec.Struct):
    type: msgspec.Raw = msgspec.Raw(b"")


class _Collection(msgspec.Struct):
    features: list[_Typed]


_COLLECTION = msgspec.json.Decoder(_Collection)
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])


def whole(data: bytes) -> bytes:
    """Return a GeoJSON in which every element of "features" says that it is a feature; the same bytes where all do already, or where there is no such list."""
    try:
        if all(bytes(one.type) == _FEATURE for one in _COLLECTION.decode(data).features):
            return data
    except msgspec.ValidationError:
        pass  # Something in the list is no object, or it is no list.
    members = _MEMBERS.decode(data)
    try:
        features = _ELEMENTS.decode(members.get("features", msgspec.Raw(b"null")))
    except msgspec.ValidationError:
        return data
    members["features"] = msgspec.Raw(b"[" + b",".join(map(_feature, features)) + b"]")
    return msgspec.json.encode(members)


def _feature(raw: msgspec.Raw) -> bytes:
    words = bytes(raw)
    if not words.startswith(b"{"):
        return NOTHING
    members = json.loads(words)
    if members.get("type") == "Feature":
        return words
    return json.dumps({**members, "type": "Feature"}, ensure_ascii=False).encode("utf-8", "replace")
