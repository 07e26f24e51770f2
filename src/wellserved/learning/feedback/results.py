"""What was answered to a survey, question by question, each figure with its interval."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from wellserved.learning.feedback import questions as q
from wellserved.learning.feedback.fields import OVERALL, WORDS
from wellserved.learning.feedback.models import Answer, Rating, Responses
from wellserved.learning.feedback.questions import Question
from wellserved.measures.estimate import Estimate
from wellserved.measures.kano import Kano, kano_coefficients
from wellserved.measures.means import level_interval, mean_interval
from wellserved.measures.scores import csat, effort_score, nps
from wellserved.measures.zones import Zone, zone_of_tolerance

WORDS_SHOWN = 30
Counts = Counter[Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One question: how often each answer was given (as the page tells them), and what that comes to.

    `measure` says what `estimate` is: "nps", "csat", "ces", "mean", "gap" or "". `points` are the mean of those who
    spread all of them, by option. `words` are the latest.
    """

    question: Question
    n: int
    counts: tuple[tuple[str, int], ...] = ()
    measure: str = ""
    estimate: Estimate | None = None
    kano: Kano | None = None
    zone: Zone | None = None
    points: Mapping[str, float] | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """How often each value was given: to a question, as a comparison or as levels of a dimension."""

    answers: dict[str, Counts] = field(default_factory=dict)
    compared: dict[str, Counts] = field(default_factory=dict)
    levels: dict[str, Counts] = field(default_factory=dict)


def findings(questions: Sequence[Question], responses: Responses) -> list[Finding]:
    """For each question, in their order."""
    counted = _counted(responses.order_by())
    return [_finding(question, counted, responses) for question in questions]


def _counted(responses: Responses) -> Counted:
    found = Counted()
    answers = Answer.objects.filter(response__in=responses).order_by().values_list("question", "value")
    for key, value, n in answers.annotate(n=Count("id")):
        found.answers.setdefault(key, Counter())[_frozen(value)] += n
    compared = responses.exclude(comparison=None).values_list("comparison").annotate(n=Count("id"))
    found.compared[OVERALL] = Counter(dict(compared))
    ratings = Rating.objects.filter(response__in=responses).order_by()
    names = ("dimension", "comparison", "desired", "adequate", "perceived")
    for dimension, comparison, *levels, n in ratings.values_list(*names).annotate(n=Count("id")):
        if comparison is not None:
            found.compared.setdefault(dimension, Counter())[comparison] += n
        if None not in levels:
            found.levels.setdefault(dimension, Counter())[tuple(levels)] += n
    return found


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted(value.items()))
    return tuple(value) if isinstance(value, list) else value


def _finding(question: Question, counted: Counted, responses: Responses) -> Finding:
    counts = counted.answers.get(question.key, Counter())
    if question.kind == q.COMPARISON:
        compared = counted.compared.get(question.dimension, Counter()) if question.dimension else counts
        return _on_scale(question, compared)
    if question.kind == q.LEVELS:
        return _levels(question, counted.levels.get(question.dimension, Counter()))
    if question.kind in (q.SHORT, q.LONG):
        return _in_words(question, responses)
    if question.kind == q.SCALE:
        return _on_scale(question, counts)
    if question.kind == q.KANO:
        pairs = [(given["with"], given["without"]) for given in _whole(counts, 2)]
        return Finding(question, len(pairs), kano=kano_coefficients(pairs))
    if question.kind == q.GAP:
        gaps = [given["perceived"] - given["expected"] for given in _whole(counts, 2)]
        return Finding(question, len(gaps), measure="gap", estimate=mean_interval(gaps))
    if question.kind == q.POINTS:
        return _points(question, counts)
    if question.kind == q.NUMBER:
        return Finding(question, counts.total(), measure="mean", estimate=mean_interval(list(counts.elements())))
    chosen: Counts = Counter()
    for value, n in counts.items():
        for told in question.tells(list(value) if isinstance(value, tuple) else value):
            chosen[told] += n
    return Finding(question, counts.total(), tuple((told, chosen[told]) for told in question.told))


def _whole(counts: Counts, parts: int) -> list[dict[str, int]]:
    """Each answer in which all parts were told."""
    return [dict(value) for value in counts.elements() if len(value) == parts]


def _on_scale(question: Question, counts: Counts) -> Finding:
    values = [int(value) for value in counts.elements()]
    low, high = question.range
    values = [value for value in values if low <= value <= high]  # an earlier version may have had another scale
    told = Counter(question.tells(value)[0] for value in values)
    measure, estimate = "mean", level_interval(values, low, high)
    if question.measure == "nps" and (low, high) == (0, 10):
        measure, estimate = "nps", nps(values)
    elif question.measure == "csat" and low == 1:
        measure, estimate = "csat", csat(values, points=high)
    elif question.measure == "ces" and low == 1:
        measure, estimate = "ces", effort_score(values, points=high)
    return Finding(question, len(values), tuple((one, told[one]) for one in question.told), measure, estimate)


def _levels(question: Question, counts: Counts) -> Finding:
    answers = ((adequate, desired, perceived) for desired, adequate, perceived in counts.elements())
    return Finding(question, counts.total(), zone=zone_of_tolerance(answers))


def _points(question: Question, counts: Counts) -> Finding:
    spread = [dict(value) for value in counts.elements() if sum(dict(value).values()) == q.ALL_POINTS]
    means = {part: sum(one.get(part, 0) for one in spread) / len(spread) for part in question.parts} if spread else {}
    return Finding(question, len(spread), points=means)


def _in_words(question: Question, responses: Responses) -> Finding:
    newest = responses.order_by("-answered_at", "-id")
    if question.key == WORDS:
        told = newest.exclude(words="")
        return Finding(question, told.count(), words=tuple(told.values_list("words", flat=True)[:WORDS_SHOWN]))
    answers = Answer.objects.filter(response__in=responses.order_by(), question=question.key)
    latest = answers.order_by("-response__answered_at", "-id").values_list("value", flat=True)[:WORDS_SHOWN]
    return Finding(question, answers.count(), words=tuple(str(value) for value in latest))
