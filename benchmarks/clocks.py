"""A million running clocks and future jobs: what they cost an idle worker, and how soon a breach is recorded."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from benchmarks.frame import Figure, cpu_seconds, fresh_house, report

FEW, MANY = 1_000, 1_000_000
TICKS = 300
BREACHES = 20
FIRST = 1_000_000_000  # numbers far from those of real conversations

COUNTED = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT {low} UNION ALL SELECT i + 1 FROM n WHERE i < {high} - 1) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series({low}, {high} - 1)) ",
}
LATER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', 'now', '+1 day', i || ' seconds')",
    "postgresql": "now() + interval '1 day' + i * interval '1 second'",
}
NOW = {"sqlite": "datetime('now')", "postgresql": "now()"}


def main() -> bool:
    with fresh_house():
        from wellserved.ground.jobs.worker import Worker
        from wellserved.serving.standards.actions import act_on_clocks

        worker, pool = Worker(sweep=act_on_clocks), ThreadPoolExecutor(1)

        def ticks() -> None:
            for _ in range(TICKS):
                worker.tick(pool)

        fill_clocks(0, FEW)
        ticks()
        few = cpu_seconds(ticks) / TICKS * 1000
        fill_clocks(FEW, MANY)
        ticks()
        many = cpu_seconds(ticks) / TICKS * 1000
        late = _breach_delays()
    return report(
        "clocks",
        [
            Figure("CPU of an idle worker's tick, 1,000,000 clocks and jobs", many, "ms", at_most=1),
            Figure("the same with 1,000", few, "ms"),
            Figure("ratio", many / few),
            Figure("a breach is recorded after its moment, at most", max(late), "s", at_most=1),
        ],
    )


def fill_clocks(low: int, high: int) -> None:
    """Clocks and jobs that are due a day from now or later."""
    from django.db import connection

    kind = connection.vendor
    numbers = COUNTED[kind].format(low=low, high=high)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO standards_watch (conversation_id, act_at, state) "
            f"{numbers} SELECT {FIRST} + i, {LATER[kind]}, '' FROM n"
        )
        cursor.execute(
            "INSERT INTO jobs_job (kind, payload, due_at, lease, attempts, last_error, created_at) "
            f"{numbers} SELECT 'bench', '{{}}', {LATER[kind]}, '', 0, '', {NOW[kind]} FROM n"
        )
        cursor.execute("ANALYZE")


def _breach_delays() -> list[float]:
    """Seconds from the due time to the record of it, in the journal of a house with a real worker."""
    from wellserved.ground import clock
    from wellserved.ground.jobs.models import Job
    from wellserved.ground.journal.models import Entry
    from wellserved.serving.standards.events import StandardMissed

    _one_second_standard()
    worker = subprocess.Popen([sys.executable, "-m", "wellserved", "work"])
    try:
        while not Job.objects.filter(kind__startswith="schedule:").exists():  # it is at work
            time.sleep(0.1)
        time.sleep(1)
        for number in range(BREACHES):
            _ask(number)
            time.sleep(0.13)
        until = clock.now() + timedelta(seconds=20)
        while Entry.objects.of_kinds(StandardMissed).count() < BREACHES and clock.now() < until:
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait()
    missed = list(Entry.objects.of_kinds(StandardMissed))
    assert len(missed) == BREACHES, f"{len(missed)} of {BREACHES} breaches were recorded"
    return [(entry.recorded_at - entry.at).total_seconds() for entry in missed]


def _one_second_standard() -> None:
    from wellserved.ground import clock
    from wellserved.ground.accounts import actions as accounts
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.standards.actions import add_standard

    at = clock.now()
    accounts.found_house("Linden", time_zone="UTC", at=at)
    accounts.add_site("Linden House", time_zone="UTC", at=at)
    add_standard(
        "quick",
        statement="A guest is answered within a second",
        dimension="responsiveness",
        rule={"kind": "first reply", "within": "1 s", "hours": "always"},
        by=SYSTEM,
        at=at,
    )


def _ask(number: int) -> None:
    from wellserved.ground import clock
    from wellserved.ground.accounts.reads import all_sites
    from wellserved.ground.customers.actions import recognise
    from wellserved.serving.conversations.actions import open
    from wellserved.serving.conversations.rules import Incoming

    at = clock.now()
    guest = f"guest{number}@example.com"
    incoming = Incoming(channel="form", sender=guest, text="Is my room ready?")
    open(incoming, customer=recognise("email", guest, at=at), site=all_sites()[0], at=at)


if __name__ == "__main__":
    sys.exit(not main())
