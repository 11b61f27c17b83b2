"""Runs, findings and what people decided of them."""

import sqlalchemy as sa
from alembic import op

from reconcile.keep.store.migrations.append_only import append_only

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "runs",
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("started", sa.String, nullable=False),
        sa.Column("ended", sa.String, nullable=False),
        sa.Column("report", sa.String, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("run", name="pk_runs"),
    )
    op.create_table(
        "findings",
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("row", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("finding", name="pk_findings"),
    )
    op.create_index("ix_findings_subject", "findings", ["subject"])
    op.create_table(
        "found",
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("run", "finding", name="pk_found"),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_found_run"),
        sa.ForeignKeyConstraint(["finding"], ["findings.finding"], name="fk_found_finding"),
    )
    op.create_table(
        "settled",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_settled"),
        sa.ForeignKeyConstraint(
            ["finding"], ["findings.finding"], name="fk_settled_finding"
        ),
    )
    op.create_table(
        "sent",
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("receiver", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("run", "receiver", name="pk_sent"),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_sent_run"),
    )
    for table in ("runs", "findings", "found", "settled", "sent"):
        append_only(table)
