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

from shapely import Point

from geodata import geometry_files
from geodata.claims import death_range
from geodata.ledger import Ledger
from geodata.parties import PARTIES, states_of
from geodata.places import Names
from geodata.records import Record
from geodata.regions import DISTRICTS
from layers.kit.places import located
from layers.view.state import CHOICES, FILTERS, ViewState

#: Layer → table of the ledger, for the layers whose features are records.
TABLE_OF = {
    "sections": "sections",
    "clashes": "incidents",
    "crossings": "crossings",
    "bases": "bases",
    "transfers": "transfers",
    "exercises": "exercises",
    "milestones": "milestones",
}
#: Fields that speak of one layer only: to filter by them is to ask for that layer.
LAYER_OF = {"weapon": "clashes", "deaths": "clashes", "supplier": "transfers", "recipient": "transfers"}

CONFIDENCES = {"published": "Published page", "excerpted": "Read only as an excerpt", "weak": "Weak, not checked"}

#: A site known less closely than this is not placed in a section's strip, which is 4 km wide.
_IN_SECTION_M = 5000


@dataclass(frozen=True)
class Row:
    """A record as the filters see it.

    Attributes
    ----------
    id, layer : str
    record : Record
    values : mapping of str to mapping of str to str
        Field → token → title, for the fields the record has.
    deaths : int or None
        The highest latest claim of dead; None where nobody gives a number.
    names : str
        Every form of its name and of its places' names, folded for search.
    """

    id: str
    layer: str
    record: Record
    values: Mapping[str, Mapping[str, str]]
    deaths: int | None
    names: str

    def fails(self, view: ViewState) -> list[str]:
        """Return the filters of the view that the record does not pass."""
        failed = [
            name for name in CHOICES if getattr(view, name) and not set(getattr(view, name)) & self.values[name].keys()
        ]
        if view.deaths and (self.deaths is None or self.deaths < view.deaths):
            failed.append("deaths")
        if view.q and not all(word in self.names for word in fold(view.q).split()):
            failed.append("q")
        return failed


def token(title: str) -> str:
    """Return a title as a link writes it: “Armed clash” is ``armed-clash``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")


#: A longer text is no name; what readers bring along must not fill what is remembered of names.
_NAME_LETTERS = 200


def fold(text: str) -> str:
    """Return a text for comparing names: no case, no accents, one kind of apostrophe and hyphen."""
    return _fold(text) if len(text) <= _NAME_LETTERS else _fold.__wrapped__(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"[ʻʼ‘’`´]", "'", plain))


def actors_in(text: str) -> list[str]:
    """Return the names in a free statement of who: without what is said of them in brackets or after “as reported”."""
    plain = re.sub(r"\(.*?\)", "", text).split(", as reported")[0]
    return [name.strip() for name in re.split(r", with | and |,", plain) if name.strip()]


@lru_cache(maxsize=4)
def rows(ledger: Ledger) -> tuple[Row, ...]:
    """Return every record of every layer as the filters see it, worked out once per ledger."""
    return tuple(
        Row(record.id, layer, record, _values(record, layer, ledger), _deaths(record, layer), _names(record, ledger))
        for layer, table in TABLE_OF.items()
        for record in ledger.tables[table].values()
        if getattr(record, "kind", None) != "line"
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


def without_time(view: ViewState) -> ViewState:
    """Return a view that holds the filters alone, as a key for what depends on nothing else."""
    blank = ViewState(view.date.min)
    return blank.with_(**{name: getattr(view, name) for name in FILTERS})


@lru_cache(maxsize=256)
def _passing(filters: ViewState, ledger: Ledger) -> frozenset[str]:
    return frozenset(row.id for row in rows(ledger) if not row.fails(filters))


def active(view: ViewState, ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Yield (field, token, words) for every value that is set; the words name field and value."""
    titles = choices(ledger)
    for name, what in CHOICES.items():
        for value in getattr(view, name):
            yield name, value, f"{what}: {titles[name].get(value, value)}"
    if view.deaths:
        yield "deaths", str(view.deaths), f"Deaths claimed: {view.deaths} or more"
    if view.q:
        yield "q", view.q, f"Names: “{view.q}”"


def removed(view: ViewState, name: str, value: str) -> ViewState:
    """Return the view without one value of one filter."""
    if name in CHOICES:
        return view.with_(**{name: tuple(one for one in getattr(view, name) if one != value)})
    return without_filters(view, name)


def _values(record: Record, layer: str, ledger: Ledger) -> dict[str, dict[str, str]]:
    # A section's kinds are its own words (section, area, exclave); a crossing has none.
    kind = getattr(record, "kind", None) or {"crossings": "crossing", "exercises": "exercise"}[layer]
    parties = {ledger.sources[source_id].party for source_id in record.sources}
    return {
        "district": {name: DISTRICTS[name] for name in record.districts},
        "section": _sections(record, layer, ledger),
        "kind": _tokens([kind]),
        "actor": _tokens(_actors(record, layer)),
        "weapon": _tokens([re.sub(r"\s*\(.*", "", text) for text in getattr(record, "weapons", [])]),
        "supplier": _tokens(actors_in(record.supplier) if layer == "transfers" else []),
        "recipient": _tokens(actors_in(record.recipient) if layer == "transfers" else []),
        "party": {name: PARTIES[name].name for name in PARTIES if name in parties},
        "confidence": {record.confidence: CONFIDENCES[record.confidence]},
    }


def _tokens(titles: list[str]) -> dict[str, str]:
    return {token(title): title[:1].upper() + title[1:] for title in titles if token(title)}


def _actors(record: Record, layer: str) -> list[str]:
    """Return whom a record names as taking part. Of a clash: whose losses are claimed and who makes statements about it."""
    if layer == "bases":
        return [*actors_in(record.operator), *actors_in(record.host)]
    if layer == "transfers":
        return [*actors_in(record.supplier), *actors_in(record.recipient)]
    if layer == "exercises":
        return list(record.participants)
    if layer == "milestones":
        return list(record.parties)
    named = [claim.about for claim in getattr(record, "claims", [])] + [
        statement.party for statement in record.statements
    ]
    return [name for token in named for name in states_of(token)]


def _sections(record: Record, layer: str, ledger: Ledger) -> dict[str, str]:
    """Return the sections a record belongs to: itself, those that name one of its places, and the outline its place lies in."""
    if layer == "sections":
        return {record.id: record.title}
    if layer not in ("clashes", "crossings", "milestones"):
        return {}
    drawn = geometry_files.sections()
    place = located(record, ledger)
    point = Point(place.lon, place.lat) if place is not None and place.precision_m <= _IN_SECTION_M else None
    return {
        section.id: section.title
        for section in ledger.sections.values()
        if section.kind != "line"
        and (
            set(section.places) & set(record.places)
            or (point is not None and section.geometry in drawn and drawn[section.geometry].geometry.intersects(point))
        )
    }


def _deaths(record: Record, layer: str) -> int | None:
    claimed = death_range(record) if layer == "clashes" else None
    return claimed.high if claimed else None


def _forms(names: Names | None) -> list[str]:
    return names.forms() if names else []


def _names(record: Record, ledger: Ledger) -> str:
    places = [ledger.places[place_id].names for place_id in record.places if place_id in ledger.places]
    forms = [record.title, *_forms(record.names), *(form for names in places for form in _forms(names))]
    return fold(" | ".join(forms))
