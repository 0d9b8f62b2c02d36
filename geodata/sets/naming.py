"""How kept sets are called: ids from their titles, and the words that links name them by."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass

#: Letters of an id before its ending, and random letters of an ending.
SLUG, ENDING = 40, 6

#: Signs of an ending: no two look alike.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:~[A-Za-z0-9_-]{22})?"
_REFERENCE = re.compile(rf"(?P<id>{_ID})(?:@(?P<version>0|[1-9][0-9]{{0,5}}))?", re.ASCII)

#: No reference is longer.
MAX_REFERENCE = 120


@dataclass(frozen=True)
class Reference:
    """What a link names: a set, and one of its versions or, with 0, the newest."""

    id: str
    version: int = 0

    def __str__(self) -> str:
        return f"{self.id}@{self.version}" if self.version else self.id


def reference(text: str) -> Reference | None:
    """Read ``id``, ``id@2`` or ``id@0``, which is the newest as views name it before they know its number; None for all else."""
    found = _REFERENCE.fullmatch(text) if len(text) <= MAX_REFERENCE else None
    return Reference(found["id"], int(found["version"] or 0)) if found else None


def slug(title: str) -> str:
    """Return the letters and figures of a title as an id has them; "set" where there are none of a–z and 0–9."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:SLUG].strip("-") or "set"


def with_ending(begin: str) -> str:
    """Return an id that hardly anybody has taken."""
    return f"{begin}-{''.join(secrets.choice(_SIGNS) for _ in range(ENDING))}"


def with_secret(begin: str, secret: str = "") -> str:
    """Return an id that nobody can guess, by default of 128 random bits."""
    return f"{begin}~{secret or secrets.token_urlsafe(16)}"


def secret_of(set_id: str) -> str:
    """Return the secret part of an id; "" where it has none."""
    return set_id.partition("~")[2]


def digest(set_id: str) -> str:
    """Return under what an id is looked up: how long that takes says nothing of how much of it was guessed."""
    return hashlib.sha256(set_id.encode()).hexdigest()
