"""The rows of versions as a table that is asked in SQL, where PostgreSQL holds what is kept: a partition for each version."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; files of a folder are asked by themselves."""
    if op.get_context().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE TABLE partitions (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, version text NOT NULL UNIQUE)"
    )
    codes = ", ".join(f"c{number} integer" for number in range(32))
    op.execute(
        "CREATE TABLE points (version bigint NOT NULL, x bigint NOT NULL, y bigint NOT NULL, key bigint NOT NULL,"
        " start_day integer NOT NULL, end_day integer NOT NULL, vague boolean NOT NULL, lon real NOT NULL, lat real NOT NULL,"
        ' precision_m real NOT NULL, line integer NOT NULL, "row" bigint NOT NULL,'
        f" value real, value_low real, value_high real, shape bytea, {codes}) PARTITION BY LIST (version)"
    )
