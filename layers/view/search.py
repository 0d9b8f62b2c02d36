"""What the search box finds: every record, place and person by every form of the name, and transfers, bases and exercises by whose and what they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from geodata.ledger import Ledger
from geodata.places import Names
from geodata.records import Record
from geodata.translation import tr
from layers.kit.layer import in_order

#: Fields of records in which states, firms and systems are named.
_NAMING = ("supplier", "recipient", "item", "operator", "host", "equipment", "weapons", "participants")


@lru_cache(maxsize=4)
def entries(ledger: Ledger) -> dict[str, str]:
    """Return id → line to search in: title, what it is, then every alias in every language, and who and what is named in it.

    Places without coordinates are left out: there is nowhere to go.
    """
    found: dict[str, tuple[str, list[str], list[str]]] = {}
    years: dict[str, str] = {}
    for layer in in_order("text"):
        for record in layer.records(ledger):
            forms = [*_forms(record.names), *named_in(record)]
            found.setdefault(record.id, (record.title, forms, []))[2].append(layer.nouns.one)
            if layer.time == "event" and record.start:
                years[record.id] = f" {record.start.year}"
    for person in ledger.persons.values():
        found[person.id] = (person.title, _forms(person.names), [tr("person")])
    for place in ledger.places.values():
        if place.lon is not None:
            title, forms = place.names.en[0], _forms(place.names)
            # A section may have the id of the place it is named after: it is found by the place's names too.
            found.setdefault(place.id, (title, [], [tr("place")]))[1].extend(forms)
    return {
        record_id: f"{title} ({', '.join(kinds)}{years.get(record_id, '')}){_aliases(title, forms)}"
        for record_id, (title, forms, kinds) in found.items()
    }


def named_in(record: Record) -> Iterator[str]:
    """Yield what a record names beside places and persons: suppliers, recipients, operators, systems."""
    for field in _NAMING:
        value = getattr(record, field, None) or ()
        yield from (value,) if isinstance(value, str) else value


def _forms(names: Names | None) -> list[str]:
    return names.forms() if names else []


def _aliases(title: str, forms: list[str]) -> str:
    others = [name for name in dict.fromkeys(forms) if name != title]
    return f" · {', '.join(others)}" if others else ""
