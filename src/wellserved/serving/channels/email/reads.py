"""Every question about mailboxes and mails."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import BinaryField
from django.db.models.functions import Substr

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.serving.channels.email.models import (
    InvitationAnswer,
    Mailbox,
    RawMail,
    Received,
    SenderRule,
    ShownPictures,
    SigningKey,
    Trial,
)
from wellserved.serving.channels.email.tokens import without_plus
from wellserved.serving.conversations.models import Conversation, Direction, Message

MOST_SHOWN = 100
MOST_RULES = 1_000
BEGINNING_BYTES = 16_384


def mailbox(address: str) -> Mailbox | None:
    """The active mailbox that mail to this address belongs to; hello+anything@ is hello@."""
    address = address.strip().casefold()
    rows = Mailbox.objects.active().select_related("site", "team")
    found = {row.address: row for row in rows.filter(address__in={address, without_plus(address)})}
    exact = found.get(address)
    plain = found.get(without_plus(address))
    return exact or (plain if plain is not None and plain.uses_plus else None)


def is_known(mailbox: Mailbox, raw: bytes) -> bool:
    """Whether this very mail was stored before; to pass over it quickly."""
    return RawMail.objects.filter(mailbox=mailbox, sha256=hashlib.sha256(raw).hexdigest()).exists()


def mailboxes_of(viewer: Staff) -> list[Mailbox]:
    """The mailboxes of the viewer's sites."""
    rows = Mailbox.objects.select_related("site", "team").order_by("address")
    scope = viewer.scope
    return list(rows if scope.site_ids is None else rows.filter(site_id__in=scope.site_ids))


def mailbox_of(viewer: Staff, mailbox_id: int) -> Mailbox:
    """One of them; Mailbox.DoesNotExist when it is not theirs."""
    scope = viewer.scope
    rows = Mailbox.objects.select_related("site", "team")
    return (rows if scope.site_ids is None else rows.filter(site_id__in=scope.site_ids)).get(id=mailbox_id)


def hooked(mailbox_id: int, provider: str) -> Mailbox | None:
    """The active mailbox that this provider calls for."""
    rows = Mailbox.objects.active().select_related("site", "team")
    return rows.filter(id=mailbox_id, provider=provider).exclude(provider="").first()


def latest_trial(mailbox: Mailbox) -> Trial | None:
    """The mailbox's last test of itself."""
    return Trial.objects.filter(mailbox=mailbox).order_by("-id").first()


def door_of(trial: Trial) -> str:
    """By which door the test mail came: smtp, lmtp, imap, pipe or hook."""
    mails = RawMail.objects.filter(mailbox_id=trial.mailbox_id, header_id=trial.header_id)
    return mails.values_list("via", flat=True).first() or ""


def mailbox_for(site: Site | None) -> Mailbox | None:
    """The mailbox that a site's own mail leaves by; without a site, the house's first."""
    rows = Mailbox.objects.active().order_by("id")
    return (rows.filter(site=site) if site else rows).first()


def sending_mailbox() -> Mailbox | None:
    """The first mailbox with a way out of its own: mail to colleagues leaves by it."""
    rows = Mailbox.objects.active().order_by("id")
    return rows.exclude(smtp_host="", provider="").first()


def active_mailboxes() -> list[Mailbox]:
    """Those that take mail, by address: for `wellserved check`."""
    return list(Mailbox.objects.active().select_related("site").order_by("address"))


def signing_keys(domain: str) -> list[SigningKey]:
    """The keys of a domain: the one that signs first, then those of before, then the one that waits."""
    keys = SigningKey.objects.filter(domain=domain.casefold())
    return [*keys.signing(), *keys.filter(signs_since=None)]


def quarantine(viewer: Staff, before: datetime | None = None) -> list[RawMail]:
    """The newest mails that wait for a decision the viewer may make; those before a time, to page on. Each comes with
    the first bytes of its `raw` as `beginning`, since the whole may be large."""
    rows = (
        _held(viewer).defer("raw").annotate(beginning=Substr("raw", 1, BEGINNING_BYTES, output_field=BinaryField()))
    )
    if before is not None:
        rows = rows.filter(received_at__lt=before)
    return list(rows[:MOST_SHOWN])


def quarantined(viewer: Staff, mail_id: int) -> RawMail:
    """One of them; raises RawMail.DoesNotExist when it is not theirs to decide."""
    return _held(viewer).get(id=mail_id)


def discarded(viewer: Staff, ids: Iterable[int]) -> list[RawMail]:
    """Those of these mails that were thrown away and that the viewer may fetch back."""
    rows = RawMail.objects.filter(state=RawMail.DISCARDED, id__in=list(ids)[:MOST_SHOWN]).select_related("mailbox")
    return list(_decided_by(viewer, rows).defer("raw"))


def sender_rules() -> list[SenderRule]:
    """What the house decided about senders, the newest first."""
    return list(SenderRule.objects.select_related("by_staff").order_by("-at", "-id")[:MOST_RULES])


def sender_rule(rule_id: int) -> SenderRule:
    """One decision; SenderRule.DoesNotExist if there is none."""
    return SenderRule.objects.get(id=rule_id)


def writes_from(conversation: Conversation) -> str:
    """The address that the latest mail in a conversation came from; "" if none did."""
    rows = Message.objects.filter(conversation_id=conversation.id, direction=Direction.INBOUND, channel="email")
    return rows.order_by("-at", "-id").values_list("sender", flat=True).first() or ""


def blocked(address: str) -> SenderRule | None:
    """The decision that blocks this very address."""
    return SenderRule.objects.filter(pattern=address, verdict=SenderRule.BLOCK).first() if address else None


def shown_pictures_of(addresses: Iterable[str]) -> frozenset[str]:
    """Those of the addresses whose remote pictures the house shows without asking."""
    wanted = {address.casefold() for address in addresses if address}
    rows = ShownPictures.objects.filter(address__in=wanted) if wanted else ShownPictures.objects.none()
    return frozenset(rows.values_list("address", flat=True))


def answers_given(message_ids: Iterable[int]) -> dict[int, InvitationAnswer]:
    """What we last answered to the invitations in these messages, by the message's id."""
    rows = InvitationAnswer.objects.filter(message_id__in=list(message_ids)).select_related("reply__by_staff")
    return {row.message_id: row for row in rows.order_by("id")}


def raw_of(viewer: Staff, message: Message) -> RawMail:
    """The mail behind a message, as it arrived; raises RawMail.DoesNotExist for those who may not see it."""
    if not may(viewer.scope, Verb.SEE_RAW, message.conversation.site_id):
        raise RawMail.DoesNotExist
    return RawMail.objects.get(message_id=message.id)


def _held(viewer: Staff) -> Received:
    return _decided_by(viewer, RawMail.objects.quarantined().select_related("mailbox__site", "mailbox__team"))


def _decided_by(viewer: Staff, rows: Received) -> Received:
    if not may(viewer.scope, Verb.RELEASE):
        return rows.none()
    site_ids = viewer.scope.site_ids
    return rows if site_ids is None else rows.filter(mailbox__site_id__in=site_ids)
