"""Addresses of publications by their form alone: nothing is asked of the network."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from geodata.records import Source
from geodata.translation import tr

#: Last parts of a host's name under which nothing is ever found.
_NOWHERE = ("invalid", "test", "example", "localhost", "local", "internal", "onion")

#: What tells who followed a link, and is no part of what it leads to.
_FOLLOWED = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id")


def why_dead(address: str) -> str:
    """Say why nobody could open an address; empty where it may lead somewhere."""
    if re.search(r"\s", address):
        return tr("it holds a space")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return tr("it is no address")
    if parts.scheme not in ("http", "https"):
        return tr("it is no address of the web")
    try:
        return "" if ipaddress.ip_address(host).is_global else tr("its host is of a local network")
    except ValueError:
        pass
    if not re.fullmatch(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_](?:[\w-]*[^\W_])?", host):
        return tr("it names no host")
    return tr("its host is of no network") if host.rsplit(".", 1)[1] in _NOWHERE else ""


def same(address: str) -> str:
    """Return what two addresses have in common that lead to one page: without scheme, www, port, AMP, mark of a section and of who followed it."""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = re.sub(r"/amp(?=/|$)", "", parts.path).rstrip("/")
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not _FOLLOWED.fullmatch(name)]
    return f"{host}{path}?{urlencode(sorted(asked))}"


def dead(sources: Iterable[Source]) -> list[tuple[str, str, str]]:
    """Return (id, address, why) of every address, of a publication or of its copy, that nobody could open."""
    given = [(one.id, address) for one in sources for address in (one.url, one.archived) if address]
    return [(name, address, why) for name, address in given if (why := why_dead(address))]


def twins(sources: Iterable[Source]) -> list[tuple[str, ...]]:
    """Return the ids of publications that have one address, each group in the order of the ledger."""
    groups: dict[str, list[str]] = {}
    for one in sources:
        if one.url and not why_dead(one.url):
            groups.setdefault(same(one.url), []).append(one.id)
    return [tuple(names) for names in groups.values() if len(names) > 1]


def unread(sources: Iterable[Source]) -> list[str]:
    """Return the ids of publications of which neither the day of reading nor a copy in an archive is known."""
    return [one.id for one in sources if not one.read and not one.archived]
