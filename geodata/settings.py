"""What whoever runs the atlas sets for it in the environment: checked at the start, and refused there when it cannot be meant."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, DirectoryPath, Field, FilePath, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Given = TypeVar("Given")

PREFIX = "BORDER_ATLAS_"

#: A host's name as a request may say it: letters, digits, hyphens and dots, an address of four numbers or one in brackets, then perhaps a port.
#: Underscores stand in names that containers give each other.
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(
    rf"(?P<name>{_NAME}(?:\.{_NAME})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::(?P<port>[0-9]{{1,5}}))?", re.ASCII
)
_EMBEDDER = re.compile(rf"(?:https?://)?(?:\*\.)?{_NAME}(?:\.{_NAME})*(?::[0-9]{{1,5}}|:\*)?", re.ASCII)
_MAIL = re.compile(r"[^@\s:/?]+@[^@\s:/?]+")
MAX_HOST = 253


class WrongSetting(RuntimeError):
    """The server does not start with these settings; the message is a sentence for whoever made them."""


def name_of(host: str) -> str | None:
    """Return the name in a Host header, in lower case and without its port, or None where it could be no host's."""
    found = _HOST.fullmatch(host) if len(host) <= MAX_HOST + len(":65535") else None
    if found is None or len(found["name"]) > MAX_HOST or int(found["port"] or 0) > 65535:
        return None
    return found["name"].lower().rstrip(".")


def web_address(text: str) -> str:
    """Return a text that is scheme and host of the web and nothing else; of any other, nothing."""
    scheme, _, host = text.partition("://")
    return text if scheme in ("http", "https") and name_of(host) else ""


def _listed(given: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in given.split(",") if part.strip())


def _only(right: Callable[[Given], object]) -> AfterValidator:
    """Return what refuses the values for which `right` returns nothing."""

    def checked(given: Given) -> Given:
        if not right(given):
            raise ValueError
        return given

    return AfterValidator(checked)


def _are_hosts(names: tuple[str, ...]) -> bool:
    return all((":" not in name or name.startswith("[")) and name_of(name.removeprefix("*.")) for name in names)


def _are_sites(sites: tuple[str, ...]) -> bool:
    return sites == ("none",) or all(one != "none" and _EMBEDDER.fullmatch(one) for one in sites)


def _takes_reports(to: str) -> object:
    return _MAIL.fullmatch(to) or web_address("/".join(to.split("/")[:3]))


def _holds_sets(place: str) -> object:
    return place.startswith("postgresql://") or Path(place).is_absolute()


_Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
_Count = Annotated[int, Field(ge=1, le=999_999, description="a whole number from 1 to 999999")]
_Rows = Annotated[int, Field(ge=1, le=10**12, description="a whole number from 1 to 1000000000000")]


class Settings(BaseSettings):
    """Every variable ``BORDER_ATLAS_…``, which the README's table explains; a field's description says what it takes."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        str_strip_whitespace=True,
        extra="ignore",
        validate_default=False,
    )

    report_to: Annotated[str, _only(_takes_reports)] | None = Field(
        default=None, description="an e-mail address, or a web address that begins with https:// or http://"
    )
    folder: DirectoryPath | None = Field(default=None, description="a folder that is there, with an atlas")
    ledger: DirectoryPath | None = Field(default=None, description="a folder that is there, with the ledger's files")
    today: Annotated[date, BeforeValidator(date.fromisoformat)] | None = Field(
        default=None, description="a day, as in 2026-11-22"
    )
    address: Annotated[str, AfterValidator(lambda given: given.rstrip("/")), _only(web_address)] | None = Field(
        default=None, description="scheme and host and nothing behind them, as in https://atlas.example.org"
    )
    hosts: Annotated[_Names, _only(_are_hosts)] = Field(
        default=(), description="hosts' names without scheme and port, as in atlas.example.org, *.example.net"
    )
    embedders: Annotated[_Names, _only(_are_sites)] = Field(
        default=(), description="sites as in https://news.example.org, https://*.example.net, or the word none"
    )
    readers: _Count = 1000
    file_mb: _Count = 2048
    own_mb: _Count = 4000
    sign_in: Literal["required"] | None = Field(default=None, description="the word required")
    keep: Literal["own-machine"] | None = Field(default=None, description="the word own-machine")
    sets: Annotated[str, _only(_holds_sets)] | None = Field(
        default=None,
        description="a folder by its whole path, or the address of a database that begins with postgresql://",
    )
    set_rows: _Rows = 10_000_000
    set_mb: _Count = 1000
    sets_rows: _Rows = 100_000_000
    sets_mb: _Count = 20_000
    upload_mb: _Count = 2000
    catalogue: FilePath | None = Field(default=None, description="a file that is there, a gettext catalogue (.po)")
    access_log: bool = Field(default=False, description="on or off")


_VARIABLES = {name: f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


def settings() -> Settings:
    """Return what is set, read anew where the environment has changed.

    Raises
    ------
    WrongSetting
        Names the variable, its value and what it takes.
    """
    return _read(tuple(os.environ.get(variable) for variable in _VARIABLES.values()))


@lru_cache(maxsize=4)
def _read(_given: tuple[str | None, ...]) -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        raise WrongSetting(" ".join(_say(str(wrong["loc"][0]), wrong["input"]) for wrong in error.errors())) from None


def _say(name: str, given: object) -> str:
    return f"{_VARIABLES[name]} is “{str(given)[:100]}”. It takes {Settings.model_fields[name].description}."
