"""Somebody on the house under test who knows its rows: obeys lines of JSON, [name, *values], and answers each."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from tests.kills.victims import HELLO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.config.settings")


def found(imap_port: int) -> None:
    """The Linden Group; its mail is at that IMAP server."""
    from tests.email.dovecot import PASSWORD
    from tests.world import found as found_group
    from wellserved.ground.safety.vault import seal

    mailbox = found_group().hello
    mailbox.imap_host, mailbox.imap_port, mailbox.imap_security = "127.0.0.1", imap_port, "none"
    mailbox.imap_secret = seal(PASSWORD)
    mailbox.save()


def say(customer: str, texts: list[str]) -> None:
    """A customer writes, and Ines answers each of these."""
    from wellserved.ground import clock
    from wellserved.ground.accounts.models import Staff
    from wellserved.ground.journal.actor import staff
    from wellserved.serving.channels.email import actions, reads
    from wellserved.serving.channels.email.tests.letters import letter
    from wellserved.serving.conversations.actions import say

    mailbox = reads.mailbox(HELLO)
    ines = Staff.objects.get(name__startswith="Ines")
    assert mailbox
    mail = actions.receive(mailbox, letter(customer, sender=customer), via="smtp", at=clock.now())
    assert mail.message, mail.reason
    for text in texts:
        say(mail.message.conversation, text, by=staff(ines.id), at=clock.now())


def let_time_pass() -> None:
    """What the dead held is free again, as it is when their leases end."""
    from wellserved.ground import clock
    from wellserved.ground.jobs.models import Job
    from wellserved.serving.channels.email.models import Mailbox

    Job.objects.waiting().exclude(kind__startswith="schedule:").update(due_at=clock.now())
    Mailbox.objects.update(fetched_until=None, fetched_by="")


def stored() -> dict[str, Any]:
    """The Message-ID of each mail that is stored, as often as there are rows of it; and what hangs on them."""
    from wellserved.ground.journal.models import Entry
    from wellserved.serving.channels.email.models import RawMail
    from wellserved.serving.conversations.models import Conversation, Message

    return {
        "ids": [mail.header_id or _id_of(mail.content) for mail in RawMail.objects.defer("raw")],
        "texts": list(Message.objects.filter(direction="inbound").values_list("text", flat=True)),
        "with a message": RawMail.objects.filter(state="taken in").exclude(message=None).count(),
        "conversations": Conversation.objects.count(),
        "opened": Entry.objects.filter(kind="ConversationOpened").count(),
        "received": Entry.objects.filter(kind="MessageReceived").count(),
    }


def _id_of(content: bytes) -> str:
    from wellserved.serving.channels.email.reading.parse import read_head

    return read_head(content).header_id


def said() -> dict[str, str | None]:
    """Each message of ours, by the beginning of its Message-ID, and how far its delivery is."""
    from wellserved.serving.channels.email.tokens import token_of
    from wellserved.serving.conversations.models import Message

    rows = Message.objects.filter(direction="outbound").values_list("id", "outgoing__state")
    return {token_of(id): state for id, state in rows}


ORDERS: dict[str, Callable[..., Any]] = {act.__name__: act for act in (found, say, let_time_pass, stored, said)}

if __name__ == "__main__":
    import django

    django.setup()
    for line in sys.stdin:
        name, *values = json.loads(line)
        print(json.dumps(ORDERS[name](*values)), flush=True)
