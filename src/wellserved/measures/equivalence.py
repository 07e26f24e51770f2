"""Whether a difference is surely smaller than the smallest that matters.

That no difference can be told is no proof that there is none: a few answers never tell anything. What refutes a hope
is that everything which fits the numbers is less than was hoped for.
"""

from dataclasses import dataclass

from wellserved.measures.estimate import Estimate

CONFIDENCE = 0.90  # of the interval: an error of 5 % for each of the two questions, which look at one end each


@dataclass(frozen=True, slots=True)
class Equivalence:
    """`less`: the true difference is surely under the smallest that matters; `more`: surely over its negative.

    Both False where the estimate was refused (`enough` is False).
    """

    less: bool
    more: bool
    n: int
    enough: bool
    reading: str

    @property
    def same(self) -> bool:
        """Whatever the difference is, it matters in neither direction."""
        return self.less and self.more


def equivalence(found: Estimate, smallest: float) -> Equivalence:
    """Of a difference with its interval of `CONFIDENCE`, against the smallest that matters, over 0 in its unit.

    Two one-sided tests at 5 % each, which is whether the interval of 90 % ends before `smallest` (Schuirmann 1987,
    J. Pharmacokinet. Biopharm. 15:657; Lakens 2017, Soc. Psychol. Personal. Sci. 8:355). What is the smallest that
    matters must be said before one looks. Refused where the estimate is; ValueError for a smallest not over 0.
    """
    if not smallest > 0:
        raise ValueError(f"the smallest difference that matters is over 0, not {smallest}")
    if found.low is None or found.high is None:
        return Equivalence(False, False, found.n, False, found.reading)
    less, more = found.high < smallest, found.low > -smallest
    words = f"between {found.low:+.2f} and {found.high:+.2f} in nine of ten cases"
    if less and more:
        words = f"Whatever the difference is, it is less than {smallest:.2f} either way: {words}."
    elif less:
        words = f"Whatever the gain is, it is less than {smallest:.2f}: {words}."
    else:
        words = f"A gain of {smallest:.2f} cannot be ruled out: {words}."
    return Equivalence(less, more, found.n, True, words)
