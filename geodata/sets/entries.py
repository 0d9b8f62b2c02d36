"""What stands in the catalogue's tables, as sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from geodata.sets import naming
from geodata.sets.kept import Kept, Version
from geodata.sets.schema import NAMES, SETS, VERSIONS


def sums(connection: sa.Connection, number: int | None = None) -> tuple[int, int]:
    """Return rows and bytes of the versions of a set, or of all."""
    asked = sa.select(
        sa.func.coalesce(sa.func.sum(VERSIONS.c.rows), 0), sa.func.coalesce(sa.func.sum(VERSIONS.c.bytes), 0)
    )
    rows, size = connection.execute(asked if number is None else asked.where(VERSIONS.c.set == number)).one()
    return int(rows), int(size)


def number_of(connection: sa.Connection, set_id: str, taken: bool = False) -> int | None:
    """Return the number of the set that is or was called so; asked whether it is taken, 0 where that set is deleted."""
    row = connection.execute(sa.select(NAMES.c.set).where(NAMES.c.digest == naming.digest(set_id))).one_or_none()
    return None if row is None else row[0] or (0 if taken else None)


def find(connection: sa.Connection, set_id: str) -> Kept | None:
    """Return the set that is or was called so."""
    number = number_of(connection, set_id)
    if number is None:
        return None
    found = sets_of(connection, connection.execute(sa.select(SETS).where(SETS.c.number == number)).all())
    return found[0] if found else None


def sets_of(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Kept]:
    """Return sets with their names and versions, by title."""
    numbers = [row.number for row in rows]
    names = connection.execute(sa.select(NAMES).where(NAMES.c.set.in_(numbers)).order_by(NAMES.c.name)).all()
    versions = connection.execute(
        sa.select(VERSIONS).where(VERSIONS.c.set.in_(numbers)).order_by(VERSIONS.c.number)
    ).all()
    found = [
        Kept(
            **row._mapping,
            id=next(name.name for name in names if name.set == row.number and name.current),
            aliases=tuple(name.name for name in names if name.set == row.number and not name.current),
            versions=tuple(
                Version(
                    **{key: value for key, value in version._mapping.items() if key not in ("set", "columns")},
                    columns=tuple(version.columns),
                )
                for version in versions
                if version.set == row.number
            ),
        )
        for row in rows
    ]
    return sorted(found, key=lambda kept: (kept.title.casefold(), kept.number))
