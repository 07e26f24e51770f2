"""A text as a list of terms: words that carry meaning, brought to their stem, and pairs of neighbours. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from wellserved.learning.themes.stop_words import ENGLISH, GERMAN, STOP_WORDS
from wellserved.learning.themes.tone import GOOD

CHARACTERS_READ = 4000
SHORTEST = 3
ADDRESSES = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+|\b\S*\d\S*")  # and whatever holds a digit: numbers, dates
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")

# The longest ending first; what stays must be a word still. Crude on purpose: people see whole words, never stems.
ENDINGS = {
    "en": (("ies", "y"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")),
    "de": (
        ("ungen", "ung"),
        ("ern", ""),
        ("en", ""),
        ("er", ""),
        ("es", ""),
        ("em", ""),
        ("e", ""),
        ("n", ""),
        ("s", ""),
    ),
}
SHORTEST_STEM = 4
UMLAUTS = frozenset("äöüß")
PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})  # Aufzug, Aufzüge


@dataclass(frozen=True, slots=True)
class Term:
    """`stem` groups its forms (a pair has two, with a space); `shown` is the form that stood there."""

    stem: str
    shown: str


def terms(text: str, hidden: Collection[str] = ()) -> list[Term]:
    """What a text is about, in its order. `hidden` are folded words that must not be looked at: names of people.

    Praise tells the tone and no matter: left in, all thanks would be one theme.
    """
    folded = [
        word.replace("\u2019", "'") for word in WORD.findall(ADDRESSES.sub(" . ", text[:CHARACTERS_READ]).casefold())
    ]
    language = language_of(folded)
    kept = [
        Term(stem(word, language), word)
        for word in folded
        if len(word) >= SHORTEST and word not in STOP_WORDS and word not in GOOD and word not in hidden
    ]
    return [*kept, *_pairs(kept)]


def _pairs(kept: list[Term]) -> Iterator[Term]:
    for one, other in pairwise(kept):
        if one.stem != other.stem:
            yield Term(f"{one.stem} {other.stem}", f"{one.shown} {other.shown}")


def language_of(folded: Collection[str]) -> str:
    """ "de" or "en", by whose small words and letters are more."""
    german = sum(word in GERMAN or not UMLAUTS.isdisjoint(word) for word in folded)
    return "de" if german > sum(word in ENGLISH for word in folded) else "en"


def stem(word: str, language: str) -> str:
    """The same for all forms of a word, more or less."""
    for ending, instead in ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_STEM:
            word = word.removesuffix(ending) + instead
            break
    return word.translate(PLAIN) if language == "de" else word
