"""The only place that asks the machine what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC. Actions and rules take `at` instead, so that time can be told."""
    return datetime.now(UTC)
