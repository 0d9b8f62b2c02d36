"""Drawing on the view of a scene, on the page “Brief”: what is drawn is kept as it is drawn."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components
from streamlit import runtime

from geodata.ledger import current
from geodata.translation import tr
from layers.briefings import annotations as drawings
from layers.briefings.briefing import Scene
from layers.briefings.reading import on_one_line
from layers.browser import assets, compose
from layers.files.records import stem
from layers.view.filters import passing
from pages.briefing import mine as own_briefing
from pages.reader_data import media, pictures, sets
from pages.visit import session
from pages.visit.page import download

FOLDER = Path(__file__).parent / "drawing_frame"
_FRAME = components.declare_component("border_atlas_drawing", path=str(FOLDER))

#: From the frame to the app's root.
_BASE = "../../"
#: Whether the scene that is edited is drawn on, and what its frame has told last.
_OPEN, _TOLD = "brief-drawing", "brief-drawing-told"


def declare() -> None:
    """Make the component known to a server that has just started: another replica may be asked for its frame."""
    runtime.get_instance().component_registry.register_component(_FRAME)


def is_open() -> bool:
    """Tell whether the scene that is edited is being drawn on."""
    return bool(st.session_state.get(_OPEN))


def panel(index: int, scene: Scene, version: int) -> None:
    """Draw the button that opens a scene's map to draw on, and the map while it is open."""
    state = st.session_state
    drawing = is_open()
    with st.container(horizontal=True):
        st.button(
            tr("End drawing") if drawing else tr("Draw on this view"),
            key=f"draw-{index}-{version}",
            on_click=_toggle,
            icon=":material/draw:",
        )
        made = media.of(sets.any_of(scene.view.sets), "scene", pictures.picture(scene))
        file = f"{stem(scene.view)}-scene.png"
        download(tr("Picture of this scene (PNG)"), made, file, "image/png", f"drawn-{index}-{version}")
    if not drawing:
        return
    ledger, key = current(), f"brief-drawing-frame-{index}"
    told, kept = state.get(_TOLD, (0, None))
    shown = scene.view.with_(against=None, own=(), kept=())
    _FRAME(
        scripts=[compose.frame_script(_BASE), f"{_BASE}assets/drawing.js?v={assets.drawing_script().etag}"],
        config=compose.config(ledger, session.today(), _BASE),
        view=compose.browser_view(shown, passing(shown, ledger)) | {"sets": []},
        annotations=drawings.plain(scene.annotations)["features"],
        # Not 0 where the scene has what its frame has told, which then has it already.
        heard=told if kept == scene.annotations else 0,
        failed=tr("The map to draw on could not be loaded. Load the page again."),
        key=key,
        on_change=lambda: _drawn(index, key),
        default=None,
    )


def _toggle() -> None:
    st.session_state[_OPEN] = not is_open()
    st.session_state.pop(_TOLD, None)


def _drawn(index: int, key: str) -> None:
    """Keep what the frame tells, read as a file's drawings are."""
    said, briefing = st.session_state.get(key), own_briefing.held()
    if not isinstance(said, dict) or index >= len(briefing.scenes):
        return
    problems: list[str] = []
    where = tr("Scene {number}", number=index + 1)
    found = drawings.read({"features": said.get("annotations")}, where, problems, on_one_line)
    st.session_state[_TOLD] = (said.get("told"), found)
    words = tr("Drawings of scene {number} changed", number=index + 1)
    own_briefing.become(briefing.with_scene(index, annotations=found), words, redrawn=False)
    for sentence in problems:
        st.toast(sentence)
