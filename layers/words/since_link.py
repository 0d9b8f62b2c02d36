"""What changed in a view since the revision of the ledger its link was made on, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.changelog import WHOLE, Changes, since, title_of
from geodata.dates import say
from geodata.ledger import Ledger
from geodata.persons import named
from geodata.translation import SaidTable, mark, tr, tr_n
from layers.kit.layer import layer_of
from layers.kit.text import listing
from layers.view.facets import shown_rows
from layers.view.state import ViewState

#: Fields by which a record comes into a view or leaves it: a change of one of them is told in every view.
WHERE_AND_WHEN = {
    *"start start_precision end end_precision places districts lon lat precision_m closures parent geometry".split(),
    WHOLE,
}

#: Field → what it is called; one that no record has any more is called by the whole.
WORDS = SaidTable(
    {
        field: words
        for words, fields in {
            mark("status history"): "history follows",
            mark("claims"): "claims",
            mark("statements"): "statements",
            mark("sources"): "sources",
            mark("text"): "summary",
            mark("title"): "title",
            mark("names"): "names",
            mark("note"): "note",
            mark("notes"): "notes",
            mark("dates"): "start start_precision end end_precision since until",
            mark("place"): "places",
            mark("districts"): "districts district",
            mark("closures"): "closures",
            mark("stages"): "stages",
            mark("builder"): "built_by",
            mark("related records"): "related",
            mark("confidence"): "confidence",
            mark("weapons"): "weapons",
            mark("coordinates"): "lon lat coordinates_from inferred",
            mark("precision"): "precision_m",
            mark("outline"): "outline geometry",
            mark("drawing"): "drawing",
            mark("date of the claim"): "as_of",
            mark("figure"): "low high unit",
            mark("day to which facts are checked"): "facts_checked_to",
            mark("list of what is not known"): "unknowns",
            mark("list of renamed records"): "renamed",
            mark("record"): f"{WHOLE} id",
            mark("kind"): "kind row stage major",
            mark("parent"): "parent",
            mark("organisation"): "body",
            mark("states"): "states",
            mark("operator"): "operator operator_code",
            mark("host"): "host",
            mark("opening"): "opened_is_known",
            mark("equipment"): "equipment",
            mark("facts"): "facts",
            mark("who is said to have acted"): "fired_by",
            mark("losses"): "losses_of",
            mark("participants"): "participants parties",
            mark("supplier"): "supplier",
            mark("recipient"): "recipient",
            mark("item"): "item quantity value",
            mark("reason why it is not mapped"): "not_mapped_because",
            mark("country"): "country country_2024 country_flag capital_of",
            mark("measure"): "about measure denominator derived",
            mark("claimant"): "claimant party person",
            mark("persons"): "persons persons_did",
            mark("offices"): "offices",
            mark("wording"): "wording",
            mark("publication"): "publisher date url read archived",
        }.items()
        for field in fields.split()
    }
)

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
        unknown = tr(
            "The change log does not hold revision “{old}”, so what has changed since cannot be told. Shown is revision {shown}.",
            old=revision[:20],
            shown=ledger.revision,
        )
        return Since(tr("This link was made on another revision of the ledger"), (unknown,))
    entry, changes = found
    inside, outside = sentences(changes, view, ledger)
    title = tr(
        "The ledger has changed since this link was made (revision {revision} of {day})",
        revision=entry.revision,
        day=say(entry.day),
    )
    told, more = inside[:LONGEST], len(inside) - LONGEST
    if more > 0:
        told.append(tr_n("{n} more change in this view.", "{n} more changes in this view.", more))
    if outside:
        told.append(
            tr_n(
                "{n} change in records that this view does not show.",
                "{n} changes in records that this view does not show.",
                outside,
            )
        )
    if inside:
        return Since(title, tuple(told))
    return Since(title, (" ".join([tr("Nothing in this view has changed."), *told]),))


def sentences(changes: Changes, view: ViewState, ledger: Ledger) -> tuple[list[str], int]:
    """Return a sentence for each change in the view, and how many changes lie outside it."""
    inside = _inside(view, ledger)
    told, outside = [], 0
    for key in changes.added:
        if key in inside:
            told.append(tr("New: {title}.", title=title_of(key, ledger)))
        else:
            outside += 1
    for key, names in changes.changed.items():
        moved = key.partition("/")[0] not in ("sources", "places") and bool(WHERE_AND_WHEN & set(names))
        if key in inside or moved:
            called = dict.fromkeys(WORDS.get(name, WORDS[WHOLE]) for name in names)
            title, parts = title_of(key, ledger), listing(list(called))
            told.append(
                tr("{title}: {parts} changed.", title=title, parts=parts)
                if key in inside
                else tr("{title}: {parts} changed; not in this view now, it may have been.", title=title, parts=parts)
            )
        else:
            outside += 1
    # Where and when a removed record was is not kept, so each view says that it is gone.
    told += [tr("No longer in the ledger: {title}.", title=title) for title in changes.removed.values()]
    told += [
        tr("“{old}” is now called “{new}”.", old=old.partition("/")[2], new=new.partition("/")[2])
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
            *(f"persons/{one.person}" for one in named(record)),
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
