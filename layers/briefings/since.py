"""What changed since we last met: since the day of that, else since the scene before, by the rule of the Changes page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.translation import tr
from layers.briefings.briefing import Scene
from layers.kit.layer import all_layers
from layers.kit.text import sentences
from layers.view.state import ViewState
from layers.words.changes import change_sets, paragraph

#: So many lines of a layer are read from a wall; the Changes page has all.
MOST_LINES = 40


@dataclass(frozen=True)
class Since:
    """The scene before, None for the first, and the day on which a briefer says to have last met the listeners."""

    before: Scene | None = None
    met: date | None = None


def last_day(scene: Scene) -> date:
    """Return the later date of a scene."""
    return max(scene.view.date, scene.view.against or scene.view.date)


def plain(scene: Scene, since: Since, ledger: Ledger, today: date) -> dict[str, object]:
    """Return the lines as the presenter's script reads them (layers/browser/shared/types.d.ts).

    Since a meeting everything is told, up to `today`: whoever asks means the border, whatever scene is up. Without one
    the layers, region and filters are the scene's, which is said; the first scene has none before it, so what it
    compares itself is told.
    """
    title, first, last = _between(scene, since, today)
    if first == last:
        if since.met:
            none = tr("You last met today: nothing can have changed since then.")
        else:
            title = tr("What changed since the scene before")
            none = tr("No earlier scene of another date comes before this one.")
        return {"title": title, "note": none, "groups": []}
    narrow = tr("Of what this scene shows.")
    if since.met:
        view, narrow = ViewState(first, against=last, layers=tuple(layer.id for layer in all_layers())), ""
    else:
        view = scene.view.with_(date=first, against=last)
    found = change_sets(view, ledger)
    return {
        "title": title,
        "note": sentences(narrow, paragraph(view, ledger)),
        "groups": [
            {
                "title": f"{one.heading} ({one.number:,})",
                "lines": [one.line(place) for place in range(min(one.number, MOST_LINES))]
                + (
                    [tr("… and {n} more, on the Changes page.", n=f"{one.number - MOST_LINES:,}")]
                    * (one.number > MOST_LINES)
                ),
            }
            for one in found
            if one.number
        ],
    }


def _between(scene: Scene, since: Since, today: date) -> tuple[str, date, date]:
    day = last_day(scene)
    if since.met:
        return tr("What changed since we last met, on {day}", day=say(since.met)), since.met, today
    if since.before:
        return tr("What changed since the scene before"), last_day(since.before), day
    return tr("What changed between the dates of this scene"), scene.view.date, scene.view.against or day
