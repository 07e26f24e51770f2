"""What a person types into a search box, as a tree. Any text means something; none of it reaches a database raw."""

import re
from dataclasses import dataclass, field

MOST_CHARACTERS = 300
FILTERS = frozenset({"from", "site", "is"})

# A quoted phrase, or anything without a blank; a minus in front of either refuses it.
_piece = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')
_word = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Needs one term of each group and none that it refuses. `filters` are the key:value pairs we know."""

    needed: tuple[tuple[Term, ...], ...] = ()
    refused: tuple[Term, ...] = ()
    filters: dict[str, str] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to look for; to refuse alone would find all the rest of the world."""
        return bool(self.needed)


def parse(text: str) -> Query:
    """words, "a phrase", -not, begin*, this OR that, and from:, site:, is: for the caller to apply."""
    groups: list[list[Term]] = []
    refused: list[Term] = []
    filters: dict[str, str] = {}
    alternative = False
    for piece in _piece.finditer(text[:MOST_CHARACTERS]):
        plain = piece["plain"]
        if plain == "OR" and not piece["minus"]:
            alternative = bool(groups)
            continue
        key, colon, value = (plain or "").partition(":")
        if colon and value and key.casefold() in FILTERS:
            filters[key.casefold()] = value
            continue
        # Small letters, but not more: to the index of SQLite, "groß" and "gross" are two words.
        words = tuple(_word.findall((piece["phrase"] if plain is None else plain).lower()))
        if not words:
            continue
        term = Term(words, prefix=plain is not None and plain.endswith("*"))
        if piece["minus"]:
            refused.append(term)
        elif alternative:
            groups[-1].append(term)
        else:
            groups.append([term])
        alternative = False
    return Query(tuple(tuple(group) for group in groups), tuple(refused), filters)
