"""Which conversation a mail belongs to. A reference finds candidates; only a participant's mail joins one.

First our signed token, then ids of mails we sent or took in, then, for a "Re:" with the very same subject of the same
customer shortly after, the subject. A stranger with a reference gets a conversation of their own and a hint.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from wellserved.ground.customers.models import Identity
from wellserved.serving.channels.email import rules
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.sender import known_as
from wellserved.serving.channels.email.tokens import messages_named
from wellserved.serving.conversations.models import Conversation, Direction, Message, Participant

MOST_CANDIDATES = 20
REFERENCES_LOOKED_UP = 40
MOST_ANSWERS_LOOKED_AT = 200  # of a conversation, for whom we wrote to


@dataclass(frozen=True)
class Belonging:
    """`conversation` is proven, unless `by_subject`; `perhaps` is only claimed."""

    conversation: Conversation | None = None
    perhaps: Conversation | None = None
    by_subject: bool = False


def belonging(mailbox: Mailbox, reading: Reading, at: datetime, *, forged: bool = False) -> Belonging:
    """Where the mail belongs. A `forged` one is not from the customer it names: it joins only what the same
    unverified sender began."""
    sender = reading.sender.address if reading.sender else ""
    identity = known_as(sender, forged=forged)
    claimed = None
    for message in _referred(mailbox, reading):
        conversation = message.conversation.joined_into or message.conversation
        if _is_customer_of(conversation, identity) if forged else takes_part(sender, conversation):
            return Belonging(conversation)
        claimed = claimed or conversation
    if claimed is None and rules.is_answer(reading.subject):
        return Belonging(_by_subject(mailbox, reading, identity, at), by_subject=True)
    return Belonging(None, claimed)


def takes_part(address: str, conversation: Conversation) -> bool:
    """Whether mail from this address is a word in this conversation: the customer's, a participant's, or of somebody
    we wrote to or whose mail is in it already; never of somebody who was removed from it."""
    if _is_customer_of(conversation, (Identity.EMAIL, address)):
        return True
    participant = Participant.objects.filter(conversation_id=conversation.id, address=address).first()
    if participant is not None:
        return participant.removed_at is None
    said = Message.objects.filter(conversation_id=conversation.id)
    if said.filter(direction=Direction.INBOUND, sender=address).exists():
        return True
    written_to = Outgoing.objects.filter(message__conversation_id=conversation.id)
    latest = written_to.order_by("-message__at", "-message_id").values_list("recipients", flat=True)
    return any(address in recipients for recipients in latest[:MOST_ANSWERS_LOOKED_AT])


def _is_customer_of(conversation: Conversation, identity: tuple[str, str]) -> bool:
    kind, value = identity
    return Identity.objects.filter(kind=kind, value=value, customer_id=conversation.customer_id).exists()


def named_by(reading: Reading) -> list[int]:
    """Ids of our messages whose tokens the mail brings back, the likeliest first."""
    return messages_named((*reading.recipients, *reading.refers_to, *reading.reported_ids))


def _referred(mailbox: Mailbox, reading: Reading) -> list[Message]:
    """Messages that the mail refers to, and that this mailbox or its site has to do with: ours first."""
    ids = list(reading.refers_to[:REFERENCES_LOOKED_UP])
    named = named_by(reading)[:MOST_CANDIDATES]
    if not ids and not named:
        return []
    here = Q(outgoing__mailbox_id=mailbox.id) | Q(conversation__site_id=mailbox.site_id)
    rows = Message.objects.select_related("conversation__joined_into")
    found = {m.id: m for m in rows.filter(here, id__in=named)} if named else {}
    if not found and ids:
        # Asked one after the other: joined by OR, PostgreSQL reads every message there is.
        sent = Outgoing.objects.filter(header_id__in=ids).values_list("message_id", flat=True)
        taken_in = RawMail.objects.filter(header_id__in=ids).exclude(message=None)
        # The site is compared here: SQLite, which has no statistics, would read all mails of the site's mailboxes.
        places = taken_in.values_list("message_id", "mailbox__site_id")
        wanted = {*sent, *(message_id for message_id, site_id in places if site_id == mailbox.site_id)}
        return list(rows.filter(here, id__in=wanted).order_by("-id")[:MOST_CANDIDATES]) if wanted else []
    return [found[id] for id in named if id in found]


def _by_subject(mailbox: Mailbox, reading: Reading, identity: tuple[str, str], at: datetime) -> Conversation | None:
    subject = rules.bare_subject(reading.subject)
    kind, value = identity
    owner = Identity.objects.filter(kind=kind, value=value).values_list("customer_id", flat=True).first()
    if not subject or owner is None:
        return None
    # The customer's own, of all sites: asked for the site too, SQLite reads the site's.
    theirs = Conversation.objects.filter(customer_id=owner, latest_at__gte=at - rules.SUBJECT_COUNTS_FOR)
    recent = theirs.order_by("-latest_at")[:MOST_CANDIDATES]
    here = (one for one in recent if one.site_id == mailbox.site_id and one.joined_into_id is None)
    return next((one for one in here if rules.bare_subject(one.subject) == subject), None)
