"""Sets that end by themselves, and of those that have ended when they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; what was kept before does not end."""
    op.add_column("sets", sa.Column("ends", sa.Text, nullable=False, server_default=""))
    op.add_column("names", sa.Column("ended", sa.Text))
