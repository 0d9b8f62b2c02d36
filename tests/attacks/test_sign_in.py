"""S14: sign-in that is half set up, or whose settings cannot be read, opens nothing: the server does not start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from geodata.settings import WrongSetting
from pages.http import gate
from pages.visit import sign_in
from tests.support.loop import wait_for
from tests.support.server import serve
from tests.support.signin import SECRET

WHOLE = {
    "redirect_uri": "https://atlas.test/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "atlas",
    "client_secret": "known-to-both",
    "server_metadata_url": "https://provider.test/.well-known/openid-configuration",
}


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the settings read anew in each test, and by nobody after it."""
    monkeypatch.delenv("BORDER_ATLAS_SIGN_IN", raising=False)
    gate.sign_in.cache_clear()
    yield
    gate.sign_in.cache_clear()


def said(monkeypatch: pytest.MonkeyPatch, **secrets: object) -> None:
    monkeypatch.setattr(sign_in, "_secrets", lambda: secrets)
    monkeypatch.setattr(sign_in, "get_origin_from_redirect_uri", lambda: "https://atlas.test")


@pytest.mark.parametrize("lacking", WHOLE)
@pytest.mark.parametrize("insisted", [True, False])
@pytest.mark.parametrize("value", [None, "", "  ", 7])
def test_a_section_that_lacks_a_part_is_refused(
    monkeypatch: pytest.MonkeyPatch, lacking: str, insisted: bool, value: object
) -> None:
    if insisted:
        monkeypatch.setenv("BORDER_ATLAS_SIGN_IN", "required")
    said(monkeypatch, auth={name: text for name, text in (WHOLE | {lacking: value}).items() if text is not None})
    with pytest.raises(WrongSetting, match=lacking):
        gate.sign_in()


def test_insisting_without_any_section_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_SIGN_IN", "required")
    said(monkeypatch)
    with pytest.raises(
        WrongSetting, match="lacks redirect_uri, cookie_secret, client_id, client_secret and server_metadata_url"
    ):
        gate.sign_in()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"cookie_secret": "short"}, "shorter than 32"),
        ({"redirect_uri": "atlas.test/oauth2callback"}, "redirect_uri"),
        ({"redirect_uri": "javascript:/oauth2callback"}, "redirect_uri"),
        ({"redirect_uri": "https://atlas.test/"}, "/oauth2callback"),
        ({"redirect_uri": "https://atlas.test/sub/oauth2callback"}, "/oauth2callback"),
        ({"redirect_uri": "https://atlas.test/?x=/oauth2callback"}, "/oauth2callback"),
        ({"server_metadata_url": "file:///etc/passwd"}, "server_metadata_url"),
    ],
)
def test_a_part_that_could_not_work_is_refused(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], words: str
) -> None:
    said(monkeypatch, auth=WHOLE | changed)
    with pytest.raises(WrongSetting, match=words) as refused:
        gate.sign_in()
    assert SECRET not in str(refused.value) and "known-to-both" not in str(refused.value)


def test_below_a_path_the_callback_and_the_way_back_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (gate, sign_in):
        monkeypatch.setattr(module, "base_path", lambda: "/atlas")
    said(monkeypatch, auth=WHOLE)
    with pytest.raises(WrongSetting, match="/atlas/oauth2callback"):
        gate.sign_in()
    said(monkeypatch, auth=WHOLE | {"redirect_uri": "https://atlas.test/atlas/oauth2callback"})
    monkeypatch.setattr(gate, "reader", lambda cookies: {})
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    cookie = (b"cookie", f"{gate.WANTED}=%2Fexplore%3Fdate%3D2022-09-16".encode())
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [cookie]}
    wait_for(gate.Gate(None)(scope | {"server": ("atlas.test", 443), "scheme": "https"}, None, send))
    assert dict(sent[0]["headers"])[b"location"] == b"/atlas/explore?date=2022-09-16"


@pytest.mark.parametrize("readers", ["@newsroom.test", [], [""], ["newsroom.test"], [7], {"a": 1}, ["a@b.test", None]])
@pytest.mark.parametrize("who", ["readers", "keepers"])
def test_readers_and_keepers_that_nobody_could_be_are_refused(
    monkeypatch: pytest.MonkeyPatch, readers: object, who: str
) -> None:
    said(monkeypatch, auth=WHOLE, border_atlas={who: readers})
    with pytest.raises(WrongSetting, match=who):
        gate.sign_in()
    gate.sign_in.cache_clear()
    said(monkeypatch, border_atlas={who: ["@newsroom.test"]})
    with pytest.raises(WrongSetting, match="nobody could sign in"):
        gate.sign_in()


@pytest.mark.parametrize("verified", [None, 0, 1, "", "false", "true", "True", False, [True]])
def test_only_an_address_that_the_provider_calls_verified_is_one(
    monkeypatch: pytest.MonkeyPatch, verified: object
) -> None:
    said(monkeypatch, auth=WHOLE, border_atlas={"readers": ["@newsroom.test"]})
    user = {"email": "a@newsroom.test", "email_verified": verified}
    assert not gate.allowed(user)
    assert not gate.allowed({"email": "a@newsroom.test"})
    assert gate.allowed(user | {"email_verified": True})
    assert not gate.allowed({"email": ["a@newsroom.test"], "email_verified": True}) and not gate.allowed(
        {"email_verified": True}
    )


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for a secrets file that is the only one, read as a server reads it at its start."""
    path = tmp_path / "secrets.toml"
    asked = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: [str(path)] if name == "secrets.files" else asked(name))
    secrets_singleton._reset()
    yield path
    secrets_singleton._reset()


def test_without_a_file_the_atlas_is_open(files: Path) -> None:
    assert not gate.required()


@pytest.mark.parametrize(
    "content", [b"this is no toml [", b"[auth\n", b"\xff\xfe\x00", b'auth = "yes"', b"border_atlas = 3"]
)
def test_a_file_that_cannot_be_read_opens_nothing(files: Path, content: bytes) -> None:
    files.write_bytes(content)
    with pytest.raises(WrongSetting, match=r"secrets\.toml"):
        gate.required()


def test_a_link_to_a_file_that_is_gone_opens_nothing(files: Path) -> None:
    files.symlink_to(files.parent / "not-mounted" / "secrets.toml")
    with pytest.raises(WrongSetting, match=r"secrets\.toml"):
        gate.required()


def test_what_happens_to_the_file_later_opens_nothing(files: Path) -> None:
    files.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in WHOLE.items()), encoding="utf-8")
    assert gate.required()
    for content in ("broken [", ""):
        files.write_text(content, encoding="utf-8")
        secrets_singleton._reset()
        assert gate.required() and gate.sign_in().secret == SECRET
    files.unlink()
    secrets_singleton._reset()
    assert gate.required()


@pytest.mark.services
@pytest.mark.parametrize(
    ("content", "insist", "words"),
    [
        ("this is no toml [", {}, "cannot be read"),
        ('[auth]\nclient_id = "x"\n', {}, "lacks redirect_uri"),
        ("", {"BORDER_ATLAS_SIGN_IN": "required"}, "lacks redirect_uri"),
    ],
)
def test_the_server_does_not_start(tmp_path: Path, content: str, insist: dict[str, str], words: str) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(content, encoding="utf-8")
    with pytest.raises(RuntimeError, match=words), serve(tmp_path / "server.log", HOME=str(tmp_path), **insist):
        pass
    assert "Traceback" not in (tmp_path / "server.log").read_text(encoding="utf-8")
