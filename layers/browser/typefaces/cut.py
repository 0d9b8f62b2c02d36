"""Cut the pieces from Streamlit's faces: ``python -m layers.browser.typefaces.cut``, after each release of Streamlit and for each new icon.

The faces are Adobe's, under the SIL Open Font License, whose reserved name a changed face may not bear: the pieces have one of their own.
The icons are Google's, under the Apache License 2.0. Both keep their notices inside the files.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from layers.browser.typefaces.faces import HERE, PIECES, Piece, whole

#: What shapes text everywhere, and figures of one width.
_FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "rlig", "tnum"]
_ICON = re.compile(r":material/(\w+):")
_ROOT = Path(__file__).parents[3]


def icons() -> set[str]:
    """Return the names of all icons that our pages and Streamlit's own scripts name."""
    ours = [file for folder in ("pages", "layers") for file in (_ROOT / folder).rglob("*.py")]
    face = whole("icons")
    theirs = list((face.parent.parent / "js").glob("*.js")) if face else []
    return {name for file in [*ours, *theirs] for name in _ICON.findall(file.read_text(encoding="utf-8"))}


def drawn(font: TTFont) -> dict[str, str]:
    """Return the names that an icon face draws as one sign, each with its glyph."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(one, "ExtSubTable", one) for one in lookup.SubTable):
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for one in ligatures:
                    name = "".join(letters.get(glyph, "?") for glyph in (first, *one.Component))
                    found[name] = one.LigGlyph
    return found


def cut(piece: Piece, source: Path) -> bytes:
    """Return a piece as WOFF2."""
    # Without the time of day it has the same bytes whenever it is cut.
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    options = subset.Options(layout_features=_FEATURES, hinting=False, notdef_outline=True, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    if piece.face != "icons":
        cutter.populate(unicodes=piece.letters)
    else:
        # Every icon is made of the same letters: only those that are named stay.
        options.layout_closure = False
        known = drawn(font)
        kept = sorted(icons() & set(known))
        cutter.populate(glyphs=[known[name] for name in kept], unicodes={ord(letter) for letter in "".join(kept)})
    cutter.subset(font)
    if piece.axes:
        font.flavor, plain = None, io.BytesIO()
        font.save(plain)
        plain.seek(0)
        font = instancer.instantiateVariableFont(TTFont(plain, recalcTimestamp=False), dict(piece.axes))
    own = "Atlas " + piece.name.replace("-", " ").title()
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 18, 20, 21, 25):
            record.string = own.replace(" ", "") if record.nameID in (6, 20, 25) else own
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def main() -> None:
    """Write the pieces beside this file."""
    for piece in PIECES:
        source = whole(piece.face)
        if source is None:
            raise SystemExit(f"Streamlit has no file of the face {piece.face}: see FACES in faces.py")
        (HERE / f"{piece.name}.woff2").write_bytes(cut(piece, source))


if __name__ == "__main__":
    main()
