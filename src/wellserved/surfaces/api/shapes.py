"""What programs get: the shapes of v1. A field may be added; none is removed or changes its meaning."""

from collections.abc import Mapping
from datetime import datetime

from ninja import Schema

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.customers.models import Customer, Identity, Preference
from wellserved.serving.conversations import people
from wellserved.serving.conversations.models import Attachment, Conversation, Message, Participant
from wellserved.serving.conversations.reads import Line


class SiteShape(Schema):
    id: int
    name: str
    slug: str | None = None
    time_zone: str | None = None

    @classmethod
    def told(cls, site: Site) -> "SiteShape":
        return cls(id=site.id, name=site.name, slug=site.slug, time_zone=site.time_zone)


class Named(Schema):
    """A person: id and name."""

    id: int
    name: str

    @classmethod
    def told(cls, person: Staff | Customer | None) -> "Named | None":
        return None if person is None else cls(id=person.id, name=person.name)


class AttachmentShape(Schema):
    id: int
    name: str
    content_type: str
    size: int
    url: str

    @classmethod
    def told(cls, file: Attachment, conversation_id: int) -> "AttachmentShape":
        url = f"/api/v1/conversations/{conversation_id}/attachments/{file.id}"
        return cls(id=file.id, name=file.name, content_type=file.content_type, size=file.size, url=url)


class Sender(Schema):
    kind: str  # customer, staff, rule, bot, system
    name: str
    address: str


class MessageShape(Schema):
    id: int
    direction: str  # inbound, outbound, note
    purpose: str  # reply, notice, survey
    channel: str
    sender: Sender
    recipients: list[str]  # To, then Cc; of a reply when it is on its way
    copies: list[str]  # those of them in Cc
    subject: str
    text: str
    time: datetime
    delivery: str  # of outbound ones: queued, sent, failed
    attachments: list[AttachmentShape]

    @classmethod
    def told(cls, message: Message, conversation: Conversation, others: Mapping[int, str]) -> "MessageShape":
        """`others` are the names of those who wrote besides the customer, by message."""
        inbound = message.direction == "inbound"
        person = conversation.customer if inbound else message.by_staff
        name = others.get(message.id, person.name if person else "")
        return cls(
            id=message.id,
            direction=message.direction,
            purpose=message.purpose,
            channel=message.channel,
            sender=Sender(kind=message.by_kind, name=name, address=message.sender),
            recipients=message.recipients,
            copies=message.copies,
            subject=message.subject,
            text=message.text,
            time=message.at,
            delivery=message.delivery,
            attachments=[AttachmentShape.told(file, conversation.id) for file in message.attachments.all()],
        )


class ConversationLine(Schema):
    id: int
    reference: str
    subject: str
    status: str
    channel: str
    site: SiteShape
    customer: Named
    assignee: Named | None
    opened_at: datetime
    closed_at: datetime | None
    latest_at: datetime
    latest_text: str
    next_due_at: datetime | None
    message_count: int

    @classmethod
    def of(cls, line: Line) -> "ConversationLine":
        same = (name for name in Line.__slots__ if name in cls.model_fields)
        assignee = line.assignee_id and Named(id=line.assignee_id, name=line.assignee_name or "")
        return cls(
            site=SiteShape(id=line.site_id, name=line.site_name),
            customer=Named(id=line.customer_id, name=line.customer_name),
            assignee=assignee or None,
            **{name: getattr(line, name) for name in same},
        )


class ConversationPage(Schema):
    items: list[ConversationLine]
    next: str | None


class ParticipantShape(Schema):
    id: int
    address: str
    name: str
    added_at: datetime

    @classmethod
    def told(cls, participant: Participant) -> "ParticipantShape":
        return cls(**{name: getattr(participant, name) for name in cls.model_fields})


class ConversationShape(Schema):
    id: int
    reference: str
    subject: str
    status: str  # open (the next word is ours), waiting (the customer's), closed, joined
    channel: str
    site: SiteShape
    team: str | None
    customer: Named
    assignee: Named | None
    opened_at: datetime
    closed_at: datetime | None
    latest_at: datetime
    next_due_at: datetime | None
    participants: list[ParticipantShape]  # who else takes part, besides the customer
    messages: list[MessageShape]
    earlier_messages: str | None  # give it as `before` to see those before these

    @classmethod
    def told(cls, conversation: Conversation, messages: list[Message], earlier: str | None) -> "ConversationShape":
        others = people.speakers(messages, conversation)
        return cls(
            id=conversation.id,
            reference=conversation.reference,
            subject=conversation.subject,
            status=conversation.status,
            channel=conversation.channel,
            site=SiteShape.told(conversation.site),
            team=conversation.team.name if conversation.team else None,
            customer=Named(id=conversation.customer_id, name=conversation.customer.name),
            assignee=Named.told(conversation.assignee),
            opened_at=conversation.opened_at,
            closed_at=conversation.closed_at,
            latest_at=conversation.latest_at,
            next_due_at=conversation.next_due_at,
            participants=[ParticipantShape.told(one) for one in people.present(conversation)],
            messages=[MessageShape.told(message, conversation, others) for message in messages],
            earlier_messages=earlier,
        )


class IdentityShape(Schema):
    kind: str
    value: str

    @classmethod
    def told(cls, identity: Identity) -> "IdentityShape":
        return cls(kind=identity.kind, value=identity.value)


class PreferenceShape(Schema):
    kind: str  # like, dislike, need
    text: str

    @classmethod
    def told(cls, preference: Preference) -> "PreferenceShape":
        return cls(kind=preference.kind, text=preference.text)


class CustomerShape(Schema):
    id: int
    name: str
    company: str | None
    language: str
    note: str
    identities: list[IdentityShape]
    preferences: list[PreferenceShape]
