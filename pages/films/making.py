"""The making of one film: its frames one after the other, then the file."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geodata.store import PointSet
from layers.films.steps import FORMATS, frame_s
from layers.kit.annotation import Annotation
from layers.making import jobs
from layers.reader_data.drawn import OwnSet
from layers.view.state import ViewState
from pages.http.drawing import BINDERY
from pages.http.making import Making


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
    own : mapping of str to PointSet
        The session's sets on its map, by name.
    """

    #: The frames of a film, some tens of megabytes, are held until it is made.
    most = threading.BoundedSemaphore(2)

    def __init__(self, film: Film, where: str, own: Mapping[str, PointSet]) -> None:
        self.film, self.where, self._own = film, where, own
        super().__init__(len(film.days) + 1)

    def _forget(self) -> None:
        self._own = {}

    def _made(self) -> bytes | None:
        film, form = self.film, FORMATS[self.film.form]
        sets = tuple(OwnSet.of(title, points) for title, points in self._own.items())
        frames: list[bytes] = []
        for day in film.days:
            about = film.days, form.size, film.title, film.link, film.made, film.theme, sets, film.annotations
            frame = self._wait(BINDERY.submit(jobs.film_frame, film.view.with_(date=day), *about))
            if frame is None:
                return None
            frames.append(frame)
        return self._wait(BINDERY.submit(jobs.film_file, frames, frame_s(len(frames)), form.ending))
