"""What is said of a border section: its status on a day, by whom, and the steps it took."""

from __future__ import annotations

from datetime import date

from geodata import atlas, status
from geodata.dates import say
from geodata.intervals import Interval, day_number, say_end
from geodata.parties import PARTIES, SIDES
from geodata.records import Section, StatusRow
from geodata.status import STATUS_GLOSSES, STATUS_TITLES
from geodata.translation import tr
from layers.kit.text import listing, sentences


def say_name(name: str) -> str:
    """Return what a status is called within a sentence."""
    return STATUS_TITLES[name].lower()


def say_status(shown: status.SectionStatus, day: date) -> str:
    """Say what a status means, and who has said so."""
    gloss = STATUS_GLOSSES[shown.status]
    words = tr("{status} on {day}: {gloss}.", status=STATUS_TITLES[shown.status], day=say(day), gloss=gloss)
    if shown.status == "undelimited" and shown.inferred:
        return words
    who = ""
    if shown.differs:
        who = tr("The sides name different statuses; the less advanced one colours the map.")
    elif len(shown.by) == 1 and shown.by[0] in SIDES:
        who = tr("Only the {side} has said so.", side=PARTIES[shown.by[0]].side)
    inferred = tr("Inferred for this section from a step of the whole line.") if shown.inferred else ""
    return sentences(words, who, inferred)


def assumed(row: StatusRow) -> bool:
    """Tell whether a row is how the atlas begins a history rather than anybody's statement."""
    return row.status == "undelimited" and row.basis == "inferred"


def say_wording(row: StatusRow) -> str:
    """Quote a statement with its claimant."""
    if assumed(row):
        return tr("inherited without an agreed line at {independence}", independence=atlas.current().inherited_at)
    words = f"“{row.wording}”, {row.claimant}"
    return tr("{words} (inferred here)", words=words) if row.basis == "inferred" else words


def say_on(section: Section, day: date) -> str:
    """Say in which status a section stood on a day, by whom, and whether that is inferred."""
    interval, when = Interval.state(section), say(day)
    if interval.end <= day_number(day):
        return tr("It no longer existed on {day}.", day=when)
    shown = status.status_on(section, day)
    if shown is None:
        return tr("No status is recorded for {day}.", day=when)
    if shown.status == "undelimited" and all(row.basis == "inferred" for row in shown.rows):
        return tr("On {day} it was undelimited: no agreed line is recorded for it by then.", day=when)
    told = listing([_said(row) for row in shown.rows])
    words = tr("On {day}: {status} ({who}).", day=when, status=say_name(shown.status), who=told)
    differs = tr("The two sides name different statuses; the less advanced is given first.") if shown.differs else ""
    inferred = tr("It is inferred for this section from a step of the whole line.") if shown.inferred else ""
    perhaps = tr("Perhaps not yet on that day.") if shown.uncertain else ""
    if interval.sure_end <= day_number(day) and section.end:
        until = say_end(section.end, section.end_precision)
        perhaps = tr("Perhaps it no longer existed: {last_day}.", last_day=until)
    return sentences(words, differs, inferred, perhaps)


def _said(row: StatusRow) -> str:
    when = say(row.start, row.precision)
    return tr("{who} from {day}: “{words}”", who=PARTIES[row.by].speaker, day=when, words=row.wording)


def say_way(steps: list[status.Step]) -> str:
    """Tell steps in order, those that follow from the whole line in one breath."""
    stated = [
        f"{say_name(step.status)} {say(step.start, step.precision)} ({_say_by(step.by)})"
        for step in steps
        if not step.inferred
    ]
    inferred = [step for step in steps if step.inferred]
    if not inferred:
        return "; ".join(stated)
    first, last = inferred[0], inferred[-1]
    when = say(first.start, first.precision)
    if last.start != first.start:
        when = tr("{first} to {last}", first=when, last=say(last.start, last.precision))
    names = listing([say_name(step.status) for step in inferred])
    return "; ".join([*stated, tr("{statuses} inferred from steps of the whole line, {day}", statuses=names, day=when)])


def _say_by(by: tuple[str, ...]) -> str:
    if by == ("joint",):
        return PARTIES["joint"].speaker
    who = listing([PARTIES[party].speaker for party in by])
    return tr("says {who}", who=who) if len(by) == 1 else tr("from then on {who} say so", who=who)
