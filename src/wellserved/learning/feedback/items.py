"""What the survey asks, in plain language. The dimensions are SERVQUAL's (Parasuraman, Zeithaml, Berry 1988);
asking desired, adequate and perceived level in three columns is theirs of 1994.
"""

from dataclasses import dataclass

COMPARISONS = {
    -2: "Far below what I expected",
    -1: "Below what I expected",
    0: "As I expected",
    1: "Above what I expected",
    2: "Far above what I expected",
}
LEVELS = {
    "desired": "What you would wish for",
    "adequate": "What you would just accept",
    "perceived": "What you got from us",
}
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 9


@dataclass(frozen=True, slots=True)
class Item:
    """A short name and the statement that a customer compares with what they expected."""

    name: str
    statement: str


ITEMS = {
    "tangibles": Item("Look and feel", "How things looked: the place, our people, and what we sent you"),
    "reliability": Item("Reliability", "Doing what we said we would, right the first time"),
    "responsiveness": Item("Responsiveness", "How quickly and willingly we helped"),
    "assurance": Item("Assurance", "Knowing our business, and being courteous about it"),
    "empathy": Item("Empathy", "Understanding what you needed, and caring about it"),
}
