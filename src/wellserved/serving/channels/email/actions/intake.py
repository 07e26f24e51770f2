"""A mail comes in: kept first, understood second. What these return is durable."""

import hashlib
import logging
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.rows import insert
from wellserved.serving.channels.email import rules
from wellserved.serving.channels.email.actions.forgetting import NOTHING
from wellserved.serving.channels.email.actions.taking import Letter, Outcome, letter_of, taken
from wellserved.serving.channels.email.authentication import checked
from wellserved.serving.channels.email.events import MailQuarantined
from wellserved.serving.channels.email.models import Mailbox, RawMail

log = logging.getLogger("wellserved.email")

TAKE_IN = "email.take_in"
HEADER_ID_CHARACTERS = 255


def receive(
    mailbox: Mailbox, raw: bytes, *, via: str, at: datetime, checks: Mapping[str, str] | None = None
) -> RawMail:
    """Store and take in, in one transaction. The same bytes to the same mailbox again change nothing.

    `checks` is what a door found out about the sender; without it, what a mail server that we trust wrote down.

    A mail that cannot be taken in just now is stored, and a job tries again. Raises only if it could not be stored:
    then the sender must keep it.
    """
    known = checked(raw, trusted=mailbox.trusted_authserv) if checks is None else checks
    try:
        letter = letter_of(raw, settings.MAIL_LIMIT_BYTES, mailbox, known)
        with transaction.atomic():
            return _received(raw_mail(mailbox, raw, via, at, known), letter, at)
    except IntegrityError:  # it was stored before, or is being stored at this moment
        return store(mailbox, raw, via=via, at=at, checks=known)
    except Exception:
        stored = store(mailbox, raw, via=via, at=at, checks=known)
        log.exception("mail %s is stored, but could not be taken in yet", stored.id)
        return stored


@transaction.atomic
def store(
    mailbox: Mailbox, raw: bytes, *, via: str, at: datetime, checks: Mapping[str, str] | None = None
) -> RawMail:
    """Keep the bytes, once, with what is known of their sender, and have a job take them in."""
    known = checked(raw, trusted=mailbox.trusted_authserv) if checks is None else checks
    fresh = raw_mail(mailbox, raw, via, at, known)
    mail, is_new = RawMail.objects.get_or_create(
        mailbox=mailbox,
        sha256=fresh.sha256,
        defaults={"raw": fresh.raw, "size": fresh.size, "via": via, "received_at": at, "checks": fresh.checks},
    )
    if is_new:
        jobs.enqueue(TAKE_IN, {"mail": mail.id}, key=f"{TAKE_IN}:{mail.id}", due_at=at)
    return mail


@transaction.atomic
def hold(mailbox: Mailbox, raw: bytes, reason: str, *, via: str, at: datetime) -> RawMail:
    """Quarantine at once, for a door that could not get the whole mail; `raw` is what there is of it."""
    mail = raw_mail(mailbox, raw, via, at, {})
    known = RawMail.objects.filter(mailbox_id=mailbox.id, sha256=mail.sha256).defer("raw").first()
    if known is not None:
        return known
    mail.state, mail.reason = RawMail.QUARANTINED, reason[:300]
    insert(mail)
    _announce(mail, at)
    return mail


def take_in(mail: RawMail, *, at: datetime) -> RawMail:
    """Make a message of a stored mail, or quarantine it. After MOST_ATTEMPTS failures it is quarantined."""
    try:
        letter = letter_of(mail.content, settings.MAIL_LIMIT_BYTES, mail.mailbox, mail.checks)
        with transaction.atomic():
            if RawMail.objects.filter(id=mail.id, state=RawMail.STORED).update(state=RawMail.TAKEN_IN):
                settle(mail, taken(mail.mailbox, letter, mail.received_at), at)
    except Exception as error:
        mail.refresh_from_db(fields=["attempts", "state"])
        if mail.attempts + 1 < rules.MOST_ATTEMPTS:
            RawMail.objects.filter(id=mail.id).update(attempts=mail.attempts + 1)
            raise
        log.exception("mail %s could not be taken in", mail.id)
        with transaction.atomic():
            if RawMail.objects.filter(id=mail.id, state=RawMail.STORED).update(state=RawMail.QUARANTINED):
                reason = f"It could not be taken in: {type(error).__name__}."
                settle(mail, Outcome(RawMail.QUARANTINED, reason), at)
    return mail


def settle(mail: RawMail, outcome: Outcome, at: datetime) -> None:
    """Write what became of a stored mail, in the caller's transaction."""
    mail.state, mail.reason, mail.message = outcome.state, outcome.reason, outcome.message
    mail.copy_of = outcome.copy_of
    mail.header_id = outcome.header_id[:HEADER_ID_CHARACTERS]
    changed = ["state", "reason", "message", "copy_of", "header_id"]
    if not outcome.is_kept:
        mail.raw = NOTHING
        changed.append("raw")
    mail.save(update_fields=changed)
    _announce(mail, at)


def run_take_in(payload: dict[str, Any]) -> None:
    """The job behind TAKE_IN."""
    mail = RawMail.objects.select_related("mailbox__site", "mailbox__team").get(id=payload["mail"])
    take_in(mail, at=mail.received_at)


def _received(mail: RawMail, letter: Letter, at: datetime) -> RawMail:
    """Its row is written last and once, with what became of it; a double fails there and undoes the rest."""
    return settled(mail, taken(mail.mailbox, letter, at), at)


def settled(mail: RawMail, outcome: Outcome, at: datetime) -> RawMail:
    """Write a new mail with what became of it, in the caller's transaction; IntegrityError for a double."""
    mail.state, mail.reason, mail.message = outcome.state, outcome.reason[:300], outcome.message
    mail.copy_of = outcome.copy_of
    mail.header_id = outcome.header_id[:HEADER_ID_CHARACTERS]
    mail.raw = mail.raw if outcome.is_kept else NOTHING
    insert(mail)
    _announce(mail, at)
    return mail


def raw_mail(mailbox: Mailbox, raw: bytes, via: str, at: datetime, checks: Mapping[str, str]) -> RawMail:
    """A row for it, not yet written."""
    return RawMail(
        mailbox=mailbox,
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=zlib.compress(raw, 1),
        size=len(raw),
        via=via,
        received_at=at,
        checks=dict(checks),
    )


def _announce(mail: RawMail, at: datetime) -> None:
    if mail.state == RawMail.QUARANTINED:
        record(MailQuarantined(at=at, by=SYSTEM, site_id=mail.mailbox.site_id, raw_mail_id=mail.id))
