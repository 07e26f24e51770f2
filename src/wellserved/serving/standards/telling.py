"""A rule told on one line, for lists: "time to: from arrived, to greeted or attended, within 60 s". Pure."""

from collections.abc import Mapping
from typing import Any

from wellserved.serving.standards.wording import Rule


def in_words(rule: Rule) -> str:
    """What the rule says, in its own words and its own order."""
    parts = [_part(name, value) for name, value in rule.items() if name != "kind"]
    kind = str(rule.get("kind", ""))
    return f"{kind}: {', '.join(parts)}" if parts else kind


def _part(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{name} ({in_words(value)})"
    if isinstance(value, list | tuple):
        return f"{name} {' or '.join(str(one) for one in value)}"
    return f"{name} {value}"
