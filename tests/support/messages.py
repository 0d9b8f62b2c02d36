"""The template of the catalogues, made of what the code says: ``python -m tests.support.messages`` writes it anew (`make messages`)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import IO, Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from tests.support.server import ROOT

TEMPLATE = ROOT / "geodata" / "catalogues" / "border_atlas.pot"

#: Function → which of its arguments are messages ("c": the context of one), in Python and in JavaScript.
KEYWORDS = {
    "tr": None,
    "refused": None,
    "tr_in": ((1, "c"), 2),
    "tr_n": (1, 2),
    "mark": None,
    "mark_n": (1, 2),
    "trIn": ((1, "c"), 2),
    "trN": (1, 2),
}


COMMENT = "For translators:"


def _in_python(
    file: IO[bytes], keywords: Collection[str], tags: object, options: object
) -> Iterator[tuple[int, str, list[Any], list[str]]]:
    """Yield the calls in a Python file, as Babel's extractors do. Its own does not look into f-strings before Python 3.12."""
    text = file.read().decode("utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords:
            above = lines[node.lineno - 2].strip().removeprefix("# ")
            said = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            yield node.lineno, node.func.id, said or [None], [above] if above.startswith(COMMENT) else []


METHODS: list[tuple[str, Any]] = [
    ("browser/built/**", "ignore"),
    ("browser/node_modules/**", "ignore"),
    ("browser/**.js", "javascript"),
    ("**.py", _in_python),
]


def collected() -> Catalog:
    """Return all messages of the code, each with the files that say it."""
    found = Catalog(project="Border Atlas", fuzzy=False)
    for room in ("geodata", "layers", "pages"):
        for name, _, message, comments, context in extract_from_dir(
            ROOT / room, METHODS, None, KEYWORDS, comment_tags=(COMMENT,), strip_comment_tags=True
        ):
            found.add(message, None, [(f"{room}/{name}", None)], auto_comments=comments, context=context)
    return found


def written(catalogue: Catalog, header: bool = False) -> bytes:
    """Return a catalogue as a file, in an order that does not change with the code's; without a header there is no date in it."""
    file = BytesIO()
    write_po(file, catalogue, width=0, omit_header=not header, sort_output=True)
    return file.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(written(collected()))
