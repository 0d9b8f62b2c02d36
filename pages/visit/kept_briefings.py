"""What a link's ``briefing`` means to a reader: one that is kept, as ``who-arms-whom~…@2``, built in or packed."""

from __future__ import annotations

from dataclasses import replace

from geodata.ledger import current
from geodata.sets.here import catalogue
from geodata.sets.kept import Reader
from geodata.sets.naming import MAX_REFERENCE, reference
from geodata.sets.whole import NotKept
from geodata.translation import tr
from layers.briefings.briefing import Briefing
from layers.briefings.reading import from_token, read
from pages.visit import keeping, session

#: No other token has this sign: it stands before the version.
_VERSION = "@"


def is_kept(token: str) -> bool:
    """Tell whether a token could be that of a kept briefing."""
    return _VERSION in token


def opened(token: str, who: Reader) -> tuple[Briefing | None, list[str]]:
    """Return the briefing of a link, as far as it could be read, and a sentence for each part that could not."""
    words = session.vocabulary(current())
    if not is_kept(token):
        return from_token(token, words)
    asked = reference(token)
    try:
        found = keeping.find(asked, who, "briefing") if asked else None
        version = found.version(asked.version) if found and asked else None
        if found is None or version is None:
            # One sentence for all that is not to be had: it must not tell whether there is such a briefing.
            gone = tr(
                "The kept briefing “{name}” is not here, not here any more, or not for you.", name=token[:MAX_REFERENCE]
            )
            return None, [keeping.ended(token) or gone]
        if found.state == "withdrawn":
            return None, [tr("The briefing “{title}” was withdrawn by its keeper and is not shown.", title=found.title)]
        briefing, problems = read(catalogue().said(version), words)
        return (replace(briefing, title=found.title) if briefing else None), problems
    except NotKept as why:
        return None, [str(why)]
