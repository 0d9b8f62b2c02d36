"""The exclaves as mapped in a year."""

from __future__ import annotations

from geodata import geometry_files
from geodata.geometry_files import Feature


def exclaves(vintage: int) -> dict[str, Feature]:
    """Return them by id, without the year."""
    return {
        f.id.removesuffix(f"-{vintage}"): f for f in geometry_files.border(vintage) if f.properties["kind"] == "exclave"
    }
