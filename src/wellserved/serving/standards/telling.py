"""A rule told on one line, for people: "from arrived to greeted or attended, within 60 s, around the clock". Pure."""

from collections.abc import Callable, Iterator
from typing import Any

from wellserved.serving.standards.facts import AT_LEAST, AT_MOST, OBSERVED, QUOTED, TIME_TO
from wellserved.serving.standards.wording import SHARE_OF, SHORT, Rule

WAITED = {"waiting": "the time we wait for the customer", "hold": "the time on hold"}


def in_words(rule: Rule) -> str:
    """What the rule says; moments stand by the names that they have in a file."""
    tell = _BY_KIND.get(str(rule.get("kind", "")))
    return ", ".join(tell(rule)) if tell else ""


def _short(rule: Rule) -> Iterator[str]:
    yield f"{rule['kind']} {' '.join(_due(rule))}"
    yield from _around(rule)


def _time_to(rule: Rule) -> Iterator[str]:
    yield f"from {rule['from']} to {_any(rule['to'])}"
    yield from _due(rule)
    yield from _around(rule)


def _counted(rule: Rule) -> Iterator[str]:
    if "total" in rule:
        yield f"{rule['kind']} {rule['limit']} of {rule['total']} altogether"
    else:
        times = "once" if rule["limit"] == 1 else f"{rule['limit']} times"
        yield f"{_any(rule['count'])} {rule['kind']} {times}"
    if "from" in rule:
        yield f"from {rule['from']}"
    if "until" in rule:
        yield f"until {_any(rule['until'])}"
    yield from _around(rule)


def _quoted(rule: Rule) -> Iterator[str]:
    yield f"{_any(rule['to'])} by the time that was named"
    if str(rule.get("late", "0 s")) != "0 s":
        yield f"{rule['late']} later at most"
    if "early" in rule:
        yield f"{rule['early']} earlier at most"
    yield from _around(rule)


def _observed(rule: Rule) -> Iterator[str]:
    yield f"observed by {_any(rule['by'])}" if "by" in rule else "observed"
    if "says" in rule:
        yield f"with words such as {_any(_said(rule['says']))}"
    if "never_says" in rule:
        yield f"without {_any(_said(rule['never_says']))}"


def _share_of(rule: Rule) -> Iterator[str]:
    yield f"share of a {rule.get('per', 'month')}"
    yield in_words(rule["of"])


def _due(rule: Rule) -> Iterator[str]:
    if "within" in rule:
        yield f"within {rule['within']}"
    if "by" in rule:
        days = int(rule.get("day", 0))
        later = ("", " of the next serving day")[days] if days < 2 else f", {days} serving days later"
        yield f"by {rule['by']}{later}"


def _around(rule: Rule) -> Iterator[str]:
    """Which time counts, and what else decides."""
    if rule.get("hours") == "always":
        yield "around the clock"
    elif "within" in rule:
        yield "in opening hours"
    if "pauses" in rule:
        yield f"without {' and '.join(WAITED.get(one, one) for one in _several(rule['pauses']))}"
    if "fails" in rule:
        yield f"missed at once when {_any(rule['fails'])}"
    if "cancelled" in rule:
        yield f"not counted when {_any(rule['cancelled'])}"
    if "warn" in rule:
        shares = (f"{share * 100:g}\u00a0%" for share in _several(rule["warn"]))
        yield f"warned at {' and '.join(shares)}"


def _any(names: Any) -> str:
    *rest, last = (str(one) for one in _several(names))
    return f"{', '.join(rest)} or {last}" if rest else last


def _said(phrases: Any) -> list[str]:
    return [f"“{one}”" for one in _several(phrases)]


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


_BY_KIND: dict[str, Callable[[Rule], Iterator[str]]] = {
    **dict.fromkeys(SHORT, _short),
    TIME_TO: _time_to,
    AT_MOST: _counted,
    AT_LEAST: _counted,
    QUOTED: _quoted,
    OBSERVED: _observed,
    SHARE_OF: _share_of,
}
