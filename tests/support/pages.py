"""Pages of the app run in this process by Streamlit's AppTest, and what stands on them."""

from __future__ import annotations

import json
from functools import cache
from time import time_ns

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.support.server import ROOT

PATIENCE_S = 60

# What is installed stays the same from page to page: a look through all of it takes longer than most pages do.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened(page: str, **params: str) -> AppTest:
    """Run a page (``explore.py``) as a first visit with these link parameters and return it; nothing may have been raised."""
    at = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=PATIENCE_S)
    for name, value in params.items():
        at.query_params[name] = value
    at.switch_page(page).run()
    assert not at.exception, at.exception
    return at


def markup(at: AppTest) -> str:
    """Return all HTML of the page, sidebar included."""
    return "".join(element.proto.body for element in at.get("html"))


def on_map(at: AppTest, **done: object) -> AppTest:
    """Have the map tell what its reader has done (``select``, ``region``), beside how it stands, and run the page."""
    view, told = at.session_state["view"], at.session_state["told"]
    message = {
        "date": view.date.isoformat(),
        "mode": view.mode,
        "days": view.days,
        "select": view.select,
        "seen": max(told.values()),
    }
    states = at._tree.get_widget_states()
    (place,) = (one.proto.id for one in at.get("component_instance") if "st_folium" in one.proto.component_name)
    states.widgets.add(id=place, json_value=json.dumps({"view": message | done}))
    at._run(states)
    assert not at.exception, at.exception
    return at


def lead(at: AppTest, record_id: str) -> AppTest:
    """Choose what the search has found, or another link beside the map that leads to a record: the map asks for it."""
    return on_map(at, asked={"id": record_id, "at": time_ns()})


def with_own(page: str, **files: bytes) -> AppTest:
    """Run a page after these CSV files of known layouts (title → content) have been put on the map of the same session."""
    at = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=PATIENCE_S).run()
    for title, data in files.items():
        at.switch_page("own_data.py").run()
        at.file_uploader[0].set_value((f"{title}.csv", data, "text/csv")).run()
        next(box for box in at.text_input if box.label == "Call it").set_value(title)
        next(button for button in at.button if button.label == "Put it on the map").click().run()
    at.switch_page(page).run()
    assert not at.exception, at.exception
    return at
