"""We speak first: a conversation that begins with our words."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.models import Customer
from wellserved.ground.customers.reads import groups_of
from wellserved.ground.journal.actor import Actor
from wellserved.ground.rows import insert
from wellserved.serving.conversations import events, rules
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.actions.speaking import say
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.conversations.rules import NewFile, NotAllowed


def begin(
    customer: Customer,
    site: Site,
    *,
    subject: str,
    text: str,
    by: Actor,
    at: datetime,
    channel: str = "email",
    files: Sequence[NewFile] = (),
    submission: str | None = None,
) -> Conversation:
    """A new conversation with our first message, which then waits for the customer.

    The same `submission` again is the same conversation. NotAllowed says what is missing.
    """
    if not subject.strip():
        raise NotAllowed("Write a subject: it is what the customer sees first.")
    try:
        with transaction.atomic():
            conversation = Conversation(
                customer=customer,
                site=site,
                channel=channel,
                subject=subject.strip()[: rules.SUBJECT_CHARACTERS],
                opened_at=at,
                latest_at=at,
                latest_direction="outbound",
                assignee_id=by.id if by.kind == "staff" else None,
            )
            insert(conversation, drawn="reference")
            announce(events.ConversationOpened, conversation, by, at, channel=channel, groups=groups_of(customer))
            say(conversation, text, subject=subject.strip(), files=files, submission=submission, by=by, at=at)
            return conversation
    except IntegrityError:
        written = Message.objects.select_related("conversation").filter(submission=submission).first()
        if submission is None or written is None:
            raise
        return written.conversation
