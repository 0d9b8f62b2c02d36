"""Golden links: what was printed once opens for ever, and means what it meant."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from geodata import atlas
from geodata.ledger import current
from layers.briefings.reading import BUILT_IN
from layers.view.link import from_params, to_params
from pages.http import faces
from pages.visit import session
from pages.visit.page import PAGES
from tests.support.asgi import ask

ROOT = Path(__file__).resolve().parents[2]
FROZEN = atlas.FOLDER / "golden_links.txt"
FACES = ("/view.txt", "/view.geojson", "/view.png", "/view.html", "/present")

#: Parameters that are no part of the view: the revision a link was made on, and how the answer looks.
BESIDE = {"rev", "embed", "embed_options", "width", "height", "theme", "size", "briefing"}

_LINK = re.compile(r"""(?:https?://[\w.:-]+)?(/(?:[a-z-]+(?:\.[a-z]+)?)?\?[A-Za-z0-9_]+=[^\s"'<>)\]`|…]*)(?!…)""")


def frozen() -> list[str]:
    return [line for line in FROZEN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def printed() -> set[str]:
    """Return the links to the app that the project's documents and briefings hold."""
    documents = [
        path
        for pattern in (
            "*.md",
            "geodata/*.md",
            "geodata/*/*.md",
            "layers/**/*.md",
            "pages/**/*.md",
            "tests/*.md",
            ".deploy/*",
        )
        for path in ROOT.glob(pattern)
    ]
    found = set()
    for path in documents:
        if path.is_file() and not {"build", ".venv", "node_modules"} & set(path.relative_to(ROOT).parts):
            for link in _LINK.findall(path.read_text(encoding="utf-8")):
                if urlsplit(link).path in (*PAGES, *FACES):
                    found.add(link.rstrip(".,;:").replace("&amp;", "&"))
    return found


def scenes() -> set[str]:
    """Return the link of every scene of the briefings that come with the atlas, and of each briefing."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in BUILT_IN.glob("*.yaml")}
    views = {f"/?{view}" for text in texts.values() for view in re.findall(r"^ +view: (\S+)$", text, re.MULTILINE)}
    return views | {f"/brief?briefing={name}" for name in texts}


def test_every_printed_link_is_kept_for_ever() -> None:
    missing = sorted((printed() | scenes()) - set(frozen()))
    assert missing == [], f"append these lines to {FROZEN.relative_to(ROOT)}"


@pytest.mark.parametrize("link", frozen())
def test_a_golden_link_opens_the_view_it_names(link: str) -> None:
    params = {
        name: value for name, value in parse_qsl(urlsplit(link).query, keep_blank_values=True) if name not in BESIDE
    }
    ledger = current()
    now = faces.modern(params, ledger)
    view, problems = from_params(now, session.vocabulary(ledger))
    assert problems == []
    meant = to_params(view, "")
    for name, value in now.items():
        assert sorted(meant[name].split(",")) == sorted(value.split(",")), f"{name} of {link}"


@pytest.mark.parametrize("link", frozen())
def test_a_golden_link_is_answered(link: str) -> None:
    parts = urlsplit(link)
    answer = ask(parts.path, parts.query)
    assert answer.status == 200, answer.text[:300]
    if parts.path in PAGES and parts.query:
        name, value = parse_qsl(parts.query)[0]
        assert f"{name}={value}" in answer.text
