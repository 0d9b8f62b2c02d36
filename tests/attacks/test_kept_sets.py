"""Nobody keeps sets whom the operator has not named, and nobody's connection is taken for one from the machine itself that has come another way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit import config

from geodata.settings import WrongSetting
from pages.visit import keeping
from pages.visit.keeping import is_own
from tests.support.http import fetch
from tests.support.loop import wait_for
from tests.support.server import App, serve
from tests.support.session import Session, Shown
from tests.support.signin import cookie, socket_headers, write_secrets

#: What the page "Your own data" says to those who may keep sets.
MAY_KEEP = "You may also keep a set here"

OWN = [("Host", "127.0.0.1:8501"), ("Origin", "http://127.0.0.1:8501"), ("User-Agent", "a browser")]


def changed(name: str, *values: str) -> list[tuple[str, str]]:
    return [pair for pair in OWN if pair[0] != name] + [(name, value) for value in values]


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501", "LOCALHOST:8501", "localhost"])
def test_whoever_sits_at_the_machine_is_known(peer: str, host: str) -> None:
    assert is_own(peer, [("host", host), ("origin", f"http://{host}")])


@pytest.mark.parametrize(
    "peer", ["", "10.0.0.7", "192.168.1.2", "0.0.0.0", "2001:db8::1", "testclient", "127.0.0.1.evil.test", "unix:"]
)
def test_a_peer_elsewhere_is_not_the_owner(peer: str) -> None:
    assert not is_own(peer, OWN)


@pytest.mark.parametrize(
    "headers",
    [
        [],
        *(
            changed("Host", *hosts)
            for hosts in ([], ["atlas.test"], ["10.0.0.7:8501"], ["127.0.0.1.evil.test"], ["a b"])
        ),
        # Said twice, nobody knows which counts.
        changed("Host", "127.0.0.1:8501", "127.0.0.1:8501"),
        changed("Host", "localhost:8501"),
        *(
            changed("Origin", *origins)
            for origins in (
                [],
                ["null"],
                ["http://evil.test"],
                ["http://127.0.0.1:3000"],
                ["http://127.0.0.1"],
                ["http://127.0.0.1:8501.evil.test"],
                ["http://evil.test@127.0.0.1:8501"],
                ["file://127.0.0.1:8501"],
                ["http://127.0.0.1:8501", "http://evil.test"],
            )
        ),
        *(
            [*OWN, (name, "127.0.0.1")]
            for name in (
                "X-Forwarded-For",
                "x-forwarded-proto",
                "Forwarded",
                "X-Real-IP",
                "Via",
                "CF-Connecting-IP",
                "X-FORWARDED-HOST",
            )
        ),
    ],
)
def test_a_connection_that_comes_another_way_is_not_the_owners(headers: list[tuple[str, str]]) -> None:
    assert is_own("127.0.0.1", OWN) and not is_own("127.0.0.1", headers)


@pytest.mark.parametrize("address", [None, "0.0.0.0", "192.168.1.2", "atlas.test"])
def test_a_server_that_others_reach_does_not_start_as_ones_own_machine(
    monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    asked = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: address if name == "server.address" else asked(name))
    keeping.check()
    monkeypatch.setenv("BORDER_ATLAS_KEEP", "own-machine")
    with pytest.raises(WrongSetting, match="this machine alone"):
        keeping.check()
    assert not keeping.known({}, "127.0.0.1", OWN).keeps


def page(app: App, headers: dict[str, str], subprotocols: tuple[str, ...] = ("streamlit",)) -> Shown:
    async def first() -> Shown:
        async with Session(app.url, page="own-data", headers=headers, subprotocols=subprotocols) as session:
            return await session.first()

    return wait_for(first())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An atlas on its owner's machine."""
    folder = tmp_path_factory.mktemp("own")
    with serve(folder / "log", BORDER_ATLAS_KEEP="own-machine", BORDER_ATLAS_SETS=str(folder / "sets")) as running:
        yield running


def test_the_owner_may_keep_and_whoever_comes_through_a_proxy_may_not(own: App) -> None:
    mine = {"Origin": own.url}
    assert MAY_KEEP in page(own, mine).words
    for name in ("X-Forwarded-For", "Forwarded", "Via"):
        told = page(own, mine | {name: "203.0.113.7"}).words
        assert MAY_KEEP not in told and "Drop an" in told
    assert MAY_KEEP not in page(own, {}).words


def test_only_keepers_that_are_named_may_keep_where_readers_sign_in(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("signed")
    secrets = write_secrets(
        home, border_atlas='readers = ["@newsroom.test"]\nkeepers = ["keeper@newsroom.test", "guest@elsewhere.test"]'
    )
    # What counts on one's own machine counts for nobody here.
    beside = {"BORDER_ATLAS_KEEP": "own-machine", "BORDER_ATLAS_SETS": str(home / "sets")}
    with serve(home / "log", **secrets, **beside) as app:

        def told(**user: object) -> str:
            return page(app, *socket_headers("http://127.0.0.1", cookie(**user))).words

        def large(origin: str, **user: object) -> int:
            return fetch(app, "/own/large", "POST", Origin=origin, Cookie=cookie(**user))[0]

        # A keeper is asked which file comes; others find nothing, by whatever page they ask.
        assert (
            large(app.url, email="keeper@newsroom.test")
            == large("http://127.0.0.1", email="keeper@newsroom.test")
            == 400
        )
        assert large("http://evil.test", email="keeper@newsroom.test") == 404
        assert large(app.url, email="reader@newsroom.test") == 404
        assert large(app.url, email="keeper@newsroom.test", email_verified=False) == 401
        assert fetch(app, "/own/large", "POST", Origin=app.url)[0] == 401

        assert MAY_KEEP in told(email="keeper@newsroom.test") and MAY_KEEP in told(email="Keeper@Newsroom.test")
        assert MAY_KEEP not in told(email="reader@newsroom.test")
        # A keeper whom the atlas does not let in, and an address that nobody has verified.
        assert "Drop an" not in told(email="guest@elsewhere.test")
        assert MAY_KEEP not in told(email="keeper@newsroom.test", email_verified=False)
        # A second server of the same keepers would know nothing of what is kept in this one's folder.
        with pytest.raises(RuntimeError, match="stopped with 1"), serve(home / "second", **secrets, **beside):
            pass
        assert f"another server keeps sets in {home / 'sets'}. Several servers keep them in one PostgreSQL" in (
            home / "second"
        ).read_text(encoding="utf-8")
