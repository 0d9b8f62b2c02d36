"""The parts of the sources page that stand still: figures, persons, memberships, methods, layers, what is not mapped, the derived files, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from geodata.claims import say_as_of, say_statistic, say_voice
from geodata.dates import say
from geodata.fields import STATUSES
from geodata.ledger import Ledger
from geodata.parties import PARTIES
from geodata.provenance import DerivedFile, derived_files
from geodata.records import Membership, Record, Section
from geodata.status import STATUS_GLOSSES, STATUS_TITLES
from geodata.translation import tr, tr_n
from layers.kit.layer import Layer, all_layers, features
from layers.kit.text import escape, sentence_case
from layers.words import persons, sources
from layers.words.methods import METHODS


def checked(ledger: Ledger) -> str:
    """Say up to which day the ledger's facts are checked, and of which revision it is."""
    day = say(ledger.meta.facts_checked_to)
    return tr("Facts checked to {day}. Ledger revision {revision}.", day=day, revision=ledger.revision)


@lru_cache(maxsize=4)
def _figures(ledger: Ledger) -> str:
    words = tr(
        "Lengths, shares and counts as they were claimed. Rows do not replace each other. A share means little without what it is a share of."
    )
    parts = [f"<p>{escape(words)}</p>"]
    head = (tr("Figure"), tr("Claimant"), tr("As of"), tr("Source"))
    for measure, found in sources.figures(ledger).items():
        rows = []
        for row in found:
            whole = tr("Of: {whole}", whole=row.denominator) if row.denominator else None
            said = f"“{row.wording}”" if row.wording and (row.low or row.high) else None
            small = " ".join(filter(None, (whole, said, row.note)))
            rows.append(
                (
                    f'<span id="figure-{row.id}">{escape(say_statistic(row))}</span>'
                    + (f"<small>{escape(small)}</small>" if small else ""),
                    f"{escape(row.claimant)}<small>{escape(say_voice(row, PARTIES[row.party].side))}</small>",
                    _date(say_as_of(row.as_of)),
                    _cited(row.sources, ledger),
                )
            )
        parts.append(f"<h3>{escape(sentence_case(tr(measure)))}</h3>{table_of(head, rows)}")
    return "".join(parts)


@lru_cache(maxsize=4)
def _persons(ledger: Ledger) -> str:
    words = tr("Who signed, met or is quoted, with the office at the time, so far as the sources name them.")
    rows = []
    for person in sources.persons(ledger):
        lines = persons.told_by(person, ledger)
        others = escape(persons.scripts(person))
        told = tr_n("{n} record", "{n} records", len(lines))
        opened = " · ".join(f'<a href="./?select={line.select}">{escape(line.text)}</a>' for line in lines)
        rows.append(
            (
                f'<a id="person-{person.id}" href="./?select={person.id}">{escape(person.title)}</a>'
                + (f"<small>{others}</small>" if others else ""),
                f"{escape('; '.join(map(persons.held, person.offices)))}<small>{escape(PARTIES[person.offices[-1].side].side)}</small>"
                f'<details><summary>{escape(told)}</summary><p class="src-uses">{opened}</p></details>',
            )
        )
    return f"<p>{escape(words)}</p>{table_of((tr('Person'), tr('Office, and what was said, signed or done')), rows)}"


@lru_cache(maxsize=4)
def _memberships(ledger: Ledger) -> str:
    words = tr("Which states belong to which organisations, and since when: for reference, each step with its source.")
    parts = [f"<p>{escape(words)}</p>"]
    head = (tr("States"), tr("Since"), tr("Step"), tr("Source"))
    bodies: dict[str, list[Membership]] = {}
    for row in ledger.memberships.values():
        bodies.setdefault(row.body, []).append(row)
    for body, found in bodies.items():
        rows = [
            (
                f'<span id="membership-{row.id}">{escape(", ".join(row.states))}</span>',
                f"{_date(say_as_of(row.since) if row.since else tr('no member'))}<small>{escape(_held_until(row))}</small>",
                escape(row.title) + (f"<small>{escape(row.note)}</small>" if row.note else ""),
                _cited(row.sources, ledger),
            )
            for row in found
        ]
        parts.append(f"<h3>{escape(body)}</h3>{table_of(head, rows)}")
    return "".join(parts)


def _held_until(row: Membership) -> str:
    if row.until:
        return tr("until {day}", day=say_as_of(row.until))
    return tr("as of {day}", day=say_as_of(row.as_of)) if row.as_of else ""


