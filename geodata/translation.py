"""The sentences of the atlas in the language it speaks: English, or what a gettext catalogue (``.po``) makes of it.

Whatever a reader reads and does not come from the atlas's folder goes through `tr` and its sisters, as a whole sentence with named
places for what changes, so that a translator may order its parts. `make messages` collects them (geodata/catalogues).
"""

from __future__ import annotations

import gettext
import io
from collections import UserDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

#: What stands before a message that needs one, to tell “open” (a crossing) from “open” (a button): gettext's own separator.
_CONTEXT = "\x04"


@dataclass(frozen=True)
class Spoken:
    """A language: what it makes of the messages, and for the scripts in the browser the same as plain data.

    Attributes
    ----------
    file : tuple of str
        The catalogue's path, as processes of ours are given it; none for English.
    translations : gettext.NullTranslations
        English stands in the messages themselves and needs no catalogue.
    scripts : dict
        Message, with its context before it, → its forms; only what the scripts say.
    plurals : list of int
        Which form a number takes, for 0 to 199; larger numbers are as their last two digits above a hundred.
    """

    file: tuple[str, ...]
    translations: gettext.NullTranslations
    scripts: dict[str, list[str]]
    plurals: list[int]


_ENGLISH = Spoken((), gettext.NullTranslations(), {}, [])

_now = _ENGLISH


def spoken() -> Spoken:
    """Return the language that is spoken."""
    return _now


def speak(catalogue: Path | None = None) -> None:
    """Speak the language of a catalogue from now on; without one, English. Called at a process's start, before anything is said.

    Raises
    ------
    ValueError
        The file translates nothing, or names places that its message does not have.
    """
    global _now
    _now = _read(catalogue) if catalogue else _ENGLISH


def _read(path: Path) -> Spoken:
    # Loaded by whoever speaks another language alone.
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file)
    form = gettext.c2py(catalogue.plural_expr)
    # What is said without a number: the Python of Debian 12 (3.11.2) does not find it where it has a plural.
    alone = Catalog()
    scripts, translated = {}, False
    for message in catalogue:
        english, forms = _forms(message.id), _forms(message.string)
        if message.fuzzy or not english[0] or not all(forms):
            continue
        translated = True
        alone.add(english[0], forms[form(1) if len(forms) > 1 else 0], context=message.context)
        if any(not _places(form) <= _places(english[-1]) for form in forms):
            raise ValueError(f"{path} names other places in braces than “{english[-1]}”, or leaves a brace open")
        if any(name.endswith(".js") for name, _ in message.locations):
            context = f"{message.context}{_CONTEXT}" if message.context else ""
            scripts[context + english[0]] = forms
    if not translated:
        raise ValueError(f"{path} translates nothing")
    translations = _compiled(catalogue)
    translations.add_fallback(_compiled(alone))
    return Spoken((str(path.absolute()),), translations, scripts, [form(number) for number in range(200)])


def _compiled(catalogue: Catalog) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _forms(said: str | Sequence[str | None] | None) -> list[str]:
    return [said or ""] if isinstance(said, str) or said is None else [form or "" for form in said]


def _places(message: str) -> set[str | None]:
    """Return the names in braces; a brace that is left open is a name that no message has."""
    try:
        return {name for _, name, _, _ in Formatter().parse(message)} - {None}
    except ValueError:
        return {None}


def tr(message: str, /, **values: object) -> str:
    """Say a message, with values at the places ``{name}`` that it names.

    A message without values is taken as it stands. Messages stand literally in the code, and only within functions: a module is loaded
    before it is known which language is spoken (`mark` is for what stands outside of them).
    """
    said = _now.translations.gettext(message)
    return said.format_map(values) if values else said


def tr_in(context: str, message: str, /, **values: object) -> str:
    """Say a message that means something else elsewhere, or is another form of a word; `context` tells translators which."""
    said = _now.translations.pgettext(context, message)
    return said.format_map(values) if values else said


def tr_n(one: str, many: str, n: int, /, **values: object) -> str:
    """Say a message that depends on a number, which stands at ``{n}``, its thousands apart."""
    return _now.translations.ngettext(one, many, n).format_map({"n": f"{n:,}", **values})


class Message(str):
    """A message that is said where it is read; any other text of a `Said` field is somebody's own and stands as it is."""

    values: Mapping[str, object] = MappingProxyType({})


def filled(marked: str, /, **values: object) -> str:
    """Return a marked message with values for the places that it names, which it is said with: names of the atlas's, that are no messages."""
    message = Message(marked)
    message.values = values
    return message


def mark(message: str) -> str:
    """Return a message as it is, for the catalogue to know it: it is said later, by `tr` of what holds it or by `Said`."""
    return Message(message)


def mark_n(one: str, many: str) -> tuple[str, str]:
    """Return two forms of a message that depends on a number, for the catalogue to know them: `tr_n` says them later."""
    return one, many


class Said:
    """A field of a dataclass, or an attribute of a class, that holds a marked message and is read in the language spoken.

    Written as ``title: Said = Said()``, or ``Said(default)``.
    """

    def __init__(self, *default: str) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object, owner: type) -> str:
        if instance is None:
            # As a dataclass asks for a field's default.
            if not self._default:
                raise AttributeError(self._name)
            return self._default[0]
        return _in_time(instance.__dict__[self._name])

    def __set__(self, instance: object, value: str) -> None:
        instance.__dict__[self._name] = value


class SaidTable(UserDict[str, str]):
    """Id → marked message, read in the language spoken: for tables that many rooms read."""

    def __getitem__(self, key: str) -> str:
        return _in_time(super().__getitem__(key))


def _in_time(said: str) -> str:
    return tr(said, **said.values) if isinstance(said, Message) else said
