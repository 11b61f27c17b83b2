"""Tokens of machines."""

import sqlalchemy as sa
from alembic import op

from reconcile.keep.store.migrations.append_only import append_only

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tokens",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_tokens"),
    )
    for column in ("name", "token"):
        op.create_index(f"ix_tokens_{column}", "tokens", [column])
    append_only("tokens")
