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
        sa.UniqueConstraint("report", "started", name="uq_runs_report"),
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
        "events",
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("seen", sa.Boolean, nullable=False),
        sa.Column("other", sa.String, nullable=True),
        sa.Column("why", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("run", "finding", name="pk_events"),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_events_run"),
        sa.ForeignKeyConstraint(
            ["finding"], ["findings.finding"], name="fk_events_finding"
        ),
        sa.ForeignKeyConstraint(["other"], ["findings.finding"], name="fk_events_other"),
    )
    op.create_table(
        "settled",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("aside", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_settled"),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_settled_run"),
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
    for table in ("runs", "findings", "events", "settled", "sent"):
        append_only(table)
