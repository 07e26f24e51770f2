"""What is typed into a page of ours. The same form that says the same again is the same message.

A form that went back in the browser and says something else is another one, so its key alone does not decide.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.serving.channels.form import reads
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.conversations.rules import Incoming, NewFile

CHANNEL = "form"
TYPED = "typed address"  # a hint for the reader: whoever filled the form in need not own the address


def submit(
    site: Site,
    *,
    name: str,
    email: str,
    subject: str,
    text: str,
    files: Sequence[NewFile] = (),
    key: str = "",
    at: datetime,
) -> Conversation:
    """A new conversation; without a `key` every call is one."""

    def open() -> Message:
        customer = recognise(Identity.EMAIL, email, name=name, at=at)
        incoming = Incoming(CHANNEL, email, text, subject=subject, hints=(TYPED,), submission=submission)
        return conversations.open(incoming, customer=customer, site=site, files=files, at=at)[1]

    submission = _submission(key, f"site {site.id}", name, email, subject, text, files=files)
    return _once(submission, open).conversation


def add(
    conversation: Conversation,
    *,
    text: str,
    files: Sequence[NewFile] = (),
    key: str = "",
    proven: bool,
    at: datetime,
) -> Message:
    """One more message of the customer, from the matter's own page. `proven`: they came by the link in our mail."""
    hints = () if proven else (TYPED,)
    submission = _submission(key, f"conversation {conversation.id}", text, files=files)
    sender = reads.address_of(conversation.customer_id)
    incoming = Incoming(CHANNEL, sender, text, hints=hints, submission=submission)
    by = customer_actor(conversation.customer_id)
    return _once(submission, lambda: conversations.receive(conversation, incoming, files=files, by=by, at=at))


def _submission(key: str, *said: str, files: Sequence[NewFile]) -> str | None:
    whole = "\0".join((key, *said, *(file.sha256 for file in files)))
    return sha256(whole.encode()).hexdigest()[:40] if key else None


def _once(submission: str | None, write: Callable[[], Message]) -> Message:
    if submission and (earlier := reads.message_of(submission)):
        return earlier
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:  # the second of two clicks at the same moment
        if submission is None or (earlier := reads.message_of(submission)) is None:
            raise
        return earlier
