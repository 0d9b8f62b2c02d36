"""The card of a record as blocks of plain values, from which the page and every export draw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata import atlas, geometry_files, status
from geodata.claims import claims_table, say_as_of, source_balance
from geodata.dates import Precision, say, say_short
from geodata.figures import say_statistic
from geodata.intervals import Interval, day_number, may_begin, say_end, say_interval
from geodata.ledger import Ledger
from geodata.parties import PARTIES, SIDES
from geodata.places import LANGUAGES
from geodata.records import Record, Source, Statistic, StatusRow
from geodata.status import STATUS_GLOSSES, STATUS_TITLES
from layers.kit.places import located, place_names
from layers.kit.text import count

_KIND_OF_TABLE = {
    "sections": "Border section",
    "incidents": "Clash",
    "crossings": "Crossing",
    "bases": "Base",
    "transfers": "Transfer",
    "exercises": "Exercise",
    "milestones": "Milestone",
    "periods": "Period",
    "statistics": "Figure",
}
_CONFIDENCE = {
    "published": None,
    "excerpted": "read only as an excerpt in a collected document",
    "weak": "weak: not checked against a published page",
}


@dataclass(frozen=True)
class Table:
    """A small table: rows are (cells, small print, emphasis: "", "now" or "older"); the print stands in column `print_in`."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str, str], ...]
    print_in: int
    note: str = ""


