"""Figures of a table: what a comma and a point mean is decided over whole columns, and what only looks like a number is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers.columns import Vocabulary
from geodata.importers.positions.names import EMPTY
from geodata.translation import tr

#: Thousands apart by blanks, of which a table has several kinds, or by apostrophes.
_APART = re.compile(r"([-+−]?\d{1,3})((?:[ \u00a0\u2009\u202f'’]\d{3})+)([.,]\d+)?")
_PLAIN = re.compile(r"(?:[-−]?(?:0|[1-9]\d*)|\+(?:0|[1-9]\d{0,5}))(?:e[-+]?\d{1,3})?", re.IGNORECASE)
_DECIMAL = re.compile(r"[-+−]?(?:0|[1-9]\d*)?[.,]\d+(?:e[-+]?\d{1,3})?|[-+−]?\d+[.,]", re.IGNORECASE)
_GROUPS = re.compile(r"[-+−]?[1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3}")
_BOTH = re.compile(r"[-+−]?[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}\.\d+|[-+−]?[1-9]\d{0,2}(?:\.\d{2,3})*\.\d{3},\d+")

#: The mark of a footnote behind a figure, as encyclopedias and tables write it. A raised number is none: 10² is a hundred.
_NOTED = re.compile(r"(?<=\d)\s*(?:\[(?:\d{1,3}|[a-z]{1,2}|(?:note|nb|n|прим\.?)\s*\d{1,3})\]|[*†‡§])+$", re.IGNORECASE)

#: What needs no thought; Arrow tells of a whole column at once.
_CLEAR = r"^(-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?)?$"

_OTHER = {",": ".", ".": ","}


@dataclass
class _Told:
    """What the texts of a column tell of a sign: how many take it for the decimal one, for that of thousands, and which could be either."""

    decimal: int = 0
    thousands: int = 0
    either: list[str] = field(default_factory=list)


def is_figure(text: str) -> bool:
    """Tell whether a text can be a figure: no code with zeros before it, no number of a telephone, no range, no share."""
    text = _joined(text)
    return any(form.fullmatch(text) for form in (_PLAIN, _DECIMAL, _GROUPS, _BOTH))


def is_code(text: str) -> bool:
    """Tell whether a text is a code or a number of a telephone, which no figure is written like."""
    return re.fullmatch(r"0\d+|\+\d[\d ()-]{6,}", text.strip()) is not None


def _joined(text: str) -> str:
    text = _NOTED.sub("", text.strip())
    found = _APART.fullmatch(text)
    return found[1] + re.sub(r"\D", "", found[2]) + (found[3] or "") if found else text


class Figures:
    """Gathers columns of figures batch by batch.

    Parameters
    ----------
    columns : mapping of str to int
        Field of a row → number of the column that holds it.
    coordinates : list of int
        Columns of coordinates: their decimal sign is the file's.
    """

    def __init__(self, columns: Mapping[str, int], coordinates: list[int]) -> None:
        self._columns, self._coordinates = columns, coordinates
        self._words = {key: Vocabulary() for key in columns}
        self._sign: str | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Take a batch of text columns."""
        for key, column in self._columns.items():
            self._words[key].add(batch.column(column))
        for column in self._coordinates if self._sign is None else ():
            for sign in _OTHER:
                if pc.any(pc.match_substring_regex(batch.column(column), rf"^\s*-?\d{{1,3}}[{sign}]\d+\s*$")).as_py():
                    self._sign = sign

    @property
    def are_taken(self) -> bool:
        """Whether any column is one of figures other than of the place."""
        return any(key != "radius" for key in self._columns)

    def finish(self, wanted: str, names: list[str], notes: list[str]) -> dict[str, np.ndarray]:
        """Return the figures of each field as float64, NaN for none.

        Parameters
        ----------
        wanted : {"", ".", ","}
            The decimal sign, where the file's owner says it.
        names : list of str
            The columns' names, for the notes.
        notes : list of str
            Takes a sentence for each column in which a comma or thousands were read.
        """
        out = {}
        for key, vocabulary in self._words.items():
            codes, words = vocabulary.texts()
            values = _read(words, wanted, self._sign, names[self._columns[key]], notes)
            if key != "radius":
                notes += _held(values, names[self._columns[key]])
            out[key] = values[codes] if words else np.zeros(0)
        return out


