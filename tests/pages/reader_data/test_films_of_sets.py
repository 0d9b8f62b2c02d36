"""A film with a reader's own set is that reader's alone, and ends with the set or the session."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geodata.dates import say
from geodata.importers.report import Refused
from pages.films import panel
from pages.films.making import FilmJob
from tests.support.own_files import acled_row, csv_of
from tests.support.pages import opened, with_own


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click()
    at.run()
    assert not at.exception, at.exception


def scene_added(at: AppTest) -> AppTest:
    press(at, "Add to briefing")
    return at.switch_page("brief.py").run()


def film_of_a_scene(at: AppTest, first: date, last: date, step: str) -> FilmJob:
    """Ask on Brief for a film of the first scene, as GIF."""
    press(at, "Edit")
    for boxes, label, given in (
        (at.text_input, "First day", say(first)),
        (at.text_input, "Last day", say(last)),
        (at.selectbox, "From frame to frame", step),
        (at.selectbox, "Made for", "gif"),
    ):
        next(box for box in boxes if box.label == label).set_value(given)
    press(at, "Make the film")
    return at.session_state["film"]


def test_a_film_with_a_set_is_its_readers_alone_and_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = []
    monkeypatch.setattr(panel.st, "download_button", lambda label, data, *rest, **more: offered.append((label, data)))
    rows = [
        acled_row(number, event_date=f"2022-09-{number:02d}", time_precision=1, location=f"Sample {number}")
        for number in (1, 2, 3)
    ]
    at = scene_added(with_own("map.py", ACLED=csv_of(rows)))
    job = film_of_a_scene(at, date(2022, 9, 1), date(2022, 9, 3), "day")
    job.thread.join(60)
    assert job.failed == "" and job.body and job._own == {}
    at.run()
    offered.clear()
    next(box for box in at.selectbox if box.label.startswith("Chart")).select_index(1).run()
    # It stays with its scene, whatever else of that is changed.
    made = next(data for label, data in offered if label.startswith("Download the film (3 frames"))
    assert made() == job.body
    bare = FilmJob(replace(job.film, view=job.film.view.with_(own=())), "here", {})
    bare.thread.join(60)
    assert bare.body and bare.body != job.body, "the rows stand on it"
    elsewhere = opened("map.py", own="ACLED")
    assert "film" not in elsewhere.session_state and "own-sets" not in elsewhere.session_state
    at.switch_page("own_data.py").run()
    press(at, "Remove")
    press(at, "Remove it")
    assert job.body is None
    with pytest.raises(Refused):
        made()


def test_a_film_ends_with_its_session_also_without_a_set() -> None:
    at = scene_added(opened("map.py"))
    next(box for box in at.text_input if box.label == "Title of scene 1").set_value("Ten years").run()
    job = film_of_a_scene(at, date(2012, 1, 1), date(2021, 12, 1), "month")
    assert job.film.title == "Ten years"
    at.session_state["own-sets"].end()
    job.thread.join(60)
    assert job.body is None and job.failed == "Cancelled."
