"""What we lean on inside the pinned versions. A failure here after an upgrade says which part of the house to look at."""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import folium
import pytest
import streamlit
import streamlit_folium
import uvicorn
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunContext
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.runtime.state.session_state import WStates
from uvicorn.protocols.http import h11_impl
from xstatic.pkg import leaflet

from layers.browser.compose import AtlasMap, TimeSlider
from pages.server import reruns

ROOT = Path(__file__).resolve().parents[1]


@cache
def frontend() -> str:
    """Return the script with which streamlit-folium runs in the browser."""
    build = Path(streamlit_folium.__file__).parent / "frontend" / "build" / "static" / "js"
    (script,) = build.glob("main.*.js")
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["streamlit", "streamlit-folium", "folium", "XStatic-Leaflet"])
def test_the_installed_version_is_the_pinned_one(name: str) -> None:
    (pin,) = re.findall(rf"^{name}==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert version(name).startswith(pin.removesuffix("*")), (
        f"{name} is no longer {pin}: read this file's tests before moving the pin"
    )


@pytest.mark.parametrize(
    ("inside", "who_leans_on_it"),
    [
        ("window.__GLOBAL_DATA__", "python.js reads what the component last sent"),
        ("previous_data", "python.js sends its part of the value together with the component's"),
        (".last_feature_group", "a command is run only when its text has changed"),
        ("eval(feature_group", "a command from Python is a script that the frame runs"),
        ("window.map", "the component and our control share one Leaflet map"),
        ("streamlit:render", "python.js hears of the theme with every render"),
        ("setComponentValue", "python.js tells Python where the slider stands"),
        ("window.Streamlit=", "python.js finds Streamlit's side of the component protocol"),
        ("map_div", "the script that Folium renders is bound to this map"),
    ],
)
def test_streamlit_foliums_frontend_still_has(inside: str, who_leans_on_it: str) -> None:
    assert inside in frontend(), f"streamlit-folium has changed inside: {who_leans_on_it}"


def test_st_folium_takes_what_the_map_panel_gives_it() -> None:
    wanted = {"key", "height", "use_container_width", "returned_objects", "feature_group_to_add", "on_change"}
    assert wanted <= set(inspect.signature(streamlit_folium.st_folium).parameters)


def test_the_components_key_still_ignores_digits_and_underscores() -> None:
    """The reason why the map panel puts a digest into the key; if this fails, the digest may no longer be needed."""
    same = streamlit_folium.generate_js_hash("draw(config_2024a);", "k") == streamlit_folium.generate_js_hash(
        "draw(config_2026b);", "k"
    )
    assert same


def test_folium_still_takes_its_scripts_from_the_map() -> None:
    """streamlit-folium loads what the lists of a map name, and calls each element's script: ours, and nothing from outside."""
    drawn = AtlasMap("../../")
    TimeSlider({"a": 1}).add_to(drawn)
    drawn.render()
    script = streamlit_folium._get_map_string(drawn)
    addresses = [address for _, address in [*drawn.default_js, *drawn.default_css]]
    assert [urlsplit(address).path for address in addresses] == ["../../assets/atlas.js"]
    assert "window.borderAtlas.start(map_div," in script and "http" not in script
    assert streamlit_folium._get_html(drawn) == "" and "src=" not in streamlit_folium._get_header(drawn)


def test_folium_map_still_declares_default_js_and_css() -> None:
    assert folium.Map.default_js and folium.Map.default_css
    assert all(len(entry) == 2 for entry in [*folium.Map.default_js, *folium.Map.default_css])


def test_streamlit_still_has_what_the_house_stands_on() -> None:
    assert "routes" in inspect.signature(streamlit.App).parameters
    assert callable(streamlit.navigation) and hasattr(streamlit.context, "theme")
    assert {"to_dict", "from_dict"} <= set(dir(QueryParamsProxy))
    assert "is_history_navigation" in {field.name for field in fields(ScriptRunContext)}, (
        "session.restore reads the link when the browser goes back"
    )


def test_streamlit_still_takes_its_stores_from_where_ours_are_put() -> None:
    """uploads.py and own_media.py put classes of ours in the place of Streamlit's before it makes its runtime."""
    made = inspect.getsource(streamlit.App._create_runtime)
    assert "from streamlit.runtime.memory_uploaded_file_manager import" in made and "MemoryUploadedFileManager(" in made
    assert (
        "from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage" in made
        and "MemoryMediaFileStorage(" in made
    )
    assert "remove_session_files" in inspect.getsource(
        AppSession.shutdown
    ) and "self._client_state" in inspect.getsource(AppSession._on_source_file_changed)


