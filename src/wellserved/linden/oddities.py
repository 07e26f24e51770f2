"""What also happens: mails that nobody can answer, and one from an address that nobody knows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from wellserved.linden.company import HOUSE, QUAY, SHOP, site
from wellserved.linden.founding import Group
from wellserved.linden.people import Nature, Person
from wellserved.linden.post import Letter, mail
from wellserved.linden.reads import latest_answer_from
from wellserved.serving.channels.email import actions as email

BEFORE_END = timedelta(days=2)
ASSISTANT = Person("June Marlow", "june.marlow@assistants.example", HOUSE, Nature(1.0, 0.0, 0.5, 0.0))


def oddities(group: Group, until: datetime, rng: Random) -> Iterator[datetime]:
    """A mail without a sender, one of our own that comes back, and a stranger who answers in somebody's name."""
    at = until - BEFORE_END
    nobody = Letter(ASSISTANT, site(SHOP).mailbox, "INVOICE 88213 overdue", "See the attached link.", at)
    raw = mail(nobody, rng).replace(b"From: June Marlow <june.marlow@assistants.example>\r\n", b"")
    email.receive(group.mailboxes[nobody.to], raw, via="smtp", at=at)

    yield (at := at + timedelta(hours=9))
    ours = Person("Linden House", site(HOUSE).mailbox, HOUSE, ASSISTANT.nature)
    loop = Letter(ours, site(QUAY).mailbox, "Re: Re: Your message", "Thank you for your message.", at, automatic=True)
    email.receive(group.mailboxes[loop.to], mail(loop, rng), via="smtp", at=at)

    yield (at := until - timedelta(hours=5))
    answered = latest_answer_from(group.mailboxes[site(HOUSE).mailbox])
    if answered is not None:
        letter = Letter(
            ASSISTANT,
            site(HOUSE).mailbox,
            answered.message.subject,
            "I look after the calendar of the lady you wrote to. Could we make it an hour later?\n\nJune Marlow",
            at,
            in_reply_to=f"<{answered.header_id}>",
            quoted=answered.message.text,
        )
        email.receive(group.mailboxes[letter.to], mail(letter, rng), via="smtp", at=at)
