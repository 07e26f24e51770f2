"""Who is treated, what may be said of a trial, and how long it must last. Pure: facts in, verdict out."""

from dataclasses import dataclass
from hashlib import sha256
from math import ceil

LONGEST_TEXT = 300
LEAST_WORTH = 0.0001  # a hundredth of a point: nobody sees less, and its square is still a number
TOO_FEW, OPEN, BETTER, WORTH_IT, REFUTED, WORSE = (
    "too few",
    "open",
    "better",
    "worth it",
    "refuted",
    "worse",
)
POWER_TIMES = 16  # Lehr 1992, Stat. Med. 11:1099: 16 variances over the difference squared, per group, for 80 % power
PEEKING = 1.5  # looking at any time costs about half as many again (Johari et al. 2022, Oper. Res. 70:1806)


class NotAllowed(ValueError):  # noqa: N818 - reads as a sentence: raise NotAllowed
    """What was asked cannot be; the message says why."""


def is_treated(improvement_id: int, customer_id: int) -> bool:
    """Half of all customers, the same ones for the same improvement; nobody chooses them, and anybody can check."""
    return sha256(f"improvement:{improvement_id}:customer:{customer_id}".encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An improvement as it is proposed; worth is in the measure's own unit (0.05 is 5 points of a share)."""

    title: str
    change: str
    effect: str
    reason: str
    measure: str
    better: str
    worth: float
    design: str
    owner_id: int
    treated: frozenset[int]  # sites
    compared: frozenset[int] = frozenset()
    planned_weeks: int = 8
    arose_from: str = ""


def fault(draft: Draft) -> str:
    """What is wrong with it, and what to do; empty if nothing."""
    if not draft.title.strip() or len(draft.title) > 120:
        return "Give it a title of 1 to 120 characters."
    if not all(part.strip() and len(part) <= LONGEST_TEXT for part in (draft.change, draft.effect, draft.reason)):
        return f"Say what you change, what should follow, and why; each in 1 to {LONGEST_TEXT} characters."
    if draft.better not in ("up", "down") or draft.design not in ("customers", "sites", "before"):
        return "Choose which way is better, and how it is tried."
    if (
        not draft.worth >= LEAST_WORTH
        or (not draft.measure.startswith("mean:") and draft.worth > 1)
        or draft.worth > 4
    ):
        return "Say the smallest change that would be worth it: 5 (points) or 0.2 (of perception), over nothing."
    if not draft.treated:
        return "Choose the sites where it is tried."
    if draft.design == "sites" and not draft.compared - draft.treated:
        return "A trial by site needs another site to compare with."
    if not 1 <= draft.planned_weeks <= 52:
        return "A trial takes 1 to 52 weeks."
    return ""


def weeks_until_known(n: int, weeks: float, variance: float, worth: float, *, peeking: bool) -> int | None:
    """How many more weeks, at the rate of the `n` observations of `weeks` so far, until a change of `worth` would
    probably (four in five) be told from chance; None when the rate is unknown, 0 when it should be known by now."""
    if n < 1 or weeks <= 0 or worth <= 0:
        return None
    needed = 2 * POWER_TIMES * variance / worth**2 * (PEEKING if peeking else 1)
    return max(ceil((needed - n) / (n / weeks)), 0)


def standing(low: float | None, high: float | None, most: float | None, worth: float) -> str:
    """What an interval of the gain (over 0 is better) says of a change of which `worth` would be worth having.

    `most` is what the gain surely does not pass, looked at from that side alone: under `worth` it refutes the hope.
    """
    if low is None or high is None or most is None:
        return TOO_FEW
    if low >= worth:
        return WORTH_IT
    if high < 0:
        return WORSE
    if most < worth:
        return REFUTED
    return BETTER if low > 0 else OPEN
