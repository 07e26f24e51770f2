"""Mailboxes: which addresses are ours, and how far each has been fetched."""

from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email.models import Mailbox


@transaction.atomic
def add_mailbox(
    address: str,
    *,
    name: str,
    site: Site,
    team: Team | None = None,
    at: datetime,
    imap_password: str = "",
    smtp_password: str = "",
    **server: Any,
) -> Mailbox:
    """A new mailbox; `server` holds the other server fields of Mailbox. IntegrityError if the address is taken."""
    mailbox = Mailbox(
        address=address.strip().casefold(),
        name=name,
        site=site,
        team=team,
        created_at=at,
        imap_secret=seal(imap_password),
        smtp_secret=seal(smtp_password),
        **server,
    )
    mailbox.save(force_insert=True)
    return mailbox


def fetched(mailbox: Mailbox, *, uid_validity: int, last_uid: int, at: datetime) -> None:
    """All mail up to this UID is stored."""
    mailbox.uid_validity, mailbox.last_uid, mailbox.fetched_at, mailbox.fetch_error = uid_validity, last_uid, at, ""
    mailbox.save(update_fields=["uid_validity", "last_uid", "fetched_at", "fetch_error"])


def fetch_failed(mailbox: Mailbox, error: str) -> None:
    mailbox.fetch_error = error[:1000]
    mailbox.save(update_fields=["fetch_error"])
