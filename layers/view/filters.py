"""Narrow the records by what they say: which pass, how many each option would leave, and which filter is to blame.

A record passes if it has, in every field that is set, one of the values asked for; a record without the field
does not. Time and region stay with `visible.py`, so the browser can go on moving the date: Python works out once which
records pass, whatever the date, and the map gets their ids with the command.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geodata.ledger import Ledger
from geodata.parties import PARTIES
from geodata.persons import named
from geodata.places import DISTRICTS
from geodata.records import Record
from geodata.translation import SaidTable, mark, tr
from layers.kit.feature import Feature
from layers.kit.layer import Facets, Layer, all_layers, opened
from layers.kit.text import sentence_case
from layers.view.search import named_in
from layers.view.state import CHOICES, FILTERS, ViewState

CONFIDENCES = SaidTable(
    {
        "published": mark("Published page"),
        "excerpted": mark("Read only as an excerpt"),
        "weak": mark("Weak, not checked"),
    }
)


@dataclass(frozen=True)
class Row:
    """A record as the filters see it.

    Attributes
    ----------
    id, layer : str
    record : Record
    values : mapping of str to mapping of str to str
        Field → token → title, for the fields the record has.
    cells : mapping of str to object
        The layer's own columns.
    regions : tuple of str
        Keys of `geodata.places.REGIONS` in which it lies.
    names : str
        Every form of its name and of the names of its places, persons, suppliers and systems, folded for search.
    """

    id: str
    layer: str
    record: Record
    values: Mapping[str, Mapping[str, str]]
    cells: Mapping[str, Any]
    regions: tuple[str, ...]
    names: str

    def lies_in(self, view: ViewState) -> bool:
        """Tell whether the record lies in the view's region, if it has one."""
        return view.region is None or view.region in self.regions

    def fails(self, view: ViewState) -> list[str]:
        """Return the filters of the view that the record does not pass."""
        failed = [
            name for name in CHOICES if getattr(view, name) and not set(getattr(view, name)) & self.values[name].keys()
        ]
        # The highest latest claim of dead; where nobody gives a number there is none.
        if view.deaths and (self.cells.get("deaths") or 0) < view.deaths:
            failed.append("deaths")
        if view.q and not all(word in self.names for word in _words(view.q)):
            failed.append("q")
        return failed


def token(title: str) -> str:
    """Return a title as a link writes it: “Armed clash” is ``armed-clash``."""
    return re.sub(r"[\W_]+", "-", fold(title)).strip("-")


