"""Draw the sources page. Everything but the list of publications is built once per ledger."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import streamlit as st

from geodata.claims import PARTIES, say_as_of
from geodata.dates import say
from geodata.figures import say_statistic
from geodata.ledger import Ledger, current
from geodata.provenance import DerivedFile, derived_files
from geodata.records import STATUSES, Section
from geodata.status import STATUS_GLOSSES, STATUS_TITLES
from layers.kit.layer import all_layers, features
from layers.kit.text import count, escape, link
from layers.words import sources
from layers.words.methods import METHODS
from layers.words.sources import Entry, Use, record_words

#: Anchor → heading, in the order of the page.
PARTS = {
    "publications": "Publications",
    "figures": "Figures, as claimed",
    "methods": "How it was made",
    "layers": "What each layer shows",
    "not-mapped": "Sections not mapped",
    "geometry": "Derived lines and areas",
    "unknown": "What is not known",
}

#: Party → the heading over its publications, and how a claimant's party is named behind it.
PUBLISHERS = {
    "kyrgyz": "Kyrgyz publishers",
    "tajik": "Tajik publishers",
    "joint": "Both sides together",
    "third": "Third parties",
}
VOICES = {"kyrgyz": "Kyrgyz", "tajik": "Tajik", "joint": "both sides", "third": "third party"}

#: A source with more records than this shows their number, and their names on a click.
NAMES_SHOWN = 6


def show() -> None:
    """Draw the page into the container it is called in; its table of contents goes to the sidebar too."""
    ledger = current()
    st.html(_style())
    with st.sidebar:
        st.html(
            f'<nav aria-label="On this page"><p class="ba-h">On this page</p>{_contents(ledger, in_full=True)}</nav>'
        )
    st.title("Sources", anchor=False)
    st.html(_introduction(ledger))
    if ledger.faults:
        st.html(_faults(ledger))
    with st.container(key="contents"):
        st.html(f'<nav aria-label="Contents">{_contents(ledger)}</nav>')
    for anchor, title in PARTS.items():
        st.header(title, anchor=anchor)
        if anchor == "publications":
            _publications(ledger)
        else:
            st.html(_BODIES[anchor](ledger))


@cache
def _style() -> str:
    return f"<style>{(Path(__file__).parent / 'sources.css').read_text(encoding='utf-8')}</style>"


@lru_cache(maxsize=4)
def _contents(ledger: Ledger, in_full: bool = False) -> str:
    """Return the table of contents, `in_full` with the matters of method under their heading."""
    numbers = {
        "publications": len(ledger.sources),
        "figures": len(ledger.statistics),
        "not-mapped": len(sources.not_mapped(ledger)),
        "geometry": len(derived_files()),
        "unknown": len(ledger.meta.unknowns),
    }
    items = ""
    for anchor, title in PARTS.items():
        number = f" <span>{numbers[anchor]}</span>" if anchor in numbers else ""
        items += f'<li><a href="#{anchor}">{escape(title)}</a>{number}</li>'
        if in_full and anchor == "methods":
            items += "".join(
                f'<li class="src-sub"><a href="#{method.anchor}">{escape(method.title)}</a></li>' for method in METHODS
            )
    faults = (
        f'<li class="src-fault"><a href="#faults">Faults</a> <span>{len(ledger.faults)}</span></li>'
        if ledger.faults
        else ""
    )
    return f'<ul class="src-contents">{faults}{items}</ul>'


@lru_cache(maxsize=4)
def _introduction(ledger: Ledger) -> str:
    records = sum(len(ledger.tables[table]) for table in record_words())
    return (
        f'<p class="src-lead">The atlas holds {count(records, "record")} that rest on {count(len(ledger.sources), "publication")}. '
        "Each publication lists the records that rest on it; choose one to open the map there. Claims are shown with their claimant.</p>"
        f'<p class="ba-muted">Facts checked to {say(ledger.meta.facts_checked_to)}. Ledger revision {escape(ledger.revision)}.</p>'
    )


@lru_cache(maxsize=4)
def _faults(ledger: Ledger) -> str:
    rows = [
        (f"<code>{escape(fault.file)}</code>", escape(fault.record), escape(fault.reason)) for fault in ledger.faults
    ]
    return (
        f'<section id="faults" class="ba-notice src-faults" role="alert"><b>{count(len(rows), "fault").capitalize()} in the ledger.</b> '
        "What is named here was left out or is incomplete; the rest is shown."
        f"{_table(('File', 'Record', 'Reason'), rows)}</section>"
    )


def _publications(ledger: Ledger) -> None:
    """Draw the search field, the choice of party, and the publications that fit both."""
    numbers = {party: sum(1 for source in ledger.sources.values() if source.party == party) for party in PARTIES}
    with st.container(key="source-search"):
        query = st.text_input(
            "Search publications",
            key="source-query",
            label_visibility="collapsed",
            placeholder="Search title, publisher, date or record",
        )
        party = st.segmented_control(
            "Publisher's party",
            [party for party in PARTIES if numbers[party]],
            key="source-party",
            label_visibility="collapsed",
            format_func=lambda name: f"{PARTIES[name]} {numbers[name]}",
        )
    found = sources.matching(ledger, query, party)
    pieces = _pieces(ledger)
    groups = [
        f"<h3>{escape(PUBLISHERS[name])} <small>{count(len(group), 'publication')}</small></h3>"
        f'<ul class="src-list">{"".join(pieces[entry.source.id] for entry in group)}</ul>'
        for name, group in ((name, list(group)) for name, group in groupby(found, lambda entry: entry.source.party))
    ]
    st.html(
        "".join(groups) or '<p class="ba-muted">No publication fits. Clear the search field or the choice of party.</p>'
    )


@lru_cache(maxsize=4)
def _pieces(ledger: Ledger) -> dict[str, str]:
    """Return every publication's list item by id."""
    return {entry.source.id: _publication(entry) for entry in sources.entries(ledger)}


