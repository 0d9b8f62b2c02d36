"""Streamlit's own typefaces for pictures and documents: cut to our letters, at a fixed weight, kept on disk.

matplotlib and PDF writers read plain TrueType; Streamlit ships variable WOFF2. The conversion takes a few seconds once per
version of the faces, then the files lie in matplotlib's cache. Where the faces are not found, DejaVu Sans and Serif
stand in: they hold all Cyrillic letters too.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import tempfile
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

#: What matplotlib falls back to for letters that a face lacks.
DEJAVU = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@dataclass(frozen=True)
class Face:
    """A face: the start of its file's name, where it stands on the axes it has, and who stands in for it."""

    file: str
    axes: tuple[tuple[str, float], ...]
    stand_in: str


FACES = {
    "sans": Face("SourceSansVF-Upright", (("wght", 400),), "DejaVuSans.ttf"),
    "sans-bold": Face("SourceSansVF-Upright", (("wght", 600),), "DejaVuSans-Bold.ttf"),
    "serif": Face("SourceSerifVariable-Roman", (("wght", 400), ("opsz", 14)), "DejaVuSerif.ttf"),
    "serif-bold": Face("SourceSerifVariable-Roman", (("wght", 600), ("opsz", 20)), "DejaVuSerif-Bold.ttf"),
    "serif-italic": Face("SourceSerifVariable-Italic", (("wght", 400), ("opsz", 14)), "DejaVuSerif-Italic.ttf"),
}

#: Latin with its accents, all Cyrillic letters, punctuation, arrows and the marks that labels use.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x2BB,
    0x2BC,
    *range(0x400, 0x500),
    *range(0x2000, 0x2028),
    *range(0x202F, 0x203B),
    0x20AC,
    0x2116,
    *range(0x2190, 0x2194),
    0x2212,
    0x2264,
    0x2265,
)

#: What the conversion does, as part of the cache's name: change it when the conversion changes.
_RECIPE = "2"


def _source(face: Face) -> Path | None:
    """Return Streamlit's file of a face, found without importing Streamlit."""
    package = importlib.util.find_spec("streamlit")
    if package is None or package.origin is None:
        return None
    media = Path(package.origin).parent / "static" / "static" / "media"
    return next(iter(sorted(media.glob(f"{face.file}*.woff2"))), None)


def _cut(name: str, source: Path) -> TTFont:
    """Return a face with our letters only, at its fixed weight, under a family name of our own."""
    font = TTFont(source, lazy=True)
    # Kerning and ligatures make up most of the file and of the time; at label sizes nobody sees them go.
    for table in ("GPOS", "GSUB", "GDEF"):
        if table in font:
            del font[table]
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    plain.seek(0)
    fixed = instancer.instantiateVariableFont(TTFont(plain), dict(FACES[name].axes))
    fixed["OS/2"].usWeightClass = 400  # Its weight is in its family name; matplotlib looks for a regular one.
    for record in fixed["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = family(name)
        elif record.nameID in (2, 17):
            record.string = "Regular"
        elif record.nameID == 6:
            record.string = family(name).replace(" ", "")
    return fixed


def family(name: str) -> str:
    """Return the family name under which a face is known to matplotlib."""
    return "Atlas " + name.replace("-", " ").title()


@cache
def path(name: str) -> Path:
    """Return the TrueType file of a face."""
    return _kept(name, ".ttf")


@cache
def woff2(name: str) -> bytes | None:
    """Return a face as WOFF2 for a document that carries its typefaces, or None where Streamlit's are not found."""
    return _kept(name, ".woff2").read_bytes() if _source(FACES[name]) else None


def _kept(name: str, ending: str) -> Path:
    source = _source(FACES[name])
    if source is None:
        return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / FACES[name].stand_in
    digest = hashlib.sha256(source.read_bytes() + repr((FACES[name], LETTERS, _RECIPE)).encode()).hexdigest()[:12]
    file = Path(matplotlib.get_cachedir()) / f"border-atlas-{name}-{digest}{ending}"
    if not file.exists():
        font = _cut(name, source) if ending == ".ttf" else TTFont(path(name))
        font.flavor = "woff2" if ending == ".woff2" else None
        # Written beside and moved: another process may be doing the same.
        handle, written = tempfile.mkstemp(dir=file.parent, suffix=ending)
        os.close(handle)
        font.save(written)
        Path(written).replace(file)
    return file


@cache
def properties(name: str, size: float) -> FontProperties:
    """Return a face for matplotlib at a size in CSS pixels; letters it lacks come from DejaVu Sans."""
    font_manager.fontManager.addfont(path(name))
    own = font_manager.get_font(path(name)).family_name
    return FontProperties(family=[own, "DejaVu Sans"], size=size)


@cache
def letters_of(name: str) -> frozenset[int]:
    """Return the code points a face has."""
    return frozenset(TTFont(path(name), lazy=True).getBestCmap())


#: Parts of the type size in which advances are counted: whole numbers for faces of 1,000 and of 2,048 parts, so that sums are exact.
_PARTS = 256_000


@cache
def _advances(file: Path) -> dict[int, int]:
    """Return code point → advance in `_PARTS` of the type size; the faces have no kerning any more, so a line's width is their sum."""
    font = TTFont(file, lazy=True)
    widths, em = font["hmtx"], font["head"].unitsPerEm
    return {code: round(widths[glyph][0] * _PARTS / em) for code, glyph in font.getBestCmap().items()}


def _advance_of(name: str) -> Callable[[str], int]:
    """Return what gives a letter's advance in a face, in `_PARTS` of the type size."""
    own, other, unknown = _advances(path(name)), _advances(DEJAVU), round(0.6 * _PARTS)
    return lambda letter: own.get(ord(letter)) or other.get(ord(letter), unknown)


def width_of(text: str, name: str, size: float) -> float:
    """Return the width of a line of text in CSS pixels."""
    return size * sum(map(_advance_of(name), text)) / _PARTS


def wrap(text: str, name: str, size: float, width: float) -> list[str]:
    """Break text into lines no wider than `width` CSS pixels; a word wider than that is broken too.

    Every letter is measured once, whatever the text: its length is its sender's.
    """
    advance = _advance_of(name)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0
        for word in paragraph.split():
            ends = list(accumulate(map(advance, word)))
            longer = used + advance(" ") + ends[-1] if line else ends[-1]
            if size * longer / _PARTS <= width:
                line.append(word)
                used = longer
                continue
            if line:
                lines.append(" ".join(line))
            first = before = 0
            while size * (ends[-1] - before) / _PARTS > width and len(word) - first > 1:
                fits = bisect_right(ends, width, first, len(word) - 1, key=lambda end: size * (end - before) / _PARTS)
                fits = max(fits, first + 1)
                lines.append(word[first:fits])
                first, before = fits, ends[fits - 1]
            line, used = [word[first:]], ends[-1] - before
        lines.append(" ".join(line))
    return lines


def cut(lines: list[str], most: int) -> list[str]:
    """Return the first lines of a text, at most so many; an ellipsis says that there were more."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
