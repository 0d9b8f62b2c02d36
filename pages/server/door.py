"""What stands between the network and the server: connections that are not used are closed, and no reader can be locked out by them.

Streamlit starts uvicorn and leaves no way to set it up, so this does it from inside: uvicorn's server is found once it runs, before it opens
its port. uvicorn itself waits for ever for a request that never ends, for a client that never takes its answer, and for both at its own end.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from dataclasses import dataclass

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from geodata.translation import tr
from pages.http.refusals import COME_BACK_S
from pages.server import descriptors

_LOG = logging.getLogger(__name__)

#: How long a client may take from opening a connection, or from its last answer, to the end of its next request's head.
HEAD_S = 10.0

#: Who sends or takes less than this in so long is not waited for. The slowest telephone does ten times as much.
PACE_BYTES, PACE_S = 16_384, 30.0

#: How often connections are looked at.
LOOK_S = 1.0

#: How long requests under way may take once the server is told to end.
END_S = 5

#: The largest message from a browser to its session: a briefing to be kept is the longest, with a megabyte.
MESSAGE_BYTES = 4_000_000


def _answer(head: str, words: str) -> bytes:
    """Return an answer to what has not become a request; `head` begins with its status."""
    return f"HTTP/1.1 {head}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n{words}\n".encode()


@dataclass
class _Watch:
    """Since when a connection is as it is, and how many bytes had gone by then."""

    state: object
    since: float
    moved: int = 0


class Guarded(H11Protocol):
    """uvicorn's HTTP connection, which knows when it is waited for in vain."""

    most = descriptors.PLENTY

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; where there are too many, one that asks nothing makes room for it."""
        super().connection_made(transport)
        # asyncio does so itself, but not for connections of a port that was opened without naming the protocol, as Streamlit's is. A session's second
        # message would wait until the browser has confirmed the first, which it puts off for 40 ms.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = self.taken = 0
        self.watch = _Watch(None, self.loop.time())
        if len(self.connections) > self.most and not self._make_room():
            _LOG.warning("All %d connections are in use: a further one was turned away.", self.most)
            words = tr("The server has all the connections it can hold. Try again in a minute.")
            transport.write(_answer(f"503 Service Unavailable\r\nRetry-After: {COME_BACK_S}", words))
            transport.close()

    def data_received(self, data: bytes) -> None:
        """Take in what the client sends."""
        self.received += len(data)
        super().data_received(data)

    def resume_writing(self) -> None:
        """Go on sending: the client has taken most of what waited for it."""
        self.taken += 1
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """End a connection on which comes what is no HTTP; uvicorn would go on with the request before it, and fail over that."""
        if not self.asked or not self.cycle.response_started:
            words = tr("This is no HTTP request, or one with a longer head than any browser sends.")
            self.transport.write(_answer("400 Bad Request", words))
        if self.asked:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    @property
    def asked(self) -> bool:
        """Tell whether a request is under way."""
        return self.cycle is not None and not self.cycle.response_complete

    def _make_room(self) -> bool:
        idle = [
            one
            for one in self.connections
            if isinstance(one, Guarded) and one is not self and not one.asked and not one.transport.is_closing()
        ]
        if not idle:
            return False
        min(idle, key=lambda one: one.watch.since).transport.abort()
        return True

    def overdue(self, now: float) -> bool:
        """Tell whether the client has had its time."""
        waiting = self.transport.get_write_buffer_size()
        if self.asked and not waiting and (not self.cycle.more_body or self.flow.read_paused):
            self.watch = _Watch(None, now)
            return False
        # Asked for nothing; sending a request's body; taking an answer, whether or not the server has closed behind it.
        state = ("takes", self.taken) if waiting else ("sends", self.cycle) if self.asked else ("idle", self.cycle)
        moved = -waiting if waiting else self.received
        if state != self.watch.state:
            # A connection that is new, or whose answer has just gone, has been idle since it was last looked at.
            self.watch = _Watch(state, self.watch.since if state == ("idle", None) else now, moved)
        elif state[0] != "idle" and moved - self.watch.moved >= PACE_BYTES:
            self.watch = _Watch(state, now, moved)
        return now - self.watch.since > (HEAD_S if state[0] == "idle" else PACE_S)


def running() -> uvicorn.Server | None:
    """Return the uvicorn server that runs this process: the one that hears the signal to end; None under another server."""
    heard = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return heard if isinstance(heard, uvicorn.Server) else None


def fit(server: uvicorn.Server, limit: int) -> None:
    """Set up a server that has not opened its port yet, under a limit of open files."""
    config = server.config
    config.http_protocol_class = type("Guarded", (Guarded,), {"most": descriptors.connections(limit)})
    config.backlog = descriptors.AT_ONCE
    config.timeout_graceful_shutdown = END_S
    config.ws_max_size = min(config.ws_max_size, MESSAGE_BYTES)


def watch(server: uvicorn.Server) -> None:
    """Close what has had its time, from now on, on the running event loop."""
    loop = asyncio.get_running_loop()
    # First of all, so that a look that fails is told in the log and is not the last.
    loop.call_later(LOOK_S, watch, server)
    for one in [one for one in server.server_state.connections if isinstance(one, Guarded)]:
        if one.overdue(loop.time()):
            one.transport.abort()
