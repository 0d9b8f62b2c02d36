"""What stands at the end of a film whose frames are too small for it: its days, its legend, its sources and its link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import matplotlib
from PIL import Image

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.translation import tr
from layers.kit.annotation import Annotation, say_drawn
from layers.kit.text import sentences
from layers.pictures.picture import foot_lines
from layers.pictures.reader_data import own_legend
from layers.pictures.sheet import Box, Groups, Sheet
from layers.pictures.size import Size
from layers.reader_data.drawn import OwnSet, say_own
from layers.view.state import ViewState
from layers.words.headline import days_lines, headline, when

_PAD, _HEAD, _FOOT = 22, 104, 46


@matplotlib.rc_context({"text.hinting": "no_hinting"})
def card(
    view: ViewState,
    ledger: Ledger,
    days: tuple[date, ...],
    size: Size,
    title: str | None,
    link: str,
    made: date,
    theme: str,
    sets: Sequence[OwnSet],
    annotations: Sequence[Annotation],
    legend: Groups,
) -> bytes:
    """Draw it as PNG, as large as the frames; for the rest see `Film`, and `picture` for the legend."""
    shown = view.with_(date=days[-1])
    sheet = Sheet(size.width, size.height, size.scale, theme)
    words = title or headline(shown, ledger).title.removesuffix(f" · {when(shown)}")
    width = size.width - 2 * _PAD
    of = tr("{first} to {last}", first=say(days[0]), last=say(days[-1]))
    sheet.heading(Box(_PAD, 14, width, 78), words, of, days_lines(shown, ledger), side=False)
    groups = [*legend, *own_legend(shown, sets, ())]
    sheet.legend(Box(_PAD, _HEAD, width, size.height - _HEAD - _FOOT - 8), groups, None)
    own = sentences(say_drawn(annotations), say_own(shown, sets))
    sheet.foot(Box(_PAD, size.height - _FOOT, width, _FOOT), foot_lines(shown, ledger, link, made, own))
    body = io.BytesIO()
    Image.fromarray(sheet.pixels()).save(body, "PNG", compress_level=1)
    return body.getvalue()
