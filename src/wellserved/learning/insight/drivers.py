"""What moves the overall answer: the dimensions, and the standards that were met or missed.

From single answers, since sums do not tell what goes with what; the latest `SAMPLE` of them, which is told.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from wellserved.ground import clock
from wellserved.learning.feedback.models import Response
from wellserved.learning.insight.behind import in_local_days
from wellserved.learning.insight.extent import Extent
from wellserved.measures.arrays import Floats
from wellserved.measures.differences import welch_of_sums
from wellserved.measures.estimate import Estimate
from wellserved.measures.importance import Importance, shapley_importance
from wellserved.measures.penalties import PenaltyReward, penalty_reward
from wellserved.measures.quadrants import Quadrant, importance_performance
from wellserved.serving.standards.models import DIMENSIONS, Standard

SAMPLE = 10_000
RATED = ", ".join(f"MAX(CASE g.dimension WHEN '{name}' THEN g.comparison END) AS {name}" for name in DIMENSIONS)
SAID_ALIKE = (
    f"SELECT comparison, {', '.join(DIMENSIONS)}, COUNT(*) FROM (SELECT r.comparison, {RATED} "  # noqa: S608
    "FROM (SAMPLE) r LEFT JOIN feedback_rating g ON g.response_id = r.id GROUP BY r.id, r.comparison"
    f") one GROUP BY comparison, {', '.join(DIMENSIONS)}"
)
# Standard, whether it was missed in the matter (once is enough), overall comparison, and how many said so.
SAID_BY_VERDICT = (
    "SELECT standard_id, missed, comparison, COUNT(*) FROM ("
    "SELECT m.standard_id, r.id, r.comparison, MAX(CASE m.verdict WHEN 'missed' THEN 1 ELSE 0 END) AS missed "
    "FROM (SAMPLE) r JOIN standards_measurement m ON m.conversation_id = r.conversation_id "
    "WHERE m.verdict IN ('met', 'missed') GROUP BY m.standard_id, r.id, r.comparison"
    ") one GROUP BY standard_id, missed, comparison"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What customers say where a standard was missed, minus what they say where it was met (points of -2..2)."""

    standard: Standard
    met_answers: int
    missed_answers: int
    difference: Estimate

    @property
    def is_sure(self) -> bool:
        """Whether a miss goes with a worse answer, by more than chance."""
        return self.difference.high is not None and self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Drivers:
    """`answers` were looked at, `whole` of which rate every dimension; `capped` when there are more of them.

    `performance` is the mean comparison of each dimension (-2..2) in these, None without any. `quadrants` is empty
    where importance can't be told.
    """

    answers: int
    whole: int
    capped: bool
    importance: Importance
    performance: dict[str, float | None]
    penalties: tuple[PenaltyReward, ...]
    quadrants: tuple[Quadrant, ...]
    costs: tuple[Cost, ...]


def drivers(extent: Extent) -> Drivers:
    """PermissionDenied came with the extent."""
    sample = _sample(extent)
    x, y, counts, answers = _whole_answers(sample)
    importance = shapley_importance(x, y, DIMENSIONS, counts=counts)
    performance = {
        name: float(np.average(x[:, place], weights=counts)) if len(counts) else None
        for place, name in enumerate(DIMENSIONS)
    }
    quadrants: tuple[Quadrant, ...] = ()
    if importance.enough:
        told = [performance[name] or 0.0 for name in importance.names]
        quadrants = importance_performance(importance.names, importance.shares, told)
    return Drivers(
        answers,
        int(counts.sum()),
        answers == SAMPLE,
        importance,
        performance,
        penalty_reward(x, y, DIMENSIONS, counts=counts),
        quadrants,
        _costs(sample),
    )


def importance_of_dimensions(extent: Extent) -> Importance:
    """How much each dimension moves the overall answer."""
    x, y, counts, _ = _whole_answers(_sample(extent))
    return shapley_importance(x, y, DIMENSIONS, counts=counts)


def costs_of_misses(extent: Extent) -> tuple[Cost, ...]:
    """What goes with a miss of each standard, the dearest first."""
    return _costs(_sample(extent))


def _sample(extent: Extent) -> Any:
    rows = extent.place(Response.objects.filter(comparison__isnull=False))
    rows = rows.filter(in_local_days("answered_at", extent.start, extent.end, extent.site_id))
    return rows.order_by("-answered_at", "-id")[:SAMPLE]


def _whole_answers(sample: Any) -> tuple[Floats, Floats, Floats, int]:
    """What was said of each dimension and overall, equal answers put together, and how many gave each; then how many
    answered at all."""
    rows = _asked(SAID_ALIKE, sample)
    whole = [row for row in rows if None not in row]
    said = np.array(whole, dtype=float).reshape(-1, len(DIMENSIONS) + 2)
    return said[:, 1:-1], said[:, 0], said[:, -1], sum(row[-1] for row in rows)


def _costs(sample: Any) -> tuple[Cost, ...]:
    """The dearest first; with several looked at, each is held to its part of the usual doubt (Bonferroni)."""
    said: dict[tuple[str, bool], Counter[int]] = defaultdict(Counter)
    newest = Standard.objects.newest(clock.now())
    key_of = dict(Standard.objects.values_list("id", "key"))
    for standard_id, missed, comparison, answers in _asked(SAID_BY_VERDICT, sample):
        said[key_of[standard_id], bool(missed)][comparison] += answers
    keys = sorted({key for key, _ in said})
    found = [
        Cost(
            newest[key],
            said[key, False].total(),
            said[key, True].total(),
            welch_of_sums(_sums(said[key, True]), _sums(said[key, False]), confidence=1 - 0.05 / len(keys)),
        )
        for key in keys
    ]
    return tuple(sorted(found, key=lambda cost: (not cost.is_sure, cost.difference.value or 0.0)))


def _asked(question: str, sample: Any) -> list[tuple[Any, ...]]:
    """Thousands of answers are put together by the database."""
    sql, words = sample.values("id", "conversation_id", "comparison").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(question.replace("SAMPLE", sql), words)
        return list(cursor.fetchall())


def _sums(said: Counter[int]) -> tuple[int, float, float]:
    return (
        said.total(),
        sum(value * count for value, count in said.items()),
        sum(value * value * count for value, count in said.items()),
    )
