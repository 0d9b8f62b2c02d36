"""Cells that hold HTML, as My Maps, Google Earth and ArcGIS write descriptions, as the text and the links that they show."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pyarrow as pa
import pyarrow.compute as pc

from geodata.translation import tr_n

#: What descriptions are laid out with. A cell that holds scripts alone is somebody's words, and stays as it is.
_TAGS = "a|b|blockquote|body|br|center|dd|div|dl|dt|em|font|h[1-6]|hr|html|i|li|ol|p|pre|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul"
_PATTERN = rf"</?(?:{_TAGS})(?:\s[^>]*)?/?>|<img\s[^>]*src\s*=\s*[\"']?https?://"
#: What begins a line of its own, and what is set off from its neighbour by a space.
_LINES = set("blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul".split())
_CELLS = {"td", "th"}
_UNSEEN = {"head", "iframe", "object", "script", "style", "svg", "title"}


class _Shown(HTMLParser):
    """Gathers what a browser would show; nothing is followed and nothing is run."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen: list[str] = []
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _LINES | _CELLS:
            self.parts.append("\n" if tag in _LINES else " ")
        given = dict(attrs)
        if tag == "a":
            self._link = (given.get("href") or "").strip(), len(self.parts)
        elif tag == "img" and not self._unseen:
            self._address((given.get("src") or "").strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            # What was opened inside and never closed ends with it.
            del self._unseen[self._unseen.index(tag) :]
        if tag == "a" and self._link:
            address, at = self._link
            self._link = None
            if address.rstrip("/") not in "".join(self.parts[at:]):
                self._address(address)
        elif tag in _LINES | _CELLS:
            self.parts.append("\n" if tag in _LINES else " ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _address(self, address: str) -> None:
        if re.match(r"https?://\S+$", address, re.IGNORECASE) and not self._unseen:
            self.parts.append(f" {address} ")


def shown(text: str) -> str:
    """Return the text that HTML shows: a line for each block, the address of the web behind each link and picture beside its words."""
    reader = _Shown()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    found = "\n".join(line for line in lines if line)
    # Words that no browser would show are kept all the same.
    return found if found or not re.sub(r"<[^>]*>", "", text).strip() else text


class MarkupText:
    """Turns the HTML of a file's cells into text, and keeps count of where that was."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def read(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return a batch of text columns without HTML."""
        columns = list(batch.columns)
        for number, column in enumerate(columns):
            # Looking for one letter in all cells at once takes next to nothing, for tags much longer.
            letters = column.buffers()[2]
            if letters is None or b"<" not in letters.to_pybytes():
                continue
            marked = pc.match_substring_regex(column, _PATTERN, ignore_case=True).fill_null(False)
            count = pc.sum(marked).as_py() or 0
            if count:
                texts = column.filter(marked).dictionary_encode()
                read = pa.array([shown(text) for text in texts.dictionary.to_pylist()], pa.string())
                columns[number] = pc.replace_with_mask(column, marked, read.take(texts.indices).cast(column.type))
                self._counts[number] = self._counts.get(number, 0) + count
        return pa.RecordBatch.from_arrays(columns, schema=batch.schema)

    def notes(self, names: list[str]) -> list[str]:
        """Say in which of the columns there was HTML."""
        return [
            tr_n(
                "The HTML of {n} cell in “{column}” was turned into text and addresses.",
                "The HTML of {n} cells in “{column}” was turned into text and addresses.",
                count,
                column=names[number][:60],
            )
            for number, count in self._counts.items()
        ]
