"""What a chart shows and an improvement is judged by: a kind of figure, of something with a name. Pure."""

from dataclasses import dataclass

STANDARD, MEAN, DISSATISFIED, COUNT, RATE = "standard", "mean", "dissatisfied", "count", "rate"
RECOVERIES = "recoveries"
KINDS = (STANDARD, MEAN, DISSATISFIED, COUNT, RATE)
SHARE, GAP, NUMBER, PER_HUNDRED = "share", "gap", "number", "per hundred"
UNITS = {STANDARD: SHARE, MEAN: GAP, DISSATISFIED: SHARE, COUNT: NUMBER, RATE: PER_HUNDRED}
HUNDRED = 100
UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """`kind` standard: how often the standard `name` (its key) was met. mean: how customers found the dimension
    `name` (or "overall") against what they expected, -2 to 2; dissatisfied: the share who found it worse.
    count: how often something happened ("dissatisfied": answers worse than expected). rate: how often for each
    hundred answers ("recoveries": customers whom somebody set out to win back), so that a week in which many were
    asked is no worse for it.
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"

    @property
    def unit(self) -> str:
        return UNITS[self.kind]

    @property
    def better(self) -> str:
        """Which way is better for the customers."""
        return UP if self.kind in (STANDARD, MEAN) else DOWN


def measure_of(text: str) -> Measure:
    """What "standard:first-reply" names; ValueError for what no page writes."""
    kind, colon, name = text.partition(":")
    if not colon or kind not in KINDS or not name:
        raise ValueError(f"{text!r} is not a measure such as standard:first-reply")
    return Measure(kind, name)
