"""What the search box finds: every record and place by every form of its name."""

from __future__ import annotations

from functools import lru_cache

from geodata.ledger import Ledger
from geodata.places import Names
from geodata.translation import tr
from layers.kit.layer import in_order


@lru_cache(maxsize=4)
def entries(ledger: Ledger) -> dict[str, str]:
    """Return id → line to search in: title, what it is, then every alias in every language.

    Places without coordinates are left out: there is nowhere to go.
    """
    found: dict[str, tuple[str, Names | None, list[str]]] = {}
    years: dict[str, str] = {}
    for layer in in_order("text"):
        for record in layer.records(ledger):
            found.setdefault(record.id, (record.title, record.names, []))[2].append(layer.nouns.one)
            if layer.time == "event" and record.start:
                years[record.id] = f" {record.start.year}"
    for place in ledger.places.values():
        if place.lon is not None:
            found.setdefault(place.id, (place.names.en[0], place.names, [tr("place")]))
    return {
        record_id: f"{title} ({', '.join(kinds)}{years.get(record_id, '')}){_aliases(title, names)}"
        for record_id, (title, names, kinds) in found.items()
    }


def _aliases(title: str, names: Names | None) -> str:
    forms = names.forms() if names else []
    others = [name for name in dict.fromkeys(forms) if name != title]
    return f" · {', '.join(others)}" if others else ""
