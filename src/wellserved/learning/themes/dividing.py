"""Which texts of a theme are another matter: by their words, whatever their form, or chosen by hand. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from wellserved.learning.themes.words import ENDINGS, WORD, Term, stem

MOST_WORDS = 12
Key = tuple[str, int]  # kind and id of a text
SHOWN = 3


def words_of(written: str) -> list[str]:
    """The words between commas, each once."""
    found = [" ".join(WORD.findall(one.casefold())) for one in written.split(",")]
    return [one for one in dict.fromkeys(found) if one][:MOST_WORDS]


def takes(key: Key, told: Iterable[Term], words: Collection[str], chosen: Collection[Key]) -> bool:
    """Whether a text with these terms is of the other matter: chosen, or all of one entry's words are in it."""
    stems = {term.stem for term in told}
    return key in chosen or any(
        all(not stems.isdisjoint({stem(word, language) for language in ENDINGS}) for word in entry.split())
        for entry in words
    )


def terms_of(texts: Iterable[Sequence[Term]], words: Sequence[str]) -> list[str]:
    """What the part is called until a person names it: its words, or those that most of its texts hold."""
    if words:
        return list(words)
    counted = Counter(shown for text in texts for shown in {term.shown for term in text})
    return sorted(counted, key=lambda shown: (-counted[shown], -len(shown), shown))[:SHOWN]
