"""What a provider told is taken in: mail as at any other door, and what became of ours."""

import logging
from datetime import datetime

from wellserved.ground.repeats import actions as repeats
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.actions.fates import bounced, complained, delivered
from wellserved.serving.channels.email.actions.intake import receive
from wellserved.serving.channels.email.actions.mailboxes import fetch_failed
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.channels.email.providers.known import same_account
from wellserved.serving.channels.email.providers.told import Arrival, News, NotGenuine, Told
from wellserved.serving.channels.email.tokens import messages_named

log = logging.getLogger("wellserved.email.hooks")
VIA = "hook"


def hear(mailbox: Mailbox, told: Told, *, at: datetime) -> None:
    """All of it; again changes nothing. Raises if a mail could not be stored: then the provider keeps it.

    NotGenuine if the call's proof was used to say something else; InFlight if the same is being heard right now.
    """
    if (call := told.call) is None:
        return _hear(mailbox, told, at)

    def heard() -> repeats.Answer:
        _hear(mailbox, told, at)
        return repeats.Answer(200, "")

    try:
        repeats.once(call.account, call.token, call.fingerprint, heard, at=at)
    except repeats.AnotherRequest:
        raise NotGenuine("Its proof was used for another call.") from None


def _hear(mailbox: Mailbox, told: Told, at: datetime) -> None:
    if not mailbox.imap_host and mailbox.fetch_error:  # what was not understood last time
        fetch_failed(mailbox, "")
    for arrival in told.arrivals:
        receive(_addressed(mailbox, arrival), arrival.raw, via=VIA, at=at)
    for news in told.news:
        outgoing = _named(mailbox, news)
        if outgoing is None:
            log.info("%s: %s of a mail that is not ours", mailbox.address, news.became)
        else:
            _note(outgoing, news, at)


def _addressed(mailbox: Mailbox, arrival: Arrival) -> Mailbox:
    """A provider may call one address for several mailboxes of one account."""
    found = reads.mailbox(arrival.recipient) if arrival.recipient else None
    return found if found is not None and same_account(found, mailbox) else mailbox


def _named(mailbox: Mailbox, news: News) -> Outgoing | None:
    """By our own signed token; by the provider's name of the mail where it brings no token back."""
    rows = Outgoing.objects.select_related("message__conversation", "mailbox")
    if ids := messages_named(news.names):
        found = rows.filter(message_id__in=ids).first()
        if found is None or not same_account(found.mailbox, mailbox):
            return None
        if not found.provider_id and news.provider_id:
            Outgoing.objects.filter(id=found.id).update(provider_id=news.provider_id)
        return found
    known = rows.filter(mailbox=mailbox, provider_id=news.provider_id) if news.provider_id else rows.none()
    return known.first()


def _note(outgoing: Outgoing, news: News, now: datetime) -> None:
    at = min(news.at, now) if news.at else now
    if news.became == "complained":
        complained(outgoing, at=at)
    elif news.became == "delivered":
        delivered(outgoing, [news.recipient], at=at)
    else:
        bounced(outgoing, [news.recipient], news.reason, at=at, permanent=news.became == "failed")
