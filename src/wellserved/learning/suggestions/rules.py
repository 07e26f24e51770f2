"""What may be suggested, said of it and merged. Pure."""

import re
from datetime import timedelta
from enum import StrEnum

WORDS_CHARACTERS, TITLE_CHARACTERS, ANSWER_CHARACTERS = 5000, 120, 3000


class State(StrEnum):
    NEW = "new"
    CONSIDERED = "considered"
    PLANNED = "planned"
    DONE = "done"
    DECLINED = "declined"


STATES = tuple(state.value for state in State)
DECIDED = (State.PLANNED, State.DONE, State.DECLINED)  # these are answered in public
ENDED = (State.DONE, State.DECLINED)  # nothing more comes of it: who supports it hears so
BEGINNING = 5  # letters: bicycle and bicycles, Parkplatz and Parkplätze
ALIKE = 0.5
HEARS_AFTER = timedelta(minutes=10)  # so that a slip in an answer is mended before many read it
TRIED_AGAIN_AFTER = timedelta(hours=1)  # while the site has no mailbox
CONFIRMABLE_FOR = timedelta(days=7)
FORM, BOX, SURVEY = "form", "box", "survey"  # where it came from
SOURCES = (FORM, BOX, SURVEY)


class NotAllowed(Exception):  # noqa: N818 - reads as a sentence: raise NotAllowed
    """The message says what is missing."""


def words_of(text: str) -> str:
    """What was suggested, as it is kept; NotAllowed for nothing."""
    words = text.strip()[:WORDS_CHARACTERS]
    if not words:
        raise NotAllowed("Write what could be better.")
    return words


def answer_of(state: str, title: str, answer: str) -> tuple[State, str, str]:
    """A decision as it is kept: state, public wording, public answer. NotAllowed says what is missing."""
    if state not in STATES:
        raise NotAllowed("Choose how it stands.")
    title, answer = " ".join(title.split())[:TITLE_CHARACTERS], answer.strip()[:ANSWER_CHARACTERS]
    if state in DECIDED and not answer:
        raise NotAllowed("Write an answer: whoever suggested it, and everybody who supports it, wants to know.")
    if answer and not title:
        raise NotAllowed(
            "Say in a line what was suggested: the page shows that line, never the customer's own words."
        )
    return State(state), title, answer


def likeness(one: str, other: str) -> float:
    """How much of what the shorter one says the other says too, by the beginnings of its longer words: 0 to 1."""
    these, those = _beginnings(one), _beginnings(other)
    shorter = min(len(these), len(those))
    return len(these & those) / shorter if shorter else 0.0


def _beginnings(text: str) -> set[str]:
    return {word[:BEGINNING] for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > BEGINNING - 1}


def may_merge(*, same: bool, same_site: bool, is_merged: bool, into_is_merged: bool, has_merged: bool) -> None:
    """NotAllowed says why a suggestion cannot become part of another; trees stay one step deep, to be undone."""
    if same or not same_site:
        raise NotAllowed("Choose another suggestion of the same site.")
    if is_merged or into_is_merged:
        raise NotAllowed("One of them was merged already.")
    if has_merged:
        raise NotAllowed("Others were merged into this one: merge the other way round.")
