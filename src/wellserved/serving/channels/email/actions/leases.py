"""One fetcher a mailbox: whoever holds its lease. A dead holder's lease runs out, and another takes over."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from wellserved.serving.channels.email.models import Mailbox


def lease(mailbox: Mailbox, holder: str, *, at: datetime, until: datetime) -> bool:
    """Take the mailbox if nobody has it at that moment. False if somebody has."""
    free = Q(fetched_until=None) | Q(fetched_until__lte=at) | Q(fetched_by=holder)
    return bool(Mailbox.objects.filter(free, id=mailbox.id).update(fetched_by=holder, fetched_until=until))


def renew(holders: Collection[str], *, until: datetime) -> set[str]:
    """Go on holding; returns those who do. Whoever is missing lost it meanwhile."""
    if not holders:
        return set()
    theirs = Mailbox.objects.filter(fetched_by__in=holders)
    if theirs.update(fetched_until=until) == len(holders):
        return set(holders)
    return set(theirs.values_list("fetched_by", flat=True))


def leave(holders: Collection[str]) -> None:
    """Others may have it at once."""
    if holders:
        Mailbox.objects.filter(fetched_by__in=holders).update(fetched_by="", fetched_until=None)
