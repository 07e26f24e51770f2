"""Letters are written when a month is over, once for each site, and go to those who want them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.jobs import actions as jobs
from wellserved.learning.letters import figures, reads, rules
from wellserved.learning.letters.models import Letter, Wish

SEND = "letters.send"


def write_due() -> int:
    """Of every site whose month is over and has no letter yet; how many were written."""
    return sum(write(site, rules.month_to_tell(at.astimezone(site.zone)), at=at) is not None for site, at in _sites())


def _sites() -> list[tuple[Site, datetime]]:
    at = clock.now()
    return [(site, at) for site in accounts.all_sites()]


def write(site: Site, month: date, *, at: datetime) -> Letter | None:
    """The letter of the month that begins then, to be sent to those who want it.

    None if there is one already, if nothing happened in that month, or if nobody owns the house yet.
    """
    from wellserved.learning.letters.reads import gathering, praise  # NumPy is loaded when a letter needs it

    owner = accounts.owner()
    if owner is None or Letter.objects.filter(site=site, month=month).exists():
        return None
    told = gathering.gather(owner, site, month)
    if told.is_empty:
        return None
    praised = praise.of_month(site, month)
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                site=site, month=month, told=figures.kept(told), praise=praised, written_at=at
            )
            for reader in reads.readers(site):
                payload = {"letter": letter.id, "staff": reader.id}
                jobs.enqueue(SEND, payload, due_at=at, key=f"letter-{letter.id}-{reader.id}")
    except IntegrityError:
        return None  # another worker wrote it at the same moment
    return letter


def wish(staff: Staff, site: Site, wants: bool, *, at: datetime) -> None:
    """Whether they want that site's letter by mail from now on."""
    Wish.objects.update_or_create(staff=staff, site=site, defaults={"wants": wants, "said_at": at})