def test_streamlit_still_knows_the_messages_that_we_tell_apart() -> None:
    """A new kind is kept out until somebody has asked what a stranger can do with it (messages.py)."""
    assert {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields} == {
        "clear_cache",
        "set_run_on_save",
        "stop_script",
        "rerun_script",
        "load_git_info",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
        "file_urls_request",
        "app_heartbeat",
        "backend_operation_request",
    }
    assert {
        field.name
        for field in BackMsg.DESCRIPTOR.fields_by_name["backend_operation_request"]
        .message_type.oneofs_by_name["payload"]
        .fields
    } == {
        "deferred_file",
        "install_skills",
        "dismiss_skills_nudge",
        "dataframe_chunk",
    }


def test_the_component_can_still_be_declared_at_start() -> None:
    """map_panel.declare makes the map's frame known to a replica that has seen no reader yet."""
    assert streamlit_folium._component_func.name == "streamlit_folium.st_folium"
    assert {"lifespan", "middleware"} <= set(inspect.signature(streamlit.App).parameters)


def test_streamlits_page_still_has_the_parts_that_our_head_replaces() -> None:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    assert (
        page.count("<title>Streamlit</title>")
        == page.count("<noscript>")
        == page.count("</noscript>")
        == page.count("</head>")
        == 1
    )
    parts = list((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("ComponentInstance.*.js"))
    assert len(parts) == 1, "pages/http/head.py loads the part that draws the map's frame with the page"


def test_streamlits_style_sheet_still_has_the_faces_that_ours_take_the_place_of() -> None:
    from layers.browser.typefaces import faces

    [file] = (Path(streamlit.__file__).parent / "static" / "static" / "css").glob("index.*.css")
    taken = {one.name for one in faces.PIECES} - {"serif-italic"}
    css = faces.sheet(file).body.decode()
    assert {name for name in taken if f"/{name}.woff2" in css} == taken, "see layers/browser/typefaces/faces.py"


def test_leaflet_is_the_version_whose_inside_the_labels_use() -> None:
    script = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
    assert re.search(r"Leaflet 1\.9\.\d", script[:400])
    assert "_latLngToNewLayerPoint" in script, "labels.js moves names with this inner function while the map zooms"
    assert "_updateMetric" in script and "_getRoundNum" in script, "tools.js has the scale say its units"


def test_the_components_frontend_says_its_version() -> None:
    package = Path(streamlit_folium.__file__).parent / "frontend" / "package.json"
    assert json.loads(package.read_text(encoding="utf-8"))["name"]


def test_uvicorn_still_has_what_the_door_holds_on_to() -> None:
    """door.py sets up Streamlit's own uvicorn from inside, and tells from its connections which of them are used."""
    config = uvicorn.Config("app:app", access_log=False)
    assert {"backlog", "timeout_graceful_shutdown", "ws_max_size"} <= set(vars(config))
    server = uvicorn.Server(config)
    assert (
        server.server_state.connections == set()
        and callable(server.handle_exit)
        and server.handle_exit.__self__ is server
    )
    inside = inspect.getsource(h11_impl)
    for name in (
        "self.connections.add(self)",
        "self.cycle.more_body = False",
        "self.response_complete = True",
        "def send_400_response(self, msg",
        "self.disconnected = False",
        "self.message_event.set()",
    ):
        assert name in inside, name
    assert "self.read_paused" in inspect.getsource(h11_impl.FlowControl)
    assert "config.http_protocol_class(" in inspect.getsource(uvicorn.Server.startup), (
        "connections are made by a class that the door has put there"
    )
    assert inspect.getsource(uvicorn.Server._serve).index("config.load()") < inspect.getsource(
        uvicorn.Server._serve
    ).index("self.startup("), "the class is chosen before the app starts"


def test_streamlit_still_makes_a_loop_for_each_session() -> None:
    assert "asyncio.new_event_loop()" in inspect.getsource(app_session.AppSession.__init__), (
        "descriptors.spare_loops may no longer be needed"
    )


def test_a_sessions_widgets_may_change_while_they_are_gone_through() -> None:
    """pages/server/reruns.py puts this in the place of Streamlit's own way; a run that begins goes through them while another ends."""
    reruns.install()
    states = WStates()
    states.states |= {"one": None, "two": None}
    names = iter(states)
    assert next(names) == "one"
    del states.states["one"]
    assert list(names) == ["two"]


def test_a_run_keeps_to_its_page_while_another_begins() -> None:
    reruns.install()
    pages = PagesManager("router.py")
    pages._set_pages({name: {"page_script_hash": name, "url_pathname": name} for name in ("map", "brief")})
    pages.set_script_intent("brief", "")
    pages.set_current_page_script_hash("brief")
    other = Thread(target=lambda: (pages.set_script_intent("map", ""), pages.set_current_page_script_hash("map")))
    other.start()
    other.join()
    assert pages.set_pages_and_resolve(pages.get_pages())["url_pathname"] == pages.current_page_script_hash == "brief"
    heard: list[str] = []
    other = Thread(target=lambda: heard.append(pages.current_page_script_hash))
    other.start()
    other.join()
    assert heard == ["map"], "who runs nothing is told of the page set last"
