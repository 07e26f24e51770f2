"""From the fields of a form to what was given. Pure: whoever sends what no page of ours has is told NotAnAnswer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from wellserved.learning.feedback import questions as q
from wellserved.learning.feedback.given import WORDS_CHARACTERS, Given, NotAnAnswer, Rated
from wellserved.learning.feedback.questions import Question, Value

FIRST = "answer"  # the field of the first question, whatever it is: the links of our mails name it
WORDS = "words"  # the question whose answer is the response's own words
OVERALL = "overall"
DIGITS = 15
WHOLE = re.compile(r"-?[0-9]{1,3}")


class Form(Protocol):
    """Such as Django's QueryDict."""

    def getlist(self, key: str) -> list[Any]: ...
    def __contains__(self, key: object) -> bool: ...


def field_of(question: Question, questions: Sequence[Question]) -> str:
    """What its field is called; parts follow after a dot."""
    return FIRST if questions and question.key == questions[0].key else question.key


def given(form: Form, questions: Sequence[Question]) -> Given:
    """What the fields say; what is missing or empty was not said. Raises NotAnAnswer."""
    values: dict[str, Value] = {}
    for question in questions:
        value = _value(question, field_of(question, questions), form)
        if value is not None:
            values[question.key] = question.checked(value)
    return put(values, questions)


def put(values: Mapping[str, Value], questions: Sequence[Question]) -> Given:
    """The values where they belong: comparisons and levels of a dimension are told to the figures."""
    comparison: int | None = None
    ratings: dict[str, Rated] = {}
    answers: dict[str, Value] = {}
    words: str | None = None
    for question in questions:
        if question.key not in values:
            continue
        value: Any = values[question.key]
        if question.kind == q.COMPARISON and question.dimension == OVERALL:
            comparison = value
        elif question.kind == q.COMPARISON and question.dimension:
            ratings[question.dimension] = Rated(comparison=value).over(ratings.get(question.dimension, Rated()))
        elif question.kind == q.LEVELS and question.dimension:
            ratings[question.dimension] = Rated(**value).over(ratings.get(question.dimension, Rated()))
        elif question.key == WORDS:
            words = value
        else:
            answers[question.key] = value
    return Given(comparison, ratings, words, answers)


def taken(given: Given, questions: Sequence[Question]) -> dict[str, Value]:
    """The values of a Given by the questions' keys: the way back from `put`."""
    found: dict[str, Value] = {}
    for question in questions:
        rated = given.ratings.get(question.dimension, Rated())
        if question.kind == q.COMPARISON and question.dimension:
            value = given.comparison if question.dimension == OVERALL else rated.comparison
            if value is not None:
                found[question.key] = value
        elif question.kind == q.LEVELS and question.dimension:
            levels = {part: level for part in question.parts if (level := getattr(rated, part)) is not None}
            if levels:
                found[question.key] = levels
        elif question.key == WORDS:
            if given.words:
                found[question.key] = given.words
        elif question.key in given.answers:
            found[question.key] = given.answers[question.key]
    return found


def over(given: Given, before: Given) -> Given:
    """What is said now over what was said before."""
    ratings = {d: r.over(before.ratings.get(d, Rated())) for d, r in given.ratings.items()}
    answers = {key: q.over(value, before.answers.get(key)) for key, value in given.answers.items()}
    return Given(
        comparison=before.comparison if given.comparison is None else given.comparison,
        ratings={**before.ratings, **ratings},
        words=before.words if given.words is None else given.words.strip()[:WORDS_CHARACTERS],
        answers={**before.answers, **answers},
    )


def still_asked(given: Given, questions: Sequence[Question]) -> Given:
    """Without the answers to what is no more asked, since an earlier answer was changed."""
    keys = {question.key for question in q.asked(questions, taken(given, questions))}
    return replace(given, answers={key: value for key, value in given.answers.items() if key in keys})


def scores(given: Given, questions: Sequence[Question]) -> list[list[Any]]:
    """[measure, number, lowest, highest] of what is counted as "csat", "nps" or "ces"."""
    measured = (one for one in questions if one.measure and one.key in given.answers)
    return [[one.measure, given.answers[one.key], *one.range] for one in measured]


def _value(question: Question, field: str, form: Form) -> Value | None:
    if question.parts:
        found = {part: _whole(_one(form, f"{field}.{part}")) for part in question.parts}
        return {part: number for part, number in found.items() if number is not None} or None
    if question.kind == q.MANY:
        return [told for told in form.getlist(field) if told] if field in form else None
    text = _one(form, field)
    if question.kind in q.LENGTHS:
        return text if field in form else None
    if not text:
        return None
    if question.kind in (q.COMPARISON, q.SCALE):
        number = _whole(text)
        return number - q.MIDDLE if question.kind == q.COMPARISON and number is not None else number
    return _number(text) if question.kind == q.NUMBER else text


def _one(form: Form, field: str) -> str:
    said = form.getlist(field)
    return str(said[-1]) if said else ""


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not WHOLE.fullmatch(text):
        raise NotAnAnswer(f"not a number from the page: {text[:40]!r}")
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ".")[:DIGITS])
    except ValueError:
        raise NotAnAnswer(f"not a number: {text[:40]!r}") from None
