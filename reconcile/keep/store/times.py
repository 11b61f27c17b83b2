"""The time, as records have it."""

from datetime import UTC, datetime


def now() -> str:
    """Return the time, ISO 8601 in UTC, for people to read."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
