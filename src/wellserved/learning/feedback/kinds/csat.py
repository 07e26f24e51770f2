"""Satisfaction on five steps: the share of the upper two is told."""

from wellserved.learning.feedback.kinds.everyday import WORDS
from wellserved.learning.feedback.questions import SCALE, Question

ABOUT = (
    "Satisfaction (CSAT)",
    "How satisfied or dissatisfied were you? Five steps, and words.",
    "To compare yourself with others who ask the same. It does not say what was expected.",
    "Share of the two upper of five steps, as is customary.",
)
QUESTIONS = (
    Question(
        "satisfied",
        SCALE,
        {
            "en": "How satisfied or dissatisfied were you with us?",
            "de": "Wie zufrieden oder unzufrieden waren Sie mit uns?",
        },
        low=1,
        high=5,
        low_words={"en": "very dissatisfied", "de": "sehr unzufrieden"},
        high_words={"en": "very satisfied", "de": "sehr zufrieden"},
        measure="csat",
    ),
    WORDS,
)
