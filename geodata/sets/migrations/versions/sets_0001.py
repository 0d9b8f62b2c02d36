"""The first tables: sets, their names, their versions, and files in pieces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sets",
        sa.Column("number", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("title", "note", "licence", "owner", "seen_by", "keeper", "state")
        ),
    )
    op.create_index("ix_sets_keeper", "sets", ["keeper"])
    op.create_table(
        "names",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("name", sa.Text),
        sa.Column("set", sa.Integer, sa.ForeignKey("sets.number")),
        sa.Column("current", sa.Boolean, nullable=False),
    )
    op.create_index("ix_names_set", "names", ["set"])
    op.create_table(
        "versions",
        sa.Column("set", sa.Integer, sa.ForeignKey("sets.number"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kept", sa.Text, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("columns", sa.JSON, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.Column("file", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "pieces",
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
