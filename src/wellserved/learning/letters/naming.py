"""Which colleagues an answer names. Pure."""

import re
from collections.abc import Mapping

SHORTEST = 3  # letters; "Jo" is too easily part of something else


def named(words: str, colleagues: Mapping[int, str]) -> list[int]:
    """The ids of those whose full or first name stands there as a word, written as a name is; nobody where two share
    the first name and only that stands there."""
    firsts: dict[str, list[int]] = {}
    for id, name in colleagues.items():
        firsts.setdefault(name.split()[0], []).append(id)
    found = []
    for id, name in colleagues.items():
        first = name.split()[0]
        alone = len(firsts[first]) == 1 and len(first) >= SHORTEST
        if _stands(name, words) or (alone and _stands(first, words)):
            found.append(id)
    return found


def _stands(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
