"""A film under way says how far it is, ends when it is cancelled, and keeps nothing of a reader's own sets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date

import pytest

from layers.making import jobs
from pages.films import making
from pages.films.making import Film, FilmJob
from tests.support.scenes import view

DAYS = tuple(date(2022, 1, day) for day in range(1, 6))
FILM = Film(view("layers=clashes"), DAYS, "gif", None, "", "light", DAYS[0])


class Drawer:
    """Draws nothing; what stops a film halfway is told after so many frames."""

    def __init__(self) -> None:
        self.asked: list[Callable[..., bytes]] = []
        self.days: list[date] = []
        self.after: Callable[[int], None] = lambda number: None

    def submit(self, work: Callable[..., bytes], *given: object) -> Future[bytes]:
        self.asked.append(work)
        future: Future[bytes] = Future()
        future.set_result(work.__name__.encode())
        self.after(len(self.asked))
        return future


def test_a_film_is_drawn_frame_by_frame_and_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = Drawer()
    monkeypatch.setattr(making, "BINDERY", drawer)
    job = FilmJob(FILM, "here", {})
    job.thread.join(10)
    assert drawer.asked == [jobs.film_frame] * len(DAYS) + [jobs.film_file]
    assert (job.body, job.failed, job.done) == (b"film_file", "", job.steps)


def test_a_film_that_is_cancelled_draws_no_more_and_has_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    drawer, held = Drawer(), []
    drawer.after = lambda number: held[0].cancel() if number == 3 else None
    monkeypatch.setattr(making, "BINDERY", drawer)
    monkeypatch.setattr(making.FilmJob, "_made", lambda job, of=FilmJob._made: (held.append(job), of(job))[1])
    job = FilmJob(FILM, "here", {})
    job.thread.join(10)
    assert len(drawer.asked) == 3 and job.body is None and not job.running and job.failed == "Cancelled."


def test_no_more_than_two_films_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "BINDERY", Drawer())
    with FilmJob.most, FilmJob.most:
        job = FilmJob(FILM, "here", {})
        job.thread.join(10)
    assert job.body is None and "Too many files" in job.failed
