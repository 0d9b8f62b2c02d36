"""What a rendering process does: from plain arguments to a file's bytes, with the ledger this process has loaded itself.

The server names these functions and never runs them, so what draws is imported where it is needed: matplotlib, fontTools, python-pptx
and ReportLab would take half of its start.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from geodata.ledger import current
from layers.core.briefing import Briefing, Scene
from layers.core.picture_size import Size
from layers.core.view import ViewState


def warm() -> bool:
    """Load what every picture needs, so that the first one asked for does not wait for it."""
    from layers.core.picture import picture

    picture(ViewState(date(2020, 1, 1), layers=("border",)), current(), size=Size(320, 240, 0.75))
    return True


@lru_cache(maxsize=96)
def png(
    view: ViewState, size: Size, link: str, made: date, theme: str = "light", title: str | None = None, titled: bool = True, revision: str = "",
) -> bytes:
    """Return the picture of a view; `revision` is the caller's ledger, as part of what is remembered."""
    from layers.core.picture import picture

    return picture(view, current(), size=size, title=title, link=link, made=made, theme=theme, titled=titled).png


def document(briefing: Briefing, made: date, address: str, revision: str) -> bytes:
    """Return a briefing as one HTML file."""
    from layers.core import standalone

    return standalone.document(briefing, current(), today=made, address=address)


#: The map on a slide and on a page of the handout: 7.9 by 5.1 inches.
SCENE_SIZE = Size(1000, 646, 1.6)


def scene_picture(scene: Scene, made: date, revision: str) -> bytes:
    """Return the map of a scene for deck and handout, where title, date and sources are text."""
    return png(scene.view, SCENE_SIZE, "", made, "light", None, False, revision)


def deck_file(briefing: Briefing, made: date, address: str, revision: str) -> bytes:
    """Return a briefing as a deck; maps made before are remembered."""
    from layers.core import deck

    maps = [scene_picture(scene, made, revision) for scene in briefing.scenes]
    return deck.deck(briefing, current(), maps, made=made, address=address)


def handout_file(briefing: Briefing, made: date, address: str, revision: str) -> bytes:
    """Return a briefing as a PDF handout; maps made before are remembered."""
    from layers.core import handout

    maps = [scene_picture(scene, made, revision) for scene in briefing.scenes]
    return handout.handout(briefing, current(), maps, made=made, address=address)
