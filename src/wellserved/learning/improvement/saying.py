"""What is known of an improvement, in words for whoever has to decide. Pure."""

from collections.abc import Callable

from wellserved.learning.improvement import rules
from wellserved.learning.improvement.known import Group, Known
from wellserved.learning.improvement.measure import GAP, measure_of
from wellserved.learning.improvement.models import Improvement
from wellserved.ui.words import count, percent, signed

YEARS = 104  # weeks
GROUPS = {
    "tried": "where it was tried",
    "usual": "where it was as usual",
    "before": "before",
    "since": "since",
    "elsewhere before": "elsewhere before",
    "elsewhere since": "elsewhere since",
}


def written(improvement: Improvement) -> Callable[[float | None], str]:
    """How a level of its measure is told."""
    gap = measure_of(improvement.measure).unit == GAP
    return (lambda value: signed(value, 2)) if gap else percent


def change(improvement: Improvement, value: float) -> str:
    """How much better (or worse, under 0), in points of a share or of perception: 14 points, 0.3."""
    if measure_of(improvement.measure).unit == GAP:
        return f"{abs(value):.2f}"
    points = round(abs(value) * 100)
    return "1 point" if points == 1 else f"{points} points"


def sentences(improvement: Improvement, known: Known) -> list[str]:
    """What was seen, what may be said of it, and when more will be known."""
    return [s for s in (_seen(improvement, known), _meaning(improvement, known), _when(improvement, known)) if s]


def _seen(improvement: Improvement, known: Known) -> str:
    if not known.n:
        return "Nothing was measured since it began."
    show = written(improvement)
    told = [f"{show(group.value)} {GROUPS[group.name]} ({_of(group)})" for group in known.groups if group.n]
    return f"{'; '.join(told)}."


def _of(group: Group) -> str:
    return count(group.n, "customer" if group.name in ("tried", "usual") else "measurement")


def _meaning(improvement: Improvement, known: Known) -> str:
    if known.low is None or known.high is None or known.gain is None or known.most is None:
        return known.reading
    worth = change(improvement, improvement.worth)
    low, high = _ended(improvement, known.low), _ended(improvement, known.high)
    between = f"between {low} and {high}"
    if known.weeks_left and not known.any_time and not improvement.is_over:
        return f"So far it looks {_ended(improvement, known.gain)}, {between}; do not decide on that yet."
    return {
        rules.WORTH_IT: f"It works: {_ended(improvement, known.gain)}, {between}; {worth} would have been worth it.",
        rules.BETTER: f"It is better, {between}; whether by the {worth} that would be worth it is not known yet.",
        rules.WORSE: f"It made it worse: {between}.",
        rules.REFUTED: f"It is refuted: whatever it does, it is less than the {worth} that would be worth it. "
        f"It is {_at_most(improvement, known.most)}; seen was {_ended(improvement, known.gain)}.",
        rules.OPEN: f"Not known yet: anything {between} would fit.",
    }[known.standing]


def _at_most(improvement: Improvement, most: float) -> str:
    return f"at most {_ended(improvement, most)}" if most >= 0 else f"at least {_ended(improvement, most)}"


def _ended(improvement: Improvement, value: float) -> str:
    return f"{change(improvement, value)} {'better' if value >= 0 else 'worse'}"


def _when(improvement: Improvement, known: Known) -> str:
    if improvement.is_over:
        return ""
    if known.any_time:
        if known.standing not in (rules.TOO_FEW, rules.OPEN, rules.BETTER) or known.weeks_left is None:
            return "You may look as often as you like, and stop now."
        so_far = count(known.n, "customer")
        if known.weeks_left > YEARS:
            return f"{so_far} so far: at this rate it takes years. Try it at more sites, or something bolder."
        soon = f"at this rate it is known in about {count(max(known.weeks_left, 1), 'week')}"
        return f"{so_far} so far; {soon}. You may look as often as you like."
    if known.weeks_left:
        left = count(known.weeks_left, "week")
        return f"This is meant for one look, when the planned time is over: {left} to go."
    if known.standing == rules.TOO_FEW:
        return "The planned time is over, and too little was measured: go on, or leave it undecided."
    if known.standing == rules.OPEN:
        small = f"too little was measured to tell {change(improvement, improvement.worth)}"
        return f"The planned time is over, and {small}: go on, try it at more sites, or leave it undecided."
    return "The planned time is over: decide."
