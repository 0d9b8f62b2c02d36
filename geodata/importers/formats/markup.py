"""XML told by its root element, by a parser that resolves nothing: no entity, no document type, no address."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from contextlib import suppress
from xml.parsers import expat

from geodata.importers.formats import encodings
from geodata.importers.report import refused, unreadable
from geodata.translation import mark, tr

#: A root element is looked for within so many bytes.
HEAD = 1 << 20

#: The beginnings of a web page, in lower case, and what is said of one.
PAGE = ("html", "head", "body", "script")
WEB_PAGE = mark(
    "This is a web page, not a table: the download was perhaps a sign-in page. Open it in a browser to see what it says; if it shows a table, open it in a spreadsheet and save it as .xlsx."
)
_DECLARES = mark(
    "The file declares entities or a document type, with which a few lines can be made to fill a memory. KML needs neither; it is not read."
)

#: Elements within elements that are allowed: folders within folders of a KML, and the parts of a geometry within the last of them.
NESTED = 100

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"'>]+)")


class _Found(Exception):
    """The root element was reached."""


def parser(separator: str | None = None) -> expat.XMLParserType:
    """Return a parser that refuses what a text could fetch or multiply by; names are split by `separator` where one is given.

    Raises
    ------
    Refused
        While it parses, at a document type.
    """
    made = expat.ParserCreate(namespace_separator=separator)
    made.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    made.StartDoctypeDeclHandler = _refuse_document_type
    made.ordered_attributes = True
    return made


def _refuse_document_type(name: str, *_: object) -> None:
    raise refused(WEB_PAGE if name.lower() == "html" else _DECLARES)


def root(data: bytes) -> tuple[str, str]:
    """Return (namespace, name) of the root element; ("", "") where none is reached.

    Raises
    ------
    Refused
        For a web page and for a document type.
    """
    found: list[str] = []

    def start(name: str, _: list[str]) -> None:
        found.append(name)
        raise _Found

    reader = parser(" ")
    reader.StartElementHandler = start
    with suppress(expat.ExpatError, LookupError, ValueError, _Found):
        reader.Parse(_plain_head(data), False)
    namespace, _, name = found[0].rpartition(" ") if found else ("", "", "")
    if name.lower() in PAGE:
        raise refused(WEB_PAGE)
    return namespace, name


def _plain_head(data: bytes) -> bytes:
    """Return the beginning without the declaration of an encoding, which may be wrong or unknown to the parser."""
    head = data[:HEAD]
    if b"\0" in head[:4]:
        return head
    return _DECLARATION.sub(b"", head, count=1).decode("utf-8", "replace").encode()


def walked(
    title: str,
    data: bytes,
    notes: list[str],
    encoding: str = "",
    started: Callable[[str, list[str]], None] | None = None,
    ended: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> bytes:
    """Go through a whole text of markup and return it in UTF-8, without the declaration of another encoding.

    Parameters
    ----------
    title : str
        The format, for what is said.
    data : bytes
    notes : list of str
        Takes a sentence where the encoding is not what the text declares.
    encoding : str
        As its owner says; "" for what the text tells.
    started, ended, text : callable, optional
        Told of each element (name, attributes as names and values in turn), of its end and of the text in between.

    Raises
    ------
    Refused
        For text that is malformed, nested too deep, or declares entities.
    """
    depth = 0

    def start(name: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > NESTED:
            raise unreadable(title, tr("its elements are nested more than {deepest} deep", deepest=NESTED))
        if started is not None:
            started(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if ended is not None:
            ended(name)

    plain = _in_utf8(data, notes, encoding)
    reader = parser()
    reader.buffer_text = True
    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = start, end, text
    try:
        # In one go: fed piece by piece, a tag of many megabytes would be read anew with each piece.
        reader.Parse(plain, True)
    except expat.ExpatError as error:
        raise unreadable(title, str(error)) from None
    return plain


def _in_utf8(data: bytes, notes: list[str], wanted: str) -> bytes:
    found = _DECLARED.match(data)
    declared = encodings.declared(found[1].decode("ascii", "replace")) if found else ""
    # What other encodings make of letters is hardly ever sound UTF-8, whatever is declared: programs save anew and leave the first line.
    if declared and not wanted and not declared.startswith("utf") and encodings.utf8_faults(data):
        wanted = declared
    plain = encodings.to_utf8(data, notes, wanted).removeprefix(codecs.BOM_UTF8)
    return _DECLARATION.sub(b"", plain, count=1)
