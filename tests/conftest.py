"""Fixtures of all tests, and what is left out where only `requirements.txt` is installed."""

from __future__ import annotations

import gc
import importlib.util
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.server import App, serve

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

HERE = Path(__file__).parent

#: Packages of tests/requirements.txt that plain `pip install -r requirements.txt` does not bring. `make test` does.
EXTRA = ("hypothesis", "playwright", "websockets")

#: After how many new objects Python looks for circles among them: as it comes, that is a tenth of the time of tests that live for seconds.
gc.set_threshold(200_000, 20, 20)

_left_out: list[str] = []


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what needs an extra package that is not there, and say so; under `make test` it fails instead."""
    if os.environ.get("BORDER_ATLAS_ALL_TESTS"):
        return None
    wanted: set[str] = set()
    if collection_path == HERE / "browser":
        wanted = {"playwright"}
    elif collection_path.name == "test_other_browsers.py":
        wanted = {"playwright", "selenium", "marionette_driver"}
    elif collection_path.name.startswith("test_") and collection_path.suffix == ".py":
        imported = re.findall(r"^(?:from|import) (\w+)", collection_path.read_text(encoding="utf-8"), re.MULTILINE)
        wanted = set(imported) & set(EXTRA)
    missing = sorted(name for name in wanted if importlib.util.find_spec(name) is None)
    if not missing:
        return None
    _left_out.append(f"{collection_path.relative_to(HERE.parent)} (needs {', '.join(missing)})")
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _left_out:
        terminalreporter.section("left out: pip install -r tests/requirements.txt, or make test, brings them")
        for line in _left_out:
            terminalreporter.line(line)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run first what takes long, the browser's tests, with what mostly waits among them, and what is short last: so no processor waits for another."""
    folders = ("made_up_atlas", "pages", "layers", "geodata")
    rank = {folder: float(number) for number, folder in enumerate(folders, start=1)}
    paths = sorted({item.path for item in items})
    place = {path: rank.get(path.relative_to(HERE).parts[0], len(folders) + 1) for path in paths}
    for folder in ("browser", "attacks"):
        files = [path for path in paths if HERE / folder in path.parents]
        place |= {path: number / len(files) for number, path in enumerate(files)}
    items.sort(key=lambda item: place[item.path])
    gc.freeze()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one Playwright of a run: it refuses to be started a second time while it runs."""
    from playwright.sync_api import sync_playwright  # not where only requirements.txt is installed

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app as `streamlit run app.py` serves it, with the committed ledger, on 1 November 2026."""
    with serve(tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running
