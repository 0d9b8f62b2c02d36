"""What a rendering process does: from plain arguments to a file's bytes, with the ledger this process has loaded itself."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from geodata.ledger import current
from layers.core import standalone
from layers.core.briefing import Briefing
from layers.core.picture import Size, picture
from layers.core.view import ViewState


def warm() -> bool:
    """Load what every picture needs, so that the first one asked for does not wait for it."""
    picture(ViewState(date(2020, 1, 1), layers=("border",)), current(), size=Size(320, 240, 0.75))
    return True


@lru_cache(maxsize=64)
def png(
    view: ViewState, size: Size, link: str, made: date, theme: str = "light", title: str | None = None, titled: bool = True, revision: str = "",
) -> bytes:
    """Return the picture of a view; `revision` is the caller's ledger, as part of what is remembered."""
    return picture(view, current(), size=size, title=title, link=link, made=made, theme=theme, titled=titled).png


def document(briefing: Briefing, made: date, address: str, revision: str) -> bytes:
    """Return a briefing as one HTML file."""
    return standalone.document(briefing, current(), today=made, address=address)
