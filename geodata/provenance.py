"""Where each file of the atlas's geometry comes from: sources, licence, attribution and the command that made it."""

from __future__ import annotations

from functools import cache

import yaml
from pydantic import Field

from geodata.fields import Model, Text
from geodata.geometry_files import GEOMETRY_DIR


class SourcePackage(Model):
    """A package at the version it was read at, what was taken from it, and under which terms."""

    registry: Text
    package: Text
    version: Text
    taken: Text
    origin: Text
    licence: Text
    attribution: Text


class DerivedFile(Model):
    """A committed file with the packages it was derived from."""

    id: Text
    file: Text
    title: Text
    what: Text
    sources: list[SourcePackage] = Field(min_length=1)
    licence: Text
    attribution: Text
    command: Text


@cache
def derived_files() -> tuple[DerivedFile, ...]:
    """Return the provenance of every derived file, in the order of `provenance.yaml`."""
    rows = yaml.safe_load((GEOMETRY_DIR / "provenance.yaml").read_text(encoding="utf-8"))
    return tuple(DerivedFile.model_validate(row) for row in rows)
