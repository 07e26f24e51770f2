"""What a worker does between two moments of a simulation, with the simulated clock."""

from datetime import datetime

from wellserved.ground.jobs.work import drain
from wellserved.serving.standards.actions import record_breaches


def settle(at: datetime) -> None:
    """Run what fell due, and record the standards that were missed meanwhile."""
    drain(at)
    record_breaches(at)
