"""GeoJSON made whole before GDAL reads it: of a collection GDAL leaves out, without a word, what does not say that it is a feature."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Literal

import msgspec

#: Stands for what is no feature, so that it is counted.
NOTHING = b'{"type":"Feature","properties":{},"geometry":null}'


class _Feature(msgspec.Struct, gc=False):
    """What says that it is a feature, and nothing else of it: a large file has a million of them."""

    type: Literal["Feature"]


class _Collection(msgspec.Struct):
    features: list[_Feature]


_COLLECTION = msgspec.json.Decoder(_Collection)
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])


def whole(data: bytes) -> bytes:
    """Return a GeoJSON in which every element of "features" says that it is a feature; the same bytes where all do already, or where there is no such list."""
    with suppress(msgspec.ValidationError):  # Something in the list is no feature, or it is no list.
        _COLLECTION.decode(data)
        return data
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
