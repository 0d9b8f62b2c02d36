"""What a keeper says of a set, checked: words without what cannot be seen, not too long."""

from __future__ import annotations

import unicodedata

from geodata.sets.kept import AUDIENCES, LICENCE, NOTE, OWNER, SPANS, TITLE, Wish
from geodata.sets.whole import NotKept
from geodata.translation import tr


def clean(text: str, most: int) -> str:
    """Return words with single spaces, without control characters and half letters, not more letters than `most`."""
    printable = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text[: 10 * most])
    return " ".join(printable.split())[:most].strip()


def clean_title(text: str) -> str:
    """Return a title as it is kept.

    Raises
    ------
    NotKept
    """
    title = clean(text, TITLE)
    if not title:
        raise NotKept(tr("Give the set a title."))
    return title


def checked(wish: Wish) -> Wish:
    """Return a wish as it is kept.

    Raises
    ------
    NotKept
    """
    if wish.seen_by not in AUDIENCES:
        raise NotKept(tr("Say who may see the set."))
    if wish.lasts not in SPANS:
        raise NotKept(tr("Say how long the set is kept."))
    owner = clean(wish.owner, OWNER)
    if not owner:
        raise NotKept(tr("Say whose data it is."))
    title, note, licence = clean_title(wish.title), clean(wish.note, NOTE), clean(wish.licence, LICENCE)
    return Wish(title, note, licence, owner, wish.seen_by, wish.lasts)
