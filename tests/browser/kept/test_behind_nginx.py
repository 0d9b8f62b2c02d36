"""Keeping behind nginx, below a path of its host: who has signed in and may keeps a large file, and a reader opens it by its link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Witness
from tests.browser.kept.test_kept_sets import colleague, on_the_map
from tests.browser.kept.test_large_files import ROWS, keep, made
from tests.browser.test_own_data import shown
from tests.browser.test_sign_in import Provider, provider
from tests.services.test_replicas import configuration, in_front
from tests.support.server import free_port, serve
from tests.support.signin import write_secrets

pytestmark = pytest.mark.services

__all__ = ["colleague"]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Provider]]:
    """The address of the atlas, below a path, and an OpenID provider that says who signs in: the newsroom's people may keep."""
    folder, port = tmp_path_factory.mktemp("keeping"), free_port()
    url = f"http://127.0.0.1:{port}/atlas"
    with provider("reporter@newsroom.test") as at:
        environment = write_secrets(
            folder,
            f"{url}/oauth2callback",
            f"{at.url}/.well-known/openid-configuration",
            border_atlas='keepers = ["@newsroom.test"]',
        )
        environment |= {"STREAMLIT_SERVER_BASE_URL_PATH": "atlas", "BORDER_ATLAS_SETS": str(folder / "sets")}
        with serve(folder / "server.log", **environment) as app:
            file = configuration(folder, port, [app] * 3)
            with in_front(file, url):
                yield url, at


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/own-data")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/own-data*")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_who_may_keeps_a_large_file_and_a_colleague_opens_it(
    atlas: tuple[str, Provider], page: Page, colleague: Page, witness: Witness, tmp_path: Path
) -> None:
    url, at = atlas
    sign_in(page, url)
    link = keep(page, url, made(tmp_path / "posts.csv"), witness)
    assert link.startswith(f"{url}/?kept=border-posts~") and link.endswith("@1")
    at.email = "reader@elsewhere.test"
    sign_in(colleague, url)
    expect(colleague.get_by_text("Keep a large file")).to_have_count(0)
    colleague.goto(f"{link}&date=2022-09-20&mode=upto")
    assert shown(on_the_map(colleague)) == ROWS - 1
