"""A reader without a browser: a session with the server over Streamlit's own WebSocket, to the end of the script's run."""

from __future__ import annotations

from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


async def visit(url: str, query: str = "", page: str = "") -> float:
    """Open a session, run the page once, and return the seconds until its script had finished.

    Parameters
    ----------
    url : str
        The app's address without a closing slash.
    query : str
        Query string without the question mark.
    page : str
        The page's path without slashes; empty for the map.
    """
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    start = perf_counter()
    async with connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        await _run(socket, query, page)
    return perf_counter() - start


async def _run(socket: ClientConnection, query: str, page: str) -> None:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    await socket.send(message.SerializeToString())
    async for data in socket:
        answer = ForwardMsg()
        answer.ParseFromString(data)
        if answer.WhichOneof("type") == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(f"the page failed: {answer.delta.new_element.exception.message}")
        if answer.WhichOneof("type") == "script_finished":
            if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError("the script did not finish")
            return
    raise RuntimeError("the server closed the session before the script had finished")
