"""What came before a message of ours: which mailbox speaks, to whom, and which ids it answers."""

from dataclasses import dataclass, field

from django.db.models import F

from wellserved.ground.customers.models import Identity
from wellserved.serving.channels.email.authentication import FORGED
from wellserved.serving.channels.email.belonging import takes_part
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.reading.parse import read_head
from wellserved.serving.channels.email.sender import address_said
from wellserved.serving.channels.email.tokens import without_plus
from wellserved.serving.conversations import people
from wellserved.serving.conversations.models import Conversation, Message, Purpose

LATEST = 12  # mails of each direction whose ids are repeated


@dataclass(frozen=True)
class Before:
    """`mailbox` is None if the site has none; `recipients` (To, then Cc) is empty if the customer has no address."""

    mailbox: Mailbox | None
    recipients: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)  # those of them in Cc
    answers: str = ""
    ids: list[str] = field(default_factory=list)


def thread_before(message: Message) -> Before:
    """The thread that this message goes on."""
    conversation = message.conversation
    # By the messages' own order: by the mails' numbers, PostgreSQL reads all there are to find the latest of a few.
    newest_first = "-message__at", "-message_id"
    mails = RawMail.objects.filter(message__conversation_id=conversation.id, message__at__lte=message.at)
    came = list(mails.defer("raw").select_related("mailbox", "message").order_by(*newest_first)[:LATEST])
    sent = Outgoing.objects.filter(message__conversation_id=conversation.id).exclude(message_id=message.id)
    went = list(sent.select_related("message").order_by(*newest_first)[:LATEST])
    # Machines' mails are answered by nobody.
    spoken = [mail for mail in came if mail.message and mail.message.by_kind == "customer" and not _automatic(mail)]
    ids = sorted(
        [(m.message.at, m.header_id) for m in came if m.message and m.header_id]
        + [(o.message.at, o.header_id) for o in went]
    )
    to, copies = _addressed(message, spoken)
    return Before(
        mailbox=_mailbox(conversation, came),
        recipients=[*to, *copies],
        copies=copies,
        answers=spoken[0].header_id if spoken else (went[0].header_id if went else ""),
        ids=[header_id for _, header_id in ids],
    )


def _mailbox(conversation: Conversation, came: list[RawMail]) -> Mailbox | None:
    """The one it arrived at, if it still is in use and the site's; else the site's first."""
    for mail in came:
        if mail.mailbox.is_active and mail.mailbox.site_id == conversation.site_id:
            return mail.mailbox
    return Mailbox.objects.active().filter(site_id=conversation.site_id).order_by("id").first()


def _addressed(message: Message, spoken: list[RawMail]) -> tuple[list[str], list[str]]:
    """To and Cc: who spoke last, of those who may be answered, and who else takes part if the answer is for all.

    What a machine says goes to the customer's own address alone (RFC 3834): anybody may write any Reply-To, and its
    links are the customer's.
    """
    if message.recipients:
        return list(message.recipients), []
    conversation = message.conversation
    addresses = Identity.objects.filter(customer_id=conversation.customer_id, kind=Identity.EMAIL)
    own = list(addresses.order_by(F("unreachable_since").asc(nulls_first=True), "id").values_list("value", flat=True))
    if message.purpose != Purpose.REPLY:
        return own[:1], []
    own = own or said_by_unverified(conversation.customer_id)
    present = {one.address for one in people.present(conversation)}
    copied = [address for address in message.copies if address in present]
    answerable = {*own, *(present if copied else ())}
    latest = next((mail for mail in spoken if mail.message and mail.message.sender in answerable), None)
    to = (_wanted(latest, conversation) if latest else []) or own[:1]
    others = [*own[:1], *copied] if copied and not set(own) & set(to) else copied
    return to, [address for address in others if address not in to]


def _wanted(mail: RawMail, conversation: Conversation) -> list[str]:
    """Where its writer wants answers."""
    reading = read_head(RawMail.objects.get(id=mail.id).content)
    spoke = mail.message.sender if mail.message else ""
    # Of a colleague's forward the message is the customer's, and the head the colleague's.
    own_head = reading.sender is not None and reading.sender.address == spoke
    wanted = [person.address for person in reading.reply_to] if own_head else []
    if not wanted or not _is_believed(mail, wanted, conversation):
        wanted = [spoke]
    theirs = (one for one in wanted if one and without_plus(one) != mail.mailbox.address)
    return [one for one in theirs if not people.were_removed(conversation, [one])][:5]


def _is_believed(mail: RawMail, wanted: list[str], conversation: Conversation) -> bool:
    """Whether answers go to the mail's Reply-To. A forged sender must not lead a matter that runs to a stranger."""
    if mail.checks.get("verdict") == FORGED:
        return False
    first = Message.objects.filter(conversation_id=conversation.id).order_by("at", "id").first()
    opened_it = first is not None and first.id == mail.message_id
    return opened_it or all(takes_part(address, conversation) for address in wanted)


def said_by_unverified(customer_id: int) -> list[str]:
    """The address that an unverified sender says: whose it is gets the answer, whoever wrote."""
    rows = Identity.objects.filter(customer_id=customer_id, kind=Identity.EXTERNAL).order_by("id")
    return [said for value in rows.values_list("value", flat=True) if (said := address_said(value))][:1]


def _automatic(mail: RawMail) -> bool:
    return mail.message is not None and bool({"automatic", "delivery report"} & set(mail.message.hints))
