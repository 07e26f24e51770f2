import zlib

from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.models import Site, Team
from wellserved.serving.conversations.models import Message


class Mailboxes(models.QuerySet["Mailbox"]):
    def active(self) -> "Mailboxes":
        return self.filter(is_active=True)

    def fetched(self) -> "Mailboxes":
        """Those whose mail we fetch ourselves."""
        return self.active().exclude(imap_host="")


class Mailbox(models.Model):
    """An address of ours, whose mail belongs to a site. `*_secret` is encrypted (ground/safety/vault)."""

    address = models.CharField(max_length=254, unique=True)  # casefolded
    name = models.CharField(max_length=120)  # the display name customers see
    site = models.ForeignKey(Site, models.PROTECT, related_name="mailboxes")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # Whether mail to hello+anything@ arrives here too; nearly every mail server does that.
    uses_plus = models.BooleanField(default=True)

    imap_host = models.CharField(max_length=253, blank=True, default="")
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, default="tls")  # tls, starttls, none
    imap_user = models.CharField(max_length=254, blank=True, default="")
    imap_secret = models.TextField(blank=True, default="")
    imap_folder = models.CharField(max_length=200, default="INBOX")
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True)
    fetch_error = models.TextField(blank=True, default="")

    smtp_host = models.CharField(max_length=253, blank=True, default="")
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=8, default="starttls")
    smtp_user = models.CharField(max_length=254, blank=True, default="")
    smtp_secret = models.TextField(blank=True, default="")

    # Signing in by OAuth 2 instead of by password, for IMAP and SMTP alike.
    oauth_provider = models.CharField(max_length=12, blank=True, default="")  # "", google, microsoft
    oauth_tenant = models.CharField(max_length=80, blank=True, default="")  # Microsoft's; "" is "common"
    oauth_client = models.CharField(max_length=200, blank=True, default="")
    oauth_client_secret = models.TextField(blank=True, default="")
    oauth_refresh_secret = models.TextField(blank=True, default="")  # the refresh token

    # A provider that takes our mail over its API and brings mail and its fate by webhooks.
    provider = models.CharField(max_length=12, blank=True, default="")  # "", postmark, mailgun, sendgrid, amazon_ses
    provider_secret = models.TextField(blank=True, default="")  # JSON, sealed

    # One worker fetches a mailbox at a time.
    fetched_by = models.CharField(max_length=40, blank=True, default="")
    fetched_until = models.DateTimeField(null=True)

    holds_first_contact = models.BooleanField(default=False)  # mail of people we don't know waits in the quarantine
    trusted_authserv = models.CharField(max_length=253, blank=True, default="")  # whose Authentication-Results count

    objects = Mailboxes.as_manager()

    def __str__(self) -> str:
        return self.address

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


class Received(models.QuerySet["RawMail"]):
    def quarantined(self) -> "Received":
        return self.filter(state=RawMail.QUARANTINED).order_by("-received_at", "-id")


class RawMail(models.Model):
    """A mail as it arrived, zlib-compressed. The same bytes to one mailbox are one mail, however often sent."""

    STORED, TAKEN_IN, QUARANTINED, DISCARDED = "stored", "taken in", "quarantined", "discarded"

    id = models.BigAutoField(primary_key=True)
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    size = models.PositiveBigIntegerField()
    via = models.CharField(max_length=8)  # pipe, smtp, lmtp, imap, hook, import
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=STORED)
    reason = models.CharField(max_length=300, blank=True, default="")
    attempts = models.PositiveIntegerField(default=0)  # failed tries to take it in
    header_id = models.CharField(max_length=255, blank=True, default="", db_index=True)  # its Message-ID
    checks = models.JSONField(default=dict)  # what was found out about its sender: {"spf": "pass", "dmarc": ...}
    message = models.OneToOneField(Message, models.SET_NULL, null=True, related_name="raw_mail")
    # The same mail at another mailbox of the site, whose message it is.
    copy_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies", db_index=False)

    objects = Received.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "sha256"], name="one_mail_per_mailbox")]
        indexes = [
            # Of one state only: SQLite takes no index whose condition is a list for a query with a parameter.
            models.Index(fields=["-received_at", "-id"], name="mail_quarantined", condition=Q(state="quarantined")),
            models.Index(fields=["copy_of"], name="mail_copies", condition=Q(copy_of__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"mail {self.id}, {self.state}"

    @property
    def content(self) -> bytes:
        """The bytes as they arrived."""
        return zlib.decompress(self.raw)


class Outgoing(models.Model):
    """The delivery of one message by mail. `header_id` is the Message-ID that the customer's reply will refer to."""

    QUEUED, SENDING, SENT, DELIVERED, FAILED = "queued", "sending", "sent", "delivered", "failed"

    message = models.OneToOneField(Message, models.CASCADE, related_name="outgoing")
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="+", db_index=False)
    header_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.CharField(max_length=255, blank=True, default="")
    references = models.JSONField(default=list)
    recipients = models.JSONField(default=list)  # the addresses it goes to, casefolded; To, then Cc
    copies = models.JSONField(default=list)  # those of them that get a copy
    state = models.CharField(max_length=10, default=QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    # What is known of each recipient: {"alice@example.org": {"became": "failed", "reason": "...", "at": "2026-..."}}
    fates = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(
        max_length=255, blank=True, default="", db_index=True
    )  # what its provider calls it


class SigningKeys(models.QuerySet["SigningKey"]):
    def signing(self) -> "SigningKeys":
        """The keys that mail is signed with; of each domain the first is the one."""
        return self.filter(signs_since__isnull=False).order_by("domain", "-signs_since", "-id")


class SigningKey(models.Model):
    """A DKIM key of a domain of ours. `secret` is the sealed private key (PEM); `public` is for the DNS, base64.

    While keys are changed a domain has two: the one that signs, and one that waits for its record to be known.
    """

    domain = models.CharField(max_length=253)
    selector = models.CharField(max_length=63)
    secret = models.TextField()
    public = models.TextField()
    created_at = models.DateTimeField()
    signs_since = models.DateTimeField(null=True)

    objects = SigningKeys.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "selector"], name="one_key_per_selector")]

    def __str__(self) -> str:
        return f"{self.selector}._domainkey.{self.domain}"


class SenderRule(models.Model):
    """What the house decided about a sender: an address, or everybody of a domain (`@spam.example`)."""

    ALLOW, BLOCK = "allow", "block"

    pattern = models.CharField(max_length=320, unique=True)  # casefolded
    verdict = models.CharField(max_length=5)
    by_staff = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verdict} {self.pattern}"


class ShownPictures(models.Model):
    """A sender whose remote pictures are shown at once, because a colleague said so."""

    address = models.CharField(max_length=320, unique=True)  # casefolded
    by_staff = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address


class InvitationAnswer(models.Model):
    """What we said to the invitation in a message. It goes with our reply: taken back, nothing was said."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="invitation_answers")
    answer = models.CharField(max_length=12)  # accepted, tentative, declined
    reply = models.OneToOneField(Message, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.answer} to {self.message_id}"


class Trial(models.Model):
    """A test mail that a mailbox sends to itself, and how far it came."""

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="trials")
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=300, blank=True, default="")  # whom it was handed to; "outbox" for the folder
    error = models.TextField(blank=True, default="")
    arrived_at = models.DateTimeField(null=True)
    header_id = models.CharField(max_length=255, blank=True, default="")  # its Message-ID as it arrived
