"""How a watch is written into its row, and read again: JSON, moments in ISO 8601, what is as usual left out."""

import json
from datetime import datetime
from typing import Any

from wellserved.serving.standards.facts import Clock, Watch

MISSING = object()
WATCH = tuple((name, Watch._field_defaults.get(name, MISSING)) for name in Watch._fields)
CLOCK = tuple((name, Clock._field_defaults.get(name, MISSING)) for name in Clock._fields)
NO_CLOCKS = '"clocks":[]}'  # how a state ends in which nothing runs
MOMENTS = ("started_at", "running_since", "due_at", "warn_at")


def written(watch: Watch) -> str:
    state = _said(watch, WATCH)
    state["clocks"] = [_said(clock, CLOCK) for clock in watch.clocks]
    return json.dumps(state, default=datetime.isoformat, separators=(",", ":"))


def read(text: str) -> Watch:
    state = json.loads(text)
    state["at"] = datetime.fromisoformat(state["at"])
    state["groups"] = tuple(state.get("groups", ()))
    state["clocks"] = tuple(_clock(clock) for clock in state["clocks"])
    return Watch(**state)


def _said(told: Any, names: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    pairs = ((name, getattr(told, name), usual) for name, usual in names)
    return {name: value for name, value, usual in pairs if usual is MISSING or value != usual}


def _clock(clock: dict[str, Any]) -> Clock:
    for name in MOMENTS:
        if clock.get(name):
            clock[name] = datetime.fromisoformat(clock[name])
    return Clock(**clock)
