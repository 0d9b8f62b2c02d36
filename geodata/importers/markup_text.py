"""Cells that hold HTML, as My Maps, Google Earth and ArcGIS write descriptions, as the text and the links that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from geodata.translation import tr_n

#: What descriptions are laid out with. A cell that holds scripts alone is somebody's words, and stays as it is.
_TAGS = "a|b|blockquote|body|br|center|dd|div|dl|dt|em|font|h[1-6]|hr|html|i|li|ol|p|pre|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul"
#: Endings of pictures.
PICTURES = "jpe?g|png|gif|webp|hei[cf]|bmp|tiff?|svg"
_PATTERN = rf"</?(?:{_TAGS})(?:\s[^>]*)?/?>|<img\s[^>]*src\s*=\s*[\"']?(?:https?://|[^\"'>]*\.(?:{PICTURES})\b)"
#: A picture that lies beside the text, as those of a KMZ do, or on its maker's own disk.
_BESIDE = re.compile(r"<img\s[^>]*src\s*=\s*[\"']?(?!https?:|data:|[\"'\s>])", re.IGNORECASE)
#: A picture's name that is longer than this is no name.
_NAME = 300
#: What begins a line of its own, and what is set off from its neighbour by a space.
_LINES = set("blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul".split())
_CELLS = {"td", "th"}
_UNSEEN = {"head", "iframe", "object", "script", "style", "svg", "title"}


class _Shown:
    """Gathers what a browser would show; nothing is followed and nothing is run."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._unseen = 0
        self._link: tuple[str, int] = "", 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""
        self._unseen += tag in _UNSEEN
        self._set_off(tag)
        if tag == "a":
            self._link = attributes.get("href", "").strip(), len(self._parts)
        elif tag == "img":
            self._picture(attributes.get("src", "").strip())

    def end(self, tag: str) -> None:
        """Hear that an element ends, as each does by the end of the text."""
        self._unseen -= tag in _UNSEEN
        self._set_off(tag)
        address, at = self._link
        if tag == "a" and address.rstrip("/") not in "".join(self._parts[at:]):
            self._address(address)

    def data(self, text: str) -> None:
        """Hear words."""
        if not self._unseen:
            self._parts.append(re.sub(r"\s+", " ", text))

    def comment(self, text: str) -> None:
        """Hear what is not shown."""

    def close(self) -> str:
        """Return all of it, a line for each block."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)

    def _set_off(self, tag: str) -> None:
        if tag in _LINES | _CELLS:
            self._parts.append("\n" if tag in _LINES else " ")

    def _picture(self, source: str) -> None:
        if source.startswith(("http:", "https:")):
            self._address(source)
        elif source and not source.startswith("data:") and not self._unseen:
            # What it is called may tell which it is.
            self._parts.append(f" {source[:_NAME]} ")

    def _address(self, address: str) -> None:
        if re.match(r"https?://\S+$", address, re.IGNORECASE) and not self._unseen:
            self._parts.append(f" {address} ")


def shown(text: str) -> str:
    """Return the text that HTML shows: a line for each block, the address of the web behind each link and picture beside its words."""
    # Beyond so many elements within each other the parser would leave out the rest.
    parser = etree.HTMLParser(target=_Shown(), huge_tree=True)
    parser.feed(text)
    found: str = parser.close()
    # Words that no browser would show are kept all the same.
    return found if found or not re.sub(r"<[^<>]*>", "", text).strip() else text


def as_shown(text: str) -> str:
    """Return a cell as its card shows it: what is laid out with HTML as its text, and all else as it is."""
    return shown(text) if "<" in text and re.search(_PATTERN, text, re.IGNORECASE) else text


class MarkupText:
    """Turns the HTML of a file's cells into text, and keeps count of where that was."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}
        self._pictures: dict[int, int] = {}

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
                beside = pa.array([bool(_BESIDE.search(text)) for text in texts.dictionary.to_pylist()], pa.bool_())
                pictures = pc.sum(beside.take(texts.indices)).as_py() or 0
                self._pictures[number] = self._pictures.get(number, 0) + pictures
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
        ] + [
            tr_n(
                "{n} cell in “{column}” shows pictures that lie beside it: they are not shown, and their names are kept.",
                "{n} cells in “{column}” show pictures that lie beside them: they are not shown, and their names are kept.",
                count,
                column=names[number][:60],
            )
            for number, count in self._pictures.items()
            if count
        ]
