"""How a watch is written into its row, and read again: JSON, moments in ISO 8601."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from wellserved.serving.standards.facts import Clock, Watch

WATCH = tuple(field.name for field in fields(Watch))
CLOCK = tuple(field.name for field in fields(Clock))


def written(watch: Watch) -> str:
    state = {name: getattr(watch, name) for name in WATCH}  # asdict would copy deeply, and take ten times as long
    state["clocks"] = [{name: getattr(clock, name) for name in CLOCK} for clock in watch.clocks]
    return json.dumps(state, default=datetime.isoformat, separators=(",", ":"))


def read(text: str) -> Watch:
    state = json.loads(text)
    state["at"] = datetime.fromisoformat(state["at"])
    state["clocks"] = tuple(_clock(clock) for clock in state["clocks"])
    return Watch(**state)


def _clock(clock: dict[str, Any]) -> Clock:
    for name in ("started_at", "running_since", "due_at"):
        clock[name] = clock[name] and datetime.fromisoformat(clock[name])
    return Clock(**clock)
