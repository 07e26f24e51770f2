"""How often something happens, in words (RFC 5545's RRULE)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}
DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}


def in_words(rule: Any) -> str:
    """ "every 2 weeks on Monday and Friday until 18 December 2026"; "" if it happens once."""
    if isinstance(rule, list):
        rule = rule[0] if rule else None
    if not isinstance(rule, Mapping):
        return ""
    unit = UNITS.get(str(_first(rule, "FREQ")).upper())
    if unit is None:
        return "repeatedly"
    interval = str(_first(rule, "INTERVAL") or "1")
    said = f"every {unit}" if interval == "1" else f"every {interval[:6]} {unit}s"
    if days := [_day(str(day)) for day in rule.get("BYDAY", [])][:7]:
        said += f" on {_listed(days)}"
    if count := _first(rule, "COUNT"):
        said += f", {str(count)[:6]} times"
    until = _first(rule, "UNTIL")
    if isinstance(until, date):
        said += f" until {until.day} {until:%B %Y}"
    return said


def _day(code: str) -> str:
    """`MO`, or `-1FR` for the last Friday."""
    name = DAYS.get(code[-2:].upper(), code)
    place = PLACES.get(code[:-2].lstrip("+"))
    return f"the {place} {name}" if place else name


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _first(rule: Mapping[str, Any], key: str) -> Any:
    values = rule.get(key)
    return (values[0] if values else None) if isinstance(values, list) else values
