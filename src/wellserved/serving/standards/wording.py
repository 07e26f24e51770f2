"""A standard's rule as it is written (in a pack, by the office, in the table) and the terms that it means. Pure.

kind = "time to"       from, to, within (or by and day), pauses, fails, cancelled
kind = "at most"       count (or total), limit, from, until        "at least": the same without total
kind = "quoted"        to, late, early
kind = "observed"      by, and says for what a rule looks for in the words
kind = "share of"      of (one of the rules above), per
kind = "first reply", "next reply", "resolution"    within: short for the usual "time to"
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wellserved.serving.standards import durations
from wellserved.serving.standards.facts import AT_LEAST, AT_MOST, OBSERVED, QUOTED, TIME_TO, Terms
from wellserved.serving.standards.moments import MEANINGS
from wellserved.serving.standards.nearest import did_you_mean

Rule = Mapping[str, Any]

SHARE_OF = "share of"
SHORT: dict[str, dict[str, Any]] = {
    "first reply": {"from": "first question", "to": "we replied", "cancelled": "settled"},
    "next reply": {"from": "next question", "to": "we replied", "cancelled": "settled"},
    "resolution": {"from": "matter began", "to": "settled", "pauses": "waiting"},
}
PAUSES = {"waiting": ("waiting began", "waiting ended"), "hold": ("hold began", "hold ended")}
SPANS = {"hold": ("hold began", "hold ended"), "waiting": ("waiting began", "waiting ended")}
OBSERVERS = ("colleague", "review", "inspection", "customer", "rule")
PERIODS = ("day", "week", "month")
LONGEST_SECONDS = 3660 * 86_400  # what lies further off than ten years is no standard
MOST = 1_000_000
MOST_DAYS = 366
KINDS = (*SHORT, TIME_TO, AT_MOST, AT_LEAST, QUOTED, OBSERVED, SHARE_OF)
FIELDS: dict[str, frozenset[str]] = {
    TIME_TO: frozenset({"from", "to", "within", "by", "day", "hours", "pauses", "fails", "cancelled", "warn"}),
    AT_MOST: frozenset({"count", "total", "limit", "from", "until", "hours", "cancelled", "warn"}),
    AT_LEAST: frozenset({"count", "limit", "from", "until", "cancelled"}),
    QUOTED: frozenset({"to", "late", "early", "cancelled", "warn"}),
    OBSERVED: frozenset({"by", "says", "never_says"}),
    SHARE_OF: frozenset({"of", "per"}),
} | {short: frozenset({"within", "by", "day", "hours", "warn"}) for short in SHORT}


class WrongRule(ValueError):  # noqa: N818 - a fact about what was written
    """`place` is the field that is wrong, "" for the rule as a whole; the message says what it may be."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


def meant(rule: Rule, **about: Any) -> Terms:
    """The terms that the rule means; `about` is the rest of Terms (id, key, scope, validity). WrongRule if none."""
    kind = rule.get("kind")
    if kind not in KINDS:
        raise WrongRule(f"The kind is one of {_listed(KINDS)}, not {kind!r}.{did_you_mean(kind, KINDS)}", "kind")
    if unknown := sorted(rule.keys() - FIELDS[kind] - {"kind"}):
        raise WrongRule(
            f"A rule of the kind {kind!r} knows no {unknown[0]!r}; it knows {_listed(sorted(FIELDS[kind]))}."
            f"{did_you_mean(unknown[0], FIELDS[kind])}",
            unknown[0],
        )
    if kind in SHORT:
        return meant({**SHORT[kind], **rule, "kind": TIME_TO}, **about)
    if kind == SHARE_OF:
        part = _part(rule)
        try:
            return meant(part, **about)
        except WrongRule as wrong:
            raise WrongRule(str(wrong), f"of.{wrong.place}" if wrong.place else "of") from None
    return _BY_KIND[kind](_Reader(rule), about)


def period_of(rule: Rule) -> str:
    """Over which period a share is judged; "" for a rule that judges each interaction by itself."""
    return str(rule.get("per", "month")) if rule.get("kind") == SHARE_OF else ""


