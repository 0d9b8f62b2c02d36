"""What a view is called and what it says in two sentences: for a link's preview, a browser's tab, a citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata import atlas
from geodata.dates import say
from geodata.intervals import from_day_number
from geodata.ledger import Ledger
from geodata.regions import REGIONS
from layers.view.state import ViewState
from layers.words import not_loaded
from layers.words.summary import on_this_date

NAME = "Border Atlas"

#: What chat programs show of a description before they cut it themselves, in letters.
DESCRIPTION_LENGTH = 260

#: Topic of the summary → how its first sentence begins → how it begins where no heading stands above it.
OPENINGS = {
    "The line": {"As a whole": "The line as a whole"},
    "Clashes": {"Last": "Last clash"},
    "Crossings": {"Closed": "Crossings closed", "Restricted": "Crossings restricted", "Open": "Crossings open"},
}


@dataclass(frozen=True)
class Headline:
    """A view's title and description as plain text, to be escaped where they become markup."""

    title: str
    description: str


def headline(view: ViewState, ledger: Ledger) -> Headline:
    """Return what a view is called and what it shows: its selected record, or the state of things on its date."""
    found = ledger.find(view.select) if view.select else None
    place = REGIONS[view.region].title if view.region else atlas.current().title
    if found:
        _, record = found
        words = getattr(record, "summary", "") or getattr(record, "wording", "") or ""
        return Headline(f"{_called(record)} · {when(view)}", _described(words or on_the_date(view, ledger), ledger))
    if view.against:
        days = sorted((view.date, view.against))
        both = " ".join(f"{say(day)}: {_sentence('The line', view.with_(date=day), ledger)}" for day in days)
        return Headline(f"{place} · {when(view)}", _described(both, ledger))
    return Headline(f"{place} · {when(view)}", _described(on_the_date(view, ledger), ledger))


def _described(words: str, ledger: Ledger) -> str:
    return shorten(f"{not_loaded.sentence(ledger)} {words}")


def _called(record: object) -> str:
    return getattr(record, "title", None) or getattr(record, "about", None) or record.id


def when(view: ViewState) -> str:
    """Say the view's time: its date, its period with both ends, or its two dates of a comparison."""
    if view.against:
        first, second = sorted((view.date, view.against))
        return f"{say(first)} and {say(second)} compared"
    if view.mode == "window" and view.days > 1:
        return f"{say(from_day_number(view.looks_at('event')[0]))} to {say(view.date)}"
    return say(view.date)


def on_the_date(view: ViewState, ledger: Ledger) -> str:
    """Return the first sentences on the line, its clashes and its crossings."""
    return " ".join(_sentence(title, view, ledger) for title in OPENINGS)


def _sentence(title: str, view: ViewState, ledger: Ledger) -> str:
    topic = next(topic for topic in on_this_date(view, ledger) if topic.title == title)
    text, openings = topic.lines[0].text, OPENINGS[title]
    opening = text.partition(":")[0]
    return openings[opening] + text.removeprefix(opening) if opening in openings else f"{title}: {text}"


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """Cut text at a word so that it has at most `length` letters, and say by an ellipsis that it was cut."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rsplit(" ", 1)[0].rstrip(",;:.–") + "…"


def cite(view: ViewState, ledger: Ledger, link: str, made: date) -> str:
    """Return how to cite the view: what it is, of which day, at which revision of the ledger, where, and when it was looked at."""
    words = headline(view, ledger)
    return (
        f"{NAME}, “{words.title}”, ledger revision {ledger.revision}, facts checked to {say(ledger.meta.facts_checked_to)}. "
        f"{link} (seen on {say(made)})."
    )
