"""What the other side says became of a mail: a refusal, a report that comes back, a provider's webhook."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM, Actor
from wellserved.serving.channels.email import fates
from wellserved.serving.channels.email.authentication import FORGED
from wellserved.serving.channels.email.events import MailComplained
from wellserved.serving.channels.email.fates import Became, concerned
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message

REASON_CHARACTERS = 500
REFUSED = "550 Our server refuses the address."
# Which words are news: a later one counts if it says more than is known. What failed stays so, since it is told.
OUTRANKS: dict[Became, tuple[str, ...]] = {
    "later": ("", "later"),
    "delayed": ("", "later"),
    "delivered": ("", "later", "delayed"),
    "failed": ("", "later", "delayed", "delivered"),
}


@transaction.atomic
def delivered(outgoing: Outgoing, recipients: Sequence[str], *, at: datetime) -> bool:
    """These got it. False if that, or worse, was known."""
    told = _tell(outgoing, recipients, "delivered", "", at)
    _reachable(told)
    return bool(told)


@transaction.atomic
def bounced(
    outgoing: Outgoing, recipients: Sequence[str], reason: str, *, at: datetime, permanent: bool = True
) -> bool:
    """These did not get it, for good or (not `permanent`) for now, which changes nothing but what the desk shows.

    `reason` is the other server's sentence with its status: "550 5.1.1 no such user". False if it was known.
    """
    told = _tell(outgoing, recipients, "failed" if permanent else "delayed", reason, at)
    if permanent and fates.spoils_address(reason):
        unreachable(told, at=at)
    return bool(told)


@transaction.atomic
def handed_over(outgoing: Outgoing, refused: Sequence[str], *, at: datetime) -> None:
    """Our server took it; for all but these, which it refuses for good."""
    row = Outgoing.objects.select_for_update().get(id=outgoing.id)
    if row.state != Outgoing.SENDING:  # a report was quicker than we are
        return
    row.fates = {address: fate for address, fate in row.fates.items() if fate["became"] != "later"}
    row.state, row.sent_at, row.error = Outgoing.SENT, at, ""
    row.save(update_fields=["fates", "state", "sent_at", "error"])
    outgoing.fates, outgoing.state = row.fates, row.state
    conversations.mark_delivery(outgoing.message, Message.SENT, by=SYSTEM, at=at)
    if refused:
        bounced(outgoing, refused, REFUSED, at=at)
    else:
        _settle(outgoing, row, "", at)


@transaction.atomic
def put_off(outgoing: Outgoing, later: Mapping[str, str], never: Sequence[str], *, at: datetime) -> None:
    """Our server took it for some; it refused these for now (address to answer), so that it goes again to them alone,
    and those for good."""
    for address, reason in later.items():
        _tell(outgoing, [address], "later", reason, at)
    if never:
        bounced(outgoing, never, REFUSED, at=at)


@transaction.atomic
def gave_up(
    outgoing: Outgoing, reason: str, refused: Sequence[str] = (), *, at: datetime, by: Actor = SYSTEM
) -> bool:
    """It is not tried again; `refused` are those whose address was the reason. False if it had ended before.

    A colleague gives up only what waits: what is being handed over at this moment may be gone already.
    """
    states = (Outgoing.QUEUED, Outgoing.SENDING) if by == SYSTEM else (Outgoing.QUEUED,)
    rows = Outgoing.objects.filter(id=outgoing.id, state__in=states)
    if not rows.update(state=Outgoing.FAILED, error=reason[:1000]):
        return False
    outgoing.state, outgoing.error = Outgoing.FAILED, reason[:1000]
    later = [address for address, fate in outgoing.fates.items() if fate["became"] == "later"]
    if lost := [*refused, *later]:
        bounced(outgoing, lost, reason, at=at)
    conversations.mark_delivery(outgoing.message, Message.FAILED, by=by, at=at)
    return True


@transaction.atomic
def complained(outgoing: Outgoing, *, at: datetime) -> None:
    """Its reader called it spam: nobody asks them anything any more."""
    conversation = outgoing.message.conversation
    record(
        MailComplained(
            at=at,
            by=SYSTEM,
            conversation_id=conversation.id,
            customer_id=conversation.customer_id,
            site_id=conversation.site_id,
            message_id=outgoing.message_id,
        )
    )


def unreachable(addresses: Iterable[str], *, at: datetime) -> None:
    """Remember that nothing arrives there; a mail from there, or one that arrives, makes us forget it."""
    rows = Identity.objects.filter(kind=Identity.EMAIL, value__in=list(addresses), unreachable_since=None)
    rows.update(unreachable_since=at)


def heard_from(message_id: int) -> None:
    """The sender of this mail can be reached after all, unless it is forged."""
    sender, checks = Message.objects.values_list("sender", "checks").get(id=message_id)
    if checks.get("verdict") != FORGED:
        _reachable([sender])


def _reachable(addresses: Iterable[str]) -> None:
    lost = Identity.objects.filter(kind=Identity.EMAIL, unreachable_since__isnull=False)
    lost.filter(value__in=list(addresses)).update(unreachable_since=None)


def _tell(outgoing: Outgoing, told: Sequence[str], became: Became, reason: str, at: datetime) -> list[str]:
    """Write it down; returns for whom it is news."""
    row = Outgoing.objects.select_for_update().get(id=outgoing.id)
    known = {address: fate["became"] for address, fate in row.fates.items()}
    news = [one for one in concerned(told, row.recipients) if known.get(one, "") in OUTRANKS[became]]
    if not news:
        return []
    fate = {"became": became, "reason": reason[:REASON_CHARACTERS], "at": at.isoformat()}
    row.fates = {**row.fates, **dict.fromkeys(news, fate)}
    row.save(update_fields=["fates"])
    outgoing.fates = row.fates
    _settle(outgoing, row, reason, at)
    return news


def _settle(outgoing: Outgoing, row: Outgoing, reason: str, at: datetime) -> None:
    """What the fates of its recipients mean for the mail, and for the message."""
    state = fates.became(row.recipients, row.copies, row.fates)
    if state == Outgoing.SENT or row.state == state:
        return
    error = reason[:1000] if state == Outgoing.FAILED else ""
    Outgoing.objects.filter(id=row.id).update(state=state, error=error)
    outgoing.state, outgoing.error = state, error
    conversations.mark_delivery(outgoing.message, state, by=SYSTEM, at=at)
