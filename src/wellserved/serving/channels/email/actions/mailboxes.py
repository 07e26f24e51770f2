"""Mailboxes: which addresses are ours, and how far each has been fetched."""

import json
from collections.abc import Iterable, Mapping
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


SERVER = tuple(f"{door}_{field}" for door in ("imap", "smtp") for field in ("host", "port", "security", "user"))
CONSENT = ("oauth_provider", "oauth_tenant", "oauth_client")
HABITS = ("name", "is_active", "site", "team", "uses_plus", "holds_first_contact", "trusted_authserv")
CHANGEABLE = (*HABITS, *SERVER, "imap_folder", *CONSENT, "provider")
# Whoever changes one of these means another heap of mail.
HEAP = ("imap_host", "imap_user", "imap_folder")


@transaction.atomic
def change_mailbox(
    mailbox: Mailbox,
    *,
    imap_password: str = "",
    smtp_password: str = "",
    client_secret: str = "",
    provider_secrets: Mapping[str, str] | None = None,
    **changes: Any,
) -> None:
    """Change what is told; an empty password keeps the one there is. ValueError for what can't be changed.

    Another account to fetch from is fetched from its beginning; mail we have already is recognised by its bytes. What
    somebody consented to is void for another provider or application.
    """
    if unknown := set(changes) - set(CHANGEABLE):
        raise ValueError(f"{', '.join(sorted(unknown))} of a mailbox can't be changed.")

    def differs(names: Iterable[str]) -> bool:
        return any(changes.get(name, getattr(mailbox, name)) != getattr(mailbox, name) for name in names)

    sealed = {"imap_secret": imap_password, "smtp_secret": smtp_password, "oauth_client_secret": client_secret}
    secrets = {name: seal(password) for name, password in sealed.items() if password}
    if provider_secrets is not None:
        secrets["provider_secret"] = seal(json.dumps(dict(provider_secrets)))
    if differs(HEAP):
        changes |= {"uid_validity": None, "last_uid": 0}
    if differs(CONSENT):
        changes["oauth_refresh_secret"] = ""
    changes |= {**secrets, "fetch_error": ""}
    for name, value in changes.items():
        setattr(mailbox, name, value)
    mailbox.save(update_fields=list(changes))


def fetched(mailbox: Mailbox, *, uid_validity: int, last_uid: int, at: datetime) -> None:
    """All mail up to this UID is stored."""
    mailbox.uid_validity, mailbox.last_uid, mailbox.fetched_at, mailbox.fetch_error = uid_validity, last_uid, at, ""
    mailbox.save(update_fields=["uid_validity", "last_uid", "fetched_at", "fetch_error"])


def fetch_failed(mailbox: Mailbox, error: str) -> None:
    mailbox.fetch_error = error[:1000]
    mailbox.save(update_fields=["fetch_error"])
