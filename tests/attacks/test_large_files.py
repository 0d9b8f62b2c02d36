"""Large files come from those who may keep and from nobody else, in the right order, no more than is allowed, and under no name of theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.sets.whole import NotKept
from pages.reader_data import coming, coming_routes
from pages.reader_data.coming import ABANDONED_S, PIECE, Coming, Upload
from pages.visit import keeping
from tests.support.asgi import application
from tests.support.loop import wait_for

HOST = "127.0.0.1:8501"
OWN = {"host": HOST, "origin": f"http://{HOST}"}
PARTS = [b"id,day\n", b"1,2022-09-14\n", b"2,2022-09-15\n"]
WHOLE = b"".join(PARTS)


class Told(Exception):
    """Somebody asked for a byte."""


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Coming:
    """One's own machine, and nothing on its way."""
    monkeypatch.setenv("BORDER_ATLAS_KEEP", "own-machine")
    monkeypatch.setenv("BORDER_ATLAS_SETS", str(tmp_path / "sets"))
    monkeypatch.setattr(keeping, "_listens_here", lambda: True)
    found = Coming()
    monkeypatch.setattr(coming_routes, "COMING", found)
    return found


async def _ask(
    method: str, path: str, query: str, body: list[bytes] | None, headers: dict[str, str], breaks: bool
) -> tuple[int, bytes]:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "server": ("127.0.0.1", 8501),
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "client": ("127.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[dict[str, object]] = []
    left = list(body or [])

    async def receive() -> dict[str, object]:
        if body is None:
            raise Told
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or breaks}
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await application()(scope, receive, send)
    if not sent:
        return 0, b""
    return int(str(sent[0]["status"])), b"".join(bytes(one.get("body", b"")) for one in sent)


def ask(
    method: str, path: str, query: str = "", body: list[bytes] | None = None, breaks: bool = False, **headers: str
) -> tuple[int, bytes]:
    """Ask for something; without a body whoever reads one fails, and with `breaks` the connection is lost behind it."""
    return wait_for(_ask(method, path, query, body, OWN | headers, breaks))


def begin(name: str = "rows.csv", size: int = len(WHOLE), **headers: str) -> tuple[int, dict[str, object]]:
    told = json.dumps({"name": name, "size": size, "modified": 1}).encode()
    status, body = ask("POST", "/own/large", body=[told], **headers)
    return status, json.loads(body) if body[:1] == b"{" else {}


def put(upload_id: object, offset: object, *body: bytes, breaks: bool = False) -> tuple[int, dict[str, object]]:
    status, said = ask("PUT", f"/own/large/{upload_id}", f"offset={offset}", list(body), breaks)
    return status, json.loads(said) if said[:1] == b"{" else {}


def on_disk(tmp_path: Path) -> list[Path]:
    return [one for one in (tmp_path / "sets").rglob("*") if one.is_file() and one.name != ".lock"]


def test_a_file_comes_in_pieces_and_goes_on_after_a_lost_connection(files: Coming, tmp_path: Path) -> None:
    _, told = begin()
    assert told["received"] == 0 and told["piece"] == PIECE
    # The first piece breaks off; what has come of it counts.
    assert put(told["id"], 0, PARTS[0], breaks=True)[0] == 0
    status, again = begin()
    assert (status, again["id"], again["received"]) == (200, told["id"], len(PARTS[0]))
    assert put(told["id"], len(PARTS[0]), *PARTS[1:]) == (200, {"received": len(WHOLE)})
    found = files.of(keeping.OWN_MACHINE)
    assert found is not None and found.whole
    with files.opened(found) as file:
        assert file.read() == WHOLE
        with pytest.raises(NotKept), files.opened(found):
            pass
    assert ask("DELETE", f"/own/large/{told['id']}")[0] == 204
    assert on_disk(tmp_path) == [] and put(told["id"], 0, b"x")[0] == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.test"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": "http://127.0.0.1:3000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "atlas.test", "origin": "http://atlas.test"},
        {"x-forwarded-for": "203.0.113.7"},
        {"via": "1.1 proxy"},
    ],
)
def test_whoever_has_no_right_finds_nothing_and_no_byte_is_read(headers: dict[str, str], tmp_path: Path) -> None:
    _, told = begin()
    for method, path in (("POST", "/own/large"), *((one, f"/own/large/{told['id']}") for one in ("PUT", "DELETE"))):
        there, never = ask(method, path, "offset=0", **headers), ask("PUT", "/own/large/never", "offset=0", **headers)
        assert there == never and there[0] == 404
    assert put(told["id"], 0, WHOLE)[0] == 200


def test_nothing_is_taken_where_nobody_may_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BORDER_ATLAS_KEEP")
    assert ask("POST", "/own/large")[0] == 404


