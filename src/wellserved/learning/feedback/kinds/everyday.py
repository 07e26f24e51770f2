"""One question against what was expected, then five dimensions, then words: few people fill in two columns."""

from wellserved.learning.feedback.items import ITEMS
from wellserved.learning.feedback.questions import COMPARISON, LONG, Question

ABOUT = (
    "Everyday question",
    "Compared with what you expected, how did we do? Then the five dimensions, each optional, and words.",
    "Every day, after every contact. Its answers are the perception on the quality page.",
    "Direct comparison with expectation (Brown, Churchill & Peter 1993); dimensions of Parasuraman, Zeithaml & "
    "Berry 1988.",
)
GERMAN = {
    "tangibles": ("Erscheinungsbild", "Wie es aussah: das Haus, unsere Leute und was wir Ihnen geschickt haben"),
    "reliability": ("Verlässlichkeit", "Dass wir taten, was wir sagten, und zwar gleich richtig"),
    "responsiveness": ("Entgegenkommen", "Wie schnell und bereitwillig wir geholfen haben"),
    "assurance": ("Können", "Dass wir unser Fach verstehen und höflich dabei sind"),
    "empathy": ("Einfühlung", "Dass wir verstanden haben, was Sie brauchten, und uns darum gekümmert haben"),
}
OVERALL = Question(
    "overall",
    COMPARISON,
    {
        "en": "Compared with what you expected, how did we do?",
        "de": "Wie war es, gemessen an dem, was Sie erwartet haben?",
    },
    dimension="overall",
)
WORDS = Question("words", LONG, {"en": "In your own words", "de": "In Ihren eigenen Worten"})


def about(dimension: str) -> tuple[dict[str, str], dict[str, str]]:
    """The name of a dimension and what it means, by language."""
    item, (name, statement) = ITEMS[dimension], GERMAN[dimension]
    return {"en": item.name, "de": name}, {"en": item.statement, "de": statement}


def compared(dimension: str) -> Question:
    """The dimension compared with what was expected."""
    name, statement = about(dimension)
    return Question(dimension, COMPARISON, name, hint=statement, dimension=dimension)


QUESTIONS = (OVERALL, *(compared(dimension) for dimension in ITEMS), WORDS)
