"""What is known of a kept set, who asks for it, and how keeping is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from geodata.sets.naming import Reference
from geodata.sets.whole import NotKept
from geodata.translation import SaidTable, mark

Audience = Literal["me", "link", "all"]
State = Literal["here", "withdrawn"]
Span = Literal["good", "month", "week"]
Kind = Literal["points", "briefing"]

#: Who may see a set → how its keeper says it.
AUDIENCES = SaidTable(
    {
        "me": mark("only me"),
        "link": mark("whoever has the link"),
        "all": mark("everybody who can open this atlas"),
    }
)

#: How long a set is kept → how its keeper says it.
SPANS = SaidTable({"good": mark("until I delete it"), "month": mark("for a month"), "week": mark("for a week")})

_DAYS = {"month": 31, "week": 7}

#: Letters of what a keeper says of a set.
TITLE, NOTE, LICENCE, OWNER = 60, 1000, 200, 100


class Away(NotKept):
    """The catalogue cannot be reached, or cannot be used; the message is a sentence that names no place of the server."""


def moment(lasts: Span | None = None) -> str:
    """Return this moment as the catalogue writes moments, in UTC, or that at which what is kept now ends; "" where it does not."""
    if lasts == "good":
        return ""
    days = timedelta(days=_DAYS[lasts]) if lasts else timedelta()
    return (datetime.now(UTC) + days).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Reader:
    """Who asks.

    Attributes
    ----------
    name : str
        The account; "" where nobody knows who it is.
    keeps : bool
        They may keep sets.
    """

    name: str = ""
    keeps: bool = False


#: A reader of whom nothing is known: who has a link, and nothing else.
ANYBODY = Reader()

#: The account of whoever sits at the machine that the server runs on.
OWN_MACHINE = "own-machine"


@dataclass(frozen=True)
class Wish:
    """What a keeper says of a set.

    Attributes
    ----------
    title, note, licence, owner : str
        `owner` is whose data it is, in words.
    seen_by : {"me", "link", "all"}
    lasts : {"good", "month", "week"}
        How long it is kept.
    """

    title: str
    note: str = ""
    licence: str = ""
    owner: str = ""
    seen_by: Audience = "me"
    lasts: Span = "good"


@dataclass(frozen=True)
class Version:
    """A version of a set, which never changes.

    Attributes
    ----------
    number : int
        1 for the first.
    kept : str
        Moment at which it was kept, UTC, as 2026-11-27T22:05:00Z.
    rows, bytes : int
        Rows taken, and bytes of its files.
    columns : tuple of str
        The file's own, in its order.
    file : str
        Name of its folder (`geodata.sets.packing`).
    """

    number: int
    kept: str
    rows: int
    bytes: int
    columns: tuple[str, ...]
    file: str


@dataclass(frozen=True)
class Kept:
    """A set that is kept.

    Attributes
    ----------
    number : int
        The catalogue's own, which no reader sees.
    id : str
        What links name now.
    title, note, licence, owner, seen_by
        As in `Wish`.
    keeper : str
        The account that may change it.
    state : {"here", "withdrawn"}
    ends : str
        Moment at which it is deleted by itself, UTC, as 2026-12-05T22:05:00Z; "" where it is not.
    kind : {"points", "briefing"}
        A briefing is kept as a set is; its rows are its scenes, and it has no file.
    versions : tuple of Version
        The oldest first; at least one.
    aliases : tuple of str
        Ids that it had before.
    """

    number: int
    id: str
    title: str
    note: str
    licence: str
    owner: str
    seen_by: Audience
    keeper: str
    state: State
    ends: str
    kind: Kind
    versions: tuple[Version, ...]
    aliases: tuple[str, ...] = ()

    @property
    def newest(self) -> Version:
        """The version kept last."""
        return self.versions[-1]

    @property
    def files(self) -> list[str]:
        """The files of its versions."""
        return [version.file for version in self.versions]

    def version(self, number: int) -> Version | None:
        """Return a version, with 0 the newest; None where there is none of that number."""
        return self.newest if not number else next((one for one in self.versions if one.number == number), None)

    def reference(self, number: int = 0) -> str:
        """Return what a link names for a version, with 0 for the newest."""
        return str(Reference(self.id, number or self.newest.number))

    def seen(self, reader: Reader) -> bool:
        """Tell whether a reader who knows its id may see it."""
        return self.seen_by != "me" or self.kept_by(reader)

    def kept_by(self, reader: Reader) -> bool:
        """Tell whether a reader may change it."""
        return bool(reader.name) and reader.keeps and reader.name == self.keeper


@dataclass(frozen=True)
class Limits:
    """How much may be kept: rows and bytes of a set with all its versions, and of all sets."""

    set_rows: int
    set_bytes: int
    all_rows: int
    all_bytes: int


@dataclass(frozen=True)
class Taken:
    """How much is kept: rows and bytes of all sets, beside the limits."""

    rows: int
    bytes: int
    limits: Limits = field(repr=False)
