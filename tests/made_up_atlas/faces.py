"""Let the app say all that it says of the atlas in BORDER_ATLAS_FOLDER: ``python -m tests.made_up_atlas.faces FILE faces pages`` writes a JSON table of texts.

A process serves one atlas, so the tests, whose process serves the real one, run this in another.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib.text
from google.protobuf.json_format import MessageToDict
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from geodata.ledger import current
from geodata.settings import settings
from geodata.translation import speak
from layers.briefings.deck import deck
from layers.briefings.handout import handout
from layers.briefings.reading import built_in_names, from_token
from layers.files import formats
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.pictures.picture import picture
from layers.pictures.size import Size
from layers.view.link import from_params, to_query
from layers.view.state import ViewState
from layers.words import changes
from pages.visit import session
from pages.visit.page import PAGES
from tests.support.asgi import ask
from tests.support.pages import opened, with_own

ADDRESS = "https://atlas.test"
SMALL = Size(640, 360, 1)

#: What is looked at: as it opens, at one time with the older line, around a spot, compared, narrowed; with a clash, a section and a crossing selected.
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"date": "1996-04-28", "select": "1996-04-28-mill-bridge", "line": "1998"},
    {"date": "2002-06-02", "select": "mill-brook", "region": "lowmarsh", "near": "-12.0,-30.1"},
    {"date": "1996-05-01", "against": "2002-05-01", "select": "mill-bridge-crossing"},
    {"date": "2002-01-01", "party": "belmish", "actor": "arvia", "region": "oldmarsh"},
)


def written_on(view: ViewState) -> str:
    """Return every word that is drawn on the picture of a view, and what its file says of itself."""
    drawn: list[str] = []
    draw = matplotlib.text.Text.draw

    def heard(text: matplotlib.text.Text, renderer: object, *more: object, **named: object) -> None:
        drawn.append(text.get_text())
        draw(text, renderer, *more, **named)

    matplotlib.text.Text.draw = heard
    try:
        png = picture(view, current(), size=SMALL, made=session.today()).png
    finally:
        matplotlib.text.Text.draw = draw
    return "\n".join([*drawn, *map(str, Image.open(io.BytesIO(png)).info.values())])


def files_of(view: ViewState) -> Iterator[tuple[str, str]]:
    """Yield every download of a view as text, with its citation."""
    records = Records(view, current(), ADDRESS)
    for name in formats.FORMATS:
        yield f"download {name}", formats.data(name, records, records.listed()).decode("utf-8", "replace")
    yield "citation", records.citation(records.listed(), session.today(), {})
    if view.against:
        yield "changes", changes.text(view, current(), ADDRESS)
        yield "changes csv", changes.table(changes.change_sets(view, current())).to_csv()


def documents() -> Iterator[tuple[str, str]]:
    """Yield deck and handout of each briefing that comes with the atlas."""
    for name in built_in_names():
        briefing, problems = from_token(name, session.vocabulary(current()))
        assert briefing is not None and problems == [], problems
        maps = [picture(scene.view, current(), size=SMALL).png for scene in briefing.scenes]
        slides = Presentation(io.BytesIO(deck(briefing, current(), maps, made=session.today(), address=ADDRESS)))
        yield (
            f"deck {name}",
            "\n".join(
                re.sub(r"<[^>]*>", " ", part.blob.decode("utf-8", "replace"))
                for part in slides.part.package.iter_parts()
                if part.partname.startswith(("/ppt/slides/", "/ppt/notesSlides/", "/docProps/core"))
            ),
        )
        read = PdfReader(io.BytesIO(handout(briefing, current(), maps, made=session.today(), address=ADDRESS)))
        yield (
            f"handout {name}",
            "\n".join(page.extract_text() for page in read.pages)
            + "\n".join((read.metadata or {})[name] for name in ("/Title", "/Subject", "/Keywords")),
        )


def sent(at: AppTest) -> str:
    """Return all that a page sends to the browser, as JSON."""
    assert not at.exception, at.exception
    elements = [node for block in (at.main, at.sidebar) for node in block if getattr(node, "proto", None) is not None]
    return "\n".join(json.dumps(MessageToDict(node.proto), ensure_ascii=False) for node in elements)


def pages() -> Iterator[tuple[str, str]]:
    """Yield every page, and Explore with each of its tabs open."""
    yield "page /", sent(opened("map.py", **QUERIES[1]))
    yield "page /compare", sent(opened("compare.py", **QUERIES[3]))
    yield "page /brief", sent(opened("brief.py"))
    yield "page /sources", sent(opened("sources.py"))
    yield "page /own-data", sent(with_own("own_data.py"))
    explore = opened("explore.py", **QUERIES[2])
    for tab in ("Table", "Answers", "Charts", "Text", "Download"):
        explore.session_state["explore-tab"] = tab
        yield f"page /explore {tab}", sent(explore.run())


def said() -> Iterator[tuple[str, str]]:
    """Yield what is asked and what comes back."""
    vocabulary = session.vocabulary(current())
    for number, params in enumerate(QUERIES):
        view, problems = from_params(params, vocabulary)
        query = to_query(view, current().revision)
        yield f"{number} problems", "\n".join(problems)
        for path in ("/view.txt", "/view.geojson", "/view.html", *PAGES):
            answer = ask(path, query)
            assert answer.status == 200, (path, query, answer.text[:300])
            yield f"{number} {path}", answer.text
        assert ask("/view.png", f"{query}&width=640&height=360").status == 200
        yield f"{number} picture", written_on(view)
        yield from ((f"{number} {name}", text) for name, text in files_of(view))
    for name in built_in_names():
        yield f"present {name}", ask("/present", f"briefing={name}").text
    yield from documents()
    for layer in all_layers():
        yield f"data {layer.id}", ask(f"/data/{layer.id}.json").text
    yield "timeline", ask("/data/timeline.json").text
    yield "search", ask("/data/search.json").text
    yield "backdrop", ask("/assets/backdrop.json").text


#: What is said: to whoever asks for an address or a file, and on the pages.
PARTS = {"faces": said, "pages": pages}


if __name__ == "__main__":
    speak(settings().catalogue)
    texts = {name: text for part in sys.argv[2:] for name, text in PARTS[part]()}
    Path(sys.argv[1]).write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
