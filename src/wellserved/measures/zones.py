"""The zone of tolerance: what would just do, what is desired, and what was perceived between or beyond them.

Parasuraman, Zeithaml & Berry 1994, J. Retailing 70:201: perceived minus adequate measures adequacy, perceived minus
desired superiority. Both are differences of one person's answers, so their intervals are those of paired samples.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

from wellserved.measures.estimate import ENOUGH, Estimate
from wellserved.measures.means import mean_interval, student_quantile
from wellserved.measures.plain import plain
from wellserved.measures.servqual import satisfaction_category

WHERE = {
    "delighted": "at or over what is desired",
    "satisfied": "within the zone of tolerance",
    "dissatisfied": "under what is adequate",
}


@dataclass(frozen=True, slots=True)
class Zone:
    """Mean levels, and where the perceived one lies: 0 at adequate, 1 at desired, outside beyond them.

    `position` is None where people desire no more than what is adequate: there is no zone then. `low` and `high` are
    its interval, None where the answers are too few, the zone too narrow, or only the means are known; then
    `adequacy` (perceived minus adequate) and `superiority` (minus desired) are None, too.
    """

    adequate: float
    desired: float
    perceived: float
    n: int
    position: float | None
    reading: str
    low: float | None = None
    high: float | None = None
    adequacy: Estimate | None = None
    superiority: Estimate | None = None

    @property
    def between(self) -> tuple[float, float] | None:
        """The interval of the position, as levels between or beyond the two that are drawn."""
        if self.low is None or self.high is None:
            return None
        width = self.desired - self.adequate
        return self.adequate + self.low * width, self.adequate + self.high * width


def zone_of_tolerance(
    levels: Iterable[tuple[float, float, float]], *, enough: int = ENOUGH, confidence: float = 0.95
) -> Zone | None:
    """The zone from the answers (adequate, desired, perceived) of each person; None without an answer.

    The interval of the position, a ratio of two means that move together, is Fieller's: 1954, J. R. Stat. Soc. B
    16:175. ValueError for what is no number.
    """
    answers = [plain(one) for one in levels]
    n = len(answers)
    if n == 0:
        return None
    adequate_, desired_, perceived_ = (fsum(column) / n for column in zip(*answers, strict=True))
    zone = zone_of_means(adequate_, desired_, perceived_, n)
    over = [perceived - adequate for adequate, _, perceived in answers]
    width = [desired - adequate for adequate, desired, _ in answers]
    adequacy = mean_interval(over, enough=enough, confidence=confidence)
    superiority = mean_interval(
        [perceived - desired for _, desired, perceived in answers], enough=enough, confidence=confidence
    )
    low, high = None, None
    if zone.position is not None and adequacy.enough:
        low, high = ratio_of_means(over, width, confidence=confidence)
    reading = f"{zone.reading} {_sureness(adequacy, superiority)}"
    means = zone.adequate, zone.desired, zone.perceived
    return Zone(*means, n, zone.position, reading, low, high, adequacy, superiority)


def zone_of_means(adequate: float, desired: float, perceived: float, n: int) -> Zone:
    """The zone from the mean levels of n answers, which do not say how sure it is. ValueError for NaN."""
    category = satisfaction_category(desired, adequate, perceived)
    width = desired - adequate
    people = "1 answer" if n == 1 else f"{n} answers"
    reading = f"Perceived {perceived:.1f}, {WHERE[category]} ({adequate:.1f} to {desired:.1f}), from {people}."
    return Zone(adequate, desired, perceived, n, (perceived - adequate) / width if width > 0 else None, reading)


def ratio_of_means(
    over: list[float], under: list[float], *, confidence: float = 0.95
) -> tuple[float, float] | tuple[None, None]:
    """Fieller's interval of mean(over) / mean(under), both (n,) with n > 1, of the same people.

    It holds each ratio of which the paired t test of over - ratio * under says nothing against. None where the mean
    under the line may well be 0: then any ratio might be.
    """
    n = len(over)
    x, y = fsum(over) / n, fsum(under) / n
    t = student_quantile(n - 1, confidence)
    error = n * (n - 1) / (t * t)
    xx = fsum((one - x) ** 2 for one in over) / error
    yy = fsum((one - y) ** 2 for one in under) / error
    xy = fsum((one - x) * (other - y) for one, other in zip(over, under, strict=True)) / error
    a, b, c = y * y - yy, x * y - xy, x * x - xx  # a r^2 - 2 b r + c <= 0
    if a <= 0:
        return None, None
    half = sqrt(max(b * b - a * c, 0.0))
    return (b - half) / a, (b + half) / a


def _sureness(adequacy: Estimate, superiority: Estimate) -> str:
    """Which of the two lines it might lie on the other side of, by chance."""
    if adequacy.low is None or adequacy.high is None or superiority.low is None or superiority.high is None:
        return adequacy.reading
    doubts = [
        words
        for gap, words in ((adequacy, "what is adequate"), (superiority, "what is desired"))
        if gap.low is not None and gap.high is not None and gap.low <= 0 <= gap.high
    ]
    if not doubts:
        return "That is more than chance."
    return f"By chance it may lie on the other side of {' and of '.join(doubts)}."