@dataclass(frozen=True)
class Card:
    """Everything a card shows, as text."""

    id: str
    kicker: str
    title: str
    names: str
    summary: str
    chips: tuple[str, ...]
    status: str | None
    status_words: str
    tables: tuple[Table, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    uncertain: tuple[str, ...]
    sources: tuple[Source, ...]
    balance: str | None


def card(record_id: str, ledger: Ledger, day: date) -> Card | None:
    """Return the card of a record as of a day, or None for an id the ledger does not have."""
    found = ledger.find(record_id)
    if found is None:
        return None
    table, record = found
    if table == "statistics":
        return _figure_card(record, ledger)
    place = located(record, ledger) if hasattr(record, "places") else None
    shown = status.status_on(record, day) if table == "sections" else None
    return Card(
        id=record.id,
        kicker=_kicker(table, record, ledger),
        title=record.title,
        names=_names(record, ledger),
        summary=record.summary,
        chips=tuple(_chips(table, record, place, ledger)),
        status=shown.status if shown else None,
        status_words=_status_words(shown, day) if shown else "",
        tables=tuple(_tables(table, record, day)),
        lists=tuple((title, tuple(items)) for title, items in _lists(table, record, ledger) if items),
        uncertain=tuple(_uncertain(table, record, place, ledger)),
        sources=tuple(ledger.sources[source_id] for source_id in record.sources),
        balance=source_balance(record, ledger.sources),
    )


def _figure_card(row: Statistic, ledger: Ledger) -> Card:
    """Return the card of a length, share or count: the figure, who says so, and what it is a share of."""
    stated = [("Of", row.denominator), ("In the source's words", row.wording)]
    return Card(
        id=row.id,
        kicker=f"Figure · {row.measure}",
        title=f"{row.about}: {say_statistic(row)}",
        names="",
        summary=f"{row.claimant}, {say_as_of(row.as_of)}.",
        chips=(
            PARTIES[row.party].side,
            *(["worked out from other figures"] if row.derived else []),
            *([_CONFIDENCE[row.confidence]] if _CONFIDENCE[row.confidence] else []),
        ),
        status=None,
        status_words="",
        tables=(),
        lists=(("As stated", tuple(f"{name}: {value}" for name, value in stated if value)),)
        if any(value for _, value in stated)
        else (),
        uncertain=(row.note,) if row.note else (),
        sources=tuple(ledger.sources[source_id] for source_id in row.sources),
        balance=source_balance(row, ledger.sources),
    )


def _kicker(table: str, record: Record, ledger: Ledger) -> str:
    kind = getattr(record, "kind", None)
    parts = [_KIND_OF_TABLE[table] if kind is None or table == "sections" else kind]
    if table in ("incidents", "transfers", "exercises", "milestones", "periods"):
        parts.append(say_interval(record))
    if table == "bases":
        parts.append(f"{record.operator} in {record.host}")
    place = place_names(record, ledger) if hasattr(record, "places") else ""
    if (
        place
        and table in ("incidents", "crossings", "bases")
        and len(place) < 60
        and place.lower() not in record.title.lower()
    ):
        parts.append(place)
    return " · ".join(parts)


def _names(record: Record, ledger: Ledger) -> str:
    """Return the record's other forms, or those of its only place, each with its language."""
    names = getattr(record, "names", None)
    places = getattr(record, "places", [])
    if names is None and len(places) == 1 and places[0] in ledger.places:
        names = ledger.places[places[0]].names
    if names is None:
        return ""
    words = [f"{LANGUAGES[code]}: {', '.join(forms)}" for code, forms in names.others().items()]
    also = [name for name in names.en if name.lower() not in record.title.lower()]
    return " · ".join(([f"also {', '.join(also)}"] if also else []) + words)


def _chips(table: str, record: Record, place: object, ledger: Ledger) -> list[str]:
    chips = []
    if table == "incidents" and record.kind == "armed conflict":
        chips.append("fighting at several places along the line")
    elif place is not None:
        metres = place.precision_m
        chips.append(f"place known within {metres / 1000:g} km" if metres >= 1000 else f"place known within {metres} m")
    elif table in ("incidents", "bases", "crossings"):
        chips.append("not located: no published coordinates")
    if table == "incidents" and record.parent and record.parent in ledger.incidents:
        chips.append(f"part of {ledger.incidents[record.parent].title}")
    if table == "bases":
        chips.append(_open_words(record))
    if table == "transfers":
        chips += [f"{record.supplier} to {record.recipient}", record.stage]
    if _CONFIDENCE.get(getattr(record, "confidence", "published")):
        chips.append(_CONFIDENCE[record.confidence])
    return chips


def _open_words(base: Record) -> str:
    start = (
        f"opened {say(base.start, base.start_precision)}"
        if base.start and base.opened_is_known
        else "opening date not known"
    )
    return f"{start}, {say_end(base.end, base.end_precision)}" if base.end else f"{start}, no closure recorded"


def _status_words(shown: status.SectionStatus, day: date) -> str:
    words = f"{STATUS_TITLES[shown.status]} on {say(day)}: {STATUS_GLOSSES[shown.status]}."
    if shown.status == "undelimited" and shown.inferred:
        return words
    if shown.differs:
        words += " The sides name different statuses; the less advanced one colours the map."
    elif len(shown.by) == 1 and shown.by[0] in SIDES:
        words += f" Only the {PARTIES[shown.by[0]].side} has said so."
    if shown.inferred:
        words += " Inferred for this section from a step of the whole line."
    return words


def _tables(table: str, record: Record, day: date) -> list[Table]:
    tables = []
    if table == "sections":
        in_force = status.statuses_on(record, day).values()
        rows = [
            (
                (
                    say_short(row.start, row.precision),
                    STATUS_TITLES[row.status],
                    "assumed" if _assumed(row) else PARTIES[row.by].side,
                ),
                _wording(row),
                "now" if row in in_force else _to_come(row.start, row.precision, day),
            )
            for row in record.history
        ]
        rows += [
            (
                (say_short(note.start, note.precision), note.label, ""),
                note.text or "",
                _to_come(note.start, note.precision, day),
            )
            for note in record.notes
        ]
        order = [row.start for row in record.history] + [note.start for note in record.notes]
        rows = [row for _, row in sorted(zip(order, rows, strict=True), key=lambda pair: pair[0])]
        tables.append(Table("History, by who says so", ("From", "Status or event", "Says"), tuple(rows), print_in=1))
    if table == "incidents" and record.claims:
        rows = tuple(
            (
                (claim.claimant, claim.figure, claim.as_of),
                f"{claim.measure}, {claim.about_words}" + (f". {claim.note}" if claim.note else ""),
                "" if claim.latest else "older",
            )
            for claim in claims_table(record)
        )
        tables.append(
            Table(
                "Dead and injured, as claimed by",
                ("Claimant", "Figure", "As of"),
                rows,
                0,
                "Claims are never added up. Earlier figures of the same claimant are pale.",
            )
        )
    if table == "crossings" and record.closures:
        rows = tuple(
            (
                (say_interval(c, lasting=c.end is None), c.state, c.by),
                c.wording + (" The day it reopened is not reported." if c.end_unknown else ""),
                "now" if Interval.state(c).may_hold_on(day_number(day)) else _to_come(c.start, c.start_precision, day),
            )
            for c in record.closures
        )
        tables.append(Table("Closures", ("When", "State", "By"), rows, print_in=1))
    return tables


def _to_come(start: date, precision: Precision, day: date) -> str:
    """Return the emphasis of a row that had not begun on a day, which is pale."""
    return "older" if may_begin(start, precision)[0] > day_number(day) else ""


def _assumed(row: StatusRow) -> bool:
    """Tell whether a row is how the atlas begins a history rather than anybody's statement."""
    return row.status == "undelimited" and row.basis == "inferred"


def _wording(row: StatusRow) -> str:
    if _assumed(row):
        return f"inherited without an agreed line at {atlas.current().inherited_at}"
    return f"“{row.wording}”, {row.claimant}" + (" (inferred here)" if row.basis == "inferred" else "")


def _lists(table: str, record: Record, ledger: Ledger) -> list[tuple[str, list[str]]]:
    lists: list[tuple[str, list[str]]] = []
    lists.append(
        (
            "What each side says",
            [f"{PARTIES[s.party].side} ({s.claimant}): {s.text}" for s in getattr(record, "statements", [])],
        )
    )
    if table == "incidents":
        lists.append(("Weapons reported", [", ".join(record.weapons)] if record.weapons else []))
        lists.append(("Displaced, as stated", list(record.displacement)))
        children = [child.title for child in ledger.incidents.values() if child.parent == record.id]
        lists.append(("Already inside its figures", children))
    if table == "bases":
        lists.append(("Equipment reported", [", ".join(record.equipment)] if record.equipment else []))
        lists.append(("Reported", list(record.facts)))
    if table == "transfers":
        stated = [("Item", record.item), ("Quantity", record.quantity), ("Value", record.value)]
        lists.append(("As stated", [f"{name}: {value}" for name, value in stated if value]))
    if table == "exercises":
        lists.append(("Participants", [", ".join(record.participants)]))
    if table == "milestones" and record.parties:
        lists.append(("Parties", [", ".join(record.parties)]))
    return lists


def _uncertain(table: str, record: Record, place: object, ledger: Ledger) -> list[str]:
    words = []
    precision = getattr(record, "start_precision", "day")
    if precision != "day" and table != "sections":
        words.append(f"The date is known only to the {precision}.")
    if table != "statistics" and record.end and record.end_precision != "day":
        words.append(f"Its end is known only to the {record.end_precision}.")
    if table == "sections":
        if record.geometry:
            words.append(
                geometry_files.sections()[record.geometry].properties["method"] + " The outline is indicative."
            )
        else:
            words.append(f"Not mapped: {record.not_mapped_because}")
    if place is not None and (place.inferred or place.note):
        words.append(f"Place ({place.names.en[0]}): " + (place.note or "its position is inferred."))
    if getattr(record, "note", None):
        words.append(record.note)
    if len(getattr(record, "sources", [])) == 1:
        words.append(f"Rests on {count(1, 'source')}.")
    return words
