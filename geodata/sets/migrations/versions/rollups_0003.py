"""Rollups of versions, where PostgreSQL holds what is kept: a partition for each version that has some."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table. Versions that were kept before have no rollup, and are answered from their rows."""
    if op.get_context().dialect.name != "postgresql":
        return
    numbers = ", ".join(
        f"{name} integer NOT NULL" for name in ("grain", "level", "step", "narrowed", "code", "cell", "kind")
    )
    op.execute(
        f"CREATE TABLE rollups (version bigint NOT NULL, {numbers}, value real, steps bytea NOT NULL, n bytea NOT NULL)"
        " PARTITION BY LIST (version)"
    )