def fold(text: str) -> str:
    """Return a text for comparing names: no case, no accents, one kind of apostrophe and hyphen."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"[ʻʼ‘’`´]", "'", plain))


#: The words of a link's `q`, which every record is asked for; nothing of a reader's own data is remembered.
_words = lru_cache(maxsize=256)(lambda q: fold(q).split())


@lru_cache(maxsize=4)
def rows(ledger: Ledger) -> tuple[Row, ...]:
    """Return every record of every layer as the filters see it, worked out once per ledger."""
    return tuple(
        _row(layer, record_id, feature, ledger)
        for layer in all_layers()
        if layer.regional
        for record_id, feature in opened(layer, ledger).items()
    )


def _row(layer: Layer[Record], record_id: str, feature: Feature, ledger: Ledger) -> Row:
    found = ledger.find(record_id)
    if found is None:
        raise ValueError(f"layers/{layer.id}.py: “{feature.id}” opens “{record_id}”, which is no record of the ledger")
    record, said = found[1], layer.facets(found[1], feature)
    parties = {ledger.sources[source_id].party for source_id in record.sources}
    known = {
        "district": {name: DISTRICTS[name] for name in record.districts},
        "section": layer.sections(record, ledger),
        "party": {name: PARTIES[name].name for name in PARTIES if name in parties},
        "confidence": {record.confidence: CONFIDENCES[record.confidence]},
    }
    return Row(
        id=record_id,
        layer=layer.id,
        record=record,
        values={name: known[name] if name in known else _tokens(said.get(name, ())) for name in CHOICES},
        cells=layer.cells(record),
        regions=feature.regions,
        names=_names(record, ledger),
    )


@lru_cache(maxsize=4)
def choices(ledger: Ledger) -> dict[str, dict[str, str]]:
    """Return field → token → title of every value in the ledger, in the order in which they are offered."""
    found: dict[str, dict[str, str]] = {name: {} for name in CHOICES}
    for row in rows(ledger):
        for name, values in row.values.items():
            found[name] |= values
    parties = {name: forms.name for name, forms in PARTIES.items()}
    fixed = {"district": DISTRICTS, "party": parties, "confidence": CONFIDENCES, "section": dict(found["section"])}
    return {
        name: dict(fixed[name]) if name in fixed else dict(sorted(values.items(), key=lambda item: item[1].casefold()))
        for name, values in found.items()
    }


def is_narrowed(view: ViewState) -> bool:
    """Tell whether any filter of this module is set."""
    return any(getattr(view, name) for name in FILTERS)


def without_filters(view: ViewState, *names: str) -> ViewState:
    """Return the view with these filters, or all of them, reset."""
    blank = ViewState(view.date)
    return view.with_(**{name: getattr(blank, name) for name in names or FILTERS})


def passing(view: ViewState, ledger: Ledger) -> frozenset[str] | None:
    """Return the ids of the records that pass the view's filters at any date, or None when no filter is set."""
    if not is_narrowed(view):
        return None
    return _passing(without_time(view), ledger)


def among(view: ViewState, ledger: Ledger) -> frozenset[str] | None:
    """Return the ids of the records that pass the view's filters and lie in its region at any date, or None when neither is set."""
    only = passing(view, ledger)
    if view.region is None:
        return only
    return frozenset(row.id for row in rows(ledger) if row.lies_in(view) and (only is None or row.id in only))


def without_time(view: ViewState) -> ViewState:
    """Return a view that holds the filters alone, as a key for what depends on nothing else."""
    blank = ViewState(view.date.min)
    return blank.with_(**{name: getattr(view, name) for name in FILTERS})


@lru_cache(maxsize=256)
def _passing(filters: ViewState, ledger: Ledger) -> frozenset[str]:
    return frozenset(row.id for row in rows(ledger) if not row.fails(filters))


def values_set(view: ViewState, ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Yield (field, token, title) for every value that is set."""
    titles = choices(ledger)
    for name in CHOICES:
        for value in getattr(view, name):
            yield name, value, titles[name].get(value, value)
    if view.deaths:
        yield "deaths", str(view.deaths), tr("{number} or more", number=view.deaths)
    if view.q:
        yield "q", view.q, f"“{view.q}”"


def active(view: ViewState, ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Yield (field, token, words) for every value that is set; the words name field and value."""
    called = FILTERS | {"deaths": mark("Deaths claimed")}
    for name, token, title in values_set(view, ledger):
        yield name, token, f"{called[name]}: {title}"


def removed(view: ViewState, name: str, value: str) -> ViewState:
    """Return the view without one value of one filter."""
    if name in CHOICES:
        return view.with_(**{name: tuple(one for one in getattr(view, name) if one != value)})
    return without_filters(view, name)


def _tokens(said: Facets) -> dict[str, str]:
    titles = said if isinstance(said, Mapping) else {title: title for title in said}
    return {token(name): sentence_case(title) for name, title in titles.items() if token(name)}


def _names(record: Record, ledger: Ledger) -> str:
    places = [ledger.places[place_id].names for place_id in record.places if place_id in ledger.places]
    persons = [ledger.persons[one.person].names for one in named(record)]
    forms = [form for names in (record.names, *places, *persons) if names for form in names.forms()]
    return fold(" | ".join([record.title, *forms, *named_in(record)]))
