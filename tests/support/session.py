"""A reader's session over Streamlit's own WebSocket: opens a link, hears what the page shows, moves the slider."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.asyncio.client import ClientConnection, connect

_APPLY = "window.borderAtlas.apply("


@dataclass
class Shown:
    """What one run of the page sent.

    Attributes
    ----------
    seconds : float
        From asking to the end of the script.
    view : dict or None
        The view in the command to the map; None when no map was drawn.
    component, number : str, int
        Id of the map's component, and the number of the command it got, to answer in its name.
    words : str
        All HTML and labels of the page.
    links : int
        How many links to pages of the app there are.
    uploader : str
        Id of the place where a file is dropped.
    page, pages : str, dict
        The page that the run was for, as Streamlit numbers them, and those that the page links lead to, by their words.
    wide : list of str
        Under which the large kept sets are asked for views, as the map was told.
    """

    seconds: float = 0.0
    view: dict[str, Any] | None = None
    component: str = ""
    number: int = 0
    words: str = ""
    links: int = 0
    uploader: str = ""
    deltas: int = 0
    link: str = ""
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    wide: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)

    def hear(self, answer: ForwardMsg) -> None:
        """Take in one message."""
        kind = answer.WhichOneof("type")
        if kind == "page_info_changed":
            self.link = answer.page_info_changed.query_string
        elif kind == "navigation":
            self.page = answer.navigation.page_script_hash
        if kind != "delta":
            return
        self.deltas += 1
        element = answer.delta.new_element
        what = element.WhichOneof("type")
        if what == "exception":
            raise RuntimeError(f"the page failed: {element.exception.message}")
        if what == "html":
            self._parts.append(element.html.body)
        elif what == "button":
            self._parts.append(element.button.label)
        elif what == "page_link":
            self.links += 1
            self.pages[element.page_link.label] = element.page_link.page_script_hash
        elif what == "file_uploader":
            self.uploader = element.file_uploader.id
        elif what == "component_instance":
            self.component = element.component_instance.id
            self.wide += re.findall(r"own/([\w-]{43})/view\.bin", element.component_instance.json_args)
            start = element.component_instance.json_args.find(_APPLY)
            if start >= 0:
                text = json.loads(element.component_instance.json_args)["feature_group"]
                command, _ = json.JSONDecoder().raw_decode(text, text.index(_APPLY) + len(_APPLY))
                self.view, self.number = command["view"], command["n"]
        self.words = "\n".join(self._parts)


class Session:
    """An open session; use as an async context manager."""

    def __init__(
        self,
        url: str,
        query: str = "",
        page: str = "",
        headers: Mapping[str, str] | None = None,
        subprotocols: tuple[str, ...] = ("streamlit",),
    ) -> None:
        self.url, self.query, self.page = url, query, page
        self._headers, self._subprotocols = dict(headers or {}), list(subprotocols)
        self._socket: ClientConnection | None = None
        self.id = ""
        self._start = 0.0

    async def __aenter__(self) -> Session:
        self._start = perf_counter()
        self._socket = await connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=self._subprotocols,
            max_size=None,
            additional_headers=self._headers,
            open_timeout=60,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def first(self) -> Shown:
        """Run the page for the first time; the seconds count from before the connection was made."""
        return await self._run(BackMsg(), self._start)

    async def move(self, shown: Shown, **moved: Any) -> Shown:
        """Do what the map does when its reader moves something: hand the new values (``date="2021-04-29"``) to Python."""
        return await self._run(self._word(shown, moved), perf_counter())

    def _word(self, shown: Shown, moved: Mapping[str, Any]) -> BackMsg:
        view = {name: shown.view[name] for name in ("date", "mode", "days", "select")} | {"seen": shown.number} | moved
        back = BackMsg()
        back.rerun_script.page_script_hash = shown.page
        widget = back.rerun_script.widget_states.widgets.add()
        widget.id, widget.json_value = shown.component, json.dumps({"view": view})
        return back

    async def turn(self, shown: Shown, page: str, **moved: Any) -> Shown:
        """Click on a page's link; with something moved, the map tells it before the server has answered the click."""
        back = BackMsg()
        back.rerun_script.page_script_hash = shown.pages[page]
        return await self._turn(back, shown, moved)

    async def back(self, shown: Shown, query: str, **moved: Any) -> Shown:
        """Go back in the browser's history to a link of the same page, and let the map tell something as with `turn`."""
        self.query, back = query, BackMsg()
        back.rerun_script.page_script_hash, back.rerun_script.is_history_navigation = shown.page, True
        return await self._turn(back, shown, moved)

    async def _turn(self, back: BackMsg, shown: Shown, moved: Mapping[str, Any]) -> Shown:
        start = perf_counter()
        if moved:
            await self._send(back)
            back = self._word(shown, moved)
        return await self._run(back, start)

    async def again(self) -> Shown:
        """Run the page once more with nothing moved."""
        return await self._run(BackMsg(), perf_counter())

    async def drop(self, shown: Shown, name: str, data: bytes) -> Shown:
        """Drop a file on the page "Your own data", as its browser does: ask for an address, send the file there, tell the page."""
        start, ask = perf_counter(), BackMsg()
        ask.file_urls_request.request_id = "1"
        ask.file_urls_request.file_names.append(name)
        ask.file_urls_request.session_id = self.id
        await self._socket.send(ask.SerializeToString())
        while (answer := await self._next()).WhichOneof("type") != "file_urls_response":
            pass
        place = answer.file_urls_response.file_urls[0]
        await asyncio.to_thread(self._put, place.upload_url, name, data)
        back = BackMsg()
        widget = back.rerun_script.widget_states.widgets.add()
        widget.id = shown.uploader
        widget.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(data), file_id=place.file_id, file_urls=place
        )
        return await self._run(back, start)

    def _put(self, address: str, name: str, data: bytes) -> None:
        token, parts = generate_xsrf_token_string(), "a-line-that-no-file-holds"
        body = b"".join(
            (
                f'--{parts}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode(),
                data,
                f"\r\n--{parts}--\r\n".encode(),
            )
        )
        headers = {
            "Content-Type": f"multipart/form-data; boundary={parts}",
            "Cookie": f"{XSRF_COOKIE_NAME}={token}",
            "X-Xsrftoken": token,
        }
        with urlopen(Request(f"{self.url}/{address.lstrip('/')}", body, headers, method="PUT"), timeout=120) as answer:
            answer.read()

    async def _next(self) -> ForwardMsg:
        answer = ForwardMsg()
        answer.ParseFromString(await self._socket.recv())
        return answer

    async def _send(self, back: BackMsg) -> None:
        back.rerun_script.query_string = self.query
        back.rerun_script.page_name = self.page
        await self._socket.send(back.SerializeToString())

    async def _run(self, back: BackMsg, start: float) -> Shown:
        await self._send(back)
        shown = Shown()
        while True:
            answer = await self._next()
            if answer.WhichOneof("type") == "new_session":
                self.id = answer.new_session.initialize.session_id
            if answer.WhichOneof("type") == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError("the script did not finish")
                shown.seconds = perf_counter() - start
                return shown
            shown.hear(answer)
