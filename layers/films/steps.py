"""On which days the frames of a film stand, and whether it is a film that can be made; said before the work begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from geodata.dates import months, months_behind_a_day, short_months
from geodata.intervals import ALWAYS, FOREVER, day_number, from_day_number
from geodata.ledger import Ledger
from geodata.records import Record
from geodata.store import PointSet
from geodata.translation import Said, SaidTable, mark, tr
from layers.kit.layer import Layer, all_layers, features
from layers.pictures.size import Size
from layers.view.state import ViewState
from layers.view.visible import is_drawn, visible
from layers.words.headline import subject

#: A film has no more frames than these.
MOST_FRAMES = 240

#: How a film goes from frame to frame → what it is called on the page.
STEPS = SaidTable(
    {
        "change": mark("A frame for each change"),
        "day": mark("Day by day"),
        "week": mark("Week by week"),
        "month": mark("Month by month"),
        "year": mark("Year by year"),
    }
)

#: A whole film is to take so long at most, a frame of it so long at least and at most, the last one is held on, and a card at the end, in seconds.
_WHOLE_S, _LEAST_S, _MOST_S, LAST_S, CARD_S = 60.0, 0.25, 1.2, 2.5, 5.0


@dataclass(frozen=True)
class Format:
    """A form in which a film leaves: its size in pixels, its ending and media type, what it is called on the page, whether it is too small for more than the map, and a card at its end has the rest."""

    width: int
    height: int
    ending: Literal[".mp4", ".gif"]
    media_type: str
    title: Said = Said()
    small: bool = False

    @property
    def size(self) -> Size:
        """The size of its frames."""
        return Size.of_pixels(self.width, self.height)


FORMATS = {
    "slide": Format(1280, 720, ".mp4", "video/mp4", mark("Slide, 1280 × 720 (MP4)")),
    "phone": Format(720, 1280, ".mp4", "video/mp4", mark("Phone, 720 × 1280 (MP4)")),
    "feed": Format(1080, 1080, ".mp4", "video/mp4", mark("Feed, 1080 × 1080 (MP4)")),
    "gif": Format(640, 360, ".gif", "image/gif", mark("Small, 640 × 360 (GIF)"), small=True),
}


class NoFilm(ValueError):
    """A film that is not made; the message is a sentence for who asked."""


def frame_s(frames: int) -> float:
    """Return how long each frame of a film stands, in seconds."""
    return round(min(max(_WHOLE_S / frames, _LEAST_S), _MOST_S), 2)


def lasting(title: str, view: ViewState, ledger: Ledger) -> str | None:
    """Return a scene's title where it may stand over every day of a film, else None.

    One that names a year or a month, or is what the atlas calls the scene for its day, would be said of all other days too.
    """
    named = "|".join(map(re.escape, {*months(), *months_behind_a_day(), *short_months()}))
    dated = re.search(rf"\b(?:(?:19|20)\d\d|{named})\b", title)
    return None if dated or title == subject(view, ledger) else title or None


def days_of(
    view: ViewState, ledger: Ledger, first: date, last: date, step: str, own: Sequence[PointSet] = ()
) -> tuple[date, ...]:
    """Return the days of a film's frames, both ends among them unless it goes by change, whose last frame is the last change.

    Parameters
    ----------
    view : ViewState
    ledger : Ledger
    first, last : datetime.date
    step : str
        A key of `STEPS`.
    own : sequence of PointSet
        The reader's own sets on its map.

    Raises
    ------
    NoFilm
    """
    if last <= first:
        raise NoFilm(tr("A film’s last day is after its first: choose two days."))
    days = _changes(view, ledger, first, last, own) if step == "change" else _steps(first, last, step)
    if len(days) > MOST_FRAMES:
        raise NoFilm(
            tr(
                "This film would have {n} frames, and one has at most {most}. Choose days nearer to each other, or a longer step.",
                n=f"{len(days):,}",
                most=MOST_FRAMES,
            )
        )
    if len(days) < 2:
        raise NoFilm(tr("Nothing on this map changes between these days. Choose others, or a step of time."))
    return days


def _steps(first: date, last: date, step: str) -> tuple[date, ...]:
    if step in ("day", "week"):
        numbers = range(day_number(first), day_number(last), 1 if step == "day" else 7)
        return (*map(from_day_number, numbers), last)
    months = 1 if step == "month" else 12
    # From the first of a month or year to the next, whatever day the film begins on.
    begun = first.year * 12 + first.month - 1 if step == "month" else first.year * 12
    after = range(begun + months, last.year * 12 + last.month, months)
    days = [date(number // 12, number % 12 + 1, 1) for number in after]
    return (first, *(day for day in days if first < day < last), last)


def _changes(view: ViewState, ledger: Ledger, first: date, last: date, own: Sequence[PointSet]) -> tuple[date, ...]:
    """Return the first day, and every day up to the last on which something on the map begins, ends or changes."""
    layers = [layer for layer in all_layers() if layer.id in view.layers and layer.draw != "list"]
    inside = day_number(first) + 1, day_number(last)
    theirs = {day for one in own for day in _days_of_set(view, one, inside)}
    maybe = {day for layer in layers for day in _days_of_layer(view, layer, ledger)}
    found, before = [first], _seen(view.with_(date=first), layers, ledger)
    for number in sorted({*theirs, *(day for day in maybe if inside[0] <= day <= inside[1])}):
        day = from_day_number(number)
        now = _seen(view.with_(date=day), layers, ledger)
        if now != before or number in theirs:
            found.append(day)
        before = now
    return tuple(found)


def _gone_after(view: ViewState, time: str) -> int | None:
    """Return how many days after its end something still shows, or None where it stays for good."""
    if time == "state" or view.mode == "day":
        return 0
    return view.days - 1 if view.mode == "window" else None


def _days_of_layer(view: ViewState, layer: Layer[Record], ledger: Ledger) -> Iterator[int]:
    gone = _gone_after(view, layer.time)
    for feature in features(layer, ledger):
        if feature.interval is not None:
            yield feature.interval.start
            if gone is not None:
                yield feature.interval.end + gone
        yield from (step.start for step in feature.steps)


def _days_of_set(view: ViewState, own: PointSet, inside: tuple[int, int]) -> list[int]:
    gone = _gone_after(view, own.time)
    starts = own.day_start[own.day_start > ALWAYS]
    ends = own.day_end[own.day_end < FOREVER].astype(np.int64) + (gone or 0)
    every = np.concatenate([starts, ends]) if gone is not None else starts
    return list(map(int, np.unique(every[(every >= inside[0]) & (every <= inside[1])])))


def _seen(view: ViewState, layers: Sequence[Layer[Record]], ledger: Ledger) -> list[tuple[object, ...]]:
    """Return what tells one day from another."""
    shown, day = visible(view, ledger), day_number(view.date)
    found: list[tuple[object, ...]] = []
    for layer in layers:
        for feature in filter(is_drawn, shown[layer.id]):
            step = feature.step_on(day)
            # Who says so is a change at which the map's own button stops; that a doubt ends is none.
            state = (step.state, step.inferred, step.by) if step else None
            found.append((layer.id, feature.id, state))
    return found
