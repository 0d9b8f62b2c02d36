"""What a link's preview says, in so few words that it can be read at the width of a chat: headline, day, two or three figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from geodata.events import Incident, is_conflict
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.parties import ABOUT, SIDES
from geodata.status import STATUS_TITLES
from geodata.translation import tr
from layers.kit.layer import all_layers, features, layer_of, owner_of
from layers.kit.losses import LossRange, loss_range
from layers.kit.text import sentence_case
from layers.view.filters import rows
from layers.view.state import ViewState
from layers.view.visible import visible
from layers.words import not_loaded
from layers.words.changes import changes
from layers.words.headline import Headline, title, when
from layers.words.sources import record_words

#: Up to the first full stop that ends a word of more letters than an abbreviation's.
_FIRST_SENTENCE = re.compile(r".*?\w{2}[)”]?[.!?](?=\s)", re.DOTALL)

#: So many kinds of record are counted beside a map.
_MOST_COUNTED = 3


@dataclass(frozen=True)
class Told:
    """What stands beside a preview's map.

    Attributes
    ----------
    title, when, line : str
        Headline, day, and a sentence where there are no figures.
    figures : tuple of (str, str)
        Each a figure, and of what and of whom it is.
    story : str or None
        Id of the record to which the map is cropped.
    """

    title: str
    when: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    line: str = ""
    story: str | None = None


def of_view(view: ViewState, ledger: Ledger) -> Told:
    """Return what a view is about: its selected record, else the conflict under way on its date, else the state of the line."""
    selected = ledger.find(view.select) if view.select else None
    record = selected[1] if selected else _under_way(view, ledger)
    day = when(view)
    if isinstance(record, Incident):
        return Told(record.title, day, _of_both_sides(record), story=record.id)
    if record is not None:
        return Told(title(view, ledger).removesuffix(f" · {day}"), day, _status(view, ledger), story=record.id)
    return Told(title(view, ledger).removesuffix(f" · {day}"), day)


def of_page(page: str, view: ViewState, named: bool, heading: Headline, scenes: int, ledger: Ledger) -> Told:
    """Return what the preview of a page says.

    Parameters
    ----------
    page : str
        Its path without the slash.
    view : ViewState
    named : bool
        Whether the link says what to show.
    heading : Headline
        With which the link unfolds.
    scenes : int
        Of a briefing that the link holds; 0 where it holds none.
    ledger : Ledger
    """
    first = _FIRST_SENTENCE.match(heading.description)
    line = first[0] if first else heading.description
    if page == "":
        told = of_view(view, ledger) if named else Told(heading.title)
    elif page == "compare":
        many = sum(len(lines) for _, lines in changes(view, ledger))
        told = replace(of_view(view, ledger), figures=((f"{many:,}", tr("changes between them")),))
    elif page == "explore":
        told = of_view(view, ledger) if named else Told(heading.title)
        told = told if told.figures else replace(told, figures=_counts(view, ledger))
    elif page == "sources":
        records = sum(len(ledger.tables[table]) for table in record_words())
        figures = ((len(ledger.sources), tr("publications")), (records, tr("records")))
        told = Told(heading.title, figures=tuple((f"{n:,}", words) for n, words in figures))
    elif scenes:
        told = Told(heading.title, figures=((str(scenes), tr("scenes")),))
    else:
        told = Told(heading.title)
    told = told if told.figures else replace(told, line=line)
    lost = not_loaded.sentence(ledger)
    return replace(told, line=lost, figures=()) if lost else told


def _under_way(view: ViewState, ledger: Ledger) -> Incident | None:
    """Return the conflict that is under way on a view's date, of those that the view shows."""
    today = day_number(view.date)
    if view.against:
        return None
    shown = [
        one for layer, found in visible(view, ledger).items() if layer in view.layers for one in found if one.geometry
    ]
    known = (ledger.find(one.select) for one in shown if one.interval and one.interval.surely_on(today))
    return next((one[1] for one in known if one and isinstance(one[1], Incident) and is_conflict(one[1])), None)


def _of_both_sides(record: Incident) -> tuple[tuple[str, str], ...]:
    """Return the dead on each side, both in the same form and in the atlas's order; nothing where nobody gives a number of either."""
    claimed = {side: loss_range(record, side, "killed", complete=True) for side in SIDES}
    if not any(claimed.values()):
        return ()
    counted = tr("killed, as claimed")
    return tuple((_range(one), f"{sentence_case(ABOUT[side])}\n{counted}") for side, one in claimed.items())


def _range(one: LossRange | None) -> str:
    """Write the lowest and the highest figure as shortly as it goes: “63”, “41–83”, “10+”."""
    if one is None:
        return tr("no figure")
    low, high = f"{one.low:,}", f"{one.high:,}{'+' * one.or_more}"
    return high if one.low == one.high else f"{low}–{high}"


def _status(view: ViewState, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return the status of a selected section."""
    found = ledger.find(view.select or "")
    layer = owner_of(found[0]) if found else None
    if found is None or layer is None or layer.draw != "areas":
        return ()
    drawn = next((one for one in features(layer, ledger) if one.select == found[1].id), None)
    step = drawn.step_on(day_number(view.date)) if drawn else None
    return ((STATUS_TITLES[step.state], tr("status, inferred") if step.inferred else tr("status")),) if step else ()


def _counts(view: ViewState, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return how many records of which kinds pass a view's filters, the most frequent kinds first."""
    held = Counter(
        row.layer
        for row in rows(ledger)
        if row.lies_in(view) and not row.fails(view) and layer_of(row.layer).counts(row.record)
    )
    return tuple((f"{n:,}", layer_of(layer).nouns.many) for layer, n in held.most_common(_MOST_COUNTED))


def shown_on(page: str, view: ViewState) -> ViewState:
    """Return what a page's preview shows of a view: nothing but the border on pages that are about no date."""
    if page not in ("sources", "own-data"):
        return view
    drawn = {layer.id for layer in all_layers() if layer.draw in ("areas", "line")}
    return view.with_(layers=tuple(name for name in view.layers if name in drawn), select=None, against=None, at=None)
