"""People, what they typed and decided, and who holds what."""

import sqlalchemy as sa
from alembic import op

from reconcile.keep.store.migrations.append_only import append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _make_people()
    _make_work()
    _make_what_was_done()
    for table in ("users", "typed", "decisions", "activity"):
        append_only(table)


def _make_people() -> None:
    op.create_table(
        "users",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_users"),
    )
    op.create_index("ix_users_name", "users", ["name"])
    op.create_table(
        "sessions",
        sa.Column("token", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_sessions"),
    )


def _make_work() -> None:
    op.create_table(
        "typed",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sent", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("paper", sa.String, nullable=False),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("replaces", sa.Integer),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("station", sa.String, nullable=False),
        sa.Column("tec", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("photos", sa.JSON, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_typed"),
        sa.UniqueConstraint("sent", name="uq_typed_sent"),
        sa.ForeignKeyConstraint(["replaces"], ["typed.number"], name="fk_typed_replaces"),
    )
    for column in ("paper", "station", "who"):
        op.create_index(f"ix_typed_{column}", "typed", [column])
    op.create_table(
        "drafts",
        sa.Column("who", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("typed", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("who", "about", name="pk_drafts"),
    )
    op.create_table(
        "holds",
        sa.Column("about", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("about", name="pk_holds"),
    )


def _make_what_was_done() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decisions"),
    )
    op.create_index("ix_decisions_about", "decisions", ["about"])
    op.create_table(
        "activity",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("did", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_activity"),
    )
