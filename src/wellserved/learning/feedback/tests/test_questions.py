"""Questions take the answers they have, and are asked when they should be; whatever else comes is no answer."""

from contextlib import suppress
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.learning.feedback import fields, notation
from wellserved.learning.feedback import questions as q
from wellserved.learning.feedback.given import Given, NotAnAnswer
from wellserved.learning.feedback.items import ITEMS
from wellserved.learning.feedback.kinds import READY, servqual
from wellserved.learning.feedback.questions import Branch, Option, Question

SAID = {"en": "What is it?"}
TWO = (Option("tea", {"en": "Tea", "de": "Tee"}), Option("coffee", {"en": "Coffee"}))
EVERY = (
    Question("compared", q.COMPARISON, SAID),
    Question("scale", q.SCALE, SAID, low=0, high=10),
    Question("one", q.ONE, SAID, options=TWO),
    Question("many", q.MANY, SAID, options=TWO),
    Question("agree", q.YES_NO, SAID),
    Question("number", q.NUMBER, SAID),
    Question("short", q.SHORT, SAID),
    Question("long", q.LONG, SAID),
    Question("day", q.DATE, SAID),
    Question("gap", q.GAP, SAID),
    Question("kano", q.KANO, SAID),
    Question("points", q.POINTS, SAID, options=TWO),
)
BY_KEY = {question.key: question for question in EVERY}
NAMES = [
    "answer",
    *(one.key for one in EVERY),
    *(f"{one.key}.{part}" for one in EVERY for part in one.parts),
    "unknown",
    "gap.unknown",
]


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("compared", -2, -2),
        ("scale", 0, 0),
        ("one", "tea", "tea"),
        ("many", ["coffee", "tea", "tea"], ["tea", "coffee"]),
        ("many", [], []),
        ("agree", "no", "no"),
        ("number", 3, 3.0),
        ("short", "  x" * 200, ("x" + "  x" * 66)[:200].strip()),
        ("day", "2026-11-22", "2026-11-22"),
        ("gap", {"expected": 7}, {"expected": 7}),
        ("points", {"tea": 60, "coffee": 40}, {"tea": 60, "coffee": 40}),
    ],
)
def test_what_it_takes(key: str, value: Any, kept: Any) -> None:
    found = BY_KEY[key].checked(value)
    assert found == kept if key != "short" else len(str(found)) <= 200


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("compared", 3),
        ("compared", True),
        ("compared", "1"),
        ("scale", 11),
        ("one", "juice"),
        ("one", ["tea"]),
        ("many", ["juice"]),
        ("many", "tea"),
        ("agree", "maybe"),
        ("number", float("nan")),
        ("number", 1e300),
        ("day", "2026-02-30"),
        ("day", 3),
        ("gap", {}),
        ("gap", {"desired": 3}),
        ("gap", {"expected": 8}),
        ("gap", 5),
        ("points", {"tea": 60, "coffee": 50}),
        ("points", {"tea": -1}),
        ("long", 5),
    ],
)
def test_what_it_does_not(key: str, value: Any) -> None:
    with pytest.raises(NotAnAnswer):
        BY_KEY[key].checked(value)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=6) | st.integers().map(str), max_size=3)))
def test_whatever_a_form_says_is_an_answer_or_refused(told: dict[str, list[str]]) -> None:
    form = QueryDict(mutable=True)
    for name, values in told.items():
        form.setlist(name, values)
    with suppress(NotAnAnswer):
        said = fields.given(form, EVERY)
        for key, value in said.answers.items():
            assert BY_KEY[key].checked(value) == value


@given(st.sampled_from(sorted(READY)), st.randoms(use_true_random=False))
def test_what_is_put_where_it_belongs_comes_back(kind: str, chance: Any) -> None:
    questions = READY[kind].questions
    values: dict[str, Any] = {}
    for question in questions:
        low, high = question.range
        if question.kind == q.POINTS:
            values[question.key] = {question.parts[0]: 100}
        elif question.parts:
            values[question.key] = {part: chance.randint(low, high) for part in question.parts}
        elif question.kind in (q.COMPARISON, q.SCALE):
            values[question.key] = chance.randint(low, high)
        else:
            values[question.key] = "words"
    assert fields.taken(fields.put(values, questions), questions) == values


@pytest.mark.parametrize("questions", [kind.questions for kind in READY.values()] + [EVERY])
def test_questions_survive_being_written_down(questions: tuple[Question, ...]) -> None:
    assert notation.fault(questions) == ""
    assert notation.read(notation.written(questions)) == questions


@pytest.mark.parametrize("kind", READY.values(), ids=lambda kind: kind.key)
def test_every_ready_made_question_is_asked_in_english_and_german(kind: Any) -> None:
    for question in kind.questions:
        worded = [question.words, *(option.words for option in question.options)]
        worded += [words for words in (question.hint, question.low_words, question.section) if words]
        assert all(words.get("en") and words.get("de") for words in worded), question.key


def test_servqual_has_22_items_in_five_dimensions() -> None:
    assert {name: len(items) for name, items in servqual.ITEMS.items()} == dict(
        zip(ITEMS, (4, 5, 4, 4, 5), strict=True)
    )


STEERED = (
    Question("a", q.YES_NO, SAID),
    Question("b", q.MANY, SAID, options=TWO, shown_if=Branch("a", ("yes",))),
    Question("c", q.SHORT, SAID, shown_if=Branch("b", ("tea",))),
)


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({}, "a"),
        ({"a": "no", "b": ["tea"]}, "a"),
        ({"a": "yes"}, "ab"),
        ({"a": "yes", "b": ["coffee"]}, "ab"),
        ({"a": "yes", "b": ["coffee", "tea"]}, "abc"),
    ],
)
def test_a_question_hangs_on_an_earlier_answer(values: dict[str, Any], keys: str) -> None:
    assert "".join(question.key for question in q.asked(STEERED, values)) == keys


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ((), "needs a question"),
        ((EVERY[0], EVERY[0]), "two of the name"),
        ((Question("a", q.ONE, SAID, options=TWO[:1]),), "2 to 30 answers"),
        ((Question("a", q.SCALE, SAID, low=5, high=5),), "a scale goes up"),
        ((Question("a", q.SCALE, SAID, low=0, high=11),), "a scale goes up"),
        ((Question("a", q.SHORT, SAID, shown_if=Branch("a", ("1",))),), "earlier question"),
        ((EVERY[6], Question("a", q.SHORT, SAID, shown_if=Branch("short", ("1",)))), "nothing that can be listed"),
        (tuple(Question(f"a{n}", q.SHORT, SAID) for n in range(81)), "80 questions"),
    ],
)
def test_what_is_wrong_with_a_survey_is_said(questions: tuple[Question, ...], said: str) -> None:
    assert said in notation.fault(questions)


def test_nothing_said_is_nothing_given() -> None:
    assert fields.given(QueryDict(""), EVERY) == Given()
