"""What runs when: all recurring work, on one page. Each row is a job that re-arms itself (ground/jobs)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from wellserved.ground import shelf
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.repeats import actions as repeats
from wellserved.learning.insight import actions as insight
from wellserved.learning.letters import actions as letters
from wellserved.learning.themes import actions as themes
from wellserved.serving.conversations.actions.scanning import scan_again


@dataclass(frozen=True)
class Every:
    """`run` again `interval` after it was last due, on one of the workers."""

    interval: timedelta
    run: Callable[[], object]


SCHEDULE: tuple[Every, ...] = (
    Every(timedelta(hours=1), insight.sum_up),
    Every(timedelta(hours=1), letters.write_due),
    Every(timedelta(minutes=10), scan_again),
    Every(timedelta(days=1), themes.regroup),
    Every(timedelta(days=1), jobs.forget_done),
    Every(timedelta(days=1), repeats.forget_old),
    Every(timedelta(days=1), shelf.clear),
)
