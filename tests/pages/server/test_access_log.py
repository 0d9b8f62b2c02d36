"""The access log says who asked for what and how it ended, on one line each, and nothing that opens anything."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from pages.server.access_log import AccessLog
from pages.server.web import middleware
from tests.support.loop import wait_for


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("12345", 404)(scope, receive, send)


async def _session(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "bytes": b"123"})


async def _fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise KeyError


@pytest.fixture
def line(caplog: pytest.LogCaptureFixture) -> Callable[..., str]:
    """Return what is written of a request."""

    async def nowhere(message: Message) -> None:
        pass

    def of(path: str, app: object = _answer, kind: str = "http") -> str:
        scope = {"type": kind, "method": "GET", "path": path, "query_string": b"code=secret", "client": ("10.0.0.7", 1)}
        scope |= {"headers": [(b"cookie", b"seat=secret")]}
        with caplog.at_level(logging.INFO, "border_atlas.access"):
            caplog.clear()
            wait_for(
                AccessLog(app)(
                    {name: scope[name] for name in scope if name != "method" or kind == "http"}, None, nowhere
                )
            )
        [said] = [record.getMessage() for record in caplog.records if record.name == "border_atlas.access"]
        return said

    return of


def test_a_line_says_who_what_how_and_how_much(line: Callable[..., str]) -> None:
    assert line("/view.txt").startswith("10.0.0.7 GET /view.txt 404 5 B ")
    assert line("/_stcore/stream", _session, "websocket").startswith("10.0.0.7 WS /_stcore/stream 101 3 B ")


def test_a_request_that_failed_is_written_too(line: Callable[..., str], caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyError):
        line("/view.txt", _fails)
    assert "GET /view.txt none 0 B" in caplog.text


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/oauth2callback", "/oauth2callback"),
        ("/own/kEy/points.bin", "/own/*"),
        ("/atlas/own/kEy/present", "/atlas/own/*"),
        ("/media/dIgEst.csv", "/media/*"),
        ("/_stcore/upload_file/sEssion/fIle", "/_stcore/upload_file/*"),
        ("/a\n2026-01-01 ERROR made up", "/a%0A2026-01-01%20ERROR%20made%20up"),
        ("/" + "x" * 5000, "/" + "x" * 199),
    ],
)
def test_nothing_in_it_opens_anything_or_makes_a_line_of_its_own(
    line: Callable[..., str], path: str, written: str
) -> None:
    said = line(path)
    assert f" GET {written} 404 " in said and "secret" not in said and "\n" not in said


def test_it_is_off_until_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BORDER_ATLAS_ACCESS_LOG", raising=False)
    assert AccessLog not in [one.cls for one in middleware()]
    monkeypatch.setenv("BORDER_ATLAS_ACCESS_LOG", "on")
    assert middleware()[0].cls is AccessLog