def _cited(source_ids: Sequence[str], ledger: Ledger) -> str:
    return ", ".join(f'<a href="#source-{name}">{escape(ledger.sources[name].publisher)}</a>' for name in source_ids)


@cache
def _methods(_: Ledger) -> str:
    statuses = table_of(
        (tr("Status"), tr("Meaning")),
        [(escape(STATUS_TITLES[name]), escape(STATUS_GLOSSES[name])) for name in STATUSES],
    )
    parts = []
    for method in METHODS:
        parts.append(
            f'<h3 id="{method.anchor}">{escape(method.title)}</h3>'
            + "".join(f"<p>{escape(words)}</p>" for words in method.paragraphs)
        )
        if method.anchor == "method-colour":
            parts.append(statuses)
    return "".join(parts)


@lru_cache(maxsize=4)
def _layers(ledger: Ledger) -> str:
    rows = [
        (
            f"<b>{escape(layer.title)}</b>",
            escape(layer.gloss),
            escape(_in_time(layer)),
            # The border's features are stretches of one line, not records.
            _date(_held(len(features(layer, ledger)))) if layer.regional else "",
        )
        for layer in all_layers()
    ]
    return table_of((tr("Layer"), tr("What it shows"), tr("In time"), tr("Holds")), rows)


def _in_time(layer: Layer[Record]) -> str:
    if layer.time == "event":
        return tr("events, by the mode")
    return tr("as on the date") if layer.regional else tr("at all dates")


def _held(number: int) -> str:
    return tr_n("{n} record", "{n} records", number) if number else tr("no record")


@lru_cache(maxsize=4)
def _not_mapped(ledger: Ledger) -> str:
    none = escape(tr("Every section has an outline."))
    return "".join(_section(section) for section in sources.not_mapped(ledger)) or f"<p>{none}</p>"


def _section(section: Section) -> str:
    lines = sources.history(section)
    rows = [
        (_date(line.when), f"{escape(line.what)}<small>{escape(line.wording)}</small>", escape(line.says))
        for line in lines
    ]
    history = tr_n("History, {n} line", "History, {n} lines", len(lines)) if lines else tr("History, no line")
    why = tr("<b>Not mapped:</b> {why}", why=escape(section.not_mapped_because))
    table = table_of((tr("From"), tr("Status or event"), tr("Says")), rows)
    return (
        f'<h3 id="section-{section.id}"><a href="./?select={section.id}">{escape(section.title)}</a></h3>'
        f"<p>{escape(section.summary)}</p><p>{why}</p>"
        f"<details><summary>{escape(history)}</summary>{table}</details>"
    )


@cache
def _geometry(_: Ledger) -> str:
    return "".join(_derived(made) for made in derived_files())


def _derived(made: DerivedFile) -> str:
    rows = [
        (
            f"<b>{escape(package.package)}</b> {escape(package.version)}<small>{escape(package.registry)}</small>",
            f"{escape(package.taken)}<small>{escape(package.origin)}</small>",
            f"{escape(package.licence)}<small>{escape(package.attribution)}</small>",
        )
        for package in made.sources
    ]
    file, command, licence, attribution = map(escape, (tr("File"), tr("Command"), tr("Licence"), tr("Attribution")))
    return (
        f'<h3 id="geometry-{escape(made.id)}">{escape(made.title)}</h3><p>{escape(made.what)}</p>'
        f"<p><b>{file}</b> <code>geometry/{escape(made.file)}</code> · <b>{command}</b> <code>{escape(made.command)}</code><br>"
        f"<b>{licence}</b> {escape(made.licence)}<br><b>{attribution}</b> {escape(made.attribution)}</p>"
        + table_of((tr("Package"), tr("Taken from it"), tr("Licence and attribution")), rows)
    )


@lru_cache(maxsize=4)
def _unknown(ledger: Ledger) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in ledger.meta.unknowns)
    nothing = escape(tr("The ledger says nothing on this."))
    return f'<ul class="src-plain">{items}</ul>' if items else f"<p>{nothing}</p>"


def _date(words: str) -> str:
    return f'<span class="src-date">{escape(words)}</span>'


def table_of(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table of cells that are markup already."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="src-scroll"><table class="ba-table"><tr>{top}</tr>{body}</table></div>'


BODIES = {
    "figures": _figures,
    "persons": _persons,
    "memberships": _memberships,
    "methods": _methods,
    "layers": _layers,
    "not-mapped": _not_mapped,
    "geometry": _geometry,
    "unknown": _unknown,
}
