"""Links that let a customer in without signing in, and the secrets a message gets only as it leaves the house.

At rest a message says `~status~` or `~secret~` where its link has a secret, so that nobody who reads it at the desk
(or steals the table) can answer in the customer's name. The channel that delivers it calls `filled`.
"""

import base64
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from wellserved.ground.customers.reads import standing_for
from wellserved.serving.conversations.models import Conversation, Message, Purpose

STATUS_LASTS = timedelta(days=60)  # after the last word in the conversation
PARCEL_LASTS = timedelta(days=30)  # after the message whose files it holds
STATUS, SECRET = "~status~", "~secret~"  # "~" needs no quoting in an URL, and no token holds one

_MAILED = Signer(salt="wellserved.status", sep=".")
_SHOWN = Signer(salt="wellserved.status.shown", sep=".")
_PARCEL = Signer(salt="wellserved.parcel", sep=".")
_LEAVING = Signer(salt="wellserved.leaving", sep=".")


def status_token(conversation: Conversation, *, proven: bool = True) -> str:
    """The way to the matter's page. The `proven` one goes by mail to the customer only: it shows our answers.

    Each customer has their own: should the matter turn out to be another's, theirs opens nothing.
    """
    return (_MAILED if proven else _SHOWN).sign(_named(conversation))


def conversation_of(token: str, at: datetime) -> Conversation | None:
    """Whose token it is; None when it is forged, or when nothing was said for STATUS_LASTS."""
    for signer in (_MAILED, _SHOWN):
        try:
            named = signer.unsign(token)
        except BadSignature:
            continue
        return _still_spoken_of(named, at, proven=signer is _MAILED)
    return None


def is_proven(token: str) -> bool:
    """Whether the token travelled by mail to the customer's address, rather than being shown to who typed it."""
    try:
        return bool(_MAILED.unsign(token))
    except BadSignature:
        return False


def leaving_token(customer_id: int) -> str:
    """The way out: its page stops what we send this customer unasked. It opens nothing else, so it never expires."""
    return _LEAVING.sign(str(customer_id))


def who_leaves(token: str) -> int | None:
    """The id of the customer whose token it is; None when it is forged."""
    try:
        return standing_for(int(_LEAVING.unsign(token)))
    except (BadSignature, ValueError):
        return None


def parcel_token(message_id: int) -> str:
    """The way to the files of a message that were too large to travel in the mail."""
    return _PARCEL.sign(str(message_id))


def parcel_of(token: str) -> Message | None:
    """The message whose files they are; None when it is forged, or was taken back. Whether it is too late, see
    PARCEL_LASTS."""
    try:
        message_id = int(_PARCEL.unsign(token))
    except (BadSignature, ValueError):
        return None
    rows = Message.objects.public().select_related("conversation__site").prefetch_related("attachments")
    return rows.filter(id=message_id).first()


def secret_of(message_id: int) -> str:
    """The secret of the link in this message: 32 bytes, URL-safe, the same each time a job is repeated."""
    digest = salted_hmac("wellserved.secret_of_message", str(message_id), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def address(name: str, token: str) -> str:
    """The full address of the page `name` for that token."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=[token])}"


def _named(conversation: Conversation) -> str:
    return f"{conversation.reference}-{conversation.customer_id}"


def _still_spoken_of(named: str, at: datetime, *, proven: bool) -> Conversation | None:
    reference, _, customer_id = named.rpartition("-")
    if not customer_id.isdigit():
        return None
    rows = Conversation.objects.select_related("customer", "site", "joined_into__site", "joined_into__customer")
    conversation = rows.filter(reference=reference, customer_id=standing_for(int(customer_id))).first()
    if conversation is not None and (into := conversation.joined_into):
        # Joining is a colleague's doing; it must not open one customer's matter to another, nor to whoever typed
        # their address.
        conversation = into if proven and into.customer_id == conversation.customer_id else None
    return conversation if conversation is not None and at < conversation.latest_at + STATUS_LASTS else None


def filled(message: Message, text: str) -> str:
    """`text` of the message with its secrets in place; only what a rule wrote has any, and only its own."""
    if message.by_kind != "rule" or message.purpose == Purpose.REPLY:
        return text
    return text.replace(STATUS, status_token(message.conversation)).replace(SECRET, secret_of(message.id))
