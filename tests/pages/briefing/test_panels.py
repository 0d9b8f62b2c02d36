"""The page “Brief”: a briefing of one's own is opened, edited, reordered, undone; other pages add to it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from layers.briefings.briefing import Briefing
from tests.support.pages import opened


def held(at: AppTest) -> Briefing:
    return at.session_state["briefing"]


def titles(at: AppTest) -> list[str]:
    return [scene.title for scene in held(at).scenes]


def press(at: AppTest, label: str, number: int = 0) -> None:
    [button for button in at.button if button.label == label][number].click()
    at.run()
    assert not at.exception


def test_a_built_in_briefing_is_opened_reordered_duplicated_deleted_and_brought_back() -> None:
    at = opened("brief.py")
    press(at, "Open")
    before = titles(at)
    assert len(before) >= 6
    press(at, "Move down", 0)
    assert titles(at)[:2] == [before[1], before[0]]
    press(at, "Duplicate", 0)
    assert titles(at)[:2] == [before[1], before[1]] and len(titles(at)) == len(before) + 1
    press(at, "Delete", 1)
    assert titles(at) == [before[1], before[0], *before[2:]]
    press(at, "Undo")
    assert len(titles(at)) == len(before) + 1


def test_words_of_a_scene_are_kept_and_survive_another_page() -> None:
    at = opened("brief.py")
    press(at, "Open")
    press(at, "Edit", 0)
    [field] = [one for one in at.text_input if (one.key or "").startswith("scene-title-0")]
    field.set_value("Ой-Булак, ӯҳҷ")
    [form] = [one for one in at.button if one.label == "Keep these words"]
    form.click()
    at.run()
    assert titles(at)[0] == "Ой-Булак, ӯҳҷ"
    at.switch_page("sources.py").run()
    at.switch_page("brief.py").run()
    assert titles(at)[0] == "Ой-Булак, ӯҳҷ"


def test_every_other_page_adds_its_view() -> None:
    at = opened("map.py", date="2022-09-16", mode="day")
    press(at, "Add to briefing")
    assert held(at).scenes[0].view.date.isoformat() == "2022-09-16" and held(at).scenes[0].view.mode == "day"
    at.switch_page("sources.py").run()
    press(at, "Add to briefing (1)")
    assert len(held(at).scenes) == 2


def test_a_link_opens_the_briefing_it_names_and_says_when_it_cannot() -> None:
    assert held(opened("brief.py", briefing="who-arms-whom")).title == "Who arms whom, 2016–2024"
    lost = opened("brief.py", briefing="~cut-off")
    assert "briefing" not in lost.session_state
    assert any("could not be read" in element.proto.body for element in lost.get("html"))


def test_a_scene_has_buttons_to_the_views_one_came_from() -> None:
    at = opened("map.py", date="2022-09-16", mode="day")
    press(at, "Add to briefing")
    at.switch_page("brief.py").run()
    press(at, "Edit")
    press(at, "Add a button to the view I came from")
    [button] = held(at).scenes[0].buttons
    assert button.label and button.view.date.isoformat() == "2022-09-16"
    [field] = [one for one in at.text_input if (one.key or "").startswith("button-0-0")]
    field.set_value("And on that day?").run()
    assert [one.label for one in held(at).scenes[0].buttons] == ["And on that day?"]
    press(at, "Remove button 1")
    assert held(at).scenes[0].buttons == ()
    press(at, "Undo")
    assert [one.label for one in held(at).scenes[0].buttons] == ["And on that day?"]
