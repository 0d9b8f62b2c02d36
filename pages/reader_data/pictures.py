"""Pictures and the presenter's screen with the session's own sets: made for this reader, held by nothing that others share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene
from layers.making import jobs
from layers.pictures.size import SIZES, Size
from layers.view.link import to_query
from pages.http import kept
from pages.http.drawing import BINDERY, STUDIO
from pages.reader_data import sets as own
from pages.reader_data import stage as own_stage
from pages.reader_data.drawing import drawn
from pages.reader_data.kept import public
from pages.visit import session
from pages.visit.page import base_address, theme


def stage(briefing: Briefing, what: str = "present") -> str:
    """Return the address at which this browser alone finds the briefing with the session's own sets: its screen, or the pictures of its scenes."""
    sets = own.held()
    key = sets.present(lambda stage: own_stage.keep(stage, briefing, lambda: sets.points_of(briefing.own())))
    return f"{base_address()}/own/{key}/{what}"


def picture(scene: Scene, size: Size = SIZES["slide"]) -> Callable[[], bytes]:
    """Return what draws a scene as PNG with its title, drawings and chart and the own sets it names; called later, it needs no session.

    It raises NotDrawn, with a sentence, when the picture is not ready in time.
    """
    view = scene.view
    link = f"{base_address()}/?{to_query(view, current().revision)}"
    points, made = own.points_of(view.sets), session.today()

    def draw() -> bytes:
        sets, said = drawn(points, [view], size), (scene.annotations, True, scene.chart, scene.title or None)
        # Only sets may take long.
        return (BINDERY if sets else STUDIO).picture(jobs.own_png, view, size, link, made, "light", True, sets, *said)

    return draw


def scene_address(
    briefing: Briefing, number: int, width: int, height: int, bare: bool = False, panel: bool = True
) -> str:
    """Return the address of a scene's picture of so many pixels, in the reader's theme; `bare` leaves out its drawings, without `panel` it is map and chart alone.

    Where the session holds own sets that the scene names it is one for this browser alone.
    """
    scene = briefing.scenes[number]
    view, lines = scene.view, () if bare else scene.annotations
    asked = f"width={width}&height={height}&theme={theme()}{'' if panel else '&panel=off'}"
    asked += f"&chart={scene.chart}" if scene.chart else ""
    held = own.any_of(view.sets)
    if held:
        # Another address for another picture: what a browser shows already it does not ask for again.
        shown = repr((view, lines, [one.drawn_as for one in held], current().revision))
        version = hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()[:16]
        return f"{stage(briefing, 'scene.png')}?n={number}&{asked}&v={version}{'&drawn=1' if lines else ''}"
    if lines:
        asked += f"&drawn={kept.keep(Briefing(scenes=(Scene(view, annotations=lines),)))}"
    return f"{base_address()}/view.png?{to_query(public(view), current().revision)}&{asked}"
