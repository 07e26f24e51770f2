"""Lengths of time as people write them: "60 s", "4 h", "1 h 30 min". Pure."""

import re

UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}
_piece = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|h|d)\b")
_time = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")


def seconds(text: object) -> float:
    """How many seconds "1 h 30 min" is; ValueError for what is no length of time. A day has 24 hours."""
    if not isinstance(text, str) or not text.strip() or _piece.sub("", text).strip():
        raise ValueError(f'{text!r} is not a length of time; write it as "60 s", "5 min", "4 h" or "2 d".')
    return sum(float(number) * UNITS[unit] for number, unit in _piece.findall(text))


def in_words(value: float) -> str:
    """The same, backwards: 5400 is "1 h 30 min"."""
    if value != int(value):
        return f"{value:g} s"
    rest, words = int(value), []
    for unit in ("d", "h", "min", "s"):
        count, rest = divmod(rest, UNITS[unit])
        if count:
            words.append(f"{count} {unit}")
    return " ".join(words) or "0 s"


def minutes(text: object) -> int:
    """Local minutes since midnight of "18:00"; ValueError for what is no time of day."""
    if not isinstance(text, str) or not _time.fullmatch(text):
        raise ValueError(f'{text!r} is not a time of day; write it as "18:00".')
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)
