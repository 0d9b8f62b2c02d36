"""In which encoding a text is: told by marks and by its letters, or said by its owner; always said in the report unless it is UTF-8."""

from __future__ import annotations

import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases

import charset_normalizer
import numpy as np
import pyarrow as pa

from geodata.translation import tr, tr_n

#: Encoding → what the report calls it; these can be chosen. The first of two that fit a text equally well is taken.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big-endian)",
    "cp1251": "windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "DOS 866",
    "iso8859-5": "ISO 8859-5",
    "mac-cyrillic": "Mac Cyrillic",
    "cp1252": "windows-1252",
    "cp1250": "windows-1250",
    "cp1254": "windows-1254",
    "cp437": "DOS 437",
    "cp850": "DOS 850",
    "mac-roman": "Mac Roman",
}
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")

#: Letters of Russian, the most frequent first; Kyrgyz and Tajik written with them differ too little to matter.
_FREQUENT = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"

#: Letters that Latin scripts add, by encoding; of two that write the same bytes the one with the likelier letters is meant.
_LATIN = {
    "cp1252": "éèñöüäßáíóúàçêôâîûëïãõåøæœìòùÿ°ÉÈÀÁÄÖÜÇÑØÅÓÚÍ«»“”‘’–—…€£§·×½²³",
    "cp1250": "ąćęłńóśźżčďěňřšťůžőűáéíýöüäŁŚŻŽČŠŘÁÉÖ“”„’–—…°",
    "cp1254": "ışğçöüİŞĞÇÖÜâîû“”‘’–—…°",
    "cp850": "éèñöüäßáíóúàçêôâîûëïåæøùÉÄÖÜÇÑ°",
    "mac-roman": "éèñöüäßáíóúàçêôâîûëïãåøæœùÉÄÖÜÇÑ“”‘’–—…°",
}

#: So many distinct words with letters beyond ASCII tell enough, and so much of a text is looked through for them.
_WORDS, _LOOKED = 2000, 4 << 20
#: A word is weighed by so many bytes of it.
_LETTERS = 64

#: What a general detector is asked about where a text is neither Cyrillic nor Latin.
_OTHERS = ["cp1253", "cp1255", "cp1256", "cp1257", "gb18030", "big5", "shift_jis", "euc_kr"]

#: What files declare beside those.
_DECLARED = ["utf-16", "utf-32", "ascii", "cp852", "cp855", "cp857", "koi8-u"]
_DECLARED += [f"iso8859-{part}" for part in range(1, 17) if part != 12]


def _module(name: str) -> str:
    """Return the module of Python's that decodes an encoding, without loading it."""
    plain = normalize_encoding(name.strip()).lower()
    return aliases.get(plain, plain)


# Python loads what decodes them when it is first asked for, and the process that reads files cannot open any.
_LOADED = {_module(name): codecs.lookup(name).name for name in (*ENCODINGS, *_DECLARED, *_OTHERS)}

#: Signs between words of any language, which say nothing of the letters: an export with one accented letter has a dash in each span of days.
_SIGNS = "№«»–—“”„’‘…°"

#: The bytes of such signs on Windows, whatever the language. As Mac Roman they would be letters, of which a text has others too.
_SIGN_BYTES = bytes(sign for sign in range(128, 256) if bytes([sign]).decode("cp1252", "replace") in _SIGNS + "\xa0")

#: A mean score below which none of the encodings above is believed, and by how much one is to be better that is seldom met.
_LEAST, _RARER = 0.35, 0.05

_PIECE = 8 << 20


def declared(name: str) -> str:
    """Return the encoding that a file names, as Python calls it; "" for one that is not known here."""
    return _LOADED.get(_module(name), "")


def to_utf8(data: bytes, notes: list[str], wanted: str = "") -> bytes:
    """Return a text as UTF-8, a mark of order left where it is UTF-8 already.

    Parameters
    ----------
    data : bytes
    notes : list of str
        Takes the sentence that names the encoding where it is another.
    wanted : str
        Key of `ENCODINGS` that its owner has chosen; "" tells it by the text.
    """
    if wanted:
        return _recoded(data, wanted, notes)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data if encoding == "utf-8" and utf8_faults(data) == 0 else _recoded(data, encoding, notes)
    head = data[:4096]
    if head[1::2].count(0) > len(head) // 3:
        return _recoded(data, "utf-16-le", notes)
    if head[::2].count(0) > len(head) // 3:
        return _recoded(data, "utf-16-be", notes)
    broken = utf8_faults(data)
    if broken == 0:
        return data
    high = np.count_nonzero(np.frombuffer(data, np.uint8) > 127)
    return _recoded(data, "utf-8" if broken < high / 20 else told(data), notes)


