"""What a calculation found, how sure it is, and the one line that says so."""

from dataclasses import dataclass

ENOUGH = 10  # fewer answers give an interval too wide to act upon


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval and the number of observations it rests on.

    `low` and `high` are None when these were too few to say anything about others than themselves;
    `value` is None when there was none at all.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return self.low is not None


def too_few(value: float | None, n: int, needed: int, what: str) -> Estimate:
    """The refusal, which still tells what the few said."""
    return Estimate(value, None, None, n, refusal(n, needed, what))


def refusal(n: int, needed: int, what: str = "answers", purpose: str = "to tell") -> str:
    """Why there is no number, in words; `what` is in the plural."""
    if n == 0:
        return f"No {what} yet."
    number = f"1 {what.removesuffix('s')} is" if n == 1 else f"{n} {what} are"
    return f"{number} too few {purpose}; {needed} are needed."
