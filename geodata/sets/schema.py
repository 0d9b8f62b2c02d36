"""The catalogue's tables and the database that holds them: SQLite in a folder, or PostgreSQL."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from geodata.sets.kept import Away
from geodata.sets.whole import NotKept, said
from geodata.translation import tr

_LOG = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"

#: Seconds for which one waits for another who writes, and for a database that does not answer.
_WAIT_S, _CONNECT_S = 15, 3

#: Under which all servers on one PostgreSQL wait for each other while one renews the tables or counts what is kept: a number that nothing else uses.
_LOCK = 7_305_226_180

META = sa.MetaData()

SETS = sa.Table(
    "sets",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("seen_by", sa.Text, nullable=False),
    sa.Column("keeper", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("ends", sa.Text, nullable=False, server_default=""),
    sa.Column("kind", sa.Text, nullable=False, server_default="points"),
)

#: Ids, those of old and those of deleted sets too: nothing else is ever called so. Of a deleted set nothing but the digest is left, and of one that others saw and that has ended when it did.
NAMES = sa.Table(
    "names",
    META,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("set", sa.ForeignKey("sets.number"), index=True),
    sa.Column("current", sa.Boolean, nullable=False),
    sa.Column("ended", sa.Text),
)

VERSIONS = sa.Table(
    "versions",
    META,
    sa.Column("set", sa.ForeignKey("sets.number"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kept", sa.Text, nullable=False),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("columns", sa.JSON, nullable=False),
    sa.Column("report", sa.JSON, nullable=False),
    sa.Column("file", sa.Text, nullable=False, unique=True),
)

#: The files of versions in pieces, where a database holds them; a folder holds them as they are.
PIECES = sa.Table(
    "pieces",
    META,
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("part", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)


def engine(place: str | Path) -> sa.Engine:
    """Return the database of a folder, which is made where it is missing, or of a ``postgresql://`` address."""
    if isinstance(place, str):
        address = sa.make_url(place).set(drivername="postgresql+psycopg")
        return sa.create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_S})
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = sa.create_engine(f"sqlite:///{place / 'catalogue.sqlite'}", connect_args={"timeout": _WAIT_S})

    def connected(connection: sqlite3.Connection, _record: object) -> None:
        # Python's driver would begin a transaction only at the first change, after what it depends on has been read.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")

    def begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes(connection) else "BEGIN")

    sa.event.listen(made, "connect", connected)
    sa.event.listen(made, "begin", begun)
    return made


def writes(connection: sa.Connection) -> bool:
    """Tell whether a transaction is one that changes something: others who change wait for its end."""
    return bool(connection.get_execution_options().get("writes"))


def writing(database: sa.Engine) -> sa.Engine:
    """Return the database for transactions that change something."""
    return database.execution_options(writes=True)


def alone(connection: sa.Connection) -> None:
    """Wait in a transaction for the end of others that wait so; in a folder every change does."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def bring_up(database: sa.Engine) -> None:
    """Make the tables what this program knows, or renew them.

    Raises
    ------
    Away
        Where a newer program has made them.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    with writing(database).begin() as connection:
        alone(connection)
        if not set(MigrationContext.configure(connection).get_current_heads()) <= known:
            raise Away(
                tr(
                    "The catalogue of kept sets was made by a newer Border Atlas than this one: update this one, or name another place. Until then no set is kept or opened."
                )
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _is_full(error: object) -> bool:
    """Tell whether a disk, SQLite or PostgreSQL says that there is no room left."""
    of = {"errno": errno.ENOSPC, "sqlite_errorcode": sqlite3.SQLITE_FULL, "sqlstate": "53100"}
    return any(getattr(error, name, None) == value for name, value in of.items())


@contextmanager
def away() -> Iterator[None]:
    """Say as a sentence that the place cannot be used, or that its disk is full; the log has why."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, OSError) as error:
        # Its words may quote an address, and in it a password.
        _LOG.warning("Kept sets cannot be reached: %s.", type(error).__name__)
        if _is_full(getattr(error, "orig", error)):
            raise NotKept(said(OSError(errno.ENOSPC, ""))) from error
        raise Away(
            tr("The place where sets are kept cannot be used right now. The rest of the atlas works; try again later.")
        ) from error
