"""Invitations (text/calendar, iTIP): what they invite to, and how they are answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from icalendar import Calendar, Event, vCalAddress, vText

from wellserved.serving.channels.email.reading.charsets import decoded, sane
from wellserved.serving.channels.email.reading.headers import people
from wellserved.serving.channels.email.reading.model import Person
from wellserved.serving.channels.email.reading.recurrence import in_words

LARGEST = 500_000  # bytes
LONGEST = 500  # characters of one field
MOST_ATTENDEES = 100
ANSWERS = ("accepted", "tentative", "declined")


@dataclass(frozen=True, slots=True)
class Attendee:
    """`answer` is accepted, tentative, declined, or "" as long as there is none."""

    person: Person
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a calendar object says about its first event.

    `starts` and `ends` are in the organizer's own time zone, called `zone`; without one they are in UTC and `zone` is
    "". Of whole days they are the midnights (UTC) that begin the first and the last day.
    """

    method: str = ""  # request, cancel, reply, publish ...
    uid: str = ""
    sequence: int = 0
    summary: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    all_day: bool = False
    zone: str = ""
    place: str = ""
    organizer: Person | None = None
    attendees: tuple[Attendee, ...] = ()
    recurrence: str = ""  # in words
    is_cancelled: bool = False

    @property
    def is_answerable(self) -> bool:
        return self.method == "request" and not self.is_cancelled and bool(self.uid) and self.organizer is not None


def invitation_of(data: bytes) -> Invitation | None:
    """What a text/calendar part says; None if it holds no event that can be read. Never raises."""
    try:
        read = _read(data)
        return _invitation(*read) if read else None
    except Exception:  # values that the parser lets pass
        return None


def answer_to(data: bytes, address: str, name: str, answer: str, at: datetime) -> bytes:
    """The calendar object (METHOD:REPLY) that tells the organizer; ValueError if there is nothing to answer."""
    read = _read(data)
    if answer not in ANSWERS or read is None or not read[1].get("UID"):
        raise ValueError(f"There is no invitation that could be {answer}.")
    calendar, event = read
    reply, told = Calendar(), Event()
    for key, value in (("PRODID", "-//Wellserved//Wellserved//EN"), ("VERSION", "2.0"), ("METHOD", "REPLY")):
        reply.add(key, value)
    for key in ("UID", "SEQUENCE", "RECURRENCE-ID", "ORGANIZER", "SUMMARY", "DTSTART", "DTEND", "LOCATION"):
        if key in event:
            told[key] = event[key]
    told.add("DTSTAMP", at.astimezone(UTC))
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["PARTSTAT"] = vText(answer.upper())
    if name:
        attendee.params["CN"] = vText(sane(name).replace('"', "'"))
    told.add("ATTENDEE", attendee, encode=False)
    for zone in calendar.walk("VTIMEZONE"):
        reply.add_component(zone)
    reply.add_component(told)
    return bytes(reply.to_ical())


def _read(data: bytes) -> tuple[Any, Any] | None:
    """(the calendar, its first event)."""
    if len(data) > LARGEST:
        return None
    try:
        calendars = Calendar.from_ical(decoded(data, "utf-8").lstrip("\ufeff\r\n \t"), multiple=True)
    except Exception:  # a stranger's calendar in a foreign parser
        return None
    return next(((calendar, event) for calendar in calendars for event in calendar.walk("VEVENT")), None)


def _invitation(calendar: Any, event: Any) -> Invitation:
    method = _text(calendar.get("METHOD")).lower()
    begins, all_day, zone = _moment(event.get("DTSTART"))
    return Invitation(
        method=method,
        uid=_text(event.get("UID")),
        sequence=_number(event.get("SEQUENCE")),
        summary=_text(event.get("SUMMARY")),
        starts=begins,
        ends=_end(event, begins, all_day),
        all_day=all_day,
        zone=zone,
        place=_text(event.get("LOCATION")),
        organizer=_person(event.get("ORGANIZER")),
        attendees=tuple(_attendees(_listed(event.get("ATTENDEE")))),
        recurrence=in_words(event.get("RRULE")),
        is_cancelled=method == "cancel" or _text(event.get("STATUS")).upper() == "CANCELLED",
    )


def _end(event: Any, begins: datetime | None, all_day: bool) -> datetime | None:
    """Where the standard's end is the day after the last, it is the last day that is told."""
    ends, _, _ = _moment(event.get("DTEND"))
    length = getattr(event.get("DURATION"), "dt", None)
    if ends is None and begins is not None and isinstance(length, timedelta):
        ends = begins + length
    if all_day and ends is not None and begins is not None:
        return max(begins, ends - timedelta(days=1))
    return ends


def _moment(field: Any) -> tuple[datetime | None, bool, str]:
    """(the moment, whether it is a whole day, the name of its zone)."""
    told = getattr(field, "dt", None)
    if isinstance(told, datetime):
        zone = told.tzinfo
        return (told if zone else told.replace(tzinfo=UTC)), False, _zone(zone, field)
    if isinstance(told, date):
        return datetime.combine(told, time(), UTC), True, ""
    return None, False, ""


def _zone(zone: tzinfo | None, field: Any) -> str:
    if zone is None:
        return ""
    return str(getattr(zone, "key", "") or field.params.get("TZID", "") or "UTC")[:LONGEST]


def _attendees(fields: Iterable[Any]) -> Iterable[Attendee]:
    for field in list(fields)[:MOST_ATTENDEES]:
        if person := _person(field):
            answer = str(getattr(field, "params", {}).get("PARTSTAT", "")).lower()
            yield Attendee(person, answer if answer in ANSWERS else "")


def _person(field: Any) -> Person | None:
    """Of `CN=Alice:mailto:alice@example.org`."""
    if isinstance(field, list):
        field = field[0] if field else None
    address = str(field or "").partition(":")[2] if ":" in str(field or "") else str(field or "")
    found = people([address])
    name = _text(getattr(field, "params", {}).get("CN", "")) if field is not None else ""
    return Person(found[0].address, "" if name.casefold() == found[0].address else name) if found else None


def _listed(field: Any) -> list[Any]:
    return field if isinstance(field, list) else [field] if field is not None else []


def _text(field: Any) -> str:
    """One line, as long as it may be."""
    if isinstance(field, list):
        field = field[0] if field else None
    return " ".join(sane(str(field)).split())[:LONGEST] if field is not None else ""


def _number(field: Any) -> int:
    try:
        return int(field)
    except (TypeError, ValueError):
        return 0
