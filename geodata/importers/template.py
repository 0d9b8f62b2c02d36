"""What an organisation's template of slides offers a deck, as the process that reads readers' files found it."""

from __future__ import annotations

import msgspec

#: The largest file that is read, in bytes.
MOST = 60 << 20

#: Left, top, width, height in inches.
Box = tuple[float, float, float, float]


class Template(msgspec.Struct, frozen=True):
    """A template without its slides, and where a deck may write on it.

    Attributes
    ----------
    name : str
        The file's name.
    layouts : tuple of int
        Which of its layouts are for the first slide and for all others.
    names : tuple of str
        What these are called.
    opening, summary : tuple of float
        On the first slide, the boxes of title and summary.
    title, body : tuple of float
        On all others, the title's box and what is free below it.
    pale : bool
        Whether the heads of its tables, white on its first colour, could not be read.
    inks : tuple of str
        What colours title and summary of the first slide have, in six hexadecimal digits, where the template's own could not be read on its picture.
    dropped : list of str
        Sentences on what was left out of it.
    package : bytes
        The file, with nothing but masters, layouts, themes and pictures.
    """

    name: str
    layouts: tuple[int, int]
    names: tuple[str, str]
    opening: Box
    summary: Box
    title: Box
    body: Box
    pale: bool = False
    inks: tuple[str, str] = ("", "")
    dropped: list[str] = []
    package: bytes = b""
