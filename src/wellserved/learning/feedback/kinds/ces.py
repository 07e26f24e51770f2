"""How easy was it? Effort is what drives people away, more than delight keeps them."""

from wellserved.learning.feedback.kinds.everyday import WORDS
from wellserved.learning.feedback.questions import SCALE, Question

ABOUT = (
    "Effort (CES)",
    "How easy or hard was it to get what you needed? Seven steps, and words.",
    "After something had to be sorted out: it finds what makes customers work.",
    "Dixon, Freeman & Toman 2010; seven steps as in their later version.",
)
QUESTIONS = (
    Question(
        "easy",
        SCALE,
        {
            "en": "How easy or hard was it to get what you needed?",
            "de": "Wie leicht oder schwer war es, zu bekommen, was Sie brauchten?",
        },
        low=1,
        high=7,
        low_words={"en": "very hard", "de": "sehr schwer"},
        high_words={"en": "very easy", "de": "sehr leicht"},
        measure="ces",
    ),
    WORDS,
)
