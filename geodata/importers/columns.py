"""Columns of text: how many are read, what they are called, and their texts as codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

import numpy as np
import pyarrow as pa

from geodata.importers.report import Refused
from geodata.importers.rows import clean
from geodata.store import Coded
from geodata.translation import tr, tr_n

COLUMNS = 500

#: A coded word longer than this is cut: it is a name to colour and filter by; the whole text stays in the row.
WORD_LENGTH = 200


def limit_columns(count: int) -> None:
    """Refuse a file with more columns than are read."""
    if count > COLUMNS:
        raise Refused(
            tr_n(
                "The file has {n} column; at most {most} are read.",
                "The file has {n} columns; at most {most} are read.",
                count,
                most=COLUMNS,
            )
        )


def distinct(names: list[str], notes: list[str]) -> list[str]:
    """Return column names that differ from each other and from nothing."""
    out: dict[str, None] = {}
    for number, name in enumerate(names, start=1):
        first = name = name.strip().strip("\ufeff") or tr("column {number}", number=number)
        again = 1
        while name in out:
            again += 1
            name = f"{first} ({again})"
        if again > 1:
            notes.append(
                tr(
                    "The column “{name}” is there more than once; a later one is called “{name} ({number})”.",
                    name=first[:60],
                    number=again,
                )
            )
        out[name] = None
    return list(out)


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    # Of most cells that are looked at for names nothing but the capitals is to be changed.
    if text.isascii():
        return text.lower()
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    ).translate({ord("ß"): "ss", ord("ı"): "i"})


def named(names: str, columns: list[str], alone: Collection[str] = frozenset()) -> tuple[list[str], list[str]]:
    """Return the columns that go by one of some names, and those that have one as words of theirs or cut its last word; the likeliest first.

    Parameters
    ----------
    names : str
        Best first, with commas between; blanks, low lines and a change from small to capital letters part words.
    columns : list of str
    alone : collection of str
        Names that say little among other words.
    """
    exact, loose = [], []
    theirs = {column: _words(column) for column in columns}
    for name in names.split(", "):
        words = _words(name)
        for column in columns:
            if theirs[column] == words:
                exact.append(column)
                continue
            within = len(name) > 2 and name not in alone and f" {words} " in f" {theirs[column]} "
            if within or _cuts(theirs[column], words):
                loose.append(column)
    return exact, loose


def _cuts(short: str, words: str) -> bool:
    """Tell whether a name has all words of another, the last cut short: "DATA_KON" for "data kontsa", as shapefiles and narrow heads have it."""
    return words.startswith(short) and words.count(" ") == short.count(" ") > 0 and len(short.split()[-1]) > 2


def _words(name: str) -> str:
    parted = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", folded(parted)))


def words_of(name: str) -> frozenset[str]:
    """Return the words of a column's name, without capitals and accents."""
    return frozenset(_words(name).split())


class Vocabulary:
    """Collects a text column as codes, batch by batch."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._parts: list[np.ndarray] = []

    def add(self, column: pa.Array) -> None:
        """Add a batch's texts."""
        encoded = column.fill_null("").dictionary_encode()
        words = encoded.dictionary.to_pylist()
        # What is a word already is clean: most of a batch's texts were in the one before.
        known = map(self._codes.get, words)
        codes = [self._new(word) if code is None else code for word, code in zip(words, known, strict=True)]
        mine = np.array(codes, dtype=np.uint32)
        self._parts.append(mine[encoded.indices.to_numpy(zero_copy_only=False)] if words else np.zeros(0, np.uint32))

    def _new(self, text: str) -> int:
        return self._codes.setdefault(clean(text)[:WORD_LENGTH], len(self._codes))

    def texts(self) -> tuple[np.ndarray, list[str]]:
        """Return (codes, words) in the order of first appearance."""
        return np.concatenate(self._parts) if self._parts else np.zeros(0, np.uint32), list(self._codes)

    def coded(self, decode: Callable[[str], str] = str, taken: np.ndarray | None = None) -> Coded:
        """Return the column, the most frequent word first, in the smallest type that holds its codes.

        Of the rows in `taken`, where it is given, the words are counted and known; the others' codes mean nothing.
        """
        codes, words = self.texts()
        counts = np.bincount(codes if taken is None else codes[taken], minlength=len(words))
        words = [decode(word) for word in words]
        merged: dict[str, int] = {}
        for number in np.argsort(-counts, kind="stable"):
            if counts[number]:
                merged.setdefault(words[number], len(merged))
        renumber = np.array([merged.get(word, 0) for word in words], dtype=np.min_scalar_type(max(len(merged) - 1, 0)))
        return Coded(renumber[codes] if words else np.zeros(0, np.uint8), tuple(merged))
