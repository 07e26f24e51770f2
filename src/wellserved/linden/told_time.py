"""Time that is told: what a worker would do later is done by the simulated clock, and mail goes nowhere."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from wellserved.ground.jobs import actions as jobs
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.dispatch import React, Reaction, now, wire
from wellserved.ground.journal.events import Event
from wellserved.serving.standards.actions import act_on_clocks

A_SWEEP = 500
Reactions = Mapping[type[Event], tuple[Reaction, ...]]
Jobs = Mapping[str, Callable[[dict[str, Any], datetime], object]]  # by kind: what is done with a payload when due


class Worker:
    """Keeps the `later` reactions of what happens, in order, until it is told to go on."""

    def __init__(self, instead: Mapping[React, React], jobs: Jobs) -> None:
        self._waiting: deque[tuple[React, Event]] = deque()
        self._instead, self._jobs = instead, jobs

    def wiring(self, reactions: Reactions) -> Reactions:
        """The same reactions, with those that come `later` kept here rather than in the table of jobs."""
        return {event: tuple(map(self._kept, listed)) for event, listed in reactions.items()}

    def go_on(self) -> None:
        """React to all that happened, and to what that makes happen."""
        while self._waiting:
            run, event = self._waiting.popleft()
            run(event)

    def sweep(self, at: datetime) -> None:
        """Record the standards that were missed until now, and do the jobs that fell due."""
        while act_on_clocks(at, A_SWEEP) == A_SWEEP:
            pass
        for job in Job.objects.due(at).filter(kind__in=self._jobs):
            self._jobs[job.kind](job.payload, job.due_at)
            jobs.done(job, at=at)
        self.go_on()

    def _kept(self, reaction: Reaction) -> Reaction:
        if reaction.now:
            return reaction
        run = self._instead.get(reaction.run, reaction.run)

        def keep(event: Event) -> None:
            self._waiting.append((run, event))

        return now(keep)


@contextmanager
def told(reactions: Reactions, instead: Mapping[React, React], jobs: Jobs) -> Iterator[Worker]:
    """While this lasts, `later` waits for the worker; `instead` replaces single reactions, `jobs` are its own."""
    worker = Worker(instead, jobs)
    wire(worker.wiring(reactions))
    try:
        yield worker
    finally:
        wire(reactions)
