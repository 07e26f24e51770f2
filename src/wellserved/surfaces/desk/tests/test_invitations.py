"""Alice invites us; we answer in a way that her calendar understands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.channels.email.models import InvitationAnswer
from wellserved.serving.channels.email.reading.invitation import invitation_of
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Direction, Message

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
METHOD:{method}
BEGIN:VEVENT
UID:tasting@rowan.example
SEQUENCE:{sequence}
SUMMARY:Tasting <b>menus</b>
DTSTART;TZID=Europe/Berlin:20261127T150000
DTEND;TZID=Europe/Berlin:20261127T163000
LOCATION:Old Mill\\, https://mill.example/way
ORGANIZER;CN=Alice Carter:mailto:{organizer}
ATTENDEE;CN=Linden House;PARTSTAT=NEEDS-ACTION:mailto:hello@linden.example
ATTENDEE;CN=Bob Okafor;PARTSTAT=ACCEPTED:mailto:bob@elsewhere.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def invite(world: World, at: datetime) -> Callable[..., Message]:
    def invited(method: str = "REQUEST", sequence: int = 0, organizer: str = "", later: int = 0) -> Message:
        mail = EmailMessage()
        mail["From"] = f"Alice Carter <{world.email_of(world.alice)}>"
        mail["To"], mail["Subject"] = world.hello.address, "Tasting"
        mail["Message-ID"] = f"<{method}{sequence}{later}@rowan.example>"
        if later:
            mail["In-Reply-To"] = mail["References"] = "<REQUEST00@rowan.example>"
        mail.set_content("Will you come?")
        calendar = CALENDAR.format(
            method=method, sequence=sequence, organizer=organizer or world.email_of(world.alice)
        )
        mail.add_alternative(calendar, subtype="calendar", params={"method": method})
        message = receive(world.hello, mail.as_bytes(), via="pipe", at=at + timedelta(hours=later)).message
        assert message
        return message

    return invited


def page(client: Client, message: Message) -> str:
    return client.get(f"/desk/conversations/{message.conversation_id}/").content.decode()


def answer(client: Client, message: Message, said: str) -> Any:
    file = message.attachments.first()
    assert file
    url = f"/desk/conversations/{message.conversation_id}/attachments/{file.id}/answer/"
    return client.post(url, {"_method": "PUT", "answer": said}, follow=True)


def test_it_says_what_when_where_and_who(ines: Client, invite: Callable[..., Message]) -> None:
    shown = page(ines, invite())
    assert "Tasting &lt;b&gt;menus&lt;/b&gt;" in shown
    assert "Friday 27 November 2026, 14:00 – 15:30" in shown  # in London
    assert "Friday 27 November 2026, 15:00 – 16:30 (Europe/Berlin)" in shown
    assert '<a href="https://mill.example/way"' in shown
    assert "Bob Okafor (comes)" in shown
    assert "Accept" in shown


def test_the_answer_is_a_reply_that_calendars_understand(
    ines: Client, invite: Callable[..., Message], world: World, at: datetime, run_jobs: Any
) -> None:
    message = invite()
    shown = answer(ines, message, "accepted").content.decode()
    assert "Take back" in shown
    reply = Message.objects.get(direction=Direction.OUTBOUND, text__startswith="Accepted")
    actions.let_go(reply, by=staff(world.ines.id), at=at)
    run_jobs(at + timedelta(minutes=1))
    (mail,) = [
        found
        for path in Path(settings.OUTBOX).iterdir()
        if "Accepted" in (found := message_from_bytes(path.read_bytes(), policy=policy.default))["Subject"]
    ]
    assert mail["To"] == world.email_of(world.alice)
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REPLY"
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    said = invitation_of(data)
    assert said is not None
    assert (said.method, said.uid) == ("reply", "tasting@rowan.example")
    assert [(one.person.address, one.answer) for one in said.attendees] == [(world.hello.address, "accepted")]
    assert 'class="badge good"' in page(ines, message)


def test_taken_back_nothing_was_answered(ines: Client, invite: Callable[..., Message]) -> None:
    answer(ines, invite(), "declined")
    reply = Message.objects.get(text__startswith="Declined")
    assert actions.take_back(reply)
    assert not InvitationAnswer.objects.exists()


def test_who_changes_their_mind_answers_again(ines: Client, invite: Callable[..., Message]) -> None:
    message = invite()
    answer(ines, message, "tentative")
    answer(ines, message, "declined")
    assert [row.answer for row in InvitationAnswer.objects.order_by("id")] == ["tentative", "declined"]


def test_a_changed_and_a_cancelled_one_say_so(ines: Client, invite: Callable[..., Message]) -> None:
    first = invite()
    invite(sequence=1, later=1)
    shown = page(ines, first)
    assert "Changed invitation" in shown
    assert shown.count('value="accepted"') == 1
    assert "changed since" in shown
    cancelled = invite("CANCEL", sequence=2, later=2)
    shown = page(ines, first)
    assert "Cancelled" in shown
    assert 'value="accepted"' not in shown
    assert "can&#39;t be answered" in answer(ines, cancelled, "accepted").content.decode()


def test_where_the_answer_goes_is_told(ines: Client, invite: Callable[..., Message]) -> None:
    assert "The answer goes to boss@elsewhere.example." in page(ines, invite(organizer="boss@elsewhere.example"))


@pytest.mark.parametrize("said", ["", "maybe", "ACCEPTED\r\nX: y"])
def test_only_the_three_answers_are_given(ines: Client, invite: Callable[..., Message], said: str) -> None:
    answer(ines, invite(), said)
    assert not InvitationAnswer.objects.exists()


@pytest.mark.parametrize("moment", ["00010101T000000Z", "99991231T235959Z"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_the_ends_of_time_do_not_close_the_page(
    client: Client, world: World, at: datetime, moment: str, zone: str
) -> None:
    world.house.time_zone = zone
    world.house.save(update_fields=["time_zone"])
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "eve@evil.example", world.hello.address, "Come"
    mail.set_content("Will you come?")
    begins = f"DTSTART:{moment}"
    calendar = CALENDAR.format(method="REQUEST", sequence=0, organizer="eve@evil.example")
    calendar = calendar.replace("DTSTART;TZID=Europe/Berlin:20261127T150000", begins)
    mail.add_alternative(calendar, subtype="calendar", params={"method": "REQUEST"})
    message = receive(world.hello, mail.as_bytes(), via="pipe", at=at).message
    assert message
    client.force_login(world.ines)
    assert client.get(f"/desk/conversations/{message.conversation_id}/").status_code == 200
