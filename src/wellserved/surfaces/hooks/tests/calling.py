"""What the providers' calls have in common."""

import base64
import json
from typing import Any

from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.conversations.models import Message

USER = "hello@linden.example"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:mail"
LATIN = "Stra\u00dfe".encode("latin-1")


def served_by(box: Mailbox, provider: str, **keys: str) -> str:
    """The address that this provider calls for the mailbox, whose password is "hook"."""
    box.provider, box.provider_secret = provider, seal(json.dumps({"hook": "hook", **keys}))
    box.save()
    return f"/hooks/mail/{provider}/{box.id}/"


def basic(password: str = "hook", user: str = "wellserved") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def texts() -> list[str]:
    return list(Message.objects.filter(direction="inbound").order_by("id").values_list("text", flat=True))


def state_of(message: Message) -> str:
    return Outgoing.objects.get(message=message).state


def postmark_mail(raw: str | None, **more: Any) -> dict[str, Any]:
    full = {"Email": "alice@example.org", "Name": "Alice", "MailboxHash": ""}
    to = {"Email": USER, "Name": "", "MailboxHash": ""}
    return {
        "FromName": "Alice", "From": "alice@example.org", "FromFull": full, "To": USER, "ToFull": [to], "CcFull": [],
        "BccFull": [], "OriginalRecipient": USER, "Subject": "A pillow", "MessageID": "22c74902", "ReplyTo": "",
        "MailboxHash": "", "Date": "Wed, 18 Nov 2026 10:00:00 +0000", "TextBody": "May I have another pillow?",
        "HtmlBody": "<p>May I have another <b>pillow</b>?</p>", "StrippedTextReply": "", "Tag": "",
        "Headers": [
            {"Name": "Return-Path", "Value": "<alice@example.org>"},
            {"Name": "Message-ID", "Value": "<asked@example.org>"},
        ],
        "Attachments": [
            {"Name": "room.txt", "Content": base64.b64encode(b"204").decode(), "ContentType": "text/plain",
             "ContentLength": 3}
        ],
        **({"RawEmail": raw} if raw is not None else {}), **more,
    }  # fmt: skip
