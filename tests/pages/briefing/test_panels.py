"""The page “Brief”: briefings of one's own are opened, edited, reordered, taken back; other pages add to the open one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.briefings.briefing import Briefing
from layers.briefings.shelf import Shelf
from layers.words.plots import NAMES
from pages.briefing.files import file_name
from tests.support.pages import markup, opened


def shelf(at: AppTest) -> Shelf:
    return at.session_state["briefings"]


def held(at: AppTest) -> Briefing:
    return shelf(at).held


def titles(at: AppTest) -> list[str]:
    return [scene.title for scene in held(at).scenes]


def press(at: AppTest, label: str, number: int = 0) -> None:
    [button for button in at.button if button.label.replace("\\", "").startswith(label)][number].click()
    at.run()
    assert not at.exception


def choose(at: AppTest, menu: str, words: str) -> None:
    [found] = [one for one in at.menu_button if (one.key or "").startswith(menu)]
    [option] = [one for one in found.options if one.replace("\\", "").startswith(words)]
    found.click(option).run()
    assert not at.exception


def write(at: AppTest, key: str, words: str) -> None:
    [field] = [one for one in (*at.text_input, *at.text_area) if (one.key or "").startswith(key)]
    field.set_value(words).run()
    assert not at.exception


def test_a_copy_of_a_built_in_one_is_reordered_duplicated_shortened_and_each_step_taken_back() -> None:
    at = opened("brief.py")
    press(at, "Open")
    before = titles(at)
    assert len(before) >= 6
    choose(at, "menu-0", "Move down")
    assert titles(at)[:2] == [before[1], before[0]]
    choose(at, "menu-0", "Duplicate")
    assert titles(at)[:2] == [before[1], before[1]] and len(titles(at)) == len(before) + 1
    choose(at, "menu-1", "Delete")
    assert titles(at) == [before[1], before[0], *before[2:]]
    press(at, "Undo: Scene 2 deleted")
    assert len(titles(at)) == len(before) + 1
    press(at, "Undo: Scene 1 duplicated")
    press(at, "Undo: Scene 1 moved to place 2")
    assert titles(at) == before
    press(at, "Redo: Scene 1 moved to place 2")
    assert titles(at)[:2] == [before[1], before[0]]


def test_words_are_kept_as_their_field_is_left_and_survive_another_scene_and_another_page() -> None:
    at = opened("brief.py")
    press(at, "Open")
    write(at, "scene-title-0", "Ой-Булак, ӯҳҷ")
    press(at, "Edit", 0)
    write(at, "scene-notes-0", "Say this first.")
    press(at, "Edit", 1)
    assert (titles(at)[0], held(at).scenes[0].notes) == ("Ой-Булак, ӯҳҷ", "Say this first.")
    at.switch_page("sources.py").run()
    at.switch_page("brief.py").run()
    assert (titles(at)[0], held(at).scenes[0].notes) == ("Ой-Булак, ӯҳҷ", "Say this first.")
    # Whoever edits a scene goes on with it when a step is taken back, wherever it then stands.
    press(at, "Undo: Scene 1 changed: Speaker’s notes")
    assert held(at).scenes[0].notes != "Say this first."
    assert at.session_state["brief-editing"] == 2
    choose(at, "menu-2", "Move up")
    press(at, "Undo: Scene 3 moved to place 2")
    assert at.session_state["brief-editing"] == 2
    choose(at, "menu-2", "Duplicate")
    press(at, "Undo: Scene 3 duplicated")
    press(at, "Redo: Scene 3 duplicated")
    assert at.session_state["brief-editing"] == 2
    choose(at, "menu-2", "Delete")
    press(at, "Undo: Scene 3 deleted")
    assert at.session_state["brief-editing"] is None


def test_a_page_adds_what_it_shows_and_a_scene_has_a_switch_for_its_second_date() -> None:
    at = opened("compare.py", date="2021-04-27", against="2022-09-19")
    press(at, "Add to briefing")
    at.switch_page("map.py").run()
    press(at, "Add to briefing (1)")
    at.switch_page("sources.py").run()
    press(at, "Add to briefing (2)")
    assert [str(scene.view.against) for scene in held(at).scenes] == ["2022-09-19", "None", "None"]
    at.switch_page("brief.py").run()
    press(at, "Edit", 0)
    at.toggle[0].set_value(False).run()
    assert held(at).scenes[0].view.against is None and held(at).scenes[0].view.date.isoformat() == "2021-04-27"
    at.toggle[0].set_value(True).run()
    assert held(at).scenes[0].view.against is not None


def test_scenes_are_told_apart_by_what_they_are_called() -> None:
    at = opened("map.py", date="2022-09-16", mode="day")
    press(at, "Add to briefing")
    press(at, "Add to briefing (1)")
    assert titles(at) == ["Conflict of September 2022", "Conflict of September 2022, 16 September 2022"]
    at = opened("compare.py", date="2022-09-16", against="2025-11-15", section="kulundu,vorukh")
    press(at, "Add to briefing")
    assert titles(at) == ["Kulundu section and Vorukh"]


def test_a_scene_takes_the_view_that_was_last_seen() -> None:
    at = opened("map.py", date="2022-09-16", mode="day")
    at.switch_page("brief.py").run()
    press(at, "Open")
    words = titles(at)[2]
    choose(at, "menu-2", "Update from the view I came from: 16 September 2022")
    assert (held(at).scenes[2].view.date.isoformat(), titles(at)[2]) == ("2022-09-16", words)
    before = held(at)
    press(at, "Undo: View of scene 3 replaced")
    assert held(at) != before


def test_several_briefings_stand_side_by_side_and_a_deleted_one_comes_back() -> None:
    at = opened("brief.py")
    press(at, "Open")
    first = held(at)
    choose(at, "brief-menu", "New briefing")
    write(at, "brief-title", "For Monday")
    choose(at, "brief-menu", "Duplicate")
    assert [one.briefing.title for one in shelf(at).kept] == [first.title, "For Monday", "For Monday (2)"]
    choose(at, "brief-menu", "Delete")
    assert [one.briefing.title for one in shelf(at).kept] == [first.title, "For Monday"] and held(
        at
    ).title == "For Monday"
    at.selectbox[0].set_value(shelf(at).kept[0].id).run()
    assert held(at) == first
    press(at, "Undo: “For Monday (2)” deleted")
    assert held(at).title == "For Monday (2)"


def test_a_link_opens_beside_ones_own_and_says_when_it_cannot() -> None:
    at = opened("map.py")
    press(at, "Add to briefing")
    mine = held(at)
    at.query_params["briefing"] = "who-arms-whom"
    at.switch_page("brief.py").run()
    assert held(at).title == "Who arms whom, 2016–2024"
    assert shelf(at).kept[0].briefing == mine
    lost = opened("brief.py", briefing="~cut-off")
    assert "briefings" not in lost.session_state
    assert "could not be read" in markup(lost)


def test_how_it_was_before_today_opens_as_a_copy() -> None:
    at = opened("brief.py")
    press(at, "Open")
    yesterday = replace(shelf(at).kept[0], day="2022-09-15")
    at.session_state["briefings"] = replace(shelf(at), kept=(yesterday,))
    at.run()
    before = held(at)
    write(at, "scene-title-0", "Of today")
    write(at, "scene-title-1", "Of today as well")
    choose(at, "brief-menu", "Open a copy as it was on 15 September 2022")
    assert held(at).scenes == before.scenes and len(shelf(at).kept) == 2
    assert shelf(at).kept[0].briefing.scenes[0].title == "Of today"


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


def board(at: AppTest) -> list[object]:
    """Return where in the page the map that is drawn on stands; elsewhere, the browser would build it anew."""

    def path(node: Any) -> list[object] | None:
        for key, child in getattr(node, "children", {}).items():
            found = path(child)
            if found is not None:
                return [key, *found]
        told = getattr(getattr(node, "proto", None), "component_name", "")
        return [] if told.endswith("border_atlas_drawing") else None

    found = path(at.main)
    assert found is not None
    return found


def test_what_is_said_above_a_map_that_is_drawn_on_leaves_it_where_it_is() -> None:
    at = opened("map.py", date="2022-09-16", mode="day")
    press(at, "Add to briefing")
    press(at, "Add to briefing (1)")
    at.switch_page("brief.py").run()
    press(at, "Edit", 1)
    press(at, "Draw on this view")
    first = board(at)
    shown = shelf(at)
    scenes = held(at).scenes
    elsewhere = replace(scenes[0], view=scenes[0].view.with_(own=("Nobody’s here",)))
    briefing = replace(held(at), scenes=(elsewhere, *scenes[1:]))
    at.session_state["briefings"] = shown.put(replace(shown.kept[0], briefing=briefing))
    at.session_state["briefing-problems"] = ["Something was odd."]
    at.session_state["briefing-refused"] = "full"
    at.run()
    assert all(words in markup(at) for words in ("Nobody’s here", "Something was odd", "is full"))
    assert board(at) == first
    del at.session_state["briefing-undo"]
    at.session_state["brief-opening"] = True
    at.run()
    assert board(at) == first
    # It stays with its scene when that gets another number, and goes with its editor.
    choose(at, "menu-0", "Duplicate")
    assert board(at)[:-1] != first[:-1]
    press(at, "Close")
    press(at, "Edit", 0)
    assert [button.label for button in at.button if "drawing" in button.label or "Draw" in button.label] == [
        "Draw on this view"
    ]


def test_the_day_of_the_last_meeting_is_kept_and_taken_back_by_one_step() -> None:
    at = opened("brief.py")
    press(at, "Open")
    [field] = [one for one in at.date_input if one.label == "Last met on"]
    assert field.value is None
    field.set_value(date(2022, 9, 16)).run()
    assert held(at).met == date(2022, 9, 16)
    press(at, "Undo: Day of the last meeting changed")
    assert held(at).met is None


def test_a_scene_taken_on_explore_keeps_the_charts_that_are_read_there_and_its_form_takes_them_away() -> None:
    at = opened("explore.py")
    press(at, "Add to briefing")
    at.session_state["explore-tab"] = "Charts"
    at.run()
    press(at, "Add to briefing")
    at.switch_page("map.py").run()
    press(at, "Add to briefing")
    assert [scene.chart for scene in held(at).scenes] == ["", "time", ""]
    at.switch_page("brief.py").run()
    press(at, "Edit", 1)
    [field] = [one for one in at.selectbox if one.label == "Chart"]
    field.set_value("").run()
    assert not held(at).scenes[1].chart
    press(at, "Undo: Chart of scene 2 removed")
    assert held(at).scenes[1].chart == "time"


def test_each_chart_that_is_read_on_explore_is_added_with_its_view_in_one_click() -> None:
    at = opened("explore.py")
    at.session_state["explore-tab"] = "Charts"
    at.run()
    offered = [button.key for button in at.button if (button.key or "").startswith("brief-add-")]
    for key in offered:
        at.button(key=key).click().run()
    added = [scene.chart for scene in held(at).scenes]
    assert len(added) == len(offered) and set(added) == set(NAMES) - {""}
    # A slide of a chart is called what the chart is called; of two of one name the second has its day too.
    assert all(scene.title.startswith(NAMES[scene.chart]) for scene in held(at).scenes if scene.chart != "time")
    titles = [button.label for button in at.button if (button.key or "").startswith("brief-add-")]
    assert all(any(name in title for title in titles) for key, name in NAMES.items() if key not in ("", "time"))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Batken, 14–17 September: "who says what"', "Batken-14-17-September-who-says-what.pptx"),
        ("Граница в шести сценах", "Граница-в-шести-сценах.pptx"),
        ("../..", "briefing.pptx"),
        ("", "briefing.pptx"),
        ("a" * 300, "a" * 60 + ".pptx"),
    ],
)
def test_a_file_has_its_briefings_title(title: str, name: str) -> None:
    assert file_name(Briefing(title, ()), ".pptx") == name
