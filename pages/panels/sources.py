"""Draw the sources page. Everything but the list of publications is built once per ledger."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import streamlit as st

from geodata.claims import say_as_of
from geodata.dates import say
from geodata.ledger import Ledger, current
from geodata.parties import PARTIES
from geodata.provenance import derived_files
from geodata.translation import mark, tr, tr_n
from layers.kit.text import escape, link, sentence_case
from layers.words import sources
from layers.words.methods import METHODS
from layers.words.sources import Entry, Use, record_words
from pages.panels.source_parts import BODIES, checked, table_of
from pages.visit.page import paragraph, told

#: Anchor → heading, in the order of the page.
PARTS = {
    "publications": mark("Publications"),
    "figures": mark("Figures, as claimed"),
    "persons": mark("Persons quoted"),
    "memberships": mark("Organisations and their members"),
    "methods": mark("How it was made"),
    "layers": mark("What each layer shows"),
    "not-mapped": mark("Sections not mapped"),
    "geometry": mark("Derived lines and areas"),
    "unknown": mark("What is not known"),
}

#: A source with more records than this shows their number, and their names on a click.
NAMES_SHOWN = 6


def show() -> None:
    """Draw the page into the container it is called in; its table of contents goes to the sidebar too."""
    ledger = current()
    st.html(_style())
    with st.sidebar:
        title = escape(tr("On this page"))
        st.html(
            f'<nav aria-label="{title}"{_skip()}><p class="ba-h">{title}</p>{_contents(ledger, in_full=True)}</nav>'
        )
    st.title(tr("Sources"), anchor=False)
    st.html(_introduction(ledger))
    if ledger.faults:
        st.html(_faults(ledger))
    with st.container(key="contents"):
        label = escape(tr("Contents"))
        st.html(f'<nav aria-label="{label}"{_skip()}>{_contents(ledger)}</nav>')
    for anchor, title in PARTS.items():
        st.header(tr(title), anchor=anchor)
        if anchor == "publications":
            _publications(ledger)
        else:
            st.html(BODIES[anchor](ledger))


@cache
def _style() -> str:
    return f"<style>{(Path(__file__).parent / 'sources.css').read_text(encoding='utf-8')}</style>"


def _skip() -> str:
    # From the start of the page a link leads here (layers/browser/page/landmarks.js), and from here one to each part: the lists between hold hundreds of links.
    return f' data-skip-contents="{escape(tr("Skip to the contents of this page"))}"'


@lru_cache(maxsize=4)
def _contents(ledger: Ledger, in_full: bool = False) -> str:
    """Return the table of contents, `in_full` with the matters of method under their heading."""
    numbers = {
        "publications": len(ledger.sources),
        "figures": len(ledger.statistics),
        "persons": len(ledger.persons),
        "memberships": len(ledger.memberships),
        "not-mapped": len(sources.not_mapped(ledger)),
        "geometry": len(derived_files()),
        "unknown": len(ledger.meta.unknowns),
    }
    items = ""
    for anchor, title in PARTS.items():
        number = f" <span>{numbers[anchor]}</span>" if anchor in numbers else ""
        items += f'<li><a href="#{anchor}">{escape(tr(title))}</a>{number}</li>'
        if in_full and anchor == "methods":
            items += "".join(
                f'<li class="src-sub"><a href="#{method.anchor}">{escape(method.title)}</a></li>' for method in METHODS
            )
    if ledger.faults:
        title = escape(tr("Faults"))
        items = f'<li class="src-fault"><a href="#faults">{title}</a> <span>{len(ledger.faults)}</span></li>{items}'
    return f'<ul class="src-contents">{items}</ul>'


@lru_cache(maxsize=4)
def _introduction(ledger: Ledger) -> str:
    records = sum(len(ledger.tables[table]) for table in record_words())
    held = tr_n("The atlas holds {n} record.", "The atlas holds {n} records.", records)
    resting = tr_n("They rest on {n} publication.", "They rest on {n} publications.", len(ledger.sources))
    how = tr(
        "Each publication lists the records that rest on it; choose one to open the map there. Claims are shown with their claimant."
    )
    return f'<p class="src-lead">{escape(f"{held} {resting} {how}")}</p>{paragraph(checked(ledger), "muted")}'


@lru_cache(maxsize=4)
def _faults(ledger: Ledger) -> str:
    rows = [
        (f"<code>{escape(fault.file)}</code>", escape(fault.record), escape(fault.reason)) for fault in ledger.faults
    ]
    words = tr_n(
        "<b>{n} fault in the ledger.</b> What is named here was left out or is incomplete; the rest is shown.",
        "<b>{n} faults in the ledger.</b> What is named here was left out or is incomplete; the rest is shown.",
        len(rows),
    )
    table = table_of((tr("File"), tr("Record"), tr("Reason")), rows)
    return f'<section id="faults" class="ba-notice src-faults" role="alert">{words}{table}</section>'


def _publications(ledger: Ledger) -> None:
    """Draw the search field, the choice of party, and the publications that fit both."""
    numbers = {party: sum(1 for source in ledger.sources.values() if source.party == party) for party in PARTIES}
    with st.container(key="source-search"):
        query = st.text_input(
            tr("Search publications"),
            key="source-query",
            label_visibility="collapsed",
            placeholder=tr("Search title, publisher, date or record"),
        )
        party = st.segmented_control(
            tr("Publisher's party"),
            [party for party in PARTIES if numbers[party]],
            key="source-party",
            label_visibility="collapsed",
            format_func=lambda name: f"{PARTIES[name].name} {numbers[name]}",
        )
    found = sources.matching(ledger, query, party)
    pieces = _pieces(ledger)
    # The whole list is sixty screens of a phone: each party's opens when it is wanted, and where something is looked for.
    state = " open" if query or party else ""
    groups = [
        f'<details class="src-group"{state}><summary><h3>{escape(PARTIES[name].publishers)} <small>{_number(len(group))}</small></h3></summary>'
        f'<ul class="src-list">{"".join(pieces[entry.source.id] for entry in group)}</ul></details>'
        for name, group in ((name, list(group)) for name, group in groupby(found, lambda entry: entry.source.party))
    ]
    none = tr("No publication fits. Clear the search field or the choice of party.")
    # Two searches that find as many are two pieces of news.
    news = told(_number(len(found)) if found else none, hash((query, party))) if state else ""
    st.html(("".join(groups) or paragraph(none, "muted")) + news)


def _number(publications: int) -> str:
    return tr_n("{n} publication", "{n} publications", publications)


@lru_cache(maxsize=4)
def _pieces(ledger: Ledger) -> dict[str, str]:
    """Return every publication's list item by id."""
    return {entry.source.id: _publication(entry) for entry in sources.entries(ledger)}


