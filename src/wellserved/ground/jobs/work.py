"""One job, from claim to verdict. Nothing here knows what the work means."""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime

from wellserved.ground.jobs import actions
from wellserved.ground.jobs.models import Job
from wellserved.ground.jobs.registry import Permanent, Work, work_of

log = logging.getLogger("wellserved.jobs")


def perform(job: Job, now: Callable[[], datetime]) -> bool:
    """Run a claimed job and record what became of it; returns whether it succeeded.

    The handler has transactions of its own, since it may talk to a network. If we die between its commit
    and our record, it runs again: handlers are idempotent.
    """
    work: Work | None = None
    try:
        work = work_of(job.kind)
        work.run(job.payload)
    except Permanent as reason:
        log.warning("job %s (%s) is parked: %s", job.id, job.kind, reason)
        actions.park(job, str(reason), at=now())
        return False
    except Exception as error:
        log.warning("job %s (%s) failed, attempt %s: %s", job.id, job.kind, job.attempts, error)
        trace = traceback.format_exc()
        if work and work.every:
            actions.again(job, due_at=now() + work.every, error=trace)
        else:
            actions.fail(job, trace, at=now())
        return False
    if work.every:
        actions.again(job, due_at=now() + work.every)
    else:
        actions.done(job, at=now())
    return True


def drain(at: datetime, *, limit: int = 10_000) -> int:
    """Run all that is due at `at`, and what follows from it, here and now; returns how many jobs ran.

    For simulations and tests, where time is told. What fails waits for its next attempt as usual.
    """
    ran = 0
    while ran < limit and (jobs := actions.claim(at=at, limit=100)):
        for job in jobs:
            perform(job, lambda: at)
        ran += len(jobs)
    return ran
