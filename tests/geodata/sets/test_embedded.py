"""Kept rows as files that DuckDB reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.sets.asked.rows import Rows
from geodata.sets.embedded import Embedded

pytest.register_assert_rewrite("tests.geodata.sets.engines")
from tests.geodata.sets.engines import Contract  # noqa: E402


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    # What stands for something else in SQL and in patterns is a letter of a folder's name as any other.
    return Embedded(Path(tmp_path_factory.mktemp("kept") / "a[b]*'c\"; --"))


class TestEmbedded(Contract):
    """All that every engine does."""
