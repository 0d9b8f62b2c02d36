"""Briefings beside sets of points."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; what was kept before are points."""
    op.add_column("sets", sa.Column("kind", sa.Text, nullable=False, server_default="points"))
