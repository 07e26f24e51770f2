"""The loop of a worker process: each tick claims what is due and hands it to a few threads."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from time import monotonic

from django.db import Error, close_old_connections, connection

from wellserved.ground import clock
from wellserved.ground.jobs import actions
from wellserved.ground.jobs.models import Job
from wellserved.ground.jobs.wake import wake_on
from wellserved.ground.jobs.work import perform

TICK_SECONDS = 0.5
LOOK_SECONDS = 0.05
CLAIM = 8  # jobs per thread: enough that none idles between two ticks

log = logging.getLogger("wellserved.work")


class Worker:
    """`sweep(at)` is called at each tick besides, for what is due without being a job."""

    def __init__(
        self, *, sweep: Callable[[datetime], object], threads: int = 3, lease: timedelta = actions.LEASE
    ) -> None:
        self.sweep = sweep
        self.threads = threads
        self.lease = lease
        self.running: dict[Future[None], Job] = {}
        self.stopping = threading.Event()
        self.renewed_at = monotonic()

    def stop(self) -> None:
        """Begin no more jobs; `run` returns soon."""
        self.stopping.set()

    def run(self, grace_seconds: float = 3.0) -> bool:
        """Work until stopped. Returns whether all that was begun is finished; what isn't, returns with its lease."""
        pool = ThreadPoolExecutor(self.threads, thread_name_prefix="job")
        while not self.stopping.is_set():
            try:
                wake = wake_on("wellserved_jobs", LOOK_SECONDS)
                try:
                    while not self.stopping.is_set():
                        self.tick(pool)
                        wake.wait(TICK_SECONDS, self.stopping.is_set)
                finally:
                    wake.close()
            except Error as error:
                log.warning("the worker cannot reach the database, trying again: %s", error)
                connection.close()
                self.stopping.wait(1)
        return self._finish(pool, grace_seconds)

    def tick(self, pool: ThreadPoolExecutor) -> None:
        at = clock.now()
        try:
            self.sweep(at)
        except Exception:
            log.exception("the sweep failed, trying again at the next tick")
        self._renew(at)
        while (room := self.threads * CLAIM - len(self.running)) > 0 and not self.stopping.is_set():
            jobs = actions.claim(at=at, limit=room, lease=self.lease)
            if not jobs:
                return
            for job in jobs:
                future = pool.submit(_perform, job)
                self.running[future] = job
                future.add_done_callback(lambda future: self.running.pop(future, None))

    def _renew(self, at: datetime) -> None:
        if monotonic() - self.renewed_at >= self.lease.total_seconds() / 3:
            self.renewed_at = monotonic()
            if held := list(self.running.values()):
                actions.renew(held, at=at, lease=self.lease)

    def _finish(self, pool: ThreadPoolExecutor, grace_seconds: float) -> bool:
        held = dict(self.running)
        pool.shutdown(wait=False, cancel_futures=True)
        actions.release([job for future, job in held.items() if future.cancelled()], at=clock.now())
        return not wait(held, timeout=grace_seconds).not_done


def _perform(job: Job) -> None:
    try:
        perform(job, clock.now)
    except Exception:
        log.exception("job %s: what became of it could not be recorded; it returns with its lease", job.id)
    finally:
        close_old_connections()
