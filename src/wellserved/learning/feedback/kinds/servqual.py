"""SERVQUAL: 22 items in five dimensions, each expected and perceived on seven steps, and 100 points over the five.

The instrument is that of Parasuraman, Zeithaml & Berry (1988, J. Retailing 64:12; refined 1991, with the points).
The wordings are ours: the ideas of the items in our own words, told without praise or blame.
"""

from wellserved.learning.feedback.items import ITEMS as DIMENSIONS
from wellserved.learning.feedback.kinds.everyday import OVERALL, WORDS, about, compared
from wellserved.learning.feedback.questions import GAP, POINTS, Option, Question, Words

ABOUT = (
    "SERVQUAL",
    "22 items: what an excellent house should be like, and what we are like; then 100 points over five dimensions.",
    "Once a year, to those who know you well. It takes about ten minutes.",
    "Parasuraman, Zeithaml & Berry 1988 and 1991; our own wordings of the items' ideas.",
)
# dimension: (English, German), each what is rated from "not at all" to "fully"
ITEMS: dict[str, tuple[tuple[str, str], ...]] = {
    "tangibles": (
        ("Equipment and rooms are up to date", "Ausstattung und Räume sind auf der Höhe der Zeit"),
        ("The place is pleasant to look at", "Es ist ein angenehmer Anblick"),
        ("The people look well cared for", "Die Leute sehen gepflegt aus"),
        ("Letters, menus and signs are clear and tidy", "Briefe, Karten und Schilder sind klar und ordentlich"),
    ),
    "reliability": (
        (
            "What is announced for a certain time is done by then",
            "Was zu einer Zeit zugesagt ist, geschieht bis dahin",
        ),
        ("A customer's trouble is taken up in earnest", "Ein Problem eines Kunden wird ernsthaft angegangen"),
        ("Things are right the first time", "Es stimmt beim ersten Mal"),
        ("Service comes at the moment it was announced for", "Die Leistung kommt, wann sie angekündigt war"),
        ("Bills and records have no mistakes", "Rechnungen und Unterlagen sind ohne Fehler"),
    ),
    "responsiveness": (
        ("Customers are told when something will be done", "Kunden erfahren, wann etwas erledigt wird"),
        ("It is done quickly", "Es geschieht rasch"),
        ("People want to help", "Die Leute wollen helfen"),
        ("Somebody has time, even when it is busy", "Jemand hat Zeit, auch wenn viel los ist"),
    ),
    "assurance": (
        ("How people act inspires trust", "Wie die Leute handeln, schafft Vertrauen"),
        ("Customers need not worry about what they agree to", "Kunden müssen sich bei Abmachungen nicht sorgen"),
        ("People are polite throughout", "Die Leute sind durchweg höflich"),
        ("People know enough to answer questions", "Die Leute wissen genug, um Fragen zu beantworten"),
    ),
    "empathy": (
        ("Each customer is attended to as a person", "Jeder Kunde wird als Mensch wahrgenommen"),
        ("Opening hours suit customers", "Die Öffnungszeiten passen zu den Kunden"),
        ("Somebody takes care of me personally", "Jemand kümmert sich persönlich um mich"),
        ("What is best for the customer comes first", "Was für den Kunden am besten ist, geht vor"),
        ("What a customer particularly needs is understood", "Was ein Kunde besonders braucht, wird verstanden"),
    ),
}
NOT_AT_ALL: Words = {"en": "not at all", "de": "gar nicht"}
FULLY: Words = {"en": "fully", "de": "voll und ganz"}


def items(kind: str) -> tuple[Question, ...]:
    """The 22 items as questions of that kind; the name of a dimension stands above its first."""
    return tuple(
        Question(
            f"{dimension}{n}",
            kind,
            {"en": english, "de": german},
            low=1,
            high=7,
            low_words=NOT_AT_ALL,
            high_words=FULLY,
            section=about(dimension)[0] if n == 1 else {},
            dimension=dimension,
        )
        for dimension, statements in ITEMS.items()
        for n, (english, german) in enumerate(statements, start=1)
    )


IMPORTANCE = Question(
    "points",
    POINTS,
    {
        "en": "Spread 100 points over these five: the more important to you, the more points.",
        "de": "Verteilen Sie 100 Punkte auf diese fünf: je wichtiger für Sie, desto mehr Punkte.",
    },
    options=tuple(Option(dimension, about(dimension)[1]) for dimension in DIMENSIONS),
    section={"en": "What matters to you", "de": "Was Ihnen wichtig ist"},
)
QUESTIONS = (OVERALL, *items(GAP), *(compared(dimension) for dimension in DIMENSIONS), IMPORTANCE, WORDS)
