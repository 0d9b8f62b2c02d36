"""The scenes of the reader’s briefing on the page “Brief”: their order, and the words and the view of the one that is edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr
from layers.briefings.briefing import MAX_LETTERS, MAX_SCENES, SECONDS, Scene
from layers.briefings.reading import clean
from layers.kit.text import escape
from layers.pictures.size import Size
from layers.view.link import to_query
from layers.view.state import ViewState
from layers.words.headline import when
from pages.briefing import mine as own_briefing
from pages.briefing import scene_buttons, scene_drawings
from pages.http.drawing import NotDrawn
from pages.reader_data import pictures
from pages.reader_data import sets as own_sets
from pages.visit import session
from pages.visit.page import base_address, paragraph, plain

MAP_PX = (640, 360)


def scene_row(index: int, scene: Scene, total: int, version: int) -> None:
    """Draw a scene with what can be done with it, and its editor while it is being edited."""
    with st.container(key=f"brief-scene-{index}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = scene.title or tr("Untitled")
            st.html(
                f'<p class="ba-text"><b>{index + 1}. {escape(title)}</b><br>'
                f'<span class="ba-muted">{escape(when(scene.view))}{escape(_own_words(scene))}</span></p>',
                width="stretch",
            )
            key = f"{index}-{version}"
            _step(tr("Move up"), ":material/arrow_upward:", f"up-{key}", _move, (index, -1), index == 0)
            _step(tr("Move down"), ":material/arrow_downward:", f"down-{key}", _move, (index, 1), index == total - 1)
            _step(tr("Duplicate"), ":material/content_copy:", f"copy-{key}", _duplicate, (index,), total >= MAX_SCENES)
            _step(tr("Delete"), ":material/delete:", f"delete-{key}", _delete, (index,), False)
            st.button(
                tr("Close") if st.session_state.get("brief-editing") == index else tr("Edit"),
                key=f"edit-{key}",
                on_click=_edit,
                args=(index,),
            )
        if st.session_state.get("brief-editing") == index:
            _editor(index, scene, version)


def _own_words(scene: Scene) -> str:
    held = own_sets.points_of(scene.view.own)
    return "".join(
        " · "
        + (
            tr("your own data “{title}”", title=title)
            if title in held
            else tr("your own data “{title}” (missing here)", title=title)
        )
        for title in scene.view.own
    )


def _step(
    title: str, icon: str, key: str, act: Callable[..., None], arguments: tuple[int, ...], disabled: bool
) -> None:
    st.button(title, key=key, icon=icon, on_click=act, args=arguments, disabled=disabled, help=title)


def _edit(index: int) -> None:
    st.session_state["brief-editing"] = None if st.session_state.get("brief-editing") == index else index


def _move(index: int, by: int) -> None:
    scenes = list(own_briefing.held().scenes)
    scenes[index], scenes[index + by] = scenes[index + by], scenes[index]
    if st.session_state.get("brief-editing") == index:
        st.session_state["brief-editing"] = index + by
    own_briefing.become(replace(own_briefing.held(), scenes=tuple(scenes)))


def _duplicate(index: int) -> None:
    scenes = own_briefing.held().scenes
    own_briefing.become(replace(own_briefing.held(), scenes=(*scenes[: index + 1], *scenes[index:])))


def _delete(index: int) -> None:
    scenes = own_briefing.held().scenes
    st.session_state["brief-editing"] = None
    title = scenes[index].title or tr("Scene {number}", number=index + 1)
    own_briefing.become(
        replace(own_briefing.held(), scenes=(*scenes[:index], *scenes[index + 1 :])),
        tr("“{title}” was deleted.", title=title),
    )


def _editor(index: int, scene: Scene, version: int) -> None:
    left, right = st.columns([3, 2])
    with left, st.form(f"scene-form-{index}-{version}", border=False):
        for name, title, height in (
            ("title", tr("Title"), 0),
            ("text", tr("Text on the screen"), 130),
            ("notes", tr("Speaker’s notes"), 130),
        ):
            key, most = f"scene-{name}-{index}-{version}", MAX_LETTERS[name]
            if height:
                st.text_area(title, getattr(scene, name), height=height, key=key, max_chars=most)
            else:
                st.text_input(title, getattr(scene, name), key=key, max_chars=most)
        st.number_input(
            tr("Seconds on screen in automatic play"), *SECONDS, scene.seconds, key=f"scene-seconds-{index}-{version}"
        )
        st.form_submit_button(tr("Keep these words"), on_click=_kept, args=(index, version), type="primary")
    scene_buttons.panel(index, scene, version)
    with right:
        picture, words = _map_of(scene), tr("Map: {when}", when=when(scene.view))
        st.html(
            f'<img class="ba-scene-map" src="{escape(picture)}" alt="{escape(words)}" width="{MAP_PX[0]}" height="{MAP_PX[1]}">'
        )
        st.button(
            tr("Go to this view"),
            key=f"goto-{index}-{version}",
            on_click=_go,
            args=(scene.view,),
            help=tr("Then choose Map or Explore, and change it there."),
        )
        st.button(
            tr("Take the view I came from"),
            key=f"take-{index}-{version}",
            on_click=_take,
            args=(index,),
            help=tr("Now: {when}", when=plain(when(session.view()))),
        )
    scene_drawings.panel(index, scene, version)


def _map_of(scene: Scene) -> str:
    """Return the address of a scene's map; with own data it is no address that others could ask."""
    if own_sets.points_of(scene.view.own):
        try:
            return pictures.scene_map(scene.view, Size.of_pixels(*MAP_PX))
        except NotDrawn as failure:
            st.html(paragraph(str(failure), "muted"))
    return f"{base_address()}/view.png?{to_query(scene.view, current().revision)}&width={MAP_PX[0]}&height={MAP_PX[1]}"


def _go(view: ViewState) -> None:
    session.become(view.with_(own=tuple(own_sets.points_of(view.own))))


def _kept(index: int, version: int) -> None:
    given = {
        name: st.session_state[f"scene-{name}-{index}-{version}"] for name in ("title", "text", "notes", "seconds")
    }
    words = {name: clean(given[name], lines=name != "title") for name in ("title", "text", "notes")}
    own_briefing.become(own_briefing.held().with_scene(index, **words, seconds=int(given["seconds"])))


def _take(index: int) -> None:
    own_briefing.become(
        own_briefing.held().with_scene(index, view=own_briefing.view_of_scene(session.view())),
        tr("The scene’s view was replaced."),
    )
