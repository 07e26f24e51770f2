"""Questions about a mail before it is let in: is it a loop, is it spam, do we know its sender?"""

from collections.abc import Mapping
from datetime import datetime

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.models import Identity
from wellserved.serving.channels.email import rules
from wellserved.serving.channels.email.authentication import FORGED
from wellserved.serving.channels.email.authentication.domains import domain_of
from wellserved.serving.channels.email.models import Mailbox, SenderRule
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.rules import Circumstances
from wellserved.serving.channels.email.sender import known_as, own_domains
from wellserved.serving.channels.email.tokens import messages_named, without_plus
from wellserved.serving.conversations.models import Message


def circumstances(
    mailbox: Mailbox,
    reading: Reading,
    checks: Mapping[str, str],
    at: datetime,
    *,
    size: int,
    limit: int,
    joins: bool,
    spam: str,
    forwards: bool = False,
) -> Circumstances:
    """What rules.reason_to_hold must know. `joins`: it belongs to a conversation; `spam`: what the server said;
    `forwards`: a colleague passes a customer's mail on, be it from a mailbox of ours."""
    sender = reading.sender.address if reading.sender else ""
    forged = checks.get("verdict") == FORGED
    rule = rule_about(sender)
    welcome = joins or forwards or (rule == SenderRule.ALLOW and not forged) or reading.is_report
    return Circumstances(
        size=size,
        limit=limit,
        hops=reading.hops,
        from_us=(_is_ours(sender) and not forwards) or bool(messages_named(reading.loop_marks)) or _marked(reading),
        forged_as_us=forged and _says_to_be_us(sender),
        blocked=rule == SenderRule.BLOCK and not reading.is_report,
        spam="" if welcome else spam,
        automatic_lately=_automatic_lately(reading, sender, at),
        first_contact=mailbox.holds_first_contact and not welcome and not _is_known(sender, forged),
    )


def rule_about(address: str) -> str:
    """What the house decided about this sender: allow, block or "". An address goes before its domain, and a domain
    before the one above it."""
    found = dict(
        SenderRule.objects.filter(pattern__in=rules.patterns(address)).values_list("pattern", "verdict")
        if address
        else ()
    )
    return next((found[pattern] for pattern in rules.patterns(address) if pattern in found), "")


def _is_ours(address: str) -> bool:
    return bool(address) and Mailbox.objects.filter(address__in={address, without_plus(address)}).exists()


def _says_to_be_us(address: str) -> bool:
    """Whether it is the address of a colleague or a mailbox, or of a domain of ours."""
    ours = own_domains(list(Mailbox.objects.values_list("address", flat=True)))
    domain = domain_of(address)
    within = any(domain == one or domain.endswith(f".{one}") for one in ours)
    return within or _is_ours(address) or Staff.objects.filter(email__iexact=address).exists()


def _is_known(address: str, forged: bool) -> bool:
    kind, value = known_as(address, forged=forged)
    if Identity.objects.filter(kind=kind, value=value).exists():
        return True
    return not forged and Staff.objects.filter(email__iexact=address).exists()


def _automatic_lately(reading: Reading, sender: str, at: datetime) -> int:
    if not reading.is_automatic or reading.is_report:
        return 0
    theirs = Identity.objects.filter(kind=Identity.EMAIL, value=sender).values("customer_id")
    said = Message.objects.filter(conversation__customer_id__in=theirs, sender=sender)
    return said.filter(at__gt=at - rules.AUTOMATIC_SPAN).count()


def _marked(reading: Reading) -> bool:
    """Whether an X-Loop names a mailbox of ours."""
    marks = {without_plus(mark.casefold()) for mark in reading.loop_marks if "@" in mark}
    return bool(marks) and Mailbox.objects.filter(address__in=marks).exists()
