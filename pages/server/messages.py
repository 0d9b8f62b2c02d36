"""What a browser may tell the server over Streamlit's WebSocket: to run a page, to stop it, to take a file, to hand out a download.

Streamlit knows more messages. Any visitor can send them, though no page of ours does: one clears what all readers share, one runs git on the
server and tells what it found, one would write files, two end the connection or the server in Streamlit's own tests. They go no further than here.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

_TAKEN = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
_OPERATIONS = {"deferred_file", "dataframe_chunk"}


def taken(data: bytes) -> bool:
    """Tell whether a message is one of those that our pages send."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True  # Streamlit ends a connection that talks nonsense.
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in _OPERATIONS
    return kind in _TAKEN


class Messages:
    """Keeps from Streamlit the messages that no page of ours sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def heard() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or message.get("bytes") is None or taken(message["bytes"]):
                    return message

        await self.app(scope, heard, send)
