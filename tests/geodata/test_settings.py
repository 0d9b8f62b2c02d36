"""R24: what whoever runs the atlas sets for it is taken as it is meant, or named with what it takes, before anything is served."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.settings import WrongSetting, settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOSTS", "https://atlas.example.org"),
        ("HOSTS", "atlas.example.org:443"),
        ("HOSTS", "a b"),
        ("HOSTS", "*"),
        ("HOSTS", "a.*.org"),
        ("ADDRESS", "atlas.example.org"),
        ("ADDRESS", "ftp://atlas.example.org"),
        ("ADDRESS", "https://atlas.example.org/sub"),
        ("ADDRESS", "https://"),
        ("ADDRESS", "https://a b"),
        ("EMBEDDERS", "*; script-src *"),
        ("EMBEDDERS", "javascript:x"),
        ("EMBEDDERS", "https://a.test/path"),
        ("EMBEDDERS", "none, https://a.test"),
        ("READERS", "many"),
        ("READERS", "0"),
        ("READERS", "-5"),
        ("READERS", "²"),
        ("OWN_MB", "1.5"),
        ("FILE_MB", "banana"),
        ("TODAY", "banana"),
        ("TODAY", "2026-02-30"),
        ("TODAY", "1700000000"),
        ("REPORT_TO", "atlas.example.org/report"),
        ("REPORT_TO", "javascript:alert(1)//@"),
        ("REPORT_TO", "a@b.test?bcc=c@d.test"),
        ("SIGN_IN", "no"),
        ("ACCESS_LOG", "a little"),
        ("KEEP", "yes"),
        ("SETS", "a/folder"),
        ("SETS", "mysql://db/atlas"),
        ("SET_ROWS", "0"),
        ("SETS_MB", "much"),
        ("LEDGER", "/no/such/folder"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_with_its_name_and_what_it_takes(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"BORDER_ATLAS_{name}", value)
    with pytest.raises(WrongSetting) as refused:
        settings()
    assert str(refused.value).startswith(f"BORDER_ATLAS_{name} is “{value}”. It takes ")


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_TODAY", "banana")
    monkeypatch.setenv("BORDER_ATLAS_READERS", "many")
    with pytest.raises(WrongSetting, match=r"TODAY.*READERS"):
        settings()


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("HOSTS", " A.test ,*.b.test,[::1],10.0.0.1", ("a.test", "*.b.test", "[::1]", "10.0.0.1")),
        ("ADDRESS", " https://atlas.example.org/ ", "https://atlas.example.org"),
        ("EMBEDDERS", "https://a.test, *.b.test", ("https://a.test", "*.b.test")),
        ("EMBEDDERS", "None", ("none",)),
        ("READERS", " 50 ", 50),
        ("TODAY", "2026-11-22", date(2026, 11, 22)),
        ("REPORT_TO", "errors@atlas.example.org", "errors@atlas.example.org"),
        ("REPORT_TO", "https://atlas.example.org:8443/report?of=map", "https://atlas.example.org:8443/report?of=map"),
        ("ACCESS_LOG", "on", True),
        ("ACCESS_LOG", "off", False),
        ("SIGN_IN", "required", "required"),
    ],
)
def test_a_setting_is_taken_as_it_is_meant_and_as_unset_when_it_is_empty(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, taken: object
) -> None:
    monkeypatch.delenv(f"BORDER_ATLAS_{name}", raising=False)
    unset = settings()
    monkeypatch.setenv(f"BORDER_ATLAS_{name}", value)
    assert getattr(settings(), name.lower()) == taken
    monkeypatch.setenv(f"BORDER_ATLAS_{name}", "")
    assert settings() == unset
