"""Who may read and who may keep: off by default, on once ``.streamlit/secrets.toml`` has an ``[auth]`` section (Streamlit's OIDC)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from streamlit import config
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.runtime.secrets import secrets_singleton

from geodata.settings import WrongSetting, settings
from layers.kit.text import listing
from pages.visit.page import base_path

#: What Streamlit's sign-in cannot do without.
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_AUTH = "the [auth] section of .streamlit/secrets.toml"


@dataclass(frozen=True)
class SignIn:
    """How readers sign in, as the server found it at its start.

    Attributes
    ----------
    secret : str
        With which sign-ins are signed; empty where nobody is asked to sign in.
    origin : str
        For which address of ours a sign-in counts.
    readers : tuple of str or None
        Addresses and domains that may read; None lets in whoever signs in.
    keepers : tuple of str
        Addresses and domains that may keep sets.
    """

    secret: str = ""
    origin: str = ""
    readers: tuple[str, ...] | None = None
    keepers: tuple[str, ...] = ()


@cache
def sign_in() -> SignIn:
    """Read the secrets, once: what they say later has no effect until the next start, and a file that gets lost opens nothing.

    Raises
    ------
    WrongSetting
        Where they cannot be read, or sign-in is asked for and could be forged or could not work.
    """
    insisted = settings().sign_in is not None
    said = _secrets()
    section, ours = said.get("auth", {}), said.get("border_atlas", {})
    if not isinstance(section, Mapping) or not isinstance(ours, Mapping):
        raise WrongSetting("In .streamlit/secrets.toml, auth and border_atlas are sections: [auth], [border_atlas].")
    if not section and not insisted:
        for named in ("readers", "keepers"):
            if ours.get(named) is not None:
                raise WrongSetting(
                    f"[border_atlas] in .streamlit/secrets.toml names {named}, but without an [auth] section nobody could sign in."
                )
        return SignIn()
    missing = [name for name in _NEEDED if not isinstance(section.get(name), str) or not section[name].strip()]
    if missing:
        raise WrongSetting(f"Sign-in is asked for, but {_AUTH} lacks {listing(missing)}.")
    if len(section["cookie_secret"]) < 32:
        raise WrongSetting(f"The cookie_secret in {_AUTH} is shorter than 32 letters, so a sign-in could be forged.")
    for name in ("redirect_uri", "server_metadata_url"):
        parts = urlsplit(section[name])
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise WrongSetting(f"The {name} in {_AUTH} is no address that begins with https:// or http://.")
    if urlsplit(section["redirect_uri"]).path != base_path() + _CALLBACK:
        raise WrongSetting(
            f"The redirect_uri in {_AUTH} does not end in {base_path()}{_CALLBACK}, right behind the host."
        )
    readers, keepers = (_addresses(ours, name) for name in ("readers", "keepers"))
    return SignIn(section["cookie_secret"], get_origin_from_redirect_uri() or "", readers, keepers or ())


def _secrets() -> Mapping[str, Any]:
    """Return what the files of secrets say; nothing where there is none."""
    try:
        return secrets_singleton.to_dict()
    except (OSError, ValueError) as error:
        if isinstance(error, StreamlitSecretNotFoundError) and not any(
            os.path.lexists(path) for path in config.get_option("secrets.files")
        ):
            return {}
        # Without the reason's own words: they quote the file.
        raise WrongSetting(
            "There is a .streamlit/secrets.toml, but it cannot be read, so nobody knows whether readers must sign in. Mend or remove it."
        ) from None


def _addresses(ours: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    named = ours.get(name)
    if named is None:
        return None
    if (
        not isinstance(named, list)
        or not named
        or not all(isinstance(one, str) and re.fullmatch(r"[^@\s]*@[^@\s]+", one) for one in named)
    ):
        raise WrongSetting(
            f'[border_atlas] {name} in .streamlit/secrets.toml is a list of addresses and domains, as in ["a@example.org", "@newsroom.example"].'
        )
    return tuple(one.lower() for one in named)


def required() -> bool:
    """Tell whether this instance asks for sign-in."""
    return bool(sign_in().secret)


def allowed(user: Mapping[str, Any]) -> bool:
    """Tell whether somebody who signed in may read: everybody, or those whom ``[border_atlas] readers`` names.

    An entry is an address, ``a@example.org``, or a domain, ``@example.org``.
    """
    named = sign_in().readers
    return named is None or _among(address_of(user), named)


def keeps(user: Mapping[str, Any]) -> bool:
    """Tell whether somebody who signed in may keep sets: those whom ``[border_atlas] keepers`` names."""
    return allowed(user) and _among(address_of(user), sign_in().keepers)


def address_of(user: Mapping[str, Any]) -> str:
    """Return the address of somebody who signed in, in small letters; "" where the provider does not say that it is theirs."""
    # Whoever may give any address at their provider is somebody else until then.
    verified = user.get("email_verified") is True and isinstance(user.get("email"), str)
    return user["email"].lower() if verified else ""


def _among(address: str, named: tuple[str, ...]) -> bool:
    return bool(address) and any(address == one or (one.startswith("@") and address.endswith(one)) for one in named)
