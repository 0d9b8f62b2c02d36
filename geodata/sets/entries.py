"""What stands in the catalogue's tables, as sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from geodata.importers.build import ROWS
from geodata.sets import naming
from geodata.sets.kept import Kept, Limits, Version, moment
from geodata.sets.schema import NAMES, SETS, VERSIONS, alone
from geodata.sets.whole import NotKept
from geodata.translation import tr


def sums(connection: sa.Connection, number: int | None = None) -> tuple[int, int]:
    """Return rows and bytes of the versions of a set, or of all."""
    asked = sa.select(
        sa.func.coalesce(sa.func.sum(VERSIONS.c.rows), 0), sa.func.coalesce(sa.func.sum(VERSIONS.c.bytes), 0)
    )
    rows, size = connection.execute(asked if number is None else asked.where(VERSIONS.c.set == number)).one()
    return int(rows), int(size)


def fits(connection: sa.Connection, limits: Limits, number: int, rows: int, size: int) -> None:
    """Refuse what there is no room for, in a set with this number and in all.

    Raises
    ------
    NotKept
    """
    of_set, of_all = sums(connection, number), sums(connection)
    if of_set[0] + rows > limits.set_rows or of_set[1] + size > limits.set_bytes:
        raise NotKept(
            tr(
                "A set with all its versions has at most {rows} rows and {mb} MB here; with this it would have more. Nothing was kept.",
                rows=f"{limits.set_rows:,}",
                mb=f"{limits.set_bytes // 1_000_000:,}",
            )
        )
    if of_all[0] + rows > limits.all_rows or of_all[1] + size > limits.all_bytes:
        raise NotKept(
            tr(
                "There is no room for this set among all that are kept here. Delete one of yours, or ask whoever runs the atlas. Nothing was kept."
            )
        )


def enter(
    limits: Limits, values: dict[str, Any], entered: Callable[[sa.Connection], int], connection: sa.Connection
) -> int:
    """Enter a version into a set, which `entered` finds or makes, if there is room for it; returns the number of the set."""
    alone(connection)  # Others may be keeping into the same room.
    number = entered(connection)
    fits(connection, limits, number, values["rows"], values["bytes"])
    last = sa.select(sa.func.max(VERSIONS.c.number)).where(VERSIONS.c.set == number)
    version = {"set": number, "number": (connection.execute(last).scalar() or 0) + 1, "kept": moment()}
    connection.execute(sa.insert(VERSIONS).values(values | version))
    return number


def small(version: Version) -> None:
    """Refuse a version of more rows than a page holds.

    Raises
    ------
    NotKept
    """
    if version.rows > ROWS:
        raise NotKept(
            tr(
                "This set has {n} rows, and pictures and files are made of at most {most}: open its link, where the map shows it.",
                n=f"{version.rows:,}",
                most=f"{ROWS:,}",
            )
        )


def number_of(connection: sa.Connection, set_id: str, taken: bool = False) -> int | None:
    """Return the number of the set that is or was called so; asked whether it is taken, 0 where that set is deleted."""
    row = connection.execute(sa.select(NAMES.c.set).where(NAMES.c.digest == naming.digest(set_id))).one_or_none()
    return None if row is None else row[0] or (0 if taken else None)


def find(connection: sa.Connection, set_id: str) -> Kept | None:
    """Return the set that is or was called so; one that has ended is not there any more."""
    number = number_of(connection, set_id)
    if number is None:
        return None
    asked = sa.select(SETS).where(SETS.c.number == number, ~has_ended())
    found = sets_of(connection, connection.execute(asked).all())
    return found[0] if found else None


def has_ended() -> sa.ColumnElement[bool]:
    """Return what holds of a set that was kept until a moment that is over."""
    return (SETS.c.ends != "") & (SETS.c.ends <= moment())


def when_ended(connection: sa.Connection, set_id: str) -> str:
    """Return at which moment a set ended that others than its keeper might see; "" where none did."""
    over = sa.case(((SETS.c.seen_by != "me") & has_ended(), SETS.c.ends))
    asked = sa.select(sa.func.coalesce(NAMES.c.ended, over)).outerjoin(SETS, SETS.c.number == NAMES.c.set)
    return connection.execute(asked.where(NAMES.c.digest == naming.digest(set_id))).scalar() or ""


def remove(connection: sa.Connection, kept: Kept, ended: bool = False) -> None:
    """Remove all that is known of a set; of one that `ended` and that others might see, that and when is left."""
    end_names(connection, kept.number, kept.ends if ended and kept.seen_by != "me" else None)
    connection.execute(sa.delete(VERSIONS).where(VERSIONS.c.set == kept.number))
    connection.execute(sa.delete(SETS).where(SETS.c.number == kept.number))


def end_names(connection: sa.Connection, number: int, ended: str | None = None) -> None:
    """End all ids of a set: nothing is found by them any more, and no other set gets them."""
    gone = {"set": None, "name": None, "current": False, "ended": ended}
    connection.execute(sa.update(NAMES).where(NAMES.c.set == number).values(gone))


def name(connection: sa.Connection, number: int, title: str, seen_by: str, secret: str = "") -> None:
    """Give a set an id, which stays its own.

    Bare words of a title are given only where everybody sees that they are taken: an ending would tell of a set that is not for all.
    """
    begin = naming.slug(title)
    free = begin
    if seen_by == "link":
        free = naming.with_secret(begin, secret)
    elif seen_by == "me" or number_of(connection, begin, True) is not None:
        free = naming.with_ending(begin)
    known = number_of(connection, free, True)
    values = {"name": free, "set": number, "current": True}
    if known == number:
        # Called so once more.
        connection.execute(sa.update(NAMES).where(NAMES.c.digest == naming.digest(free)).values(values))
    else:
        connection.execute(sa.insert(NAMES).values(values | {"digest": naming.digest(free)}))


def sets_of(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Kept]:
    """Return sets with their names and versions, by title."""
    numbers = [row.number for row in rows]
    names = connection.execute(sa.select(NAMES).where(NAMES.c.set.in_(numbers)).order_by(NAMES.c.name)).all()
    called: dict[int, list[sa.Row[Any]]] = defaultdict(list)
    for name in names:
        called[name.set].append(name)
    versions: dict[int, list[Version]] = defaultdict(list)
    # Without the reports: one may have a megabyte, and few ask for it.
    told = [VERSIONS.c[name] for name in ("set", "number", "kept", "rows", "bytes", "columns", "file")]
    for one in connection.execute(sa.select(*told).where(VERSIONS.c.set.in_(numbers)).order_by(VERSIONS.c.number)):
        versions[one.set].append(Version(one.number, one.kept, one.rows, one.bytes, tuple(one.columns), one.file))
    found = [
        Kept(
            **row._mapping,
            id=next(name.name for name in called[row.number] if name.current),
            aliases=tuple(name.name for name in called[row.number] if not name.current),
            versions=tuple(versions[row.number]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda kept: (kept.title.casefold(), kept.number))
