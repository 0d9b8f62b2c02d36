"""The pieces of Streamlit's faces draw all that our pages write, and every icon that anything names."""

from __future__ import annotations

import io
import re

import pytest
from fontTools.ttLib import TTFont

from layers.browser.typefaces import cut, faces
from tests.support.server import ROOT

#: What both sides' languages, and Uzbek, write beside the letters of Russian.
OWN_LETTERS = "ЎўҚқҒғҲҳҶҷӢӣӮӯҢңӨөҮүҖҗ" + "ʻʼ–—“”„’…→←№°×≤≥−"


def _opened(name: str) -> TTFont:
    found = faces.piece(name)
    assert found is not None
    return TTFont(io.BytesIO(found.body))


def _spans(css: str) -> list[list[range]]:
    told = re.findall(r"unicode-range: ([^;]+);", css)
    pairs = [re.findall(r"U\+([0-9A-F]+)-([0-9A-F]+)", spans) for spans in told]
    return [[range(int(start, 16), int(end, 16) + 1) for start, end in rule] for rule in pairs]


@pytest.mark.parametrize("face", ["sans", "serif", "serif-italic"])
def test_a_letter_is_in_the_piece_that_is_asked_for_it_wherever_the_whole_face_has_it(face: str) -> None:
    source = faces.whole(face)
    assert source is not None, "Streamlit has renamed its faces: see FACES in layers/browser/typefaces/faces.py"
    known = set(TTFont(source, lazy=True).getBestCmap())
    pieces = [one for one in faces.PIECES if one.face == face]
    drawn = {code for one in pieces for code in _opened(one.name).getBestCmap()}
    asked = {code for one in pieces for code in one.letters}
    assert asked & known == drawn & asked
    assert {letter for letter in OWN_LETTERS if ord(letter) in known - drawn} == set()


@pytest.mark.parametrize("face", list(faces.FACES))
def test_each_letter_is_asked_for_in_one_file_and_all_others_in_the_whole_face(face: str) -> None:
    spans = [span for rule in _spans(faces.rules({face: "A"}, "fonts", "media")) for span in rule]
    assert sum(map(len, spans)) == 0x110000 == len({code for span in spans for code in span})


def test_no_icon_shows_as_a_word() -> None:
    source = faces.whole("icons")
    assert source is not None
    named, known, drawn = cut.icons(), cut.drawn(TTFont(source, lazy=True)), cut.drawn(_opened("icons"))
    assert {"close", "download"} <= named
    missing = sorted(named & set(known) - set(drawn))
    assert missing == [], "run python -m layers.browser.typefaces.cut"
    made = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "pages").rglob("*.py")
        if ":material/{" in file.read_text("utf-8")
    ]
    assert made == [], "an icon is found by its whole name alone"


@pytest.mark.parametrize("piece", faces.PIECES, ids=lambda piece: piece.name)
def test_a_cut_face_bears_no_reserved_name_and_keeps_its_notice(piece: faces.Piece) -> None:
    names = _opened(piece.name)["name"]
    assert {
        str(one) for one in names.names if one.nameID in (1, 4, 6, 16) and re.search("source", str(one), re.IGNORECASE)
    } == set()
    assert names.getDebugName(0)
    assert piece.face == "icons" or "OFL" in names.getDebugName(14)
