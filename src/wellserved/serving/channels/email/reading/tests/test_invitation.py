from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.reading.invitation import Attendee, answer_to, invitation_of
from wellserved.serving.channels.email.reading.model import Person

AT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
EVENT = (
    "UID:tea-1@example.org", "SEQUENCE:2", "SUMMARY:Tea\\, and a tour", "LOCATION:Linden House",
    "DTSTART;TZID=Europe/Berlin:20261118T150000", "DTEND;TZID=Europe/Berlin:20261118T160000",
    "ORGANIZER;CN=Alice Lindqvist:mailto:Alice@example.org",
    "ATTENDEE;CN=Linden House;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:hello@linden.example",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org",
)  # fmt: skip


def calendar(*event: str, method: str = "REQUEST") -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        *event,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join([*lines, ""]).encode()


def test_what_it_invites_to() -> None:
    invitation = invitation_of(calendar(*EVENT))
    assert invitation
    assert (invitation.method, invitation.uid, invitation.sequence) == ("request", "tea-1@example.org", 2)
    assert (invitation.summary, invitation.place, invitation.zone) == (
        "Tea, and a tour",
        "Linden House",
        "Europe/Berlin",
    )
    assert invitation.starts
    assert invitation.ends
    assert invitation.starts.isoformat() == "2026-11-18T15:00:00+01:00"
    assert invitation.ends.astimezone(UTC) == datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
    assert invitation.organizer == Person("alice@example.org", "Alice Lindqvist")
    assert invitation.attendees == (
        Attendee(Person("hello@linden.example", "Linden House")),
        Attendee(Person("bob@example.org"), "accepted"),
    )
    assert invitation.is_answerable
    assert not invitation.is_cancelled


def test_whole_days_are_told_by_their_first_and_last() -> None:
    invitation = invitation_of(calendar("UID:1", "DTSTART;VALUE=DATE:20261118", "DTEND;VALUE=DATE:20261120"))
    assert invitation
    assert invitation.all_day
    assert (invitation.starts, invitation.ends) == (
        datetime(2026, 11, 18, tzinfo=UTC),
        datetime(2026, 11, 19, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5", "every week on Monday and Wednesday, 5 times"),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20261218T100000Z", "every 2 days until 18 December 2026"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=YEARLY", "every year"),
        ("FREQ=SECONDLY", "repeatedly"),
    ],
)
def test_how_often_in_words(rule: str, words: str) -> None:
    invitation = invitation_of(calendar("UID:1", "DTSTART:20261118T100000Z", f"RRULE:{rule}"))
    assert invitation
    assert invitation.recurrence == words


@pytest.mark.parametrize("event", [calendar(*EVENT, method="CANCEL"), calendar(*EVENT, "STATUS:CANCELLED")])
def test_cancelled(event: bytes) -> None:
    invitation = invitation_of(event)
    assert invitation
    assert invitation.is_cancelled
    assert not invitation.is_answerable


def test_a_length_instead_of_an_end_and_no_zone() -> None:
    invitation = invitation_of(calendar("UID:1", "DTSTART:20261118T100000", "DURATION:PT90M"))
    assert invitation
    assert invitation.zone == ""
    assert invitation.ends == datetime(2026, 11, 18, 11, 30, tzinfo=UTC)


def test_an_answer_is_for_the_same_event_by_one_attendee() -> None:
    answer = answer_to(calendar(*EVENT), "hello@linden.example", 'Linden "House"', "accepted", AT)
    told = invitation_of(answer)
    assert told
    assert (told.method, told.uid, told.sequence) == ("reply", "tea-1@example.org", 2)
    assert told.attendees == (Attendee(Person("hello@linden.example", "Linden 'House'"), "accepted"),)
    assert b"DTSTAMP:20261117T090000Z" in answer


@pytest.mark.parametrize(("data", "answer"), [(b"nothing", "accepted"), (calendar(*EVENT), "perhaps")])
def test_what_cannot_be_answered(data: bytes, answer: str) -> None:
    with pytest.raises(ValueError, match="no invitation"):
        answer_to(data, "hello@linden.example", "", answer, AT)


@given(
    st.lists(
        st.sampled_from([*EVENT, "BEGIN:VEVENT", "END:VEVENT", "DTSTART:x", "RRULE:y", "SEQUENCE:z", "ATTENDEE:"])
    )
)
def test_whatever_it_says_nothing_is_raised(lines: list[str]) -> None:
    invitation_of(calendar(*lines))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are(data: bytes) -> None:
    invitation_of(data)
    invitation_of(calendar(*EVENT)[: len(data)] + data)


def test_one_too_large_is_none() -> None:
    assert invitation_of(calendar(*EVENT, *["COMMENT:x"] * 60_000)) is None
