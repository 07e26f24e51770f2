"""The Date of a mail, in the shapes that programs give it."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

LONGEST = 200  # characters

# Hours east of Greenwich, for the names that are in use besides RFC 5322's. Where two places share a name, the one
# with more mail.
ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 5.5, "CET": 1, "MET": 1,
    "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "IDT": 3, "SAST": 2, "MSK": 3, "MSD": 4,
    "TRT": 3, "GST": 4, "PKT": 5, "WIB": 7, "ICT": 7, "HKT": 8, "SGT": 8, "AWST": 8, "PHT": 8, "JST": 9,
    "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "BRST": -2, "ART": -3,
    "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip

_offset = re.compile(r"(?:\b(?:GMT|UTC?)\s?)?([+-])[ -]?(\d{1,2})(?::?(\d{2}))?\s*(?:\(.*)?$")
_named = re.compile(r"\b([A-Z]{1,5})\s*(?:\(.*)?$")
_half = re.compile(r"\s([AaPp])\.?[Mm]\.?(?=\s|$)")


def date(raw: str) -> datetime | None:
    """The moment in UTC; of a date without a zone, as if it were in UTC. None if it is no date."""
    try:
        return _date(" ".join(raw[:LONGEST].split()))
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _date(raw: str) -> datetime | None:
    if re.match(r"\d{4}-\d\d-\d\d[T ]", raw):
        moment = datetime.fromisoformat(re.sub(r" (?=[+-]\d)", "", raw))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    zone, rest = _zone(raw)
    half = _half.search(rest)
    fields = parsedate_tz(_half.sub("", rest))
    if fields is None:
        return None
    year, month, day, hour, minute, second = fields[:6]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[1] in "pP" else 0)
    year += 1900 if 100 <= year < 1000 else 0  # years since 1900, as C counts them
    extra = timedelta(days=1) if hour == 24 else timedelta()
    moment = datetime(year, month, day, hour % 24 if hour == 24 else hour, minute, min(second, 59), tzinfo=zone)
    return (moment + extra).astimezone(UTC)


def _zone(raw: str) -> tuple[timezone, str]:
    """(its zone, the rest of it)."""
    if found := _offset.search(raw):
        away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if len(found[2]) == 2 and not found[3] and not raw[found.start() :].upper().startswith(("GMT", "U")):
            return UTC, raw  # the end of 17-11-26 is no zone
        zone = timezone(away if found[1] == "+" else -away) if away < timedelta(hours=24) else UTC
        return zone, raw[: found.start()]
    named = _named.search(raw)
    if named and named[1] in ZONES:
        return timezone(timedelta(hours=ZONES[named[1]])), raw[: named.start()]
    return UTC, raw
