"""The gaps of SERVQUAL by dimension, weighted by points, beside the direct comparison where both were asked.

Differences of two scores are known to mislead: they are less reliable than their parts, and where all expect the same
they only repeat the perception (Peter, Churchill & Brown 1993, J. Consumer Research 19:655). So both are shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from wellserved.learning.feedback.items import ITEMS
from wellserved.learning.feedback.models import Answer, Responses
from wellserved.learning.feedback.questions import GAP, Question
from wellserved.learning.feedback.results import Finding
from wellserved.measures.difference_scores import Reliability, cronbach_alpha, difference_reliability
from wellserved.measures.estimate import Estimate
from wellserved.measures.servqual import servqual_gaps, servqual_score

Pairs = dict[str, tuple[int, int]]  # by item: expected, perceived


@dataclass(frozen=True, slots=True)
class Dimension:
    """Means on 1 to 7; `direct` is the comparison on -2 to 2; `reliability` is None where too few answered."""

    name: str
    expected: float | None
    perceived: float | None
    gap: Estimate
    points: float | None
    direct: Estimate | None
    reliability: Reliability | None


@dataclass(frozen=True, slots=True)
class Servqual:
    """`score` is the gap weighted by points; None while nobody spread any."""

    dimensions: tuple[Dimension, ...]
    score: Estimate | None


def servqual(questions: Sequence[Question], found: Sequence[Finding], responses: Responses) -> Servqual | None:
    """None for a survey without such items. `found` are its findings."""
    items = {one.key: one.dimension for one in questions if one.kind == GAP and one.dimension in ITEMS}
    if not items:
        return None
    told = _pairs(items, responses)
    means = {dimension: _means(told[dimension].values()) for dimension in ITEMS}
    gaps = servqual_gaps(means)
    points = next((one.points for one in found if one.points), None)
    direct = {
        one.question.dimension: one.estimate
        for one in found
        if one.question.kind == "comparison" and one.question.dimension
    }
    dimensions = tuple(
        Dimension(
            name,
            _mean([expected for expected, _ in means[name]]),
            _mean([perceived for _, perceived in means[name]]),
            gaps[name],
            points.get(name) if points else None,
            direct.get(name),
            _reliability([key for key, of in items.items() if of == name], list(told[name].values())),
        )
        for name in ITEMS
    )
    return Servqual(dimensions, servqual_score(gaps, points) if points else None)


def _pairs(items: dict[str, str], responses: Responses) -> dict[str, dict[int, Pairs]]:
    """By dimension and answer: the items of which both were told."""
    found: dict[str, dict[int, Pairs]] = defaultdict(lambda: defaultdict(dict))
    answers = Answer.objects.filter(response__in=responses.order_by(), question__in=items).order_by()
    for response_id, key, value in answers.values_list("response_id", "question", "value").iterator(2000):
        if value.keys() == {"expected", "perceived"}:
            found[items[key]][response_id][key] = value["expected"], value["perceived"]
    return found


def _means(people: Iterable[Pairs]) -> list[tuple[float, float]]:
    """One pair of means for each person who answered."""
    return [
        (_mean([expected for expected, _ in one.values()]) or 0.0, _mean([got for _, got in one.values()]) or 0.0)
        for one in people
    ]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _reliability(keys: Sequence[str], people: Sequence[Pairs]) -> Reliability | None:
    """Of those who answered every item of the dimension; None while there are too few to tell."""
    whole = [[one[key] for key in keys] for one in people if len(one) == len(keys)]
    if len(keys) < 2 or not whole:
        return None
    both = np.array(whole, dtype=float)  # people x items x (expected, perceived)
    alphas = [cronbach_alpha(both[:, :, side]) for side in (0, 1)]
    means = both.mean(axis=1)
    spread = means.std(axis=0, ddof=1) if len(whole) > 1 else np.zeros(2)
    if any(alpha.low is None or alpha.value is None for alpha in alphas) or spread.min() <= 0:
        return None
    expected, perceived = (min(max(alpha.value or 0.0, 0.0), 1.0) for alpha in alphas)
    between = float(np.corrcoef(means.T)[0, 1])
    return difference_reliability(expected, perceived, between, float(spread[0]), float(spread[1]), n=len(whole))
