"""What runs when: all recurring work, on one page. Each row is a job that re-arms itself (ground/jobs)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Every:
    """`run` again `interval` after it was last due, on one of the workers."""

    interval: timedelta
    run: Callable[[], None]


SCHEDULE: tuple[Every, ...] = ()
