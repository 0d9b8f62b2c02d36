"""S5, R24: a request's Host stands in links, so it is a host's name, and one of the operator's where the operator names some."""

from __future__ import annotations

import pytest

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
    monkeypatch.setenv("BORDER_ATLAS_HOSTS", "atlas.example.org, *.example.net")
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
