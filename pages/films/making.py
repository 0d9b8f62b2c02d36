"""The making of one film: its frames, by two processes, then the file."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from geodata.store import PointSet
from layers.films.steps import FORMATS, frame_s
from layers.kit.annotation import Annotation
from layers.making import jobs
from layers.view.state import ViewState
from pages.http.drawing import BINDERY, DARKROOM, Studio
from pages.http.making import LOOK_S, Making
from pages.reader_data.drawing import drawn
from pages.reader_data.wide import Wide

#: So many frames are asked of a process at once: one that it draws, and its next.
_AHEAD = 2


@dataclass(frozen=True)
class Film:
    """A film to make.

    Attributes
    ----------
    view : ViewState
        Its date is each of the days in turn.
    days : tuple of datetime.date
    form : str
        A key of `FORMATS`.
    title : str or None
        What stands over every frame; None for the view's own headline.
    link : str
        Address of the live view.
    theme : {"light", "dark"}
    made : datetime.date
    annotations : tuple of Annotation
    """

    view: ViewState
    days: tuple[date, ...]
    form: str
    title: str | None
    link: str
    theme: str
    made: date
    annotations: tuple[Annotation, ...] = ()


class FilmJob(Making):
    """The making of one film.

    Parameters
    ----------
    film : Film
    where : str
        The place on the page that asked for it.
    own : mapping of str to PointSet or Wide
        The session's sets on its map, by name.
    """

    #: The frames of a film, some tens of megabytes, are held until it is made.
    most = threading.BoundedSemaphore(2)

    def __init__(self, film: Film, where: str, own: Mapping[str, PointSet | Wide]) -> None:
        self.film, self.where, self._own = film, where, own
        super().__init__(len(film.days) + 1 + FORMATS[film.form].small)

    def _forget(self) -> None:
        self._own = {}

    def _made(self) -> bytes | None:
        film, form = self.film, FORMATS[self.film.form]
        sets = drawn(self._own, [film.view], form.size)
        about = film.days, form.size, film.title, film.link, film.made, film.theme, sets, film.annotations
        frames = self._drawn([(film.view.with_(date=day), *about, not form.small) for day in film.days])
        card = self._wait(BINDERY.submit(jobs.film_card, film.view, *about)) if frames and form.small else b""
        if frames is None or card is None:
            return None
        return self._wait(BINDERY.submit(jobs.film_file, frames, frame_s(len(frames)), form.ending, card))

    def _drawn(self, arguments: Sequence[tuple[Any, ...]]) -> list[bytes] | None:
        """Return all frames, or None when the reader does not want them any more; each process gets its next one when it has drawn another."""
        left, under_way = iter(enumerate(arguments)), dict[Future[bytes], tuple[int, Studio]]()

        def begin(studio: Studio) -> None:
            for number, given in islice(left, not self._stop.is_set()):
                under_way[studio.submit(jobs.film_frame, *given)] = number, studio

        frames: dict[int, bytes] = {}
        try:
            for studio in (BINDERY, DARKROOM) * _AHEAD:
                begin(studio)
            while under_way and not self._stop.is_set():
                for future in wait(under_way, LOOK_S, FIRST_COMPLETED).done:
                    number, studio = under_way.pop(future)
                    frames[number] = future.result()
                    self.done += 1
                    begin(studio)
        finally:
            for future in under_way:
                future.cancel()
        return None if self._stop.is_set() else [frames[number] for number in range(len(arguments))]
