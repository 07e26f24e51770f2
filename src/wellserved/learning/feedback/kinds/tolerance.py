"""Zone of tolerance: what would be wished for, what would just do, and what was got."""

from wellserved.learning.feedback.items import ITEMS
from wellserved.learning.feedback.kinds.everyday import OVERALL, WORDS, about
from wellserved.learning.feedback.questions import LEVELS, Question

ABOUT = (
    "Zone of tolerance",
    "For each dimension: the level that is wished for, the one that would just do, and the one that was got.",
    "To see how much room there is between adequate and desired. One in ten is asked it after closing anyway.",
    "Parasuraman, Zeithaml & Berry 1994 (three columns).",
)


def levels(dimension: str) -> Question:
    name, statement = about(dimension)
    return Question(dimension, LEVELS, name, hint=statement, dimension=dimension)


QUESTIONS = (OVERALL, *(levels(dimension) for dimension in ITEMS), WORDS)
