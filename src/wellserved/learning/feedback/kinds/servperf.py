"""SERVPERF: the 22 items, perceived only. Cronin & Taylor 1992, J. Marketing 56:55."""

from wellserved.learning.feedback.kinds.everyday import OVERALL, WORDS
from wellserved.learning.feedback.kinds.servqual import items
from wellserved.learning.feedback.questions import SCALE

ABOUT = (
    "SERVPERF",
    "The 22 items of SERVQUAL, only as they were perceived.",
    "Where ten minutes are too long: half of the work, and it predicts satisfaction as well.",
    "Cronin & Taylor 1992; our own wordings of the items' ideas.",
)
QUESTIONS = (OVERALL, *items(SCALE), WORDS)
