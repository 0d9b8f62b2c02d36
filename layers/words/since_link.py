"""What changed in a view since the revision of the ledger its link was made on, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.changelog import WHOLE, Changes, since, title_of
from geodata.dates import say
from geodata.ledger import Ledger
from layers.kit.layer import layer_of
from layers.kit.text import count, listing
from layers.view.facets import shown_rows
from layers.view.state import ViewState

#: Fields by which a record comes into a view or leaves it: a change of one of them is told in every view.
WHERE_AND_WHEN = {
    "start",
    "start_precision",
    "end",
    "end_precision",
    "places",
    "districts",
    "lon",
    "lat",
    "precision_m",
    "closures",
    "parent",
    "geometry",
    WHOLE,
}

#: Field → what it is called; the others are called by their own name.
WORDS = {
    "history": "status history",
    "claims": "claims",
    "statements": "statements",
    "sources": "sources",
    "summary": "text",
    "title": "title",
    "names": "names",
    "note": "note",
    "notes": "notes",
    "start": "dates",
    "start_precision": "dates",
    "end": "dates",
    "end_precision": "dates",
    "places": "place",
    "districts": "districts",
    "closures": "closures",
    "confidence": "confidence",
    "weapons": "weapons",
    "lon": "coordinates",
    "lat": "coordinates",
    "precision_m": "precision",
    "outline": "outline",
    "drawing": "drawing",
    "as_of": "date of the claim",
    "low": "figure",
    "high": "figure",
    "facts_checked_to": "day to which facts are checked",
    "unknowns": "list of what is not known",
    "renamed": "list of renamed records",
}

#: More than this is a wall; the rest is counted.
LONGEST = 8


@dataclass(frozen=True)
class Since:
    """What a page says of a link's age: a heading, and a sentence for each change in the view."""

    title: str
    sentences: tuple[str, ...]


def since_link(revision: str, view: ViewState, ledger: Ledger) -> Since | None:
    """Return what a reader of a link should know about its revision; None when it is the ledger's own."""
    if not revision or revision == ledger.revision:
        return None
    found = since(revision, ledger)
    if found is None:
        return Since(
            "This link was made on another revision of the ledger",
            (
                f"The change log does not hold revision “{revision[:20]}”, so what has changed since cannot be told. Shown is revision {ledger.revision}.",
            ),
        )
    entry, changes = found
    inside, outside = sentences(changes, view, ledger)
    title = f"The ledger has changed since this link was made (revision {entry.revision} of {say(entry.day)})"
    rest = f"{count(outside, 'change').capitalize()} in records that this view does not show."
    if not inside:
        return Since(
            title,
            ("Nothing in this view has changed." if not outside else f"Nothing in this view has changed. {rest}",),
        )
    more = [f"{len(inside) - LONGEST} more changes in this view."] if len(inside) > LONGEST else []
    return Since(title, (*inside[:LONGEST], *more, *([rest] if outside else [])))


def sentences(changes: Changes, view: ViewState, ledger: Ledger) -> tuple[list[str], int]:
    """Return a sentence for each change in the view, and how many changes lie outside it."""
    inside = _inside(view, ledger)
    told, outside = [], 0
    for key in changes.added:
        if key in inside:
            told.append(f"New: {title_of(key, ledger)}.")
        else:
            outside += 1
    for key, names in changes.changed.items():
        moved = key.partition("/")[0] not in ("sources", "places") and bool(WHERE_AND_WHEN & set(names))
        if key in inside or moved:
            words = listing(list(dict.fromkeys(WORDS.get(name, name.replace("_", " ")) for name in names)))
            told.append(
                f"{title_of(key, ledger)}: {words} changed{'' if key in inside else '; not in this view now, it may have been'}."
            )
        else:
            outside += 1
    # Where and when a removed record was is not kept, so each view says that it is gone.
    told += [f"No longer in the ledger: {title}." for title in changes.removed.values()]
    told += [
        f"“{old.partition('/')[2]}” is now called “{new.partition('/')[2]}”."
        for old, new in changes.renamed.items()
        if new in inside
    ]
    return told, outside


def _inside(view: ViewState, ledger: Ledger) -> set[str]:
    """Return the keys of everything that the view rests on: records, their places and sources, outlines and drawings."""
    wanted = [row.id for row, _ in shown_rows(view, ledger)] + ([view.select] if view.select else [])
    rows = [found for record_id in wanted if (found := ledger.find(record_id))]
    keys = {"meta/ledger", "geometry/backdrop", *([f"sections/{ledger.line.id}"] if ledger.line else [])}
    keys |= {key for layer_id in view.layers for key in layer_of(layer_id).rests_on}
    for table, record in rows:
        keys |= {
            f"{table}/{record.id}",
            *(f"sources/{one}" for one in record.sources),
            *(f"places/{one}" for one in getattr(record, "places", ())),
        }
        if getattr(record, "geometry", None):
            keys.add(f"outlines/{record.geometry}")
    # The summary quotes figures up to the date; the periods are on the slider at all dates.
    keys |= {
        f"statistics/{row.id}"
        for row in ledger.statistics.values()
        if not row.as_of or row.as_of <= view.date.isoformat()
    }
    return keys | {f"periods/{one}" for one in ledger.periods}
