"""Kano pairs: how it is if something is so, and if it is not. Kano, Seraku, Takahashi & Tsuji 1984."""

from wellserved.learning.feedback.kinds.everyday import WORDS
from wellserved.learning.feedback.questions import KANO, Question

ABOUT = (
    "Kano",
    "For each feature two questions: how it is for you if it is so, and if it is not.",
    "Before spending money on something new: what delights, what is taken for granted, and what leaves cold.",
    "Kano and others 1984. Name your own features in the editor.",
)
QUESTIONS = (
    Question(
        "feature1",
        KANO,
        {"en": "You can reach us by chat in the evening", "de": "Sie erreichen uns abends im Chat"},
    ),
    Question(
        "feature2",
        KANO,
        {"en": "Somebody tells you unasked how things stand", "de": "Jemand sagt Ihnen ungefragt, wie es steht"},
    ),
    WORDS,
)
