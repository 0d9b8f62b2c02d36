"""The briefings that come with the atlas say nothing that the ledger does not."""

from __future__ import annotations

import colorsys
import re
from datetime import date
from functools import cache

import pytest

from geodata import atlas
from geodata.dates import say
from geodata.ledger import Ledger, current
from geodata.status import STATUS_TITLES
from layers.briefings.briefing import Briefing, Scene, sources_of_scene
from layers.briefings.reading import built_in_names, from_token
from layers.kit.palette import THEMES
from layers.words.legend import sources_of
from pages.visit.session import vocabulary

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)})(?: (\d{{4}}))?\b")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NAME = re.compile(r"(?<![.!?:“\"] )(?<!^)\b[A-Z][\w’'-]*(?:[ -][A-Z0-9][\w’'-]*)*")

#: Words with a capital that are no names of the ledger: sides, peoples, languages and the atlas's own terms.
COMMON = {
    "Kyrgyz",
    "Tajik",
    "Russian",
    "Russia",
    "Soviet",
    "Turkish",
    "Turkey",
    "Iranian",
    "Chinese",
    "China",
    "Indian",
    "Iran",
    "Americans",
    "Uzbekistan",
    "Kyrgyzstan",
    "Tajikistan",
    "Kazakhstan",
    "Afghanistan",
    "United",
    "States",
    "US",
    "UAE",
    "Central",
    "Asia",
    "Protocol",
    "No",
    "Lake",
    "Transit",
    "Center",
    "Spring",
    "Autumn",
}


@cache
def briefing(name: str) -> Briefing:
    found, problems = from_token(name, vocabulary(current()))
    assert problems == []
    assert found is not None
    return found


def scenes() -> list[object]:
    return [
        pytest.param(scene, id=f"{name}-{number}")
        for name in built_in_names()
        for number, scene in enumerate(briefing(name).scenes, start=1)
    ]


def _known(scene: Scene, ledger: Ledger) -> tuple[str, set[date]]:
    """Return all that the scene's records say, as one text, and every date in them."""
    words, days = [], {ledger.meta.facts_checked_to}
    for record_id in scene.cited():
        record = ledger.find(record_id)[1]
        said = record.model_dump_json()
        words.append(said)
        words += [ledger.places[place_id].model_dump_json() for place_id in getattr(record, "places", [])]
        words += [ledger.sources[source_id].model_dump_json() for source_id in getattr(record, "sources", [])]
    text = " ".join(words)
    days |= {
        date.fromisoformat(found)
        for found in re.findall(r"(?<!\d)[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)", text)
    }
    return text + " " + " ".join(say(day) for day in days), days


def test_there_are_three_of_at_least_eight_scenes_and_the_opening_of_six() -> None:
    told = atlas.current().opening.story
    assert len(briefing(told).scenes) == 6
    assert all(len(briefing(name).scenes) >= 8 for name in built_in_names() if name != told)
    assert {briefing(name).title for name in built_in_names()} == {
        "From open conflict to a signed border, 2013–2025",
        "Who arms whom, 2016–2024",
        "Foreign forces in Central Asia: bases opened and closed",
        "A border in six scenes",
    }


@pytest.mark.parametrize("scene", scenes())
def test_a_scene_is_fit_to_present_and_cites(scene: Scene) -> None:
    assert scene.title and scene.text and scene.notes
    assert len(scene.title) <= 60, "a title is read at a glance"
    assert len(scene.text) <= 420, "a text is read from the back of a room"
    assert sources_of_scene(scene, current())
    assert sources_of(scene.view, current())


@pytest.mark.parametrize("scene", scenes())
def test_no_scene_calls_a_day_that_is_past_today(scene: Scene) -> None:
    said = " ".join([scene.title, scene.text, *(button.label for button in scene.buttons)])
    assert not re.search(r"\b(today|now)\b(?! the map is yours)", said, re.IGNORECASE)
    assert "last day checked" not in said or scene.view.date == current().meta.facts_checked_to


@pytest.mark.parametrize("scene", scenes())
def test_every_date_in_a_scene_is_a_date_of_its_records(scene: Scene) -> None:
    text, days = _known(scene, current())
    spoken = f"{scene.title} {scene.text} {scene.notes}"
    years = (
        {day.year for day in days} | {scene.view.date.year} | {int(year) for year in re.findall(r"(?:19|20)\d\d", text)}
    )
    for day, month, year in _DATE.findall(spoken):
        number = MONTHS.index(month) + 1
        full = [
            one
            for one in days
            if one.month == number and (not year or one.year == int(year)) and (not day or one.day == int(day))
        ]
        assert full or " ".join(part for part in (day, month, year) if part) in text, (
            f"{day} {month} {year} is in none of {scene.cited()}"
        )
    for year in re.findall(r"\b(?:19|20)\d\d\b", spoken):
        assert int(year) in years, year


@pytest.mark.parametrize("scene", scenes())
def test_every_number_in_a_scene_is_a_number_of_its_records(scene: Scene) -> None:
    text, days = _known(scene, current())
    known = (
        {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)}
        | {str(day.day) for day in days}
        | {str(scene.view.date.year)}
    )
    known |= {str(float(number)) for number in known} | {f"{float(number):g}" for number in known}
    for found in _NUMBER.findall(f"{scene.title} {scene.text} {scene.notes}"):
        assert found.replace(",", "") in known, f"{found} is in none of {scene.cited()}"


@pytest.mark.parametrize("scene", scenes())
def test_every_name_in_a_scene_is_a_name_in_its_records(scene: Scene) -> None:
    text, _ = _known(scene, current())
    for part in (scene.title, scene.text, scene.notes):
        for name in _NAME.findall(part):
            words = [word.removesuffix("'s").removesuffix("’s") for word in name.split()]
            rest = [word for word in words if word not in COMMON and word not in MONTHS and not word.isdigit()]
            assert all(word in text for word in rest), f"“{name}” is in none of {scene.cited()}"


#: Word of colour → hues, in degrees, that a reader would call so.
_HUES = {"red-brown": (5, 20), "orange": (22, 36), "sand": (37, 48), "blue": (195, 215)}


def _hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))[0] * 360


@pytest.mark.parametrize("theme", THEMES)
def test_a_colour_that_a_scene_names_is_that_of_the_key(theme: str) -> None:
    words = "|".join(_HUES)
    titles = {title.lower().replace("in force", "in-force"): name for name, title in STATUS_TITLES.items()}
    said = 0
    for name in built_in_names():
        for scene in briefing(name).scenes:
            spoken = f"{scene.text} {scene.notes}".lower().replace("in force", "in-force")
            for colour, meant in re.findall(rf"\b({words})(?: stands)? for ([^.]*?)(?=[.;]|, (?:{words})\b)", spoken):
                for title, status in titles.items():
                    if title in meant:
                        said += 1
                        low, high = _HUES[colour]
                        assert low <= _hue(THEMES[theme][status]) <= high, (colour, title)
    assert said >= 5, "scenes say what colours stand for"
