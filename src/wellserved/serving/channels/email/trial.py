"""The mail by which a mailbox tests itself, and the mark by which it is known, whoever rewrote its Message-ID."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from wellserved.serving.channels.email.compose import WIRE

SALT = "wellserved.email.trial"
DIGITS = 24  # of a SHA-256 in hex: guessing takes 2**96 tries

_mark = re.compile(r"^trial-(\d{1,18})-([0-9a-f]{24})@")


def mark(trial_id: int, mailbox_id: int) -> str:
    return f"trial-{trial_id}-{_signature(trial_id, mailbox_id)}"


def trial_named(ids: Iterable[str], mailbox_id: int) -> int | None:
    """The trial of this mailbox whose genuine mark stands among these Message-IDs."""
    for match in filter(None, map(_mark.match, ids)):
        if constant_time_compare(_signature(int(match[1]), mailbox_id), match[2]):
            return int(match[1])
    return None


def written(address: str, mark: str, at: datetime) -> bytes:
    """To itself. The mark stands in References too: some providers put a Message-ID of their own."""
    mail = EmailMessage(policy=WIRE)
    domain = address.partition("@")[2]
    mail["From"] = mail["To"] = address
    mail["Subject"] = "A test of this mailbox"
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = mail["References"] = f"<{mark}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        f"Wellserved sends this to {address} to see whether mail leaves and arrives.\n"
        "Where it arrives it is put aside; nobody needs to do anything.\n"
    )
    return mail.as_bytes()


def _signature(trial_id: int, mailbox_id: int) -> str:
    return salted_hmac(SALT, f"{trial_id}:{mailbox_id}", algorithm="sha256").hexdigest()[:DIGITS]
