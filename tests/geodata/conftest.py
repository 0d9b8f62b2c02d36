"""Fixtures of the tests of what is known."""

from __future__ import annotations

import pytest

from geodata.ledger import Ledger, load


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The committed ledger."""
    return load()
