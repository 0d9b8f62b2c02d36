"""A reader with own data over HTTP and WebSocket, as a browser or somebody who only pretends to be one: drops files, presses buttons, fetches."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from types import TracebackType
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

_BOUNDARY = "own-reader"


@dataclass
class Page:
    """What a run has drawn.

    Attributes
    ----------
    words : str
        All HTML of the page.
    buttons, downloads : dict of str to str
        Label → the widget's id, and → what a download is asked for with.
    uploader : str
        Id of the field for files.
    keys : list of str
        Under which the reader's sets are served, as the map was told.
    """

    words: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    downloads: dict[str, str] = field(default_factory=dict)
    uploader: str = ""
    keys: list[str] = field(default_factory=list)


class OwnReader:
    """An open session on the page "Your own data"; use as an async context manager.

    Attributes
    ----------
    session_id : str
        As the server told it.
    page : Page
        What the last run has drawn.
    """

    def __init__(self, url: str, page: str = "own-data") -> None:
        self.url, self.session_id, self.page = url, "", Page()
        self._name = page
        self._socket: ClientConnection | None = None
        self._states: dict[str, WidgetState] = {}
        self._cookies = ""
        self._number = 0

    async def __aenter__(self) -> OwnReader:
        self._socket = await connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            max_queue=None,
            open_timeout=60,
            ping_interval=None,
        )
        await self.run()
        status, headers, _ = await self.ask("GET", "/_stcore/health")
        assert status == 200
        self._cookies = re.search(r"_streamlit_xsrf=[^;]+", headers["set-cookie"]).group()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.leave()

    async def leave(self) -> None:
        """Close the connection, as a browser does that is closed."""
        await self._socket.close()

    async def say(self, message: BackMsg) -> None:
        """Send a message of whatever kind."""
        await self._socket.send(message.SerializeToString())

    async def hear(self) -> ForwardMsg:
        """Return the next message."""
        answer = ForwardMsg()
        answer.ParseFromString(await asyncio.wait_for(self._socket.recv(), 60))
        return answer

    async def answer(self, kind: str) -> ForwardMsg:
        """Return the next message of a kind."""
        while True:
            found = await self.hear()
            if found.WhichOneof("type") == kind:
                return found

    async def run(self, pressed: str = "") -> Page:
        """Run the page, with a button pressed, and return what it has drawn."""
        message = BackMsg()
        message.rerun_script.page_name = self._name
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        if pressed:
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.trigger_value = self.page.buttons[pressed], True
        await self.say(message)
        return await self.drawn()

    async def go(self, page: str) -> Page:
        """Run another page."""
        self._name, self._states = page, {}
        return await self.run()

    async def drawn(self) -> Page:
        """Return what the run that is under way draws until it has come to its end."""
        while True:
            answer = await self.hear()
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.session_id, self.page = answer.new_session.initialize.session_id, Page()
            elif kind == "delta":
                self._take(answer)
            elif kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return self.page

    def _take(self, answer: ForwardMsg) -> None:
        element, page = answer.delta.new_element, self.page
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"the page failed: {element.exception.message}")
        if kind == "html":
            page.words += element.html.body
        elif kind == "button":
            page.buttons[element.button.label] = element.button.id
        elif kind == "download_button":
            page.downloads[element.download_button.label] = (
                element.download_button.deferred_file_id or element.download_button.url
            )
        elif kind == "file_uploader":
            page.uploader = element.file_uploader.id
        elif kind == "component_instance":
            page.keys.extend(re.findall(r"own/([\w-]{43})/points\.bin", element.component_instance.json_args))

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send a request and return status, headers and body."""

        def go() -> tuple[int, dict[str, str], bytes]:
            connection = HTTPConnection(urlsplit(self.url).netloc, timeout=60)
            try:
                connection.request(
                    method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()}
                )
                answer = connection.getresponse()
                # One name may stand there twice: their values are joined.
                return (
                    answer.status,
                    {name.lower(): answer.getheader(name) for name, _ in answer.getheaders()},
                    answer.read(),
                )
            finally:
                connection.close()

        return await asyncio.to_thread(go)

    async def names(self, number: int = 1) -> list[str]:
        """Ask for names for uploads, and return those that were given."""
        message = BackMsg()
        self._number += 1
        message.file_urls_request.request_id = f"names-{self._number}"
        message.file_urls_request.file_names.extend(["file.csv"] * number)
        await self.say(message)
        return [one.file_id for one in (await self.answer("file_urls_response")).file_urls_response.file_urls]

    def path(self, file_id: str) -> str:
        """Return the address to which a file is sent."""
        return f"/_stcore/upload_file/{self.session_id}/{file_id}"

    def headers(self) -> dict[str, str]:
        """Return the headers of an upload."""
        return {
            "Cookie": self._cookies,
            "X-Xsrftoken": self._cookies.partition("=")[2],
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
        }

    async def send(self, data: bytes, file_id: str, name: str = "file.csv") -> tuple[int, str]:
        """Send a file under a name that was given, or was not; returns status and words of the answer."""
        status, _, body = await self.ask("PUT", self.path(file_id), wrapped(data, name), **self.headers())
        return status, body.decode()

    async def drop(self, data: bytes, name: str = "file.csv") -> Page:
        """Drop a file into the field, as a browser does."""
        (file_id,) = await self.names()
        status, words = await self.send(data, file_id, name)
        assert status == 204, words
        return await self.choose(file_id, name, len(data))

    async def choose(self, file_id: str, name: str = "file.csv", size: int = 0) -> Page:
        """Say that the field holds a file."""
        state = self._states[self.page.uploader] = WidgetState(id=self.page.uploader)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = file_id, name, size
        info.file_urls.file_id = file_id
        return await self.run()

    async def put(self, data: bytes) -> list[str]:
        """Drop a file of a known layout, put it on the map and return to the page; returns the keys under which the sets shown are served."""
        await self.drop(data)
        keys = (await self.run("Put it on the map")).keys
        await self.go("own-data")
        return keys

    async def take_away(self) -> Page:
        """Empty the field, as its × does."""
        for info in self._states[self.page.uploader].file_uploader_state_value.uploaded_file_info:
            await self.ask("DELETE", self.path(info.file_id), **self.headers())
        self._states[self.page.uploader] = WidgetState(id=self.page.uploader)
        self._states[self.page.uploader].file_uploader_state_value.SetInParent()
        return await self.run()

    async def download(self, label: str) -> str:
        """Have a download made and return its address; nothing where it is not made."""
        message = BackMsg()
        self._number += 1
        request = message.backend_operation_request
        request.request_id, request.session_id = f"download-{self._number}", self.session_id
        request.deferred_file.file_id = self.page.downloads[label]
        await self.say(message)
        return (await self.answer("backend_operation_response")).backend_operation_response.deferred_file.url


def wrapped(data: bytes, name: str = "file.csv") -> bytes:
    """Return a file as a browser's form sends it."""
    return (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'.encode()
        + data
        + f"\r\n--{_BOUNDARY}--\r\n".encode()
    )
