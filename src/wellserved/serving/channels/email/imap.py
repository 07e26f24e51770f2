"""One look into an IMAP mailbox: what is new is stored, and only then marked as seen.

How far we are is (UIDVALIDITY, last UID) on the mailbox. Whatever breaks (network, server, a restart in the middle)
costs a second look at mails whose bytes we know already. A mail at which the connection breaks again and again is
set aside, so that the next ones come.
"""

import ssl
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from imapclient import SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from wellserved.ground import clock
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.lines import JudgedImap
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth import sasl
from wellserved.serving.channels.email.oauth.actions import access_token

TIMEOUT = SocketTimeout(connect=20, read=90)
LOOK_BACK = timedelta(days=2)  # when the server has forgotten its numbers
FETCH_BEYOND = 2  # times the mail limit: a larger mail stays on the server, and its header is quarantined
HEADER_BYTES = 256 * 1024  # of such a header
MOST_STUMBLES = 5  # broken connections at one mail

Stumbles = Counter[tuple[int, int]]  # by UIDVALIDITY and UID


def connected(mailbox: Mailbox, timeout: SocketTimeout = TIMEOUT) -> IMAPClient:
    """Signed in to the mailbox's server; outbound.Refused if it stands in a private network that is not allowed."""
    tls = mailbox.imap_security == "tls"
    context = ssl.create_default_context()
    client = JudgedImap(
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
        _sign_in(client, mailbox)
    except BaseException:
        client.shutdown()
        raise
    return client


def _sign_in(client: IMAPClient, mailbox: Mailbox) -> None:
    user = mailbox.imap_user or mailbox.address
    if not mailbox.oauth_provider:
        password = open_sealed(mailbox.imap_secret)
        # LOGIN takes ASCII only.
        (client.plain_login if client.has_capability("AUTH=PLAIN") else client.login)(user, password)
        return
    offered = [each for each in sasl.MECHANISMS if client.has_capability(f"AUTH={each}")]
    mechanism = offered[0] if offered else sasl.MECHANISMS[-1]
    token = access_token(mailbox, at=clock.now())
    try:
        client.sasl_login(mechanism, sasl.answers(mechanism, user, token))
    except LoginError:  # it may have been revoked before its time
        token = access_token(mailbox, at=clock.now(), refused=token)
        client.sasl_login(mechanism, sasl.answers(mechanism, user, token))


def sweep(
    client: IMAPClient,
    mailbox: Mailbox,
    *,
    goes_on: Callable[[], bool] = lambda: True,
    stumbles: Stumbles | None = None,
) -> int:
    """Store all that is new, oldest first; returns how many mails that were.

    `goes_on` is asked before each mail. `stumbles`, kept by the caller, counts at which mails connections broke.
    """
    validity = int(client.select_folder(mailbox.imap_folder)[b"UIDVALIDITY"])
    stumbles = Counter() if stumbles is None else stumbles
    knows_numbers = mailbox.uid_validity == validity
    if knows_numbers:
        last = mailbox.last_uid
        # "n:*" always names at least the last mail, however small its number.
        uids = sorted(uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last)
    else:
        last = max(client.search(["ALL"]), default=0)
        uids = sorted(client.search(_without_numbers(mailbox)))
    for count, uid in enumerate(uids):
        if not goes_on():
            return count
        _store(client, mailbox, (validity, uid), stumbles)
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


def _store(client: IMAPClient, mailbox: Mailbox, number: tuple[int, int], stumbles: Stumbles) -> None:
    """Durable when it returns. What the server cannot give us is noted in the quarantine, and the next follows."""
    _, uid = number
    if stumbles[number] >= MOST_STUMBLES:
        _set_aside(mailbox, number, f"The connection broke {MOST_STUMBLES} times while it was fetched.")
        return
    limit = settings.MAIL_LIMIT_BYTES * FETCH_BEYOND
    try:
        about = client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
        if about is None:
            return  # gone meanwhile
        size, at = about[b"RFC822.SIZE"], _arrived(about.get(b"INTERNALDATE"))
        part = "BODY.PEEK[]" if size <= limit else f"BODY.PEEK[HEADER]<0.{HEADER_BYTES}>"
        found = client.fetch([uid], [part]).get(uid, {})
    except (IMAPClientAbortError, OSError):
        stumbles[number] += 1
        raise
    except IMAPClientError as error:
        _set_aside(mailbox, number, str(error))
        return
    stumbles.pop(number, None)
    raw = next((value for name, value in found.items() if name.startswith(b"BODY[")), None)
    if raw is None:
        return  # gone between the two questions
    if size > limit:
        reason = f"It is {size >> 20} MB; only its header was fetched, the rest is on the server."
        actions.hold(mailbox, raw, reason, via="imap", at=at)
    else:
        actions.receive(mailbox, raw, via="imap", at=at)


def _set_aside(mailbox: Mailbox, number: tuple[int, int], why: str) -> None:
    """A stub in the quarantine stands for a mail that we cannot have."""
    validity, uid = number
    stub = f"Subject: mail {uid} of {mailbox.imap_folder} (UIDVALIDITY {validity})\r\n\r\n{why}"
    reason = f"The server could not hand it over; it is still there. {why}"
    actions.hold(mailbox, stub.encode("utf-8", "replace"), reason, via="imap", at=clock.now())


def _arrived(internal_date: Any) -> datetime:
    """When it came to the mailbox: the customer waits since then, however late we fetch."""
    now = clock.now()
    if isinstance(internal_date, datetime) and internal_date.tzinfo is not None:
        return min(internal_date, now)
    return now
