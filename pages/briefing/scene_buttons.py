"""The buttons of a scene in its editor: other views to go to and come back from while presenting, for questions."""

from __future__ import annotations

import streamlit as st

from geodata.translation import tr, tr_n
from layers.briefings.briefing import Scene
from layers.briefings.buttons import MAX_BUTTONS, MAX_LABEL, SceneButton
from layers.briefings.reading import on_one_line
from layers.words.headline import when
from pages.briefing import mine as own_briefing
from pages.visit.page import plain


def panel(index: int, scene: Scene, version: int) -> None:
    """Draw the buttons of a scene, each with its words, and what adds one from the view the reader came from.

    Parameters
    ----------
    index : int
        Place of the scene in the reader's briefing.
    scene : Scene
    version : int
        Of the briefing, for the keys of widgets.
    """
    n = len(scene.buttons)
    title = tr_n("{n} button for questions", "{n} buttons for questions", n) if n else tr("Buttons for questions")
    with st.expander(title):
        about = tr(
            "Each leads to another date, place, choice of layers or record while presenting, and back to the scene."
        )
        st.caption(about)
        for number, one in enumerate(scene.buttons):
            key = f"{index}-{number}-{version}"
            with st.container(horizontal=True, vertical_alignment="bottom"):
                words = tr("Button {number}: {when}", number=number + 1, when=plain(when(one.view)))
                st.text_input(
                    words,
                    one.label,
                    key=f"button-{key}",
                    max_chars=MAX_LABEL,
                    on_change=_relabel,
                    args=(index, number, version),
                )
                remove = tr("Remove button {number}", number=number + 1)
                st.button(
                    remove, icon=":material/delete:", key=f"button-drop-{key}", on_click=_drop, args=(index, number)
                )
        st.button(
            tr("Add a button to the view I came from"),
            key=f"button-add-{index}-{version}",
            on_click=_add,
            args=(index,),
            disabled=n >= MAX_BUTTONS,
            help=tr_n("A scene has at most {n} button.", "A scene has at most {n} buttons.", MAX_BUTTONS)
            if n >= MAX_BUTTONS
            else tr("Now: {when}", when=plain(when(own_briefing.seen()))),
        )


def _become(index: int, buttons: tuple[SceneButton, ...], words: str = "") -> None:
    own_briefing.become(own_briefing.held().with_scene(index, buttons=buttons), words)


def _buttons(index: int) -> tuple[SceneButton, ...]:
    return own_briefing.held().scenes[index].buttons


def _add(index: int) -> None:
    found = own_briefing.scene_of(own_briefing.seen())
    label = on_one_line(found.title or when(found.view))[:MAX_LABEL]
    words = tr("Button “{label}” added", label=label)
    _become(index, (*_buttons(index), SceneButton(label, found.view))[:MAX_BUTTONS], words)


def _relabel(index: int, number: int, version: int) -> None:
    label = on_one_line(st.session_state[f"button-{index}-{number}-{version}"])[:MAX_LABEL]
    buttons = list(_buttons(index))
    if label:
        buttons[number] = SceneButton(label, buttons[number].view)
    _become(index, tuple(buttons), tr("Button {number} changed", number=number + 1))


def _drop(index: int, number: int) -> None:
    buttons = _buttons(index)
    words = tr("Button “{label}” removed", label=buttons[number].label)
    _become(index, buttons[:number] + buttons[number + 1 :], words)
