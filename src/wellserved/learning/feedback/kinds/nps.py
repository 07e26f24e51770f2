"""Would they speak for us? 0 to 10; who says 9 or 10 less who says 6 or under."""

from wellserved.learning.feedback.kinds.everyday import WORDS
from wellserved.learning.feedback.questions import LONG, SCALE, Branch, Question

ABOUT = (
    "Recommendation (NPS)",
    "How likely or unlikely would you recommend us? 0 to 10, and why.",
    "Where the whole group asks it. Its interval is wide: below 100 answers it tells little.",
    "Reichheld 2003.",
)
QUESTIONS = (
    Question(
        "recommend",
        SCALE,
        {
            "en": "How likely or unlikely is it that you would recommend us to somebody you know?",
            "de": "Wie wahrscheinlich oder unwahrscheinlich ist es, dass Sie uns weiterempfehlen?",
        },
        low=0,
        high=10,
        low_words={"en": "not at all likely", "de": "gar nicht wahrscheinlich"},
        high_words={"en": "extremely likely", "de": "äußerst wahrscheinlich"},
        measure="nps",
    ),
    Question(
        "missed",
        LONG,
        {"en": "What would have had to be different?", "de": "Was hätte anders sein müssen?"},
        shown_if=Branch("recommend", tuple(str(n) for n in range(7))),
    ),
    WORDS,
)
