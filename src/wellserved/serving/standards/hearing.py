"""What a rule hears in our own words: whether an answer says one of some phrases, or never says any of others."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST_LETTERS = 50_000  # of a longer answer its beginning is heard
_blanks = re.compile(r"\s+")


def listens(rule: Mapping[str, Any]) -> bool:
    """Whether an observed standard is observed by a rule on the words."""
    by = rule.get("by", ())
    return "rule" in ((by,) if isinstance(by, str) else by)


def heard(rule: Mapping[str, Any], text: str) -> bool:
    """Whether the words keep to the rule: one of `says` stands there as whole words, and none of `never_says`."""
    words = _blanks.sub(" ", text[:MOST_LETTERS]).casefold()
    says, never = _phrases(rule, "says"), _phrases(rule, "never_says")
    return (not says or any(_stands(one, words) for one in says)) and not any(_stands(one, words) for one in never)


def _phrases(rule: Mapping[str, Any], name: str) -> Sequence[str]:
    written = rule.get(name, ())
    return (written,) if isinstance(written, str) else tuple(written)


def _stands(phrase: str, words: str) -> bool:
    told = re.escape(_blanks.sub(" ", phrase.strip()).casefold())
    return re.search(rf"(?<!\w){told}(?!\w)", words) is not None
