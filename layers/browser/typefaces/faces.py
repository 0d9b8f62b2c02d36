"""Which typefaces a browser loads: pieces of Streamlit's faces, and behind each the whole face for letters that no piece has.

Streamlit's own files hold every script and sign, 1.3 MB for the first page alone. The pieces beside this file are cut from them (cut.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from layers.kit.asset import Asset, asset

HERE = Path(__file__).parent

#: Latin with the accents of the West, punctuation, arrows and the marks that the pages use.
LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x2BB, 0x2BC),
    *range(0x2010, 0x2028),
    *range(0x202F, 0x203B),
    *(0x20AC, 0x2116),
    *range(0x2190, 0x2194),
    *(0x2212, 0x2264, 0x2265),
)
#: The other accents, of transliterations too.
LATIN_MORE = (*range(0x100, 0x180),)
#: All Cyrillic letters, those that single languages have of their own among them.
CYRILLIC = (*range(0x400, 0x500),)


@dataclass(frozen=True)
class Piece:
    """A file beside this one: its name, whose part it is, the letters that it is asked for, and each axis's range."""

    name: str
    face: str
    letters: tuple[int, ...]
    axes: tuple[tuple[str, tuple[float, float]], ...] = ()


@dataclass(frozen=True)
class Face:
    """One of Streamlit's faces: its family there, the start of its file's name (it changes with each release), and what CSS says of it."""

    family: str
    file: str
    told: str = "font-weight: 100 900; font-style: normal; font-display: swap;"


FACES = {
    "sans": Face("Source Sans", "SourceSansVF-Upright"),
    "serif": Face("Source Serif", "SourceSerifVariable-Roman"),
    "serif-italic": Face(
        "Source Serif", "SourceSerifVariable-Italic", "font-weight: 100 900; font-style: italic; font-display: swap;"
    ),
    # Until it is there its words stay hidden: they are names of signs, not for reading.
    "icons": Face(
        "Material Symbols Rounded",
        "MaterialSymbols-Rounded",
        "font-weight: 400; font-style: normal; font-display: block;",
    ),
}

#: All code points there are.
_ALL = frozenset(range(0x110000))

#: The weights that we set serifs in.
_SET = (("wght", (400, 700)),)
PIECES = (
    Piece("sans", "sans", LATIN + LATIN_MORE + CYRILLIC),
    Piece("serif", "serif", LATIN, _SET),
    Piece("serif-more", "serif", LATIN_MORE, _SET),
    Piece("serif-cyrillic", "serif", CYRILLIC, _SET),
    # The map's waters alone are named in it, all in one size (names/names.js).
    Piece("serif-italic", "serif-italic", LATIN + LATIN_MORE + CYRILLIC, (("wght", (400, 400)), ("opsz", (13, 13)))),
    # An icon is a word that the face draws as one sign: which words, cut.py finds.
    Piece("icons", "icons", (*range(0x20, 0x7F),)),
)


@cache
def whole(face: str) -> Path | None:
    """Return Streamlit's file of a face, found without importing Streamlit."""
    package = find_spec("streamlit")
    if package is None or package.origin is None:
        return None
    media = Path(package.origin).parent / "static" / "static" / "media"
    return next(iter(sorted(media.glob(f"{FACES[face].file}*.woff2"))), None)


@cache
def piece(name: str) -> Asset | None:
    """Return a piece, or None for a name that is none's."""
    known = name in {one.name for one in PIECES}
    return asset((HERE / f"{name}.woff2").read_bytes(), "font/woff2") if known else None


def address(name: str, fonts: str) -> str:
    """Return the address of a piece below that of all, `fonts`."""
    found = piece(name)
    return f"{fonts}/{name}.woff2?v={found.etag if found else ''}"


def rules(families: Mapping[str, str], fonts: str, media: str) -> str:
    """Return the ``@font-face`` rules of faces.

    Parameters
    ----------
    families : mapping of str to str
        The faces, of `FACES`, with the family that a page knows each by.
    fonts, media : str
        The addresses below which the pieces and Streamlit's files lie.
    """
    found = ""
    for face, family in families.items():
        start = f'@font-face {{ font-family: "{family}"; {FACES[face].told}'
        pieces = [one for one in PIECES if one.face == face]
        sources = [(address(one.name, fonts), frozenset(one.letters)) for one in pieces]
        file = whole(face)
        if file:
            rest = _ALL.difference(*(letters for _, letters in sources))
            sources.append((f"{media}/{file.name}", rest))
        for source, letters in sources:
            found += f'{start} src: url("{source}") format("woff2"); unicode-range: {_span(letters)}; }}\n'
    return found


@cache
def sheet(file: Path) -> Asset:
    """Return one of Streamlit's style sheets with the pieces in the place of its faces; its slanted serif stays, of which we have one weight."""
    css = file.read_text(encoding="utf-8")
    for name, face in FACES.items():
        source = whole(name)
        if source and name != "serif-italic":
            instead = rules({name: face.family}, "../../assets/fonts", "../media")
            css = re.sub(rf"@font-face\s*\{{[^}}]*{re.escape(source.name)}[^}}]*\}}", instead, css)
    return asset(css, "text/css")


def _span(letters: frozenset[int]) -> str:
    """Return letters as CSS names them, those in a row as one range."""
    starts = sorted(code for code in letters if code - 1 not in letters)
    ends = sorted(code for code in letters if code + 1 not in letters)
    return ", ".join(f"U+{start:X}-{end:X}" for start, end in zip(starts, ends, strict=True))