@dataclass(frozen=True)
class _Reader:
    """Takes the fields of a rule apart, and says which one is wrong."""

    rule: Rule
    default_hours: str = field(default="opening")

    def moments(self, name: str, *, needed: bool = False) -> frozenset[str]:
        written = self.rule.get(name, ())
        names = (written,) if isinstance(written, str) else written
        if not isinstance(names, list | tuple):
            raise WrongRule(f"{name} is a moment, or a list of moments.", name)
        for one in names:
            if not isinstance(one, str) or one not in MEANINGS:
                near = did_you_mean(one, MEANINGS) or f" These are: {_listed(MEANINGS)}."
                raise WrongRule(f"{one!r} is not a moment.{near}", name)
        if needed and not names:
            raise WrongRule(f"Say {name!r}: a moment such as {next(iter(MEANINGS))!r}.", name)
        return frozenset(names)

    def moment(self, name: str) -> str:
        found = self.moments(name, needed=True)
        if len(found) != 1:
            raise WrongRule(f"{name} is one moment.", name)
        return next(iter(found))

    def seconds(self, name: str) -> float:
        length = float(self._as(name, durations.seconds))
        if length > LONGEST_SECONDS:
            raise WrongRule(f"{name} is at most ten years.", name)
        return length

    def minutes(self, name: str) -> int:
        return int(self._as(name, durations.minutes))

    def number(self, name: str) -> float:
        value = self.rule.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST:
            raise WrongRule(f"{name} is a number from 0 to {MOST}, not {value!r}.", name)
        return value

    def days(self, name: str) -> int:
        value = self.rule.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
            raise WrongRule(f"{name} says how many serving days later, from 0 to {MOST_DAYS}, not {value!r}.", name)
        return value

    def around_the_clock(self) -> bool:
        hours = self.rule.get("hours", self.default_hours)
        if hours not in ("opening", "always"):
            raise WrongRule(f"hours are 'opening' or 'always', not {hours!r}.", "hours")
        return bool(hours == "always")

    def pauses(self, name: str, known: Mapping[str, tuple[str, str]]) -> tuple[frozenset[str], frozenset[str]]:
        written = self.rule.get(name, ())
        names = (written,) if isinstance(written, str) else written
        if not isinstance(names, list | tuple) or not all(one in list(known) for one in names):
            raise WrongRule(f"{name} is {_listed(known)}, or a list of these, not {written!r}.", name)
        return frozenset(known[one][0] for one in names), frozenset(known[one][1] for one in names)

    def warnings(self) -> tuple[float, ...]:
        written = self.rule.get("warn", ())
        shares = written if isinstance(written, list | tuple) else (written,)
        fine = all(isinstance(one, int | float) and not isinstance(one, bool) and 0 < one < 1 for one in shares)
        if not fine or list(shares) != sorted(set(shares)):
            raise WrongRule("warn lists shares of the time allowed in rising order, such as [0.5, 0.8].", "warn")
        return tuple(float(one) for one in shares)

    def _as(self, name: str, read: Callable[[object], Any]) -> Any:
        if name not in self.rule:
            raise WrongRule(f"Say {name!r}.", name)
        try:
            return read(self.rule[name])
        except ValueError as wrong:
            raise WrongRule(str(wrong), name) from None


def _time_to(rule: _Reader, about: Mapping[str, Any]) -> Terms:
    pauses, resumes = rule.pauses("pauses", PAUSES)
    due: dict[str, Any] = {}
    if "by" in rule.rule:
        if "within" in rule.rule or pauses:
            raise WrongRule("A time of day ('by') goes with neither 'within' nor 'pauses'.", "by")
        due = {"by_minutes": rule.minutes("by"), "by_days": rule.days("day")}
    elif "day" in rule.rule:
        raise WrongRule("A day needs its time of day: 'by'.", "day")
    elif "within" in rule.rule:
        due = {"limit": rule.seconds("within")}
        if not due["limit"]:
            raise WrongRule("The time allowed must be more than nothing.", "within")
    elif "fails" not in rule.rule:
        raise WrongRule("Say 'within' (a length of time), 'by' (a time of day) or 'fails' (a moment).", "within")
    return Terms(
        kind=TIME_TO,
        starts=rule.moment("from"),
        stops=rule.moments("to", needed=True),
        pauses=pauses,
        resumes=resumes,
        fails=rule.moments("fails"),
        cancels=rule.moments("cancelled"),
        around_the_clock=rule.around_the_clock(),
        warnings=rule.warnings(),
        **due,
        **about,
    )


