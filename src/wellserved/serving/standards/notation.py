"""How a watch is written into its row, and read again: JSON, moments in ISO 8601."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from wellserved.serving.standards.rules import Clock, Watch


def written(watch: Watch) -> str:
    return json.dumps(asdict(watch), default=datetime.isoformat, separators=(",", ":"))


def read(text: str) -> Watch:
    state = json.loads(text)
    state["at"] = datetime.fromisoformat(state["at"])
    state["clocks"] = tuple(_clock(clock) for clock in state["clocks"])
    return Watch(**state)


def _clock(clock: dict[str, Any]) -> Clock:
    for name in ("started_at", "running_since", "due_at"):
        clock[name] = clock[name] and datetime.fromisoformat(clock[name])
    return Clock(**clock)
