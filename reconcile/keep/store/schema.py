"""What the tables of the store hold. Changes to them stand in migrations/.

Records are added and never changed: a later one says what is so now. Times are ISO 8601
in UTC and only for people; the order is that of the numbers, which no clock moves.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _run() -> Column[int]:
    return Column("run", ForeignKey("runs.run"), primary_key=True)


# A run that came to its end: what it looked at, and what came of every step.
RUNS = Table(
    "runs",
    METADATA,
    Column("run", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("ended", String, nullable=False),
    Column("report", String, nullable=False),  # the run's folder under reports/
    Column("records", Integer, nullable=False),  # of the archive, then
    Column("told", JSON, nullable=False),  # each step's outcome, coverage, counts
)

# A finding as it was first seen; the same numbers at the same place are the same one.
FINDINGS = Table(
    "findings",
    METADATA,
    Column("finding", String, primary_key=True),
    # The place without its numbers: findings of one subject follow each other.
    Column("subject", String, nullable=False),
    Column("row", JSON, nullable=False),  # its row of findings.json
)
Index(None, FINDINGS.c.subject)

# Which run found which finding.
FOUND = Table(
    "found",
    METADATA,
    _run(),
    Column("finding", ForeignKey("findings.finding"), primary_key=True),
    Column("seen", Integer, nullable=False),  # 1: its documents were answered that night
)

# What a person decided of a finding; the last one of a subject counts.
SETTLED = Table(
    "settled",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("finding", ForeignKey("findings.finding"), nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("decision", String, nullable=False),  # settled, or open again
    Column("why", String, nullable=False),
)

# Which message went to which receiver, so that none is sent twice.
SENT = Table(
    "sent",
    METADATA,
    _run(),
    Column("receiver", String, primary_key=True),  # a digest: addresses hold secrets
    Column("at", String, nullable=False),
)
