"""XML told by its root element, by a parser that resolves nothing: no entity, no document type, no address."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from xml.parsers import expat

from geodata.importers.report import refused, unreadable
from geodata.translation import mark, tr

#: A root element is looked for within so many bytes.
HEAD = 1 << 20

#: The beginnings of a web page, in lower case, and what is said of one.
PAGE = ("html", "head", "body", "script")
WEB_PAGE = mark(
    "This is a web page, not a table: the download was perhaps a sign-in page. Open it in a browser to see what it says."
)
_DECLARES = mark(
    "The file declares entities or a document type, with which a few lines can be made to fill a memory. KML needs neither; it is not read."
)

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
        reader.Parse(data[:HEAD], False)
    namespace, _, name = found[0].rpartition(" ") if found else ("", "", "")
    if name.lower() in PAGE:
        raise refused(WEB_PAGE)
    return namespace, name


def walked(data: bytes, deepest: int) -> bytes:
    """Go through a whole KML, keep nothing of it, and return it in UTF-8.

    Parameters
    ----------
    data : bytes
    deepest : int
        Elements within elements that are allowed.

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
            raise unreadable("KML", tr("its elements are nested more than {deepest} deep", deepest=deepest))

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
        raise unreadable("KML", str(error)) from None
    except (LookupError, UnicodeError):
        raise unreadable("KML", tr("its encoding is not known")) from None
