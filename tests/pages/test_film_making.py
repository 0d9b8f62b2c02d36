"""A film under way says how far it is, ends when it is cancelled, and keeps nothing of a reader's own sets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from layers.making import jobs
from pages.films import making, panel
from pages.films.making import Film, FilmJob
from tests.support.scenes import view

DAYS = tuple(date(2022, 1, day) for day in range(1, 9))
#: What is asked of the panel: a film that ends before it begins.
ASKED, BACKWARDS = {"step": "day", "form": "gif"}, {"first": DAYS[1], "last": DAYS[0]}
FILM = Film(view("layers=clashes"), DAYS, "gif", None, "", "light", DAYS[0])


class Drawer:
    """Draws nothing, of four frames the last one first; what stops a film halfway is told after so many frames."""

    def __init__(self) -> None:
        self.asked: list[Callable[..., bytes]] = []
        self.frames: list[bytes] = []
        self.after: Callable[[int], None] = lambda number: None
        self._waiting: list[tuple[Future[bytes], bytes]] = []

    def submit(self, work: Callable[..., bytes], *given: Any) -> Future[bytes]:
        self.asked.append(work)
        future: Future[bytes] = Future()
        if work in (jobs.film_file, jobs.film_card):
            self.frames = given[0] if work is jobs.film_file else []
            future.set_result(work.__name__.encode())
            return future
        self._waiting.append((future, str(given[0].date).encode()))
        if len(self._waiting) == 4 or len(self.asked) == len(DAYS):
            for drawn, frame in [self._waiting.pop() for _ in self._waiting[:]]:
                drawn.set_result(frame)
        self.after(len(self.asked))
        return future


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    """Stand in for both processes."""
    found = Drawer()
    for name in ("BINDERY", "DARKROOM"):
        monkeypatch.setattr(making, name, found)
    return found


def test_a_film_has_its_frames_in_order_whichever_is_drawn_first(drawer: Drawer) -> None:
    job = FilmJob(FILM, "here", {})
    job.thread.join(10)
    assert drawer.asked == [jobs.film_frame] * len(DAYS) + [jobs.film_card, jobs.film_file]
    assert drawer.frames == [str(day).encode() for day in DAYS]
    assert (job.body, job.failed, job.done) == (b"film_file", "", job.steps)


def test_a_film_that_is_cancelled_draws_no_more_and_has_no_file(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[FilmJob] = []
    drawer.after = lambda number: held[0].cancel() if number == 6 else None
    monkeypatch.setattr(making.FilmJob, "_made", lambda job, of=FilmJob._made: (held.append(job), of(job))[1])
    job = FilmJob(FILM, "here", {})
    job.thread.join(10)
    assert len(drawer.asked) == 6 and job.body is None and not job.running and job.failed == "Cancelled."


@pytest.mark.usefixtures("drawer")
def test_no_more_than_two_films_are_made_at_once() -> None:
    with FilmJob.most, FilmJob.most:
        job = FilmJob(FILM, "here", {})
        job.thread.join(10)
    assert job.body is None and "Too many files" in job.failed


def test_a_refused_film_leaves_one_that_is_there_and_takes_what_was_said_of_one_that_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state: dict[str, object] = {f"film-{name}-here": value for name, value in ASKED.items()}
    monkeypatch.setattr(panel.st, "session_state", state)
    monkeypatch.setattr(panel.own_sets, "points_of", lambda names: {})
    there, gone = SimpleNamespace(failed=""), SimpleNamespace(failed="Cancelled.")
    for job, left in ((there, there), (gone, None)):
        state["film"] = job
        panel._make(FILM.view, BACKWARDS, "here", None, ())
        assert state["film"] is left
