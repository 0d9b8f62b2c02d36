"""The template of the catalogues, made of what the code says: ``python -m tests.support.messages`` writes it anew (`make messages`)."""

from __future__ import annotations

from io import BytesIO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
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


def collected() -> Catalog:
    """Return all messages of the code, each with the files that say it."""
    with (ROOT / ".babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog(project="Border Atlas", fuzzy=False)
    for name, _, message, comments, context in extract_from_dir(
        ROOT, methods, options, KEYWORDS, comment_tags=("For translators:",), strip_comment_tags=True
    ):
        found.add(message, None, [(name, None)], auto_comments=comments, context=context)
    return found


def written(catalogue: Catalog, header: bool = False) -> bytes:
    """Return a catalogue as a file, in an order that does not change with the code's; without a header there is no date in it."""
    file = BytesIO()
    write_po(file, catalogue, width=0, omit_header=not header, sort_output=True)
    return file.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(written(collected()))
