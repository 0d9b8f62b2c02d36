"""S5, R24: a request's Host stands in links, so it is a host's name, and one of the operator's where the operator names some."""

from __future__ import annotations

import pytest

from pages.visit import settings
from tests.support.asgi import ask

#: Every face that builds a link, and one that builds none.
PATHS = ("/", "/explore", "/view.txt", "/view.html", "/present", "/data/sections.json")

WRONG = (
    "",
    "a b",
    "x" * 8000,
    "x" * 254,
    ".".join(["label"] * 60),
    "evil.test/path",
    "user@evil.test",
    "evil.test:99999",
    "evil.test:",
    "[::1",
    "[zz]",
    "a..b",
    "-a.test",
    "<x>",
    'evil"><script>',
    "evil.test?x",
    "evil.test#x",
    "evil\\.test",
    "é.test",
    "evil.test,other.test",
    "evil.test:80:80",
    "1.2.3.4:-1",
)

RIGHT = (
    "localhost",
    "localhost:8501",
    "127.0.0.1:8501",
    "[::1]:8501",
    "[2001:db8::1]",
    "ATLAS.example.org",
    "atlas.example.org.",
    "atlas_1:8501",
    "xn--80aqazes.test",
    ".".join(["x" * 63] * 3) + ":1",
)


@pytest.mark.parametrize("host", WRONG)
def test_what_is_no_hosts_name_gets_a_sentence_and_no_link(host: str) -> None:
    for path in PATHS:
        answer = ask(path, "date=2022-09-16", host=host)
        assert (
            answer.status == 400
            and answer.text == "The request says no host under which this server could be reached.\n"
        )


@pytest.mark.parametrize("host", RIGHT)
def test_a_hosts_name_is_answered(host: str) -> None:
    assert f'<link rel="canonical" href="https://{host}/' in ask("/", "date=2022-09-16", host=host).text


def test_only_the_operators_names_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.HOSTS, "atlas.example.org, *.example.net")
    for host in ("atlas.example.org", "Atlas.Example.org:443", "a.example.net", "a.b.example.net:8080"):
        assert ask("/", host=host).status == 200
    for host in ("other.example.org", "example.net", "notexample.net", "atlas.example.org.evil.test", "127.0.0.1"):
        answer = ask("/", host=host, accept="text/html")
        assert (
            answer.status == 400
            and "is not reached as" in answer.text
            and answer.headers["content-type"].startswith("text/html")
        )
        # Who watches over the server asks by number, and gets no link.
        assert ask("/health", host=host).status == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (settings.HOSTS, "https://atlas.example.org"),
        (settings.HOSTS, "atlas.example.org:443"),
        (settings.HOSTS, "a b"),
        (settings.HOSTS, "*"),
        (settings.HOSTS, "a.*.org"),
        (settings.ADDRESS, "atlas.example.org"),
        (settings.ADDRESS, "ftp://atlas.example.org"),
        (settings.ADDRESS, "https://atlas.example.org/sub"),
        (settings.ADDRESS, "https://"),
        (settings.ADDRESS, "https://a b"),
        (settings.EMBEDDERS, "*; script-src *"),
        (settings.EMBEDDERS, "javascript:x"),
        (settings.EMBEDDERS, "https://a.test/path"),
        (settings.EMBEDDERS, "none, https://a.test"),
        (settings.READERS, "many"),
        (settings.READERS, "0"),
        (settings.READERS, "-5"),
        (settings.READERS, "²"),
        (settings.OWN, "1.5"),
        (settings.MEMORY, "banana"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.WrongSetting, match=name):
        settings.check()


def test_settings_that_are_right_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        (settings.HOSTS, " a.test ,*.b.test,[::1],10.0.0.1"),
        (settings.ADDRESS, "https://atlas.example.org/"),
        (settings.EMBEDDERS, "https://a.test, *.b.test"),
        (settings.READERS, "50"),
    ):
        monkeypatch.setenv(name, value)
    settings.check()
    assert (
        settings.address() == "https://atlas.example.org"
        and settings.embedders() == "'self' https://a.test *.b.test"
        and settings.most_readers() == 50
    )
