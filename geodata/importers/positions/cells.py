"""A column of numbers, most of which are plain ones."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers.positions.angles import plain
from geodata.importers.rows import clean


class Cells:
    """A column as numbers where its cells are plain ones, and as distinct texts where they are not.

    Attributes
    ----------
    commas : bool
        Some of the plain numbers have a decimal comma.
    """

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._values: list[np.ndarray] = []
        self._codes: list[np.ndarray] = []
        self.commas = False

    def add(self, texts: pa.Array) -> None:
        """Add a batch's texts, without space around them."""
        is_number = pc.match_substring_regex(texts, r"^-?\d+(\.\d+)?$")
        if pc.all(is_number).as_py():
            self._values.append(pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False))
            self._codes.append(np.full(len(texts), -1, np.int64))
            return
        # Three figures behind a comma may be thousands: that is for the whole column to say.
        with_comma = pc.match_substring_regex(texts, r"^-?\d{1,3},(\d{1,2}|\d{4,})$")
        if pc.any(with_comma).as_py():
            self.commas, is_number = True, pc.or_(is_number, with_comma)
            texts = pc.if_else(with_comma, pc.replace_substring(texts, ",", "."), texts)
        numbers = pc.cast(pc.if_else(is_number, texts, None), pa.float64()).to_numpy(zero_copy_only=False)
        codes = np.full(len(texts), -1, np.int64)
        rest = ~is_number.to_numpy(zero_copy_only=False)
        if rest.any():
            encoded = texts.filter(pa.array(rest)).dictionary_encode()
            words = [plain(clean(word)) for word in encoded.dictionary.to_pylist()]
            mine = np.array([self._words.setdefault(word, len(self._words)) for word in words])
            codes[rest] = mine[encoded.indices.to_numpy(zero_copy_only=False)]
        self._values.append(numbers)
        self._codes.append(codes)

    @property
    def words(self) -> list[str]:
        """The distinct texts that are no plain numbers, as `angles.plain` leaves them."""
        return list(self._words)

    @property
    def codes(self) -> np.ndarray:
        """Number of the text in `words`, -1 where the cell is a plain number."""
        return np.concatenate(self._codes) if self._codes else np.zeros(0, np.int64)

    @property
    def values(self) -> np.ndarray:
        """The plain numbers, NaN elsewhere."""
        return np.concatenate(self._values) if self._values else np.zeros(0)
