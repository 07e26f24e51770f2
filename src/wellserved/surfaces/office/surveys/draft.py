"""Questions as the editor's form tells them: every field of every question, and perhaps one thing to do."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.text import slugify

from wellserved.learning.feedback import questions as q
from wellserved.learning.feedback.questions import Branch, Option, Question, Words

LANGUAGES = ("en", "de")
LONGEST = 400  # characters of a question
FRESH: Words = {"en": "A question of yours", "de": "Eine eigene Frage"}
TWO = (Option("first", {"en": "First answer"}), Option("second", {"en": "Second answer"}))
# What a manager may add; the others come with the ready-made kinds.
ADDED = (q.ONE, q.MANY, q.SCALE, q.NUMBER, q.YES_NO, q.SHORT, q.LONG, q.DATE, q.KANO, q.COMPARISON)


def typed(form: Mapping[str, str], before: tuple[Question, ...]) -> list[Question]:
    """The questions as they stand in the form, in its order; what it has no field for stays as it was."""
    known = {question.key: question for question in before}
    found = []
    for place in range(len(before)):
        question = known.get(form.get(f"{place}.key", ""))
        if question is not None:
            found.append(_changed(question, form, place))
    return found


def done(questions: list[Question], deed: str, known: Iterable[Question] = ()) -> list[Question]:
    """After "up:key", "down:key", "remove:key" or "add:kind"; as they were for anything else.

    A new one takes no name of those `known` from before: their answers are still told under it.
    """
    verb, _, what = deed.partition(":")
    if verb == "add" and what in ADDED:
        return [*questions, _fresh(what, {question.key for question in (*known, *questions)})]
    place = next((n for n, question in enumerate(questions) if question.key == what), None)
    if place is None:
        return questions
    if verb == "remove":
        return _without(questions, what)
    other = place + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= other < len(questions):
        questions[place], questions[other] = questions[other], questions[place]
    return questions


def _without(questions: list[Question], key: str) -> list[Question]:
    """What hung on the question is asked always."""
    rest = [question for question in questions if question.key != key]
    return [replace(one, shown_if=None) if one.shown_if and one.shown_if.question == key else one for one in rest]


def _fresh(kind: str, taken: set[str]) -> Question:
    number = next(n for n in range(1, 1000) if f"own{n}" not in taken)
    options = TWO if kind in (q.ONE, q.MANY) else ()
    return Question(f"own{number}", kind, FRESH, options=options)


def _changed(question: Question, form: Mapping[str, str], place: int) -> Question:
    def words(name: str, otherwise: Words) -> Words:
        fields = {language: f"{place}.{name}.{language}" for language in LANGUAGES}
        if not any(field in form for field in fields.values()):
            return otherwise
        told = {language: " ".join(form.get(field, "").split())[:LONGEST] for language, field in fields.items()}
        return {**otherwise, **told} if any(told.values()) else {}

    def number(name: str, otherwise: int) -> int:
        text = form.get(f"{place}.{name}", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise

    return replace(
        question,
        words=_said(words("words", question.words)),
        hint=_said(words("hint", question.hint)),
        low_words=_said(words("low_words", question.low_words)),
        high_words=_said(words("high_words", question.high_words)),
        low=number("low", question.low),
        high=number("high", question.high),
        options=_options(question, form, place),
        shown_if=_branch(question, form, place),
    )


def _said(words: Words) -> Words:
    return {language: said for language, said in words.items() if said}


def _options(question: Question, form: Mapping[str, str], place: int) -> tuple[Option, ...]:
    """One a line; an answer is known by its first words, so that its place may change."""
    if f"{place}.options.en" not in form:
        return question.options
    lines = {language: form.get(f"{place}.options.{language}", "").splitlines() for language in LANGUAGES}
    known = {q.in_language(option.words, "en"): option.key for option in question.options}
    found: dict[str, Option] = {}
    for n, line in enumerate(lines["en"]):
        english = " ".join(line.split())[:LONGEST]
        if not english:
            continue
        key = known.get(english) or slugify(english)[:30] or f"answer{n + 1}"
        german = " ".join(lines["de"][n].split())[:LONGEST] if n < len(lines["de"]) else ""
        found.setdefault(key, Option(key, _said({"en": english, "de": german})))
    return tuple(found.values())


def _branch(question: Question, form: Mapping[str, str], place: int) -> Branch | None:
    if f"{place}.if" not in form:
        return question.shown_if
    earlier = form[f"{place}.if"]
    one_of = tuple(word for word in form.get(f"{place}.one_of", "").replace(",", " ").split() if word)
    return Branch(earlier, one_of) if earlier else None
