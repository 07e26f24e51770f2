"""The main job, end to end: a guest writes, is served to a standard, is asked, and the difference shows.

Told at the level of actions, with the real doors and the real jobs; in the middle everything is rebuilt.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import actions as feedback
from wellserved.learning.feedback import reads as answers
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.insight import rebuild as figures
from wellserved.learning.insight.behind import OfPerception, OfStandard, behind
from wellserved.learning.insight.quality import Quality
from wellserved.learning.insight.reads import quality
from wellserved.serving.channels.email import actions as email
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Conversation, Status
from wellserved.serving.standards import rebuild as verdicts
from wellserved.serving.standards.reads import clocks_of, measurements_of

THE_DAY = date(2026, 11, 18)
FIRST = """From: Alice Carter <alice.carter@post.example>\r
To: hello@linden.example\r
Subject: Late check-out\r
Message-ID: <one@post.example>\r
\r
May we stay until two?\r
"""
SECOND = """From: Alice Carter <alice.carter@post.example>\r
To: {to}\r
Subject: Re: Late check-out\r
Message-ID: <two@post.example>\r
In-Reply-To: {answered}\r
\r
Until half past two, perhaps?\r
\r
> Of course, until two.\r
"""


def outbox(subject: str) -> list[EmailMessage]:
    """What left the house under that subject, oldest first."""
    files = sorted(Path(settings.OUTBOX).glob("*"), key=lambda file: file.stat().st_mtime_ns)
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [mail for mail in mails if isinstance(mail, EmailMessage) and mail["Subject"] == subject]


def figures_of(world: World) -> Quality:
    return quality(world.ines, start=THE_DAY, end=THE_DAY, site_id=world.house.id)


def test_a_guest_writes_is_served_is_asked_and_the_difference_shows(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    # Her mail comes in; she is recognised, and clocks start.
    mail = email.receive(world.hello, FIRST.encode(), via="smtp", at=at)
    assert mail.message is not None
    matter = mail.message.conversation
    assert matter.customer == world.alice
    assert [clock.standard.kind for clock in clocks_of(world.ines, matter)] == ["first reply", "resolution"]
    run_jobs(at)

    # Ines answers within the hour; the mail leaves, and the clock that waited for it is met.
    answered_at = at + timedelta(minutes=40)
    conversations.say(matter, "Of course, until two.", by=staff(world.ines.id), at=answered_at)
    run_jobs(answered_at)
    (answer,) = [m for m in outbox("Re: Late check-out") if "until two" in m.as_string()]
    assert answer["In-Reply-To"] == "<one@post.example>"
    assert [(m.standard.kind, m.verdict, m.value) for m in measurements_of(world.ines, matter)] == [
        ("first reply", "met", 2400.0)
    ]
    assert reads.conversation(world.ines, matter.id).status == Status.WAITING

    # Everything is rebuilt from the journal, and nothing is different.
    before = figures_of(world)
    verdicts.rebuild()
    figures.rebuild()
    assert figures_of(world) == before

    # Ines thinks it is over, but Alice writes again: the same matter is open once more.
    conversations.close(matter, by=staff(world.ines.id), at=answered_at)
    again = SECOND.format(to=str(answer["Reply-To"]), answered=answer["Message-ID"])
    back = email.receive(world.hello, again.encode(), via="smtp", at=at + timedelta(hours=2))
    assert back.message is not None
    assert back.message.conversation == matter
    assert reads.conversation(world.ines, matter.id).status == Status.OPEN
    late = at + timedelta(hours=12)
    conversations.say(matter, "Half past two it is.", by=staff(world.callum.id), at=late)
    conversations.close(matter, by=staff(world.ines.id), at=late)
    run_jobs(late)
    kinds = {m.standard.kind: m.verdict for m in measurements_of(world.ines, matter)}
    assert kinds == {"first reply": "met", "resolution": "met", "next reply": "missed"}

    # She is asked, once, and says what she thinks.
    asked = [m for m in outbox("How was it? About “Late check-out”") if m["To"] == "alice.carter@post.example"]
    assert len(asked) == 1
    secret = re.search(r"/survey/([^/]+)/", asked[0].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert secret
    invitation = answers.invitation_of(secret[1])
    assert invitation is not None
    said = Given(-1, {"responsiveness": Rated(comparison=-2), "empathy": Rated(comparison=1)}, "A kind answer, late.")
    feedback.answer(invitation, said, at=late + timedelta(hours=1))

    # The quality page's figures move, and open to this very conversation.
    shown = figures_of(world)
    assert (shown.asked, shown.answered) == (1, 1)
    assert shown.overall.comparison.counts["dissatisfied"] == 1
    by_standard = {figure.key: (figure.met, figure.of) for figure in shown.standards if figure.of}
    assert by_standard == {"email-first-reply": (1, 1), "next-reply": (0, 1), "resolution": (1, 1)}
    for figure in (OfStandard("next-reply", "missed"), OfPerception("responsiveness", "dissatisfied")):
        (item,) = behind(world.ines, figure, start=THE_DAY, end=THE_DAY).items
        assert item.conversation == matter
    assert [response.words for response in answers.responses_of(world.ines, matter)] == ["A kind answer, late."]

    # A second rebuild changes nothing; those of the other hotel see nothing of all this.
    assert [*verdicts.differences(), *figures.differences()] == []
    assert not behind(world.sander, OfStandard("next-reply"), start=THE_DAY, end=THE_DAY).items
    assert not Conversation.objects.within(world.sander.scope).exists()
    assert "Alice" not in str(list(Entry.objects.values_list("measures", flat=True)))
