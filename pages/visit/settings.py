"""What whoever runs the atlas sets for it in the environment: read once at the start, and refused there when it cannot be meant."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from geodata.importers.apart.answer import MEMORY, MEMORY_MB

#: Names under which the atlas answers, separated by commas; unset, any name that could be one.
HOSTS = "BORDER_ATLAS_HOSTS"

#: The address under which readers reach the app, where a proxy does not say it: https://atlas.example.org
ADDRESS = "BORDER_ATLAS_ADDRESS"

#: Sites that may show the map in a frame of theirs, separated by commas; unset, any site; `none`, no other site.
EMBEDDERS = "BORDER_ATLAS_EMBEDDERS"

#: How many readers may be there at once.
READERS, READERS_UNSET = "BORDER_ATLAS_READERS", 1000

#: Megabytes of memory that all readers' own data may take.
OWN, OWN_UNSET = "BORDER_ATLAS_OWN_MB", 4000

#: A host's name as a request may say it: letters, digits, hyphens and dots, an address of four numbers or one in brackets, then perhaps a port.
#: Underscores stand in names that containers give each other.
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(
    rf"(?P<name>{_NAME}(?:\.{_NAME})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::(?P<port>[0-9]{{1,5}}))?", re.ASCII
)
_EMBEDDER = re.compile(rf"(?:https?://)?(?:\*\.)?{_NAME}(?:\.{_NAME})*(?::[0-9]{{1,5}}|:\*)?", re.ASCII)
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


def hosts() -> tuple[str, ...]:
    """Return the names under which the atlas answers, ``*.example.org`` for all below one; none means any.

    Raises
    ------
    WrongSetting
    """
    return _hosts(os.environ.get(HOSTS, ""))


def _listed(given: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in given.split(",") if part.strip())


@lru_cache(maxsize=4)
def _hosts(given: str) -> tuple[str, ...]:
    named = _listed(given)
    for name in named:
        if (":" in name and not name.startswith("[")) or name_of(name.removeprefix("*.")) is None:
            raise WrongSetting(
                f"{HOSTS} names “{name[:60]}”, which is no host's name. It takes names without scheme and port, as in atlas.example.org, *.example.net"
            )
    return named


def answers(name: str) -> bool:
    """Tell whether the atlas answers under a name that `name_of` returned."""
    return not hosts() or any(name == one or (one.startswith("*.") and name.endswith(one[1:])) for one in hosts())


def address() -> str:
    """Return the address that the operator gave the atlas, without a slash at its end; empty where none was given.

    Raises
    ------
    WrongSetting
    """
    return _address(os.environ.get(ADDRESS, ""))


@lru_cache(maxsize=4)
def _address(given: str) -> str:
    given = given.strip().rstrip("/")
    if given and not web_address(given):
        raise WrongSetting(
            f"{ADDRESS} is “{given[:100]}”. It takes scheme and host and nothing behind them, as in https://atlas.example.org"
        )
    return given


def embedders() -> str:
    """Return who may show the map in a frame, as a content security policy says it.

    Raises
    ------
    WrongSetting
    """
    return _embedders(os.environ.get(EMBEDDERS, ""))


@lru_cache(maxsize=4)
def _embedders(given: str) -> str:
    named = _listed(given)
    if named in (("none",), ()):
        return "'self'" if named else "*"
    for one in named:
        if one == "none" or not _EMBEDDER.fullmatch(one):
            raise WrongSetting(
                f"{EMBEDDERS} names “{one[:60]}”, which is no site. It takes sites as in https://news.example.org, https://*.example.net, or the word none"
            )
    return " ".join(["'self'", *named])


def whole(name: str, unset: int) -> int:
    """Return a setting that is a whole number, or what counts where it is not set.

    Raises
    ------
    WrongSetting
    """
    given = os.environ.get(name, "").strip() or str(unset)
    if not (given.isascii() and given.isdigit() and len(given) <= 6 and int(given)):
        raise WrongSetting(f"{name} is “{given[:40]}”. It takes a whole number from 1 to 999999.")
    return int(given)


def most_readers() -> int:
    """Return how many readers the operator lets in at once."""
    return whole(READERS, READERS_UNSET)


def own_bytes() -> int:
    """Return what all readers' own data together may take, in bytes."""
    return whole(OWN, OWN_UNSET) * 1_000_000


def check() -> None:
    """Read all of them.

    Raises
    ------
    WrongSetting
    """
    hosts(), address(), embedders(), most_readers(), own_bytes(), whole(MEMORY, MEMORY_MB)
