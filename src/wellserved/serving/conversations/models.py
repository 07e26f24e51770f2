from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.accounts.rules import Scope
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.ids import reference

STAFF: Any = settings.AUTH_USER_MODEL


class Status(models.TextChoices):
    OPEN = "open"  # the next word is ours
    WAITING = "waiting"  # the next word is the customer's
    CLOSED = "closed"
    JOINED = "joined"  # its messages are another's now


class Conversations(models.QuerySet["Conversation"]):
    def within(self, scope: Scope) -> "Conversations":
        """What somebody with this scope may see."""
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)


class Conversation(models.Model):
    """`latest_*`, `message_count`, `next_due_at` repeat facts of other rows, so that a list reads one."""

    id = models.BigAutoField(primary_key=True)
    reference = models.CharField(max_length=12, unique=True, default=reference)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="conversations")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+", db_index=False)
    assignee = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+", db_index=False)
    channel = models.CharField(max_length=12)
    subject = models.CharField(max_length=300, blank=True, default="")
    topic = models.CharField(max_length=60, blank=True, default="")  # what it is about, in the words of standards
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    latest_at = models.DateTimeField()
    latest_text = models.CharField(max_length=160, blank=True, default="")
    latest_direction = models.CharField(max_length=8, default="inbound")
    message_count = models.PositiveIntegerField(default=0)
    next_due_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)  # a standard raised it, and nobody has answered since
    undelivered = models.BooleanField(default=False)  # an answer of ours never arrived, and nobody acted on it yet
    # An address that claimed to belong here and could not prove it; a colleague may join the two.
    perhaps_belongs_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    joined_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    objects = Conversations.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "status", "-latest_at", "-id"], name="inbox_of_site"),
            models.Index(
                fields=["site", "next_due_at", "id"],
                name="inbox_by_due",
                condition=Q(next_due_at__isnull=False),
            ),
            models.Index(
                fields=["assignee", "site", "status", "-latest_at", "-id"],
                name="inbox_of_colleague",
                condition=Q(assignee__isnull=False),
            ),
            models.Index(
                fields=["status", "site", "-latest_at", "-id"],
                name="inbox_unassigned",
                condition=Q(assignee__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or f"Conversation {self.reference}"

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    @property
    def is_waiting_for_us(self) -> bool:
        return self.status == Status.OPEN


class Direction(models.TextChoices):
    INBOUND = "inbound"
    OUTBOUND = "outbound"
    NOTE = "note"  # private, never leaves the house


class Purpose(models.TextChoices):
    REPLY = "reply"  # somebody serves: answers clocks
    NOTICE = "notice"  # acknowledgement and other automatic words
    SURVEY = "survey"


class Messages(models.QuerySet["Message"]):
    def public(self) -> "Messages":
        """What the customer may read: no notes, and nothing that may still be taken back."""
        return self.exclude(direction=Direction.NOTE).exclude(delivery=Message.HELD)

    def of_customer(self, customer_id: int) -> "Messages":
        """What was said in their matters, and what they said in others' in which they took part."""
        addresses = Identity.objects.filter(customer_id=customer_id, kind=Identity.EMAIL).values("value")
        beside = Participant.objects.filter(address__in=addresses).values("conversation_id")
        theirs = Q(direction=Direction.INBOUND, sender__in=addresses, conversation_id__in=beside)
        return self.filter(Q(conversation__customer_id=customer_id) | theirs)

    def before(self, at: datetime, id: int) -> "Messages":
        """What stands before that place in the order (at, id)."""
        return self.filter(Q(at__lt=at) | Q(at=at, id__lt=id))


class Message(models.Model):
    """One contact in writing. `html` is already safe to show inside the desk's sandboxed frame."""

    HELD, QUEUED, SENT, DELIVERED, FAILED = "held", "queued", "sent", "delivered", "failed"

    id = models.BigAutoField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.REPLY)
    channel = models.CharField(max_length=12)
    by_kind = models.CharField(max_length=10)
    by_staff = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+", db_index=False)
    sender = models.CharField(max_length=320, blank=True, default="")
    recipients = models.JSONField(default=list)  # addresses, To then Cc
    copies = models.JSONField(default=list)  # those of them that got a copy; before we speak, those that shall
    subject = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    delivery = models.CharField(
        max_length=10, blank=True, default=""
    )  # held (may be taken back), queued, sent (handed over), delivered (the other side said so), failed
    hints = models.JSONField(default=list)  # what the reader should know: "automatic", "forged?"
    checks = models.JSONField(default=dict)  # what was found out about its sender: {"dmarc": "pass", ...}
    # What the form that wrote it called itself: sent twice, it is one message.
    submission = models.CharField(max_length=40, null=True)

    objects = Messages.as_manager()

    class Meta:
        indexes = [models.Index(fields=["conversation", "at", "id"], name="messages_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["submission"], name="written_once", condition=Q(submission__isnull=False))
        ]


class Attachment(models.Model):
    """A file that came or goes with a message; the bytes are in ground/files under their SHA-256."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    content_id = models.CharField(max_length=255, blank=True, default="")
    scan = models.CharField(max_length=8, blank=True, default="")  # "" (no scanner), clean, infected, failed
    finding = models.CharField(max_length=200, blank=True, default="")  # what an infected file holds

    INFECTED, UNSCANNED = "infected", "failed"

    class Meta:
        indexes = [
            models.Index(fields=["scan", "id"], name="files_to_mind", condition=Q(scan__in=["infected", "failed"]))
        ]


class Participants(models.QuerySet["Participant"]):
    def present(self) -> "Participants":
        return self.filter(removed_at=None).order_by("id")


class Participant(models.Model):
    """Somebody besides the customer who takes part: they get copies, and their mail belongs here."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    address = models.CharField(max_length=320)  # casefolded
    name = models.CharField(max_length=120, blank=True, default="")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = Participants.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "address"], name="takes_part_once")]