def _at_most(rule: _Reader, about: Mapping[str, Any]) -> Terms:
    elsewhere = ("count", "from") if "total" in rule.rule else ("hours", "warn")
    for name in elsewhere:
        if name in rule.rule:
            raise WrongRule(f"{name!r} goes with a {'count' if 'total' in rule.rule else 'total'} only.", name)
    if "total" not in rule.rule:
        return _counting(rule, about, AT_MOST)
    began, ended = rule.pauses("total", SPANS)  # a clock that runs through each span and stands still in between
    if not began:
        raise WrongRule(f"total is {_listed(SPANS)}.", "total")
    return Terms(
        kind=TIME_TO,
        starts=next(iter(began)),
        stops=rule.moments("until", needed=True),
        limit=rule.seconds("limit"),
        pauses=ended,
        resumes=began,
        cancels=rule.moments("cancelled"),
        around_the_clock=_Reader(rule.rule, "always").around_the_clock(),
        warnings=rule.warnings(),
        **about,
    )


def _counting(rule: _Reader, about: Mapping[str, Any], kind: str) -> Terms:
    return Terms(
        kind=kind,
        starts=rule.moment("from") if "from" in rule.rule else "matter opened",
        stops=rule.moments("until") or frozenset({"settled"}),
        counts=rule.moments("count", needed=True),
        limit=rule.number("limit"),
        cancels=rule.moments("cancelled"),
        **about,
    )


def _quoted(rule: _Reader, about: Mapping[str, Any]) -> Terms:
    return Terms(
        kind=QUOTED,
        starts="time quoted",
        stops=rule.moments("to", needed=True),
        limit=rule.seconds("late") if "late" in rule.rule else 0.0,
        early=rule.seconds("early") if "early" in rule.rule else float("inf"),
        cancels=rule.moments("cancelled"),
        around_the_clock=True,
        warnings=rule.warnings(),
        **about,
    )


def _observed(rule: _Reader, about: Mapping[str, Any]) -> Terms:
    by = rule.rule.get("by", OBSERVERS[:4])
    names = (by,) if isinstance(by, str) else by
    if not isinstance(names, list | tuple) or not names or not all(one in OBSERVERS for one in names):
        raise WrongRule(f"by lists who may observe it: {_listed(OBSERVERS)}.", "by")
    for name in ("says", "never_says"):
        if not all(isinstance(one, str) and one.strip() for one in _several(rule.rule.get(name, ()))):
            raise WrongRule(f"{name} lists words or phrases.", name)
    if "rule" in names and not (rule.rule.get("says") or rule.rule.get("never_says")):
        raise WrongRule("What a rule observes in the words needs 'says' or 'never_says'.", "says")
    return Terms(kind=OBSERVED, **about)


def _part(rule: Rule) -> Rule:
    part = rule.get("of")
    if not isinstance(part, Mapping) or part.get("kind") == SHARE_OF:
        raise WrongRule("of is the rule by which each interaction is judged.", "of")
    if rule.get("per", "month") not in PERIODS:
        raise WrongRule(f"per is {_listed(PERIODS)}.", "per")
    return part


def _several(written: object) -> Sequence[Any]:
    return (written,) if isinstance(written, str) else written if isinstance(written, list | tuple) else (None,)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)


_BY_KIND: dict[str, Callable[[_Reader, Mapping[str, Any]], Terms]] = {
    TIME_TO: _time_to,
    AT_MOST: _at_most,
    AT_LEAST: lambda rule, about: _counting(rule, about, AT_LEAST),
    QUOTED: _quoted,
    OBSERVED: _observed,
}
