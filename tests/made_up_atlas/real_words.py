"""The words of the real atlas, of which none may come out where the made-up one is served."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from geodata import atlas, ledger


def pattern() -> re.Pattern[str]:
    """Return what finds any name of the atlas that this process serves: sides, states, regions, districts, cameras, places, records, publishers."""
    this, known = atlas.current(), ledger.current()
    words = {this.title, this.surroundings.title, *this.languages.values(), *this.neighbours.values(), *this.former}
    words |= {word for side in this.sides for word in (side.key, side.name, side.state)}
    words |= {*this.districts, *this.districts.values(), *this.regions}
    words |= {region.title for region in this.regions.values()}
    words |= {word for key, camera in this.cameras.items() if key != "whole" for word in (key, camera.title)}
    words |= {form for place in known.places.values() for form in place.names.forms()}
    words |= {source.publisher for source in known.sources.values()}
    for table in ("sections", "incidents", "crossings", "bases", "works", "transfers", "exercises", "milestones"):
        words |= {word for record in known.tables[table].values() for word in (record.id, record.title)}
    # “Kyrgyz” is in “Kyrgyzstan” and more.
    stems = "|".join(side.name for side in this.sides)
    return re.compile(rf"(?<!\w)(?:(?:{stems})\w*|(?:{any_of(words)})(?!\w))")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, those that begin alike together: else each is tried at each place."""
    return "|".join(
        f"{re.escape(letter)}(?:{'|'.join(re.escape(word[1:]) for word in alike)})"
        for letter, alike in groupby(sorted(words, reverse=True), key=lambda word: word[0])
    )
