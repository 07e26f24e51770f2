"""What a customer does when they are asked how it was."""

from collections.abc import Generator
from datetime import datetime, timedelta
from random import Random

from wellserved.learning.feedback import actions as feedback
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.feedback.models import Invitation
from wellserved.learning.feedback.rules import SHORT
from wellserved.linden.people import Nature
from wellserved.linden.perception import Treatment, comparison, feeling, levels
from wellserved.linden.reads import open_invitation
from wellserved.serving.conversations.models import Conversation

GOES_ON = 0.6  # of those who clicked, the share that rates the dimensions too
IN_WORDS = 0.4

WORDS = {
    -2: (
        "I had to ask twice, and still nobody seemed to know what the other had promised.",
        "Far too slow. By the time the answer came I had solved it myself.",
        "I used to recommend you. At the moment I would not.",
    ),
    -1: (
        "Friendly, but it took longer than it should.",
        "The answer was fine. The waiting was not.",
        "One mail instead of three would have done.",
    ),
    0: ("All as it should be.", "No complaints.", "What I expected, no more and no less."),
    1: (
        "Quick and kind, thank you.",
        "I liked that somebody took the time to read what I wrote.",
        "Better than I am used to elsewhere.",
    ),
    2: (
        "I did not expect an answer on the same day, let alone such a kind one.",
        "They remembered me! I will tell everybody.",
        "Wonderful people. Please thank them.",
    ),
}


def answered(
    conversation: Conversation, treatment: Treatment, nature: Nature, at: datetime, rng: Random
) -> Generator[datetime, None, datetime]:
    """Perhaps a click, perhaps more; nothing if they were not asked, or do not care to. Returns when it is over."""
    if rng.random() > nature.answers:
        return at
    at += timedelta(hours=rng.lognormvariate(2.0, 1.0))
    yield at
    invitation = open_invitation(conversation)
    if invitation is None:
        return at
    felt = feeling(treatment, rng)
    overall = comparison(felt.overall)
    feedback.answer(invitation, Given(comparison=overall), at=at)
    if rng.random() < GOES_ON:
        at += timedelta(seconds=rng.uniform(40, 200))
        yield at
        ratings = {dimension: _rated(invitation, value, rng) for dimension, value in felt.dimensions.items()}
        words = rng.choice(WORDS[overall]) if rng.random() < IN_WORDS else None
        feedback.answer(invitation, Given(ratings=ratings, words=words), at=at)
    return at


def _rated(invitation: Invitation, value: float, rng: Random) -> Rated:
    if invitation.form == SHORT:
        return Rated(comparison=comparison(value))
    desired, adequate, perceived = levels(value, rng)
    return Rated(desired=desired, adequate=adequate, perceived=perceived)
