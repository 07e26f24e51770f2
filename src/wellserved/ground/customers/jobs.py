"""The jobs of this room."""

from typing import Any

from wellserved.ground import clock
from wellserved.ground.customers import actions
from wellserved.ground.customers.actions.erasing import ERASE, SWEEP
from wellserved.ground.jobs.registry import register


def erase(payload: dict[str, Any]) -> None:
    actions.erase(payload["erasure"], at=clock.now())


def sweep(payload: dict[str, Any]) -> None:
    actions.sweep(payload["erasure"], at=clock.now())


register(ERASE, erase)
register(SWEEP, sweep)
