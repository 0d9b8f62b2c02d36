"""What a view is called and what it says in two sentences: for a link's preview, a browser's tab, a citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata import atlas
from geodata.dates import say
from geodata.ledger import Ledger
from geodata.places import REGIONS
from geodata.records import Period, Record, Statistic
from geodata.translation import tr
from layers.kit.layer import layer_of
from layers.kit.text import listing
from layers.view.state import ViewState
from layers.words import not_loaded
from layers.words.summary import on_this_date

NAME = "Border Atlas"

#: What chat programs show of a description before they cut it themselves, in letters.
DESCRIPTION_LENGTH = 260

#: So many sections a name can list.
MOST_NAMED = 4


@dataclass(frozen=True)
class Headline:
    """A view's title and description as plain text, to be escaped where they become markup."""

    title: str
    description: str


def headline(view: ViewState, ledger: Ledger) -> Headline:
    """Return what a view is called and what it shows: its selected record, or the state of things on its date."""
    found = ledger.find(view.select) if view.select else None
    words = title(view, ledger)
    if found:
        _, record = found
        told = getattr(record, "summary", "") or getattr(record, "wording", "") or ""
        return Headline(words, _described(told or on_the_date(view, ledger), ledger))
    if view.against:
        days = sorted((view.date, view.against))
        both = " ".join(f"{say(day)}: {_sentences(view.with_(date=day), ledger)[0]}" for day in days)
        return Headline(words, _described(both, ledger))
    return Headline(words, _described(on_the_date(view, ledger), ledger))


def title(view: ViewState, ledger: Ledger) -> str:
    """Return what a view is called, without looking at what it shows: its selected record, else its place, and its time."""
    return f"{_record_or_place(view, ledger)} · {when(view)}"


def subject(view: ViewState, ledger: Ledger) -> str:
    """Return what a scene of a view is called: its selected record, else the armed conflict of its day, else its sections or place."""
    if not (view.select or view.region or view.against or view.section):
        for period in ledger.periods.values():
            lasts = period.start <= view.date and (period.end is None or view.date < period.end)
            found = ledger.find(period.record) if period.row == "conflicts" and period.record and lasts else None
            if found:
                return called(found[1])
    return _record_or_place(view, ledger)


def _record_or_place(view: ViewState, ledger: Ledger) -> str:
    found = ledger.find(view.select) if view.select else None
    if found:
        return called(found[1])
    sections = [called(pair[1]) for one in view.section if (pair := ledger.find(one))]
    if 0 < len(sections) <= MOST_NAMED:
        return listing(sections)
    return REGIONS[view.region].title if view.region else atlas.current().title


def called(record: Record | Statistic | Period) -> str:
    """Return what a record is called where it stands alone."""
    return record.about if isinstance(record, Statistic) else record.title


def _described(words: str, ledger: Ledger) -> str:
    return shorten(f"{not_loaded.sentence(ledger)} {words}")


def when(view: ViewState) -> str:
    """Say the view's time: its date, its period with both ends, or its two dates of a comparison."""
    if view.against:
        first, second = sorted((view.date, view.against))
        return tr("{first} and {second} compared", first=say(first), second=say(second))
    if view.mode == "window" and view.days > 1:
        return view.period
    return say(view.date)


def past_checked(view: ViewState, ledger: Ledger) -> str:
    """Say how far facts are checked where a view is of a later day; "" where it is not. It stands beside the date wherever one is shown."""
    checked = ledger.meta.facts_checked_to
    later = max(view.date, view.against or view.date) > checked
    return tr("Facts are checked to {day} only.", day=say(checked)) if later else ""


def days_lines(view: ViewState, ledger: Ledger) -> list[str]:
    """Return what stands below a picture's date: of which days its events and states are, and how far facts are checked."""
    states = tr("states of each date") if view.against else tr("states of the date")
    if view.mode == "window":
        events = tr("events of {days}", days=view.period)
    else:
        events = tr("events on this day") if view.mode == "day" else tr("events up to this day")
    return [line for line in (f"{events}, {states}", past_checked(view, ledger)) if line]


def on_the_date(view: ViewState, ledger: Ledger) -> str:
    """Return the first sentence of each layer that is named in headlines: on the line, its clashes and its crossings."""
    return " ".join(_sentences(view, ledger))


def _sentences(view: ViewState, ledger: Ledger) -> list[str]:
    return [
        topic.lines[0].alone or f"{topic.title}: {topic.lines[0].text}"
        for topic in on_this_date(view, ledger)
        if layer_of(topic.layer).in_headlines
    ]


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """Cut text at a word so that it has at most `length` letters, and say by an ellipsis that it was cut."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rsplit(" ", 1)[0].rstrip(",;:.–") + "…"


def cite(view: ViewState, ledger: Ledger, link: str, made: date) -> str:
    """Return how to cite the view: what it is, of which day, at which revision of the ledger, where, and when it was looked at."""
    return tr(
        "{atlas}, “{title}”, ledger revision {revision}, facts checked to {day}. {link} (seen on {seen}).",
        atlas=NAME,
        title=headline(view, ledger).title,
        revision=ledger.revision,
        day=say(ledger.meta.facts_checked_to),
        link=link,
        seen=say(made),
    )


def facts_of(ledger: Ledger) -> str:
    """Return which atlas a picture or document is of, and how far its facts are checked, as a sentence."""
    return tr(
        "{atlas}, ledger revision {revision}, facts checked to {day}.",
        atlas=NAME,
        revision=ledger.revision,
        day=say(ledger.meta.facts_checked_to),
    )


def made_of(ledger: Ledger, made: date) -> str:
    """Return of which atlas and on which day a document is made, as a sentence."""
    return tr(
        "{atlas}, ledger revision {revision}, made on {day}.", atlas=NAME, revision=ledger.revision, day=say(made)
    )