def told(data: bytes) -> str:
    """Return the encoding of a text, or of several put together, that is not UTF-8, as Python calls it.

    Names of places are few and short: they are weighed letter by letter, where a general detector needs whole sentences.
    """
    if not data[:_LOOKED].translate(None, _SIGN_BYTES + bytes(range(128))):
        return "cp1252"
    # A pattern that asks for the letter beyond ASCII itself goes through a long run of others once for each of them.
    found = (word[:_LETTERS] for word in re.findall(rb"[\w\x80-\xff]+", data[:_LOOKED]) if not word.isascii())
    words = list(dict.fromkeys(found))[:_WORDS]
    scores = {encoding: _cyrillic(words, encoding) for encoding in _CYRILLIC}
    # Small letters are the same bytes in both, and the dash of one is a capital of the other, which hardly anybody writes any more.
    scores["mac-cyrillic"] -= _RARER
    scores |= {encoding: _latin(words, encoding, letters) for encoding, letters in _LATIN.items()}
    best = max(scores, key=scores.__getitem__)
    if scores[best] >= _LEAST:
        return best
    guess = charset_normalizer.from_bytes(b"\n".join(words), cp_isolation=_OTHERS).best()
    return guess.encoding if guess else best


def _cyrillic(words: list[bytes], encoding: str) -> float:
    """Score words as Cyrillic: from 1 for the most frequent letters down to -1 for what is none, or has capitals within."""
    score = count = 0.0
    for word in words:
        text = re.sub(r"\d", "", word.decode(encoding, "replace"))
        plain = text.strip(_SIGNS)
        if not plain:
            continue
        odd = not (plain.islower() or plain.isupper() or plain[1:].islower())
        for sign in text:
            count += 1
            at = _FREQUENT.find(sign.lower())
            score += 1 - at / len(_FREQUENT) if at >= 0 and not odd else -1 if sign not in _SIGNS else 0
    return score / max(count, 1)


def _latin(words: list[bytes], encoding: str, letters: str) -> float:
    """Score words as Latin: their signs beyond ASCII are known letters, seldom two of them side by side."""
    score = count = 0.0
    for word in words:
        text = re.sub(f"[{_SIGNS}]", "", word.decode(encoding, "replace"))
        high = re.findall(r"[^\x00-\x7f]+", text)
        crowd = (
            re.search(r"\d[^\W\d]", text) is not None
            or any(len(run) > 2 for run in high)
            or not (text.islower() or text.isupper() or text[1:].islower())
        )
        for sign in "".join(high):
            count += 1
            at = letters.find(sign)
            score += 0.9 - at / (2 * len(letters)) if at >= 0 and not crowd else -1 if at < 0 else -0.2
    return score / max(count, 1)


def utf8_faults(data: bytes) -> int:
    """Count the places at which a text is no UTF-8, up to a thousand."""
    if _is_utf8(data):
        return 0
    broken, at = 0, 0
    view = memoryview(data)
    while at < len(data) and broken < 1000:
        try:
            at += codecs.utf_8_decode(view[at : at + _PIECE], "strict", at + _PIECE >= len(data))[1]
        except UnicodeDecodeError as error:
            broken += 1
            at += error.end
    return broken


def _is_utf8(data: bytes) -> bool:
    """Tell whether a text is UTF-8 as a whole; Arrow looks at one of 200 MB in a tenth of the time that Python takes to decode it."""
    ends = pa.py_buffer(np.array([0, len(data)], np.int64))
    try:
        pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def note(encoding: str) -> str:
    """Say in which encoding a text was read."""
    return tr("The text is encoded as {encoding}.", encoding=ENCODINGS.get(encoding, encoding))


def _recoded(data: bytes, encoding: str, notes: list[str]) -> bytes:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    name = ENCODINGS.get(encoding, encoding)
    notes.append(
        tr_n(
            "The text is encoded as {encoding}; {n} sign of it could not be read and is shown as \ufffd.",
            "The text is encoded as {encoding}; {n} signs of it could not be read and are shown as \ufffd.",
            lost,
            encoding=name,
        )
        if lost
        else note(encoding)
    )
    return text.lstrip("\ufeff").encode("utf-8", "replace")
