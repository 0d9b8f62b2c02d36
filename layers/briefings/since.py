"""What changed since we last met: between the scene before and a scene, by the rule of the Changes page."""

from __future__ import annotations

from datetime import date

from geodata.ledger import Ledger
from geodata.translation import tr
from layers.briefings.briefing import Scene
from layers.words.changes import change_sets, paragraph

#: So many lines of a layer are read from a wall; the Changes page has all.
MOST_LINES = 40


def last_day(scene: Scene) -> date:
    """Return the later date of a scene."""
    return max(scene.view.date, scene.view.against or scene.view.date)


def plain(scene: Scene, before: Scene | None, ledger: Ledger) -> dict[str, object]:
    """Return the lines as the presenter's script reads them (layers/browser/shared/types.d.ts).

    The layers, region and filters are the scene's. The first scene has none before it: what it compares itself is told.
    """
    title = tr("What changed since the scene before")
    first = last_day(before) if before else scene.view.date
    last = last_day(scene) if before else scene.view.against or first
    if first == last:
        return {"title": title, "note": tr("No earlier scene of another date comes before this one."), "groups": []}
    view = scene.view.with_(date=first, against=last)
    found = change_sets(view, ledger)
    return {
        "title": title if before else tr("What changed between the dates of this scene"),
        "note": paragraph(view, ledger),
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
