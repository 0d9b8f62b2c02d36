"""A language that nobody speaks: every letter of English stands in it for another one, so that what is left in Latin letters was never translated.

``python -m tests.made_up_atlas.tongue FOLDER`` writes the made-up atlas, its own words in these letters, and the catalogue ``tongue.po`` beside it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml
from babel.messages import Catalog

from tests.made_up_atlas.draw import draw
from tests.support.messages import collected, written

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстувшчызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЧЫЗ"
)

#: What of a message is no word: places, tags, entities, icons, addresses.
_NO_WORDS = re.compile(r"(\{[^{}]*\}|</?[a-zA-Z][^>]*>|&\w+;|:material/\w+:|\]\([^)]*\)|https?://\S+)")

#: Keys of the atlas's files whose values are no words: ids, codes, and what the schema knows.
_CODES = frozenset(
    """about basis code compared confidence countries country country_code district first_day follows format former geometry host_code id key kind
    language measure opens operator_code owner part party person persons place precision record records region related renamed row source sources squeezed_before stage start start_precision
    status unit url view districts places type vintage""".split()
)

#: Values that the schema knows under keys whose values may be words too.
_PARTIES = frozenset({"arvian", "belmish", "joint", "third"})
_STATES = frozenset({"closed", "planned", "in-use"})
_VALUES = {"state": _STATES, "by": _PARTIES, "about": _PARTIES, "side": _PARTIES}

#: What stands in no catalogue: the name of the house, of formats, of others; and the codes of states, which mark a base.
NAMES = frozenset(
    """Border Atlas CSV GeoJSON GeoPackage GeoParquet KML KMZ GPX XLSX Excel PNG PDF PPTX HTML JSON SVG BibTeX RIS
    EPSG ACLED UCDP GED OpenStreetMap OpenTopoMap Natural Earth Leaflet Streamlit WGS AV BM CX DX BORDER ATLAS""".split()
)


def foreign(text: str) -> str:
    """Say a text in the language: places, tags and addresses stay."""
    parts = _NO_WORDS.split(text)
    return "".join(part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(parts))


def catalogue() -> bytes:
    """Return the language's catalogue of every message of the code."""
    made = Catalog(locale="en_GB", fuzzy=False)
    for message in collected():
        if not message.id:
            continue
        said = foreign(message.id) if isinstance(message.id, str) else tuple(map(foreign, message.id))
        made.add(message.id, said, message.locations, context=message.context)
    return written(made, header=True)


def _worded(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        keep = key in ("former", "opens", "renamed")
        return {name: one if keep else _worded(one, str(name)) for name, one in value.items()}
    if isinstance(value, list):
        return [_worded(one, key) for one in value]
    if (
        not isinstance(value, str)
        or key in _CODES
        or value.endswith(".geojson")
        or value in _VALUES.get(key, ())
        or re.fullmatch("[A-Z]{2}", value)
    ):
        return value
    return foreign(value)


def draw_foreign(folder: Path) -> tuple[Path, Path]:
    """Write the made-up atlas in the letters of the language, and its catalogue; return both paths."""
    atlas = draw(folder / "atlas")
    for path in atlas.rglob("*.yaml"):
        text = yaml.safe_dump(_worded(yaml.safe_load(path.read_text(encoding="utf-8"))), allow_unicode=True)
        path.write_text(text, encoding="utf-8")
    for path in atlas.rglob("*.geojson"):
        collection = json.loads(path.read_text(encoding="utf-8"))
        for feature in collection["features"]:
            words = feature["properties"]
            words |= {key: foreign(words[key]) for key in ("name", "method") if key in words}
        path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    file = folder / "tongue.po"
    file.write_bytes(catalogue())
    return atlas, file


def untranslated(text: str) -> set[str]:
    """Return the words of a text that are in Latin letters and no name of the house or of others."""
    bare = re.sub(
        r"https?://\S+|[\w-]+\.invalid\b|[\w.-]+@[\w.-]+|\S+\.(?:csv|geojson|kml|gpkg|html|txt|png|yaml|po)\b",
        " ",
        text,
    )
    return {word for word in re.findall(r"(?<![\w-])[A-Za-z]{2,}(?![\w-])", bare) if word not in NAMES}


if __name__ == "__main__":
    print(*draw_foreign(Path(sys.argv[1])))