def _read(words: list[str], wanted: str, sign: str | None, column: str, notes: list[str]) -> np.ndarray:
    if wanted != "," and sign != "," and _are_clear(pa.array(words, pa.string())):
        return np.array([float(word or "nan") for word in words] or [np.nan])
    texts = [_joined(word) for word in words]
    told = {sign: _Told() for sign in _OTHER}
    for text in texts:
        _hear(text, told)
    decimal = {one: _decides(one, told, wanted, sign) for one in _OTHER}
    values = np.array([_number(text, decimal) for text in texts] or [np.nan])
    for one, heard in told.items():
        _say(one, heard, decimal[one], column, notes)
        other = told[_OTHER[one]]
        untold = not (wanted or heard.decimal or heard.thousands or other.decimal or other.thousands)
        if heard.either and untold and sign != _OTHER[one]:
            notes.append(
                tr(
                    "Nothing in “{column}” tells whether “{example}” is {more} or {less}: say it at “Figures such as 1,024” if it was read wrongly.",
                    column=column[:60],
                    example=heard.either[0],
                    more=re.sub(r"[.,]", "", heard.either[0]),
                    less=heard.either[0].replace(",", "."),
                )
            )
    noted = next(
        (word for word, value in zip(words, values, strict=False) if value == value and _NOTED.search(word)), ""
    )
    if noted:
        notes.append(
            tr(
                "In “{column}” marks of footnotes, as in “{example}”, were left off the figures.",
                column=column[:60],
                example=noted[:30],
            )
        )
    none = [
        word for word, value in zip(words, values, strict=False) if np.isnan(value) and word.casefold() not in EMPTY
    ]
    if none:
        notes.append(
            tr(
                "In “{column}” some texts are no plain numbers and give no figure: {examples}.",
                column=column[:60],
                examples=", ".join(f"“{word[:30]}”" for word in none[:3]),
            )
        )
    return values


def _held(values: np.ndarray, column: str) -> list[str]:
    """Say which figures have more digits than a single float, in which they are held, has."""
    with np.errstate(over="ignore"):
        single = values.astype(np.float32)
    held = single.astype(str).astype(np.float64)
    cut = np.flatnonzero(np.isfinite(single) & (held != values))
    if not len(cut):
        return []
    return [
        tr(
            "Figures in “{column}” are held to seven digits: {example} is said as {said}. The row keeps all of them.",
            column=column[:60],
            example=f"{Decimal(repr(float(values[cut[0]]))):,f}".removesuffix(".0"),
            said=f"{Decimal(repr(float(held[cut[0]]))):,f}".removesuffix(".0"),
        )
    ]


def _are_clear(texts: pa.Array) -> bool:
    """Tell whether all texts are plain numbers, and their points decimal ones."""
    if not pc.all(pc.match_substring_regex(texts, _CLEAR)).as_py():
        return False
    decimal = pc.any(pc.match_substring_regex(texts, r"^-?0\.|\.([0-9]{1,2}|[0-9]{4,})$")).as_py()
    return bool(decimal) or not pc.any(pc.match_substring(texts, ".")).as_py()


def _hear(text: str, told: Mapping[str, _Told]) -> None:
    signs = [sign for sign in text if sign in _OTHER]
    if not signs or not is_figure(text):
        return
    if len(set(signs)) == 2:
        told[signs[-1]].decimal += 1
        told[signs[0]].thousands += 1
    elif len(signs) > 1:
        told[signs[0]].thousands += 1
    elif _GROUPS.fullmatch(text):
        told[signs[0]].either.append(text)
    else:
        told[signs[0]].decimal += 1


def _decides(sign: str, told: Mapping[str, _Told], wanted: str, of_coordinates: str | None) -> bool | None:
    """Tell whether a sign is the decimal one; None where a column has it as both."""
    heard, other = told[sign], told[_OTHER[sign]]
    if wanted:
        return sign == wanted
    if heard.decimal and heard.thousands:
        return None
    if heard.decimal or heard.thousands:
        return bool(heard.decimal)
    if other.decimal or other.thousands:
        return bool(other.thousands)
    return sign == (of_coordinates or ".")


def _number(text: str, decimal: Mapping[str, bool | None]) -> float:
    if not is_figure(text):
        return np.nan
    signs = [sign for sign in text if sign in _OTHER]
    text = text.replace("−", "-")
    if signs:
        last = signs[-1]
        either = len(signs) == 1 and _GROUPS.fullmatch(text) is not None
        if either and decimal[last] is None:
            return np.nan
        point = len(set(signs)) == 2 or (len(signs) == 1 and (not either or bool(decimal[last])))
        if not either and decimal[last] is not point and decimal[last] is not None:
            # As its owner says, it cannot be meant.
            return np.nan
        whole, _, rest = text.rpartition(last)
        text = re.sub(r"[.,]", "", whole) + ("." if point else "") + rest
    value = float(text)
    return value if np.isfinite(value) else np.nan


def _say(sign: str, heard: _Told, decimal: bool | None, column: str, notes: list[str]) -> None:
    if heard.either and decimal is None:
        notes.append(
            tr(
                "“{column}” has “{sign}” for thousands and as the decimal sign: “{example}” could be either and gives no figure.",
                column=column[:60],
                sign=sign,
                example=heard.either[0],
            )
        )
    elif heard.either and (sign == "," or not decimal):
        value = f"{_number(heard.either[0], {sign: decimal, _OTHER[sign]: None}):.15g}"
        values = {"column": column[:60], "sign": sign, "example": heard.either[0], "value": value}
        notes.append(
            tr("In “{column}” the sign “{sign}” is the decimal one: “{example}” is {value}.", **values)
            if decimal
            else tr("In “{column}” the sign “{sign}” parts thousands: “{example}” is {value}.", **values)
        )
    elif sign == "," and heard.decimal:
        notes.append(tr("In “{column}” the comma is the decimal sign.", column=column[:60]))
    elif heard.thousands:
        notes.append(tr("In “{column}” the sign “{sign}” parts thousands.", column=column[:60], sign=sign))
