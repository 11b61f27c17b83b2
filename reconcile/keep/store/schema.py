"""What the tables of the store hold. Changes to them stand in migrations/.

Records are added and never changed: a later one says what is so now. Times are ISO 8601
in UTC and only for people; the order is that of the numbers, which no clock moves.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

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


# A run of the checks: what it looked at, and what came of it. The same report that was
# started at the same time is the same run.
RUNS = Table(
    "runs",
    METADATA,
    Column("run", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("ended", String, nullable=False),
    Column("report", String, nullable=False),  # the run's folder under reports/
    Column("records", Integer, nullable=False),  # of the archive, then
    Column("told", JSON, nullable=False),  # coverage, the rules it ran by, documents
    UniqueConstraint("report", "started"),
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

# What became of a finding in a run; a run in which nothing did has no row of it.
EVENTS = Table(
    "events",
    METADATA,
    _run(),
    Column("finding", ForeignKey("findings.finding"), primary_key=True),
    Column("kind", String, nullable=False),  # see reconcile.keep.life.events
    Column("seen", Boolean, nullable=False),  # what it rests on was answered that night
    # The finding of the same subject whose place it took, or that took its place.
    Column("other", ForeignKey("findings.finding"), nullable=True),
    Column("why", String, nullable=False),
)

# What a person decided of a finding; the last one counts. Those between two runs come
# after all of the earlier one.
SETTLED = Table(
    "settled",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("run", ForeignKey("runs.run"), nullable=False),  # the last one then
    Column("finding", ForeignKey("findings.finding"), nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("decision", String, nullable=False),  # settled, or open again
    Column("why", String, nullable=False),
    Column("aside", JSON, nullable=False),  # rows of copies that count no more
)

# Which message went to which receiver, so that none is sent twice.
SENT = Table(
    "sent",
    METADATA,
    _run(),
    Column("receiver", String, primary_key=True),  # a digest: addresses hold secrets
    Column("at", String, nullable=False),
)
