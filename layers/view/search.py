"""What the search box finds: every record, place and person by every form of the name, and transfers, bases and exercises by whose and what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from geodata.events import Incident
from geodata.ledger import Ledger
from geodata.records import Record
from geodata.translation import tr
from layers.kit.layer import in_order
from layers.kit.losses import death_range

#: Fields of records in which states, firms and systems are named.
_NAMING = ("supplier", "recipient", "item", "operator", "host", "equipment", "weapons", "participants")

#: What parts the words of a name, and what stands within a word and is left out as often as written.
_BETWEEN, _WITHIN = re.compile(r"[\s\u2010-\u2015-]+"), re.compile(r"['ʻʼ‘’`]")


@dataclass
class _Entry:
    """What a line is made of; `place` orders it among names or among what happened, the smallest first."""

    title: str
    forms: list[str]
    kinds: list[str]
    place: tuple[float, ...]
    named: list[str] = field(default_factory=list)
    year: str = ""

    @property
    def line(self) -> str:
        others = [name for name in dict.fromkeys((*_spellings(self.forms), *self.named)) if name != self.title]
        return f"{self.title} ({', '.join(self.kinds)}{self.year})" + (f" · {', '.join(others)}" if others else "")


@lru_cache(maxsize=4)
def entries(ledger: Ledger) -> dict[str, str]:
    """Return id → line to search in: title, what it is, then every alias in every language, and who and what is named in it.

    The box keeps the lines that contain what is typed, in this order: first whatever has a name (persons, what stands in a spot, stretches,
    places), each before those in whose names its own stands; then what happened, by the highest count of dead, a whole before its
    parts, the latest first. Places without coordinates are left out: there is nowhere to go.
    """
    names, events = _collected(ledger)
    words = {record_id: {_words(form) for form in (one.title, *one.forms)} for record_id, one in names.items()}
    every = set().union(*words.values())
    within = {record_id: len(_runs(own) & (every - own)) for record_id, own in words.items()}
    ordered = [
        *sorted(names.items(), key=lambda pair: (within[pair[0]], pair[1].place, pair[1].title)),
        *sorted(events.items(), key=lambda pair: pair[1].place),
    ]
    return {record_id: entry.line for record_id, entry in ordered}


def _collected(ledger: Ledger) -> tuple[dict[str, _Entry], dict[str, _Entry]]:
    """Return what has a name, and what happened, by id."""
    names: dict[str, _Entry] = {}
    events: dict[str, _Entry] = {}
    for person in ledger.persons.values():
        names[person.id] = _Entry(person.title, person.names.forms(), [tr("person")], (0,))
    for layer in in_order("text"):
        for record in layer.records(ledger):
            forms, named = record.names.forms() if record.names else [], [*named_in(record)]
            if layer.time == "event":
                year = f" {record.start.year}" if record.start else ""
                found, new = events, _Entry(record.title, forms, [], _weight(record, ledger), named, year)
            else:
                found, new = names, _Entry(record.title, forms, [], (2 if layer.draw == "areas" else 1,), named)
            found.setdefault(record.id, new).kinds.append(layer.nouns.one)
    for place in ledger.places.values():
        if place.lon is not None:
            # A section may have the id of the place it is named after: it is found by the place's names too.
            new = _Entry(place.names.en[0], [], [tr("place")], (3,))
            names.setdefault(place.id, new).forms.extend(place.names.forms())
    return names, events


def _weight(record: Record, ledger: Ledger) -> tuple[float, ...]:
    """Order what happened: a whole weighs at least what its heaviest part does."""
    dead = -1
    if isinstance(record, Incident):
        parts = [one for one in ledger.incidents.values() if one.parent == record.id]
        dead = max(found.high if (found := death_range(one)) else -1 for one in (record, *parts))
    is_part = getattr(record, "parent", None) is not None
    return -dead, is_part, -(record.start or date.min).toordinal()


def named_in(record: Record) -> Iterator[str]:
    """Yield what a record names beside places and persons: suppliers, recipients, operators, systems."""
    for name in _NAMING:
        value = getattr(record, name, None) or ()
        yield from (value,) if isinstance(value, str) else value


def _words(name: str) -> str:
    """Return the words of a name with one space between them."""
    return " ".join(re.findall(r"[^\W_]+", _WITHIN.sub("", name.casefold())))


def _runs(names: set[str]) -> set[str]:
    """Return every run of whole words in some names."""
    split = [name.split() for name in names]
    return {
        " ".join(words[first:last])
        for words in split
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    }


def _spellings(forms: list[str]) -> Iterator[str]:
    """Yield names, and how else a reader may type them: without a hyphen, in two words or in one, without an apostrophe.

    A form in one word is parted where another of the same letters, marks on them aside, has two words.
    """
    pairs = [words for form in forms if len(words := _BETWEEN.split(form)) == 2]
    apart = {_plain("".join(words)): len(words[0]) for words in pairs}
    found = [*forms]
    for form in forms:
        first, *more = _BETWEEN.split(form)
        if more and "-" in form:
            found += [form.replace("-", " "), *([first + more[0].lower()] if len(more) == 1 else [])]
        elif cut := apart.get(_plain(form)):
            found.append(f"{form[:cut]} {form[cut:]}")
    yield from found
    yield from (_WITHIN.sub("", form) for form in found)


def _plain(word: str) -> str:
    """Return a word in small letters without the marks, hooks and strokes on them, letter for letter."""
    named = ((letter, *unicodedata.name(letter, "").partition(" WITH ")) for letter in word.casefold())
    return "".join(unicodedata.lookup(name) if mark else letter for letter, name, mark, _ in named)
