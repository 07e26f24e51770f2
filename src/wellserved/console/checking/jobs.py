import time
from collections.abc import Iterator

from wellserved.console.checking import Finding
from wellserved.ground import clock, ids
from wellserved.ground.jobs import actions, reads

PATIENCE_SECONDS = 5.0
LATE_SECONDS = 120
PING = "jobs.ping"


def look() -> Iterator[Finding]:
    at = clock.now()
    key = f"{PING}:{ids.reference()}"
    actions.enqueue(PING, {}, due_at=at, key=key)
    waited = _seconds_until_done(key)
    if waited is None:
        yield Finding("no worker answers", "start one: wellserved run (or wellserved work)")
    else:
        yield Finding(f"a worker answered within {max(waited, 0.1):.1f} s")
    health = reads.health(at)
    late = health.late_seconds(at)
    if late > LATE_SECONDS:
        yield Finding(f"work has been waiting for {late / 60:.0f} minutes", "start more workers: wellserved work")
    if health.parked:
        reason = reads.parked(1)[0]
        last = reason.last_error.strip().splitlines()[-1:] or ["no reason given"]
        yield Finding(
            f"{health.parked} jobs were given up, the latest {reason.kind} ({last[0][:160]})",
            "put right what it says; then wellserved manage shell: jobs.actions.retry(id)",
        )


def _seconds_until_done(key: str) -> float | None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS:
        if reads.is_done(key):
            return time.monotonic() - began
        time.sleep(0.05)
    return None
