"""What a rendering process does: from plain arguments to a file's bytes, with the ledger this process has loaded itself.

The server names these functions and never runs them, so what draws is imported where it is needed: matplotlib, fontTools, python-pptx
and ReportLab would take half of its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cachetools import LRUCache, cached

from geodata.ledger import current
from layers.core.briefing import Briefing, Scene
from layers.core.own_set import OwnSet
from layers.core.picture_size import Size
from layers.core.view import ViewState


def warm() -> bool:
    """Load what every picture needs, so that the first one asked for does not wait for it."""
    from layers.core.picture import picture

    picture(ViewState(date(2020, 1, 1), layers=("border",)), current(), size=Size(320, 240, 0.75))
    return True


#: Pictures drawn last, up to so many bytes: a link's preview has some 100 kB, the largest picture some megabytes.
_DRAWN: LRUCache[object, bytes] = LRUCache(32_000_000, getsizeof=len)


@cached(_DRAWN)
def png(
    view: ViewState, size: Size, link: str, made: date, theme: str = "light", title: str | None = None, titled: bool = True, revision: str = "",
) -> bytes:
    """Return the picture of a view; `revision` is the caller's ledger, as part of what is remembered."""
    from layers.core.picture import picture

    return picture(view, current(), size=size, title=title, link=link, made=made, theme=theme, titled=titled).png


def own_png(
    view: ViewState, size: Size, link: str, made: date, theme: str, titled: bool, sets: Sequence[OwnSet],
) -> bytes:
    """Return the picture of a view with a reader's own sets, which is remembered nowhere: it is that reader's alone."""
    from layers.core.picture import picture

    return picture(view, current(), size=size, link=link, made=made, theme=theme, titled=titled, sets=sets).png


def document(briefing: Briefing, made: date, address: str, sets: Sequence[OwnSet] = ()) -> bytes:
    """Return a briefing as one HTML file, which carries a reader's own sets along."""
    from layers.core import standalone

    return standalone.document(briefing, current(), today=made, address=address, sets=sets)


#: The map on a slide and on a page of the handout: 7.9 by 5.1 inches.
SCENE_SIZE = Size(1000, 646, 1.6)


def scene_picture(scene: Scene, made: date, revision: str, sets: Sequence[OwnSet] = ()) -> bytes:
    """Return the map of a scene for deck and handout, where title, date and sources are text."""
    if sets:
        return own_png(scene.view, SCENE_SIZE, "", made, "light", False, sets)
    # Without its titles: what is remembered need not know of them.
    return png(scene.view.with_(own=()), SCENE_SIZE, "", made, "light", None, False, revision)


def deck_file(briefing: Briefing, pictures: list[bytes], made: date, address: str, sets: Sequence[OwnSet] = ()) -> bytes:
    """Return a briefing as a deck, from the map of each scene."""
    from layers.core import deck

    return deck.deck(briefing, current(), pictures, made=made, address=address, sets=sets)


def handout_file(briefing: Briefing, pictures: list[bytes], made: date, address: str, sets: Sequence[OwnSet] = ()) -> bytes:
    """Return a briefing as a PDF handout, from the map of each scene."""
    from layers.core import handout

    return handout.handout(briefing, current(), pictures, made=made, address=address, sets=sets)
