"""Read a file of YAML that people write by hand."""

from __future__ import annotations

from pathlib import Path

import yaml

from geodata.translation import tr


# libyaml where there is one: some ten times faster.
class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # a base that is known only at run time
    """YAML without its dates and merges.

    A day that no calendar has is then the record's fault, not the whole file's; a few lines of merges (``<<``) would make a mapping of millions.
    """

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Leave a mapping as it is written."""


Loader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge")
    ]
    for letter, resolvers in Loader.yaml_implicit_resolvers.items()
}

#: What reading a file may raise: a tag of its own (``!!bool perhaps``, ``!!timestamp soon``) makes PyYAML look up what is not there.
_UNREADABLE = (
    yaml.YAMLError,
    OSError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    ArithmeticError,
    RecursionError,
)


class Unreadable(ValueError):
    """A file cannot be read; the message says why, as the end of a sentence."""


def read(path: Path) -> object:
    """Return what a file holds, days as text.

    Raises
    ------
    Unreadable
    """
    try:
        # Reading from a pipe would wait for whoever writes to it.
        if path.is_file() or not path.exists():
            return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except FileNotFoundError:
        raise Unreadable(tr("the file is missing")) from None
    except _UNREADABLE as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(tr("the file cannot be read: {reason}", reason=reason)) from None
    raise Unreadable(tr("it is no file"))
