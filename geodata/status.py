"""Which status a border section stood at on a day, and who says so.

A joint statement replaces whatever one side said before it; after it each side counts with its own
latest statement. Where the sides name different statuses, the less advanced one is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from geodata.dates import Precision, span
from geodata.fields import STATUSES, Status
from geodata.intervals import FOREVER, Interval, day_number, may_begin
from geodata.parties import SIDES, Party
from geodata.records import Section, StatusRow
from geodata.translation import SaidTable, mark

_COARSENESS: dict[Precision, int] = {"day": 0, "month": 1, "year": 2}


@dataclass(frozen=True)
class SectionStatus:
    """The status of a section on one day.

    Attributes
    ----------
    status : Status
        What the map is coloured by: the less advanced where the sides differ.
    inferred : bool
        No statement names this section at this status; it follows from a whole-line step or an assumption.
    rows : tuple of StatusRow
        The statements in force on the day, the sides in their order before the third party; the joint one alone if there is no other.
    by : tuple of Party
        Whose statements carry the status shown: ``("joint",)``, one side or both, or ``("third",)``.
    differs : bool
        The two sides name different statuses.
    wordings_differ : bool
        The two sides use different words, be it for the same status ("fully agreed", "agreed in principle").
    uncertain : bool
        One of the statements may not have been made yet, or the section may exist no more.
    """

    status: Status
    inferred: bool
    rows: tuple[StatusRow, ...]
    by: tuple[Party, ...]
    differs: bool = False
    wordings_differ: bool = False
    uncertain: bool = False


class Step(NamedTuple):
    """A change of what is shown for a section: from `start` on, until the next step."""

    start: date
    precision: Precision
    status: Status
    inferred: bool
    by: tuple[Party, ...]


def statuses_on(section: Section, day: date) -> dict[Party, StatusRow]:
    """Return the statements that count on a day, by party.

    Parameters
    ----------
    section : Section
        Its history is in order of start; within one day a later row comes after an earlier one.
    day : date
        The day asked about.

    Returns
    -------
    dict of Party to StatusRow
        For each side its latest statement since the last joint one. If neither side has spoken
        since, the joint one. A third party's latest statement since then is added, and never
        replaces either. A statement known to the month or year counts from the first day of it on. Empty on a day before the
        first row and outside the days on which the section may exist.
    """
    number = day_number(day)
    if not Interval.state(section).may_hold_on(number):
        return {}
    joint: StatusRow | None = None
    since: dict[Party, StatusRow] = {}
    for row in section.history:
        if may_begin(row.start, row.precision)[0] > number:
            continue
        if row.by == "joint":
            joint, since = row, {}
        else:
            since[row.by] = row
    spoken: dict[Party, StatusRow] = {side: since[side] for side in SIDES if side in since}
    if not spoken and joint:
        spoken["joint"] = joint
    if "third" in since:
        spoken["third"] = since["third"]
    return spoken


def status_on(section: Section, day: date) -> SectionStatus | None:
    """Return the status shown for a section on a day, or None on a day for which there is no row.

    The less advanced of the sides that have spoken since the last joint statement; if only one
    has, its own. A third party's statement is listed and moves the status only if nobody else has spoken.

    Examples
    --------
    >>> from datetime import date
    >>> from geodata.ledger import current
    >>> shown = status_on(current().sections["kulundu"], date(2024, 1, 20))
    >>> shown.status, [row.wording for row in shown.rows]
    ('agreed', ['fully agreed', 'agreed in principle'])
    """
    spoken = statuses_on(section, day)
    if not spoken:
        return None
    number = day_number(day)
    deciding = {party: row for party, row in spoken.items() if party != "third"} or spoken
    status = min((row.status for row in deciding.values()), key=STATUSES.index)
    carrying = {party: row for party, row in deciding.items() if row.status == status}
    sides = [spoken[side] for side in SIDES if side in spoken]
    return SectionStatus(
        status=status,
        inferred=all(row.basis == "inferred" for row in carrying.values()),
        rows=tuple(spoken.values()),
        by=tuple(carrying),
        differs=len({row.status for row in sides}) > 1,
        wordings_differ=len({row.wording for row in sides}) > 1,
        uncertain=Interval.state(section).sure_end <= number
        or any(may_begin(row.start, row.precision)[1] > number for row in spoken.values()),
    )


def steps(section: Section) -> list[Step]:
    """Return the changes of what is shown for a section, oldest first; a row that changes nothing is left out.

    What a step says holds from its `start` until the start of the next one (or the section's end).
    Its precision is the coarsest of the rows that start on that day.
    """
    changes: list[Step] = []
    rows = [(span(row.start, row.precision)[0], row) for row in section.history]
    for start in sorted({first for first, _ in rows}):
        shown = status_on(section, start)
        if shown is None:
            continue
        starting = [row.precision for first, row in rows if first == start]
        step = Step(start, max(starting, key=_COARSENESS.__getitem__), shown.status, shown.inferred, shown.by)
        if not changes or changes[-1][2:] != step[2:]:
            changes.append(step)
    return changes


def differing(section: Section) -> list[tuple[int, int]]:
    """Return the half-open spans of day numbers in which the sides name different statuses, or use different words for one."""
    starts = sorted({span(row.start, row.precision)[0] for row in section.history})
    spans: list[tuple[int, int]] = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        shown = status_on(section, start)
        if shown and (shown.differs or shown.wordings_differ):
            first, stop = day_number(start), day_number(after) if after else FOREVER
            if spans and spans[-1][1] == first:
                spans[-1] = (spans[-1][0], stop)
            else:
                spans.append((first, stop))
    return spans


def follow(sections: dict[str, Section]) -> None:
    """Give each section that follows another one that one's steps, as inferred, but for those that both sides have said of it already."""
    for record_id, section in list(sections.items()):
        if section.follows is None:
            continue
        own = {(row.start, row.status) for row in section.history}
        last_own = section.history[0].start
        inherited = [
            row.model_copy(update={"basis": "inferred"})
            for row in sections[section.follows].history
            if row.start > last_own
            and row.status != "undelimited"
            and (row.start, row.status) not in own
            and not _stands_there(section, row)
        ]
        history = sorted([*section.history, *inherited], key=lambda row: row.start)
        sections[record_id] = section.model_copy(update={"history": history})


def _stands_there(section: Section, step: StatusRow) -> bool:
    """Tell whether both sides have said of a section itself what follows for it from a step of the whole line: nothing is inferred then."""
    said = {row.by: row.status for row in section.history if row.basis == "stated" and row.start <= step.start}
    stands = [said[side] for side in SIDES if side in said]
    return len(stands) == len(SIDES) and all(STATUSES.index(one) >= STATUSES.index(step.status) for one in stands)


#: Status → what the legend and the cards call it, and its letter on the map.
STATUS_TITLES = SaidTable(
    {
        "undelimited": mark("Undelimited"),
        "agreed": mark("Agreed in principle"),
        "described": mark("Described"),
        "initialled": mark("Initialled"),
        "signed": mark("Signed"),
        "ratified": mark("Ratified"),
        "in-force": mark("In force"),
    }
)

STATUS_LETTERS: dict[str, str] = dict(zip(STATUSES, "UADISRF", strict=True))

STATUS_GLOSSES = SaidTable(
    {
        "undelimited": mark("no line agreed on paper"),
        "agreed": mark("said to be agreed, not yet surveyed and written down"),
        "described": mark("surveyed and written down by both delegations"),
        "initialled": mark("treaty text initialled"),
        "signed": mark("treaty signed by the presidents"),
        "ratified": mark("treaty ratified by parliament"),
        "in-force": mark("the treaty binds both states"),
    }
)
