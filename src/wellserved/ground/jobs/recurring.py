"""Recurring work as jobs: one row each, armed by every worker that starts, run by whichever is first."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from wellserved.ground.jobs import actions
from wellserved.ground.jobs.registry import Handler, register

PREFIX = "schedule:"


def arm(rows: list[tuple[timedelta, Callable[[], object]]], *, at: datetime) -> None:
    """Run each function again and again with this interval, from `at` on; forget what is no longer scheduled."""
    kinds = []
    for interval, function in rows:
        kind = f"{PREFIX}{function.__module__.removeprefix('wellserved.')}.{function.__qualname__}"
        register(kind, _ignoring_payload(function), every=interval)
        actions.arm(kind, at=at, every=interval)
        kinds.append(kind)
    actions.disarm(PREFIX, but=kinds)


def _ignoring_payload(function: Callable[[], object]) -> Handler:
    def run(payload: dict[str, Any]) -> None:
        function()

    return run
