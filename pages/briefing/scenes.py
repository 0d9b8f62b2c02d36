"""The scenes of the open briefing on the page “Brief”: a list of rows, their order, and what is done with one as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from geodata.translation import tr
from layers.briefings.briefing import MAX_LETTERS, MAX_SCENES, Briefing, Scene
from layers.briefings.reading import on_one_line
from layers.kit.text import escape
from layers.view.state import is_kept
from layers.words.headline import when
from pages.briefing import editor, scene_drawings
from pages.briefing import mine as own_briefing
from pages.reader_data import pictures
from pages.reader_data import sets as own_sets
from pages.visit.page import paragraph, plain

#: So large a row’s picture is drawn, a map alone or the two of a comparison: the least that is drawn at all, of which a row shows each a third as large.
SMALL_PX, BOTH_PX = (307, 240), (433, 240)


def scene_list(briefing: Briefing, version: int) -> None:
    """Draw the scenes, each with what can be done with it, and the editor of the one that is edited."""
    if not briefing.scenes:
        return
    st.html(paragraph(tr("Scenes"), "h", "h2"))
    with st.container(key="brief-scenes"):
        for index, scene in enumerate(briefing.scenes):
            _row(briefing, index, scene, version)


def _row(briefing: Briefing, index: int, scene: Scene, version: int) -> None:
    total = len(briefing.scenes)
    edited = st.session_state.get("brief-editing") == index
    with st.container(key=f"brief-scene-{index}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"brief-row-{index}"):
            title, key = called(scene, index), f"{index}-{version}"
            grip = tr("Move scene {number}, {title}: drag it, or press the arrow keys", number=index + 1, title=title)
            # As in the editor: a scene that is drawn on is shown without its drawings meanwhile.
            bare = edited and scene_drawings.is_open()
            both = scene.view.against is not None
            small = pictures.scene_address(briefing, index, *(BOTH_PX if both else SMALL_PX), bare=bare, panel=False)
            st.html(
                f'<button type="button" class="ba-grip" data-scene="{index}" data-of="{total}" data-drawn="{version}" data-title="{escape(title)}" '
                f'aria-label="{escape(grip)}" title="{escape(grip)}">{index + 1}</button>'
                f'<img class="ba-small-map{" ba-both" if both else ""}" src="{escape(small)}" alt="" loading="lazy" width="92" height="72">',
                width="content",
            )
            with st.container(key=f"brief-words-{index}", gap=None):
                field = f"scene-title-{key}"
                st.text_input(
                    tr("Title of scene {number}", number=index + 1),
                    scene.title,
                    key=field,
                    max_chars=MAX_LETTERS["title"],
                    live="0.6s",
                    placeholder=tr("Untitled"),
                    label_visibility="collapsed",
                    on_change=_named,
                    args=(index, field),
                )
                st.html(paragraph(when(scene.view) + editor.chart_words(scene) + _own_words(scene), "muted"))
            st.button(tr("Close") if edited else tr("Edit"), key=f"edit-{key}", on_click=_edit, args=(index,))
            acts = _acts(index, total)
            menu = f"menu-{key}"
            st.menu_button(tr("More"), list(acts), key=menu, on_click=_act, args=(menu, index, acts))
        if edited:
            editor.show(index, scene, version)


def called(scene: Scene, index: int) -> str:
    """Return what a scene is called in a list."""
    return scene.title or tr("Scene {number}", number=index + 1)


def _own_words(scene: Scene) -> str:
    held = own_sets.points_of(scene.view.sets)
    return "".join(
        " · "
        + (
            (
                tr("kept set “{title}”", title=title)
                if title in held
                else tr("kept set “{title}” (not here)", title=title)
            )
            if is_kept(title)
            else tr("your own data “{title}”", title=title)
            if title in held
            else tr("your own data “{title}” (missing here)", title=title)
        )
        for title in scene.view.sets
    )


def _named(index: int, field: str) -> None:
    title = on_one_line(st.session_state[field])
    words = tr("Title of scene {number} changed", number=index + 1)
    own_briefing.become(own_briefing.held().with_scene(index, title=title), words, redrawn=False)


def _edit(index: int) -> None:
    own_briefing.edit(None if st.session_state.get("brief-editing") == index else index)


def _acts(index: int, total: int) -> dict[str, Callable[[int], None]]:
    """Return what the menu of a scene offers, by its words."""
    update = tr("Update from the view I came from: {when}", when=plain(when(own_briefing.seen())))
    acts: dict[str, Callable[[int], None]] = {update: _update}
    if total < MAX_SCENES:
        acts[tr("Duplicate")] = _duplicate
    if index:
        acts[tr("Move up")] = lambda at: move(at, at - 1)
    if index < total - 1:
        acts[tr("Move down")] = lambda at: move(at, at + 1)
    acts[tr("Delete")] = _delete
    return acts


def _act(menu: str, index: int, acts: dict[str, Callable[[int], None]]) -> None:
    if act := acts.get(st.session_state[menu] or ""):
        act(index)


def move(start: int, end: int) -> None:
    """Put a scene in another place of the open briefing."""
    scenes = list(own_briefing.held().scenes)
    if not (0 <= start < len(scenes) and 0 <= end < len(scenes)) or start == end:
        return
    edited = st.session_state.get("brief-editing")
    order = list(range(len(scenes)))
    order.insert(end, order.pop(start))
    if edited is not None:
        st.session_state["brief-editing"] = order.index(edited)
    words = tr("Scene {number} moved to place {place}", number=start + 1, place=end + 1)
    title = called(scenes[start], end)
    said = tr("“{title}” is now scene {number} of {all}.", title=title, number=end + 1, all=len(scenes))
    moved = replace(own_briefing.held(), scenes=tuple(scenes[one] for one in order))
    own_briefing.become(moved, words, aloud=said)


def _update(index: int) -> None:
    view = own_briefing.view_of_scene(own_briefing.seen())
    words = tr("View of scene {number} replaced", number=index + 1)
    own_briefing.become(own_briefing.held().with_scene(index, view=view), words)


def _duplicate(index: int) -> None:
    edited = st.session_state.get("brief-editing")
    if edited is not None and edited > index:
        st.session_state["brief-editing"] = edited + 1
    scenes = own_briefing.held().scenes
    words = tr("Scene {number} duplicated", number=index + 1)
    own_briefing.become(replace(own_briefing.held(), scenes=(*scenes[: index + 1], *scenes[index:])), words)


def _delete(index: int) -> None:
    scenes = own_briefing.held().scenes
    own_briefing.edit(None)
    words = tr("Scene {number} deleted, “{title}”", number=index + 1, title=called(scenes[index], index))
    own_briefing.become(replace(own_briefing.held(), scenes=(*scenes[:index], *scenes[index + 1 :])), words)