def test_the_file_of_one_keeper_is_nothing_to_another(files: Coming) -> None:
    _, told = begin()
    assert files.find("another@newsroom.test", str(told["id"])) is None
    assert files.find(keeping.OWN_MACHINE, str(told["id"])) is not None
    assert len(str(told["id"])) == 32


def test_a_wrong_offset_changes_nothing_and_says_how_much_is_here() -> None:
    _, told = begin()
    for offset in (1, len(WHOLE), 10**14):
        assert put(told["id"], offset, b"x") == (409, {"received": 0})
    assert put(told["id"], 0, PARTS[0])[0] == 200
    assert put(told["id"], 0, PARTS[0]) == (409, {"received": len(PARTS[0])})
    for offset in ("", "-1", "1.5", "x", "１", "9" * 5000):
        assert put(told["id"], offset, b"x")[0] == 400


def test_more_than_is_allowed_is_not_taken(monkeypatch: pytest.MonkeyPatch, files: Coming) -> None:
    monkeypatch.setenv("BORDER_ATLAS_UPLOAD_MB", "1")
    assert begin(size=1_000_001)[0] == 413 and begin(size=0)[0] == 400 and begin(size=-1)[0] == 400
    assert begin(size=10**30)[0] == 413
    _, told = begin()
    assert put(told["id"], 0, WHOLE, b"x")[0] == 413
    assert put(told["id"], 0, b"x" * (PIECE + 1))[0] == 413
    assert ask("PUT", f"/own/large/{told['id']}", "offset=0", **{"content-length": str(PIECE + 1)})[0] == 413
    assert begin()[1]["received"] == 0
    assert ask("POST", "/own/large", body=[b"{" * 5000])[0] == 413
    for body in (
        b"",
        b"[]",
        b'{"name": 1}',
        b"\xff",
        b'{"name": "a", "size": "1", "modified": 1}',
        b'{"name": "\\ud800", "size": 1, "modified": 1}',
    ):
        assert ask("POST", "/own/large", body=[body])[0] == 400


def test_a_full_disk_takes_nothing_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": len(WHOLE) - 1}))
    status, told = begin()
    assert status == 507 and "no room" in str(told["why"])


def test_of_two_at_once_only_the_later_writes(files: Coming) -> None:
    _, told = begin()
    upload = files.find(keeping.OWN_MACHINE, str(told["id"]))
    assert upload is not None
    first = files.claim(upload, 0)
    second = files.claim(upload, 0)
    assert first is not None and second is not None
    assert files.write(upload, second, PARTS[0]) and not files.write(upload, first, b"xxxxxxx")
    assert upload.path.read_bytes() == PARTS[0]
    # Another file waits until this one has been given up.
    assert begin("other.csv")[0] == 429
    upload.touched -= coming.JUST_NOW_S + 1
    assert begin("other.csv")[0] == 200 and put(told["id"], len(PARTS[0]), b"x")[0] == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\up.csv", "/etc/cron.d/x", "a\x00b\n.csv", "..", "", "x" * 900]
)
def test_no_name_leads_out_of_the_folder(name: str, files: Coming, tmp_path: Path) -> None:
    _, told = begin(name)
    upload = files.of(keeping.OWN_MACHINE)
    assert upload is not None and upload.path.parent.parent == tmp_path / "sets" / "uploads"
    assert upload.path.name == told["id"] and upload.path.stat().st_mode & 0o777 == 0o600
    assert "/" not in upload.name and len(upload.name) <= 200 and upload.name.isprintable() and upload.name
    for path in ("../sets", "%2e%2e", f"{told['id']}/../x", f"{told['id']}\x00"):
        assert ask("PUT", f"/own/large/{path}", "offset=0", [b"x"])[0] in (404, 405)
    assert [one.read_bytes() for one in on_disk(tmp_path)] == [b""]


def test_what_is_given_up_goes_after_a_day_and_at_the_start(files: Coming, tmp_path: Path) -> None:
    begin()
    upload = files.of(keeping.OWN_MACHINE)
    assert isinstance(upload, Upload)
    files.sweep(upload.touched + ABANDONED_S - 1)
    # This process lives, so nothing of it is swept at the start of another.
    Coming().start()
    assert upload.path.exists()
    files.sweep(upload.touched + ABANDONED_S + 1)
    assert not upload.path.exists() and files.of(keeping.OWN_MACHINE) is None
    left = tmp_path / "sets" / "uploads" / "border-atlas-uploads-killed"
    left.mkdir()
    (left / ".lock").touch()
    (left / "0123").write_bytes(WHOLE)
    Coming().start()
    assert not left.exists()
