"""Whether this atlas keeps sets, who the session's reader is to the catalogue, and what a link's names of kept sets mean to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata.dates import say
from geodata.sets.here import alone_in, catalogue, place
from geodata.sets.kept import ANYBODY, OWN_MACHINE, Away, Kept, Kind, Reader
from geodata.sets.naming import Reference, reference
from geodata.settings import WrongSetting, name_of, settings
from geodata.translation import tr, tr_n
from layers.kit.text import sentences
from pages.visit.sign_in import address_of, allowed, keeps, required, sign_in

#: How this machine calls itself.
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}

#: What proxies and tunnels say of whom they ask for: begins of headers' names.
_FORWARDED = ("forwarded", "x-forwarded", "x-real-", "x-client-", "x-original", "x-envoy", "true-client", "cf-", "via")


def on() -> bool:
    """Tell whether this atlas has kept sets: somebody may keep them, or a place of theirs is set."""
    return bool(settings().sets or sign_in().keepers or (settings().keep and not required()))


def reader() -> Reader:
    """Return who the session's reader is."""
    if required():
        return known(st.user.to_dict() if st.user.get("is_logged_in") else {}, "", ())
    return known({}, *_connection())


def known(user: Mapping[str, Any], peer: str, headers: Iterable[tuple[str, str]]) -> Reader:
    """Return who asks: by whom they have signed in as, where readers sign in, else by the way that they have come."""
    if not on():
        return ANYBODY
    if required():
        return Reader(address_of(user), keeps(user)) if allowed(user) and user else ANYBODY
    return Reader(OWN_MACHINE, True) if _sits_here(peer, headers) else ANYBODY


def check() -> None:
    """Check that one's own machine is asked from itself alone, and that no other server keeps sets in the same folder.

    Raises
    ------
    WrongSetting
    """
    if settings().keep and not required() and not _listens_here():
        raise WrongSetting(
            "BORDER_ATLAS_KEEP=own-machine is for a server that this machine alone can reach: start it with --server.address 127.0.0.1."
        )
    folder = place()
    if sign_in().keepers and isinstance(folder, Path) and not alone_in(folder):
        raise WrongSetting(
            f"another server keeps sets in {folder}. Several servers keep them in one PostgreSQL: "
            "set BORDER_ATLAS_SETS=postgresql://…, the same for all of them."
        )


def _listens_here() -> bool:
    return (config.get_option("server.address") or "") in ("localhost", "127.0.0.1", "::1")


def _sits_here(peer: str, headers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether the reader sits at the machine that serves nobody else, as far as a connection can tell."""
    return settings().keep == "own-machine" and _listens_here() and is_own(peer, headers)


def _connection() -> tuple[str, list[tuple[str, str]]]:
    """Return whence the session's browser has come, and the headers with which it opened the session; nothing where there is none."""
    context = get_script_run_ctx()
    client = runtime.get_instance().get_client(context.session_id) if context and runtime.exists() else None
    asked = client.client_context if client else None
    return (asked.remote_ip or "", list(asked.headers)) if asked else ("", [])


def is_own(peer: str, headers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a connection was opened by a page of this server's, by its name as this machine says it, from this machine and through nobody."""
    said: dict[str, list[str]] = {}
    for name, value in headers:
        said.setdefault(name.lower(), []).append(value)
    hosts, origins = said.get("host", []), said.get("origin", [])
    if len(hosts) != 1 or len(origins) != 1 or any(name.startswith(_FORWARDED) for name in said):
        return False
    try:
        here = ip_address(peer)
    except ValueError:
        return False
    return here.is_loopback and name_of(hosts[0]) in _LOOPBACK and from_page(origins[0], hosts[0])


def from_page(origin: str, host: str) -> bool:
    """Tell whether an origin is that of the host's own pages: another server on the same machine has another port, and its pages are not ours."""
    try:
        said = urlsplit(origin)
    except ValueError:
        return False
    return said.scheme in ("http", "https") and said.netloc.lower() == host.lower()


def find(asked: Reference, who: Reader, kind: Kind = "points") -> Kept | None:
    """Return a set, or a briefing, that a reader may see; None where there is none for them.

    Raises
    ------
    Away
    """
    return catalogue().find(asked, who, kind) if on() else None


def ended(name: str) -> str:
    """Say that a kept set has ended by itself, and when, by its name in views; "" where none has that others than its keeper might see.

    Raises
    ------
    Away
    """
    asked = reference(name)
    until = catalogue().ended(asked) if asked and on() else ""
    if not until:
        return ""
    return tr("“{name}” was kept here until {day} and has ended.", name=name, day=say_day(until))


def say_day(moment: str) -> str:
    """Say the day of a moment as the catalogue writes moments."""
    return say(date.fromisoformat(moment[:10]))


def told(names: Iterable[str], who: Reader) -> tuple[str, ...]:
    """Say of kept sets, by their names in views, what they are called, in which version, whose they are and under which terms; nothing of those that a reader may not see."""
    said = []
    for name in names:
        asked = reference(name)
        try:
            found = find(asked, who) if asked else None
        except Away:
            continue
        version = found.version(asked.version) if found and asked else None
        if found is None or version is None or found.state != "here":
            continue
        words = tr_n(
            "“{title}”, kept set {name}: {n} row, data of {owner}. Not part of the atlas’s ledger and not checked by it.",
            "“{title}”, kept set {name}: {n} rows, data of {owner}. Not part of the atlas’s ledger and not checked by it.",
            version.rows,
            title=found.title,
            name=name,
            owner=found.owner,
        )
        terms = tr("Licence: {licence}.", licence=found.licence.rstrip(".")) if found.licence else ""
        until = tr("Kept until {day}.", day=say_day(found.ends)) if found.ends else ""
        said.append(sentences(words, terms, found.note, until))
    return tuple(said)


def resolver(who: Reader, waits: bool = False) -> Callable[[str], tuple[str, str] | None]:
    """Return what a link's ``kept`` means to a reader, as `Vocabulary.kept` has it.

    Who waits until the place of the sets can be used again keeps the name, and says themselves why nothing is shown of it.
    """

    def resolve(text: str) -> tuple[str, str] | None:
        asked = reference(text)
        try:
            found = find(asked, who) if asked else None
            over = "" if found else ended(text)
        except Away as why:
            return (f"{asked.id}@{asked.version}", "") if waits and asked else ("", str(why))
        if asked is None or found is None:
            return ("", over) if over else None
        if found.state == "withdrawn":
            return "", tr("The set “{title}” was withdrawn by its keeper and is not shown.", title=found.title)
        return found.reference(asked.version), ""

    return resolve
