"""Questions as JSON, and back: what a version of a survey keeps. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from wellserved.learning.feedback import questions as q
from wellserved.learning.feedback.questions import Branch, Option, Question

PLAIN = ("key", "kind", "words", "low", "high", "low_words", "high_words", "hint", "section", "dimension", "measure")


def written(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """As lists and dicts; what is as usual is left out."""
    usual = asdict(Question("", "", {}))
    return [
        {name: value for name, value in asdict(question).items() if value != usual[name]} for question in questions
    ]


def read(rows: Sequence[dict[str, Any]]) -> tuple[Question, ...]:
    """What `written` wrote."""
    return tuple(
        Question(
            **{name: row[name] for name in PLAIN if name in row},
            options=tuple(Option(**option) for option in row.get("options", ())),
            shown_if=_branch(row.get("shown_if")),
        )
        for row in rows
    )


def _branch(row: dict[str, Any] | None) -> Branch | None:
    return Branch(row["question"], tuple(row["one_of"])) if row else None


def fault(questions: Sequence[Question]) -> str:
    """What is wrong with them as a survey, in a sentence; "" if nothing is."""
    if not questions:
        return "A survey needs a question."
    if len(questions) > q.MOST_QUESTIONS:
        return f"A survey has {q.MOST_QUESTIONS} questions at most."
    before: dict[str, Question] = {}
    for place, question in enumerate(questions, start=1):
        if found := _fault_of(question, before):
            return f"Question {place}: {found}"
        before[question.key] = question
    return ""


def _fault_of(question: Question, before: dict[str, Question]) -> str:
    if question.key in before:
        return f"there are two of the name {question.key!r}."
    if not q.in_language(question.words, "en").strip():
        return "say what is asked."
    if question.kind in (q.ONE, q.MANY, q.POINTS) and not 2 <= len(question.options) <= q.MOST_OPTIONS:
        return f"give 2 to {q.MOST_OPTIONS} answers to choose from, one a line."
    if question.kind == q.SCALE and not (0 <= question.low < question.high <= 10):
        return "a scale goes up, from 0 at the lowest to 10 at the highest."
    if branch := question.shown_if:
        earlier = before.get(branch.question)
        if earlier is None:
            return "it can hang on an earlier question only."
        if not branch.one_of or not set(branch.one_of) <= set(earlier.told):
            told = ", ".join(earlier.told) or "nothing that can be listed"
            return f"it hangs on answers that {earlier.key!r} does not have; it has {told}."
    return ""
