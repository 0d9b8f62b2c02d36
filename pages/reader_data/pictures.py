"""Pictures and the presenter's screen with the session's own sets: made for this reader, held by nothing that others share."""

from __future__ import annotations

import base64
from collections.abc import Callable

import streamlit as st

from geodata.ledger import current
from layers.briefings.briefing import Briefing
from layers.kit.annotation import Annotation
from layers.making import jobs
from layers.pictures.size import SIZES, Size
from layers.reader_data.drawn import OwnSet
from layers.view.link import to_query
from layers.view.state import ViewState
from pages.http.drawing import BINDERY, STUDIO
from pages.reader_data import sets as own
from pages.reader_data import stage as own_stage
from pages.visit import session
from pages.visit.page import base_address


def stage(briefing: Briefing) -> str:
    """Return the address at which this browser alone finds the briefing with the session's own sets."""
    sets = own.held()
    key = sets.present(lambda stage: own_stage.keep(stage, briefing, lambda: sets.points_of(briefing.own())))
    return f"{base_address()}/own/{key}/present"


def picture(
    view: ViewState, size: Size = SIZES["slide"], annotations: tuple[Annotation, ...] = ()
) -> Callable[[], bytes]:
    """Return what draws a view as PNG with the own sets it names and with annotations; called later, it needs no session.

    It raises NotDrawn, with a sentence, when the picture is not ready in time.
    """
    link = f"{base_address()}/?{to_query(view, current().revision)}"
    points, made = own.points_of(view.sets), session.today()

    def draw() -> bytes:
        sets = tuple(OwnSet.of(title, loaded) for title, loaded in points.items())
        # Only sets may take long.
        return (BINDERY if sets else STUDIO).picture(
            jobs.own_png, view, size, link, made, "light", True, sets, annotations
        )

    return draw


def scene_map(view: ViewState, size: Size, annotations: tuple[Annotation, ...] = ()) -> str:
    """Return a scene's map with its own sets and drawings as a data address; the last one is kept in the session.

    Raises
    ------
    NotDrawn
    """
    asked = (view, size, annotations, tuple(one.key for one in list(own.held().values())))
    if st.session_state.get("own-scene-map", (None,))[0] != asked:
        st.session_state["own-scene-map"] = (
            asked,
            "data:image/png;base64," + base64.b64encode(picture(view, size, annotations)()).decode(),
        )
    return st.session_state["own-scene-map"][1]
