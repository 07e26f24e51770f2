"""One look into an IMAP mailbox: what is new is stored, and only then marked as seen.

How far we are is (UIDVALIDITY, last UID) on the mailbox. Whatever breaks (network, server, a restart in the middle)
costs a second look at mails whose bytes we know already.
"""

import ssl
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from imapclient import SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from wellserved.ground import clock
from wellserved.ground.safety.outbound import judged
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox

TIMEOUT = SocketTimeout(connect=20, read=90)
LOOK_BACK = timedelta(days=2)  # when the server has forgotten its numbers
FETCH_BEYOND = 2  # times the mail limit: a larger mail stays on the server, and its header is quarantined


def connected(mailbox: Mailbox, timeout: SocketTimeout = TIMEOUT) -> IMAPClient:
    """Signed in to the mailbox's server; outbound.Refused if it stands in a private network that is not allowed."""
    judged(mailbox.imap_host, mailbox.imap_port)
    tls = mailbox.imap_security == "tls"
    context = ssl.create_default_context()
    client = IMAPClient(
        mailbox.imap_host,
        mailbox.imap_port,
        ssl=tls,
        ssl_context=context if tls else None,
        timeout=timeout,
    )
    try:
        client.normalise_times = False  # times with their zone
        if mailbox.imap_security == "starttls":
            client.starttls(context)
        user, password = mailbox.imap_user or mailbox.address, open_sealed(mailbox.imap_secret)
        # LOGIN takes ASCII only.
        (client.plain_login if client.has_capability("AUTH=PLAIN") else client.login)(user, password)
    except BaseException:
        client.shutdown()
        raise
    return client


def sweep(client: IMAPClient, mailbox: Mailbox) -> int:
    """Store all that is new, oldest first; returns how many mails that were."""
    validity = int(client.select_folder(mailbox.imap_folder)[b"UIDVALIDITY"])
    knows_numbers = mailbox.uid_validity == validity
    if knows_numbers:
        last = mailbox.last_uid
        # "n:*" always names at least the last mail, however small its number.
        uids = sorted(uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last)
    else:
        last = max(client.search(["ALL"]), default=0)
        uids = sorted(client.search(_without_numbers(mailbox)))
    for uid in uids:
        _store(client, mailbox, uid)
        client.add_flags([uid], [SEEN], silent=True)
        if knows_numbers:
            actions.fetched(mailbox, uid_validity=validity, last_uid=uid, at=clock.now())
    actions.fetched(mailbox, uid_validity=validity, last_uid=max([last, *uids]), at=clock.now())
    return len(uids)


def _without_numbers(mailbox: Mailbox) -> list[Any]:
    """The first time ever, what nobody has read: the rest was served by other means. When the server numbers its mail
    anew, also what came about when we last looked; what we have of it is recognised by its bytes."""
    if mailbox.fetched_at is None:
        return ["UNSEEN"]
    return ["OR", "UNSEEN", ["SINCE", (mailbox.fetched_at - LOOK_BACK).date()]]


def _store(client: IMAPClient, mailbox: Mailbox, uid: int) -> None:
    """Durable when it returns. What the server cannot give us is noted in the quarantine, and the next follows."""
    limit = settings.MAIL_LIMIT_BYTES * FETCH_BEYOND
    try:
        about = client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
        if about is None:
            return  # gone meanwhile
        at = _arrived(about.get(b"INTERNALDATE"))
        if about[b"RFC822.SIZE"] > limit:
            head = client.fetch([uid], ["BODY.PEEK[HEADER]"])[uid][b"BODY[HEADER]"]
            reason = (
                f"It is {about[b'RFC822.SIZE'] >> 20} MB; only its header was fetched, the rest is on the server."
            )
            actions.hold(mailbox, head, reason, via="imap", at=at)
            return
        raw = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        stub = f"Subject: mail {uid} of {mailbox.imap_folder} (UIDVALIDITY {mailbox.uid_validity})\r\n\r\n{error}"
        reason = "The server could not hand it over; it is still there."
        actions.hold(mailbox, stub.encode("utf-8", "replace"), reason, via="imap", at=clock.now())
        return
    if raw is not None:
        actions.receive(mailbox, raw, via="imap", at=at)


def _arrived(internal_date: Any) -> datetime:
    """When it came to the mailbox: the customer waits since then, however late we fetch."""
    now = clock.now()
    if isinstance(internal_date, datetime) and internal_date.tzinfo is not None:
        return min(internal_date, now)
    return now
