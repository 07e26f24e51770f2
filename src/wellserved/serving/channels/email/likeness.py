"""Domains that are made to be taken for ours: 1inden.example, linden.example.evil.net. Pure."""

import unicodedata
from collections.abc import Iterable

from wellserved.serving.channels.email.authentication.domains import registrable

SHORTEST = 5  # letters of a name; of shorter ones too many are alike by chance

# Letters of other alphabets, and digits, that look like Latin ones (the commonest of Unicode's confusables).
_CONFUSABLE = {
    "a": "\u0430\u03b1\u02514",
    "c": "\u0441",
    "e": "\u0435\u04bd\u03b53",
    "h": "\u04bb",
    "i": "\u0456\u04cf\u03b9\u0131",
    "j": "\u0458",
    "k": "\u03ba",
    "l": "\u0142\u01961|",
    "n": "\u0578",
    "o": "\u043e\u03bf\u00f8\u03c30",
    "p": "\u0440\u03c1",
    "q": "\u051b",
    "s": "\u04555",
    "u": "\u03c5\u057d",
    "v": "\u0475\u03bd",
    "w": "\u051d\u03c9",
    "x": "\u0445\u03c7",
    "y": "\u0443\u03b3",
    "d": "\u0501\u0111",
    "g": "\u0261",
    "b": "\u044c\u042c\u00df68",
    "t": "7",
}
_LOOKS_LIKE = {ord(letter): latin for latin, letters in _CONFUSABLE.items() for letter in letters}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def resembles(domain: str, ours: Iterable[str]) -> str:
    """The domain of ours that this one looks like without being it, or "" for an honest one."""
    readable = _readable(domain)
    owner = registrable(readable)
    known = {registrable(one) for one in ours if one}
    if owner in known:
        return ""
    for one in sorted(known):
        if readable.startswith(f"{one}.") or _skeleton(owner) == _skeleton(one) or _differs_by_one(owner, one):
            return one
    return ""


def mixes_alphabets(domain: str) -> bool:
    """Whether letters of two alphabets stand in one name, as no honest name has it."""
    return any(len(_alphabets(label)) > 1 for label in _readable(domain).split("."))


def _readable(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna") if "xn--" in domain else domain.casefold()
    except UnicodeError:
        return domain.casefold()


def _skeleton(domain: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", domain) if not unicodedata.combining(c))
    looks = plain.casefold().translate(_LOOKS_LIKE)
    for pair, letter in _PAIRS:
        looks = looks.replace(pair, letter)
    return looks.replace("-", "").replace("i", "l")


def _differs_by_one(one: str, other: str) -> bool:
    """One letter more, less, another, or two changed places, in the name or in what follows it."""
    if len(other.partition(".")[0]) < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _alphabets(label: str) -> set[str]:
    return {unicodedata.name(c, "?").partition(" ")[0] for c in label if c.isalpha()}
