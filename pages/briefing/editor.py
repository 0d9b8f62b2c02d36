"""The words and the view of the scene that is edited; each is kept when its field is left."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr
from layers.briefings.briefing import MAX_LETTERS, SECONDS, Scene
from layers.briefings.reading import clean
from layers.kit.text import escape
from layers.view.state import ViewState
from layers.words.headline import when
from layers.words.plots import NAMES
from pages.briefing import mine as own_briefing
from pages.briefing import scene_buttons, scene_drawings
from pages.films import panel as film
from pages.reader_data import pictures
from pages.reader_data import sets as own_sets
from pages.visit import session

MAP_PX = (640, 360)


def show(index: int, scene: Scene, version: int) -> None:
    """Draw the editor of a scene."""
    left, right = st.columns([3, 2])
    with left:
        for name, title in (("text", tr("Text on the screen")), ("notes", tr("Speaker’s notes"))):
            key = f"scene-{name}-{index}-{version}"
            most, given = MAX_LETTERS[name], getattr(scene, name)
            st.text_area(
                title, given, height=130, key=key, max_chars=most, on_change=_kept, args=(index, name, title, key)
            )
        seconds, key = tr("Seconds on screen in automatic play"), f"scene-seconds-{index}-{version}"
        st.number_input(
            seconds, *SECONDS, scene.seconds, key=key, on_change=_kept, args=(index, "seconds", seconds, key)
        )
    scene_buttons.panel(index, scene, version)
    with right:
        # The words stand in the fields beside it. While drawings are made the map below shows them, and nobody waits for a picture of each stroke.
        bare = scene_drawings.is_open()
        picture = pictures.scene_address(own_briefing.held(), index, *MAP_PX, bare=bare, panel=False)
        words = tr("Map: {when}", when=when(scene.view)) + chart_words(scene)
        st.html(
            f'<img class="ba-scene-map" src="{escape(picture)}" alt="{escape(words)}" width="{MAP_PX[0]}" height="{MAP_PX[1]}">'
        )
        st.toggle(
            tr("Compare with a second date"),
            scene.view.against is not None,
            key=f"scene-second-{index}-{version}",
            on_change=_second,
            args=(index,),
        )
        key = f"scene-chart-{index}-{version}"
        st.selectbox(
            tr("Chart"),
            list(NAMES),
            list(NAMES).index(scene.chart),
            key=key,
            format_func=NAMES.__getitem__,
            on_change=_chart,
            args=(index, key),
            help=tr(
                "As on Explore, under the view’s filters; in the presenter and its file, the deck, the handout and pictures of the scene."
            ),
        )
        go = tr("Look at it in Compare") if scene.view.against else tr("Look at it on the map")
        st.button(
            go,
            key=f"goto-{index}-{version}",
            on_click=_go,
            args=(scene.view,),
            help=tr("Change it there, come back, and choose “Update from the view I came from”."),
        )
    scene_drawings.panel(index, scene, version)
    # By what it shows: a film under way stays with its scene whatever else is changed meanwhile.
    film.show(scene.view, f"scene-{hash(scene.view)}", scene.title, scene.annotations)


def chart_words(scene: Scene) -> str:
    """Say which chart a scene has, behind the day of its map."""
    return f" · {tr('chart “{title}”', title=NAMES[scene.chart])}" if scene.chart else ""


def _kept(index: int, name: str, title: str, key: str) -> None:
    given = st.session_state[key]
    value = clean(given) if isinstance(given, str) else int(given)
    words = tr("Scene {number} changed: {part}", number=index + 1, part=title)
    own_briefing.become(own_briefing.held().with_scene(index, **{name: value}), words, redrawn=False)


def _second(index: int) -> None:
    held = own_briefing.held()
    view = held.scenes[index].view
    changed = view.with_(against=None) if view.against else session.paired(view)
    words = (
        tr("Second date of scene {number} removed", number=index + 1)
        if view.against
        else tr("Second date of scene {number} added", number=index + 1)
    )
    own_briefing.become(held.with_scene(index, view=changed), words)


def _chart(index: int, key: str) -> None:
    chart = st.session_state[key]
    words = (
        tr("Chart of scene {number} chosen", number=index + 1)
        if chart
        else tr("Chart of scene {number} removed", number=index + 1)
    )
    own_briefing.become(own_briefing.held().with_scene(index, chart=chart), words)


def _go(view: ViewState) -> None:
    session.become(view.with_(own=tuple(own_sets.points_of(view.own))))
    st.session_state["brief-goto"] = True
