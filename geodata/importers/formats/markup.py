"""XML told by its root element, by a parser that resolves nothing: no entity, no document type, no address."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from xml.parsers import expat

from geodata.importers.report import Refused

#: A root element is looked for within so many bytes.
HEAD = 1 << 20

_WEB_PAGE = "This is a web page, not a table: the download was perhaps a sign-in page. Open it in a browser to see what it says."
_DECLARES = "The file declares entities or a document type, with which a few lines can be made to fill a memory. KML needs neither; it is not read."


_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


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
    raise Refused(_WEB_PAGE if name.lower() == "html" else _DECLARES)


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
    try:
        reader.Parse(data[:HEAD], False)
    except (expat.ExpatError, LookupError, ValueError, _Found) as error:
        if isinstance(error, Refused):
            raise
    namespace, _, name = found[0].rpartition(" ") if found else ("", "", "")
    if name.lower() in ("html", "head", "body", "script"):
        raise Refused(_WEB_PAGE)
    return namespace, name


def walked(data: bytes, deepest: int, said: Callable[[str], Refused]) -> bytes:
    """Go through a whole text, keep nothing of it, and return it in UTF-8.

    Parameters
    ----------
    data : bytes
    deepest : int
        Elements within elements that are allowed.
    said : callable
        Makes the sentence of a reason.

    Raises
    ------
    Refused
        For text that is malformed or nested deeper.
    """
    depth, encoding = 0, ""

    def declaration(_: str, given: str | None, __: int) -> None:
        nonlocal encoding
        encoding = given or ""

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > deepest:
            raise said(f"its elements are nested more than {deepest} deep")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    reader = parser()
    reader.XmlDeclHandler, reader.StartElementHandler, reader.EndElementHandler = declaration, start, end
    try:
        # In one go: fed piece by piece, a tag of many megabytes would be read anew with each piece.
        reader.Parse(data, True)
        encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else encoding
        if not encoding or codecs.lookup(encoding).name in ("utf-8", "ascii"):
            return data
        return _DECLARATION.sub("", data.decode(encoding), count=1).encode()
    except expat.ExpatError as error:
        raise said(str(error)) from None
    except (LookupError, UnicodeError):
        raise said("its encoding is not known") from None
