"""When to try again, and when to stop trying."""

from datetime import timedelta

MAX_ATTEMPTS = 17  # with the waits below: nearly a day of trying
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=4)


def wait_before(attempt: int) -> timedelta:
    """How long to wait after failed attempt number `attempt` (from 1): doubling from 5 s, at most 4 h."""
    doublings: int = 2 ** min(attempt - 1, 20)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def is_hopeless(attempts: int) -> bool:
    """Whether so many failures mean that somebody must look at it."""
    return attempts >= MAX_ATTEMPTS