def _publication(entry: Entry) -> str:
    source = entry.source
    facts = [escape(source.publisher), escape(say_as_of(source.date))]
    if source.url is None:
        facts.append(escape(tr("no address recorded")))
    if source.read:
        facts.append(escape(tr("read on {day}", day=say(source.read))))
    if source.archived:
        facts.append(link(source.archived, tr("archived copy")))
    note = f" {escape(source.note)}" if source.note else ""
    if len(entry.uses) > NAMES_SHOWN:
        words = tr_n("{n} record: {tally}", "{n} records: {tally}", len(entry.uses), tally=entry.tally())
        uses = f"<details><summary>{escape(words)}</summary>{_uses(entry.uses)}</details>"
    else:
        none = escape(tr("No record rests on it."))
        uses = _uses(entry.uses) or f'<p class="src-uses">{none}</p>'
    title = f'<p class="src-title">{link(source.url, source.title)}</p>'
    return f'<li id="source-{source.id}">{title}<p class="src-by">{", ".join(facts)}.{note}</p>{uses}</li>'


def _uses(uses: tuple[Use, ...]) -> str:
    lines = []
    for table, group in groupby(uses, lambda use: use.table):
        found = list(group)
        words = record_words()[table]
        name = sentence_case(words.one if len(found) == 1 else words.many)
        lines.append(f'<p class="src-uses"><b>{name}</b> {" · ".join(_open(use) for use in found)}</p>')
    return "".join(lines)


def _open(use: Use) -> str:
    # What has no place on the map stands in a table of this page.
    row = {"statistics": "figure", "memberships": "membership"}.get(use.table)
    address = f"#{row}-{use.id}" if row else f"./?select={use.id}"
    return f'<a href="{address}">{escape(use.title)}</a>'