def _publication(entry: Entry) -> str:
    source = entry.source
    facts = [escape(source.publisher), escape(say_as_of(source.date))]
    if source.url is None:
        facts.append("no address recorded")
    note = f" {escape(source.note)}" if source.note else ""
    if len(entry.uses) > NAMES_SHOWN:
        uses = f"<details><summary>{len(entry.uses)} records: {entry.tally()}</summary>{_uses(entry.uses)}</details>"
    else:
        uses = _uses(entry.uses) or '<p class="src-uses">No record rests on it.</p>'
    title = f'<p class="src-title">{link(source.url, source.title)}</p>'
    return f'<li id="source-{source.id}">{title}<p class="src-by">{", ".join(facts)}.{note}</p>{uses}</li>'


def _uses(uses: tuple[Use, ...]) -> str:
    lines = []
    for table, group in groupby(uses, lambda use: use.table):
        found = list(group)
        name = record_words()[table][0 if len(found) == 1 else 1].capitalize()
        lines.append(f'<p class="src-uses"><b>{name}</b> {" · ".join(_open(use) for use in found)}</p>')
    return "".join(lines)


def _open(use: Use) -> str:
    # A figure has no place on the map: it stands in the table of this page.
    address = f"#figure-{use.id}" if use.table == "statistics" else f"./?select={use.id}"
    return f'<a href="{address}">{escape(use.title)}</a>'


@lru_cache(maxsize=4)
def _figures(ledger: Ledger) -> str:
    parts = [
        "<p>Lengths, shares and counts as they were claimed. Rows do not replace each other. A share means little without what it is a share of.</p>"
    ]
    for measure, found in sources.figures(ledger).items():
        rows = []
        for row in found:
            small = " ".join(
                filter(
                    None,
                    (
                        f"Of: {row.denominator}" if row.denominator else None,
                        f"“{row.wording}”" if row.wording and (row.low or row.high) else None,
                        row.note,
                        "Our own arithmetic or reading." if row.derived else None,
                    ),
                )
            )
            cited = ", ".join(
                f'<a href="#source-{name}">{escape(ledger.sources[name].publisher)}</a>' for name in row.sources
            )
            rows.append(
                (
                    f'<span id="figure-{row.id}">{escape(say_statistic(row))}</span>'
                    + (f"<small>{escape(small)}</small>" if small else ""),
                    f"{escape(row.claimant)}<small>{escape(VOICES[row.party])}</small>",
                    _date(say_as_of(row.as_of)),
                    cited,
                )
            )
        parts.append(
            f"<h3>{escape(measure[:1].upper() + measure[1:])}</h3>{_table(('Figure', 'Claimant', 'As of', 'Source'), rows)}"
        )
    return "".join(parts)


@cache
def _methods(_: Ledger) -> str:
    statuses = _table(
        ("Status", "Meaning"), [(escape(STATUS_TITLES[name]), escape(STATUS_GLOSSES[name])) for name in STATUSES]
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
            "events, by the mode" if layer.time == "event" else "as on the date" if layer.regional else "at all dates",
            # The border's features are stretches of one line, not records.
            f'<span class="src-date">{count(len(features(layer, ledger)), "record")}</span>' if layer.regional else "",
        )
        for layer in all_layers()
    ]
    return _table(("Layer", "What it shows", "In time", "Holds"), rows)


@lru_cache(maxsize=4)
def _not_mapped(ledger: Ledger) -> str:
    return (
        "".join(_section(section) for section in sources.not_mapped(ledger)) or "<p>Every section has an outline.</p>"
    )


def _section(section: Section) -> str:
    lines = sources.history(section)
    rows = [
        (_date(line.when), f"{escape(line.what)}<small>{escape(line.wording)}</small>", escape(line.says))
        for line in lines
    ]
    return (
        f'<h3 id="section-{section.id}"><a href="./?select={section.id}">{escape(section.title)}</a></h3>'
        f"<p>{escape(section.summary)}</p><p><b>Not mapped:</b> {escape(section.not_mapped_because)}</p>"
        f"<details><summary>History, {count(len(lines), 'line')}</summary>{_table(('From', 'Status or event', 'Says'), rows)}</details>"
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
    return (
        f'<h3 id="geometry-{escape(made.id)}">{escape(made.title)}</h3><p>{escape(made.what)}</p>'
        f"<p><b>File</b> <code>geodata/geometry/{escape(made.file)}</code> · <b>Command</b> <code>{escape(made.command)}</code><br>"
        f"<b>Licence</b> {escape(made.licence)}<br><b>Attribution</b> {escape(made.attribution)}</p>"
        f"{_table(('Package', 'Taken from it', 'Licence and attribution'), rows)}"
    )


@lru_cache(maxsize=4)
def _unknown(ledger: Ledger) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in ledger.meta.unknowns)
    return f'<ul class="src-plain">{items}</ul>' if items else "<p>The ledger says nothing on this.</p>"


def _date(words: str) -> str:
    return f'<span class="src-date">{escape(words)}</span>'


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table of cells that are markup already."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="src-scroll"><table class="ba-table"><tr>{top}</tr>{body}</table></div>'


_BODIES = {
    "figures": _figures,
    "methods": _methods,
    "layers": _layers,
    "not-mapped": _not_mapped,
    "geometry": _geometry,
    "unknown": _unknown,
}
