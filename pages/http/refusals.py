"""Answers to what is not let in, in a form that whoever asked can read: a page for a page, a line for anything else, no session for a session."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from layers.kit.text import escape

#: When to come back after 503, in seconds.
COME_BACK_S = 10


def _page(sentence: str, status: int) -> Response:
    """Return a sentence as a small page of its own, which needs nothing else of the server."""
    words = escape(sentence)
    return HTMLResponse(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><title>Border Atlas</title><style>:root { color-scheme: light dark; } '
        "body { font: 17px/1.5 Georgia, serif; max-width: 34em; margin: 15vh auto; padding: 0 1.5em; } h1 { font-weight: 600; font-size: 1.5em; }</style></head>"
        f"<body><h1>Border Atlas</h1><p>{words}</p></body></html>\n",
        status,
    )


def answer(scope: Scope, status: int, sentence: str) -> Response:
    """Return a sentence as an answer that nobody keeps: a page for who asks for a page, else a line of text."""
    wanted = Headers(scope=scope).get("accept", "")
    found = _page(sentence, status) if "text/html" in wanted else PlainTextResponse(f"{sentence}\n", status)
    found.headers["Cache-Control"] = "no-store"
    if status == 503:
        found.headers["Retry-After"] = str(COME_BACK_S)
    return found


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    """Answer a request that goes no further, or close a session before it is one."""
    if scope["type"] == "http":
        await answer(scope, status, sentence)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})
