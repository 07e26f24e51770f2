"""Letters are written when a month is over, once for each site, and go to those who want them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Refused
from wellserved.ground.jobs import actions as jobs
from wellserved.learning.letters import figures, reads, rules
from wellserved.learning.letters.models import Letter, Thanks, Wish
from wellserved.learning.letters.reads import lived

WRITE, SEND, THANK = "letters.write", "letters.send", "letters.thank"


def write_due() -> int:
    """Have the missing letters written, each by a job of its own; how many are missing.

    The newest of a site goes out by mail. What is older, of months in which the machine was off or the house was not
    there yet, is only kept: nobody wants three letters at once.
    """
    at = clock.now()
    return sum(_ask_for_letters(site, at) for site in accounts.all_sites())


def _ask_for_letters(site: Site, at: datetime) -> int:
    months = rules.months_to_tell(at.astimezone(site.zone))
    written = set(Letter.objects.filter(site=site, month__in=months).values_list("month", flat=True))
    told = [month for month in months if month in written or lived.was_alive(site, month)]
    missing = [month for month in told if month not in written]
    for month in missing:
        payload = {"site": site.id, "month": month.isoformat(), "by_mail": month == told[0]}
        jobs.enqueue(WRITE, payload, due_at=at, key=f"letter-{site.id}-{month}")
    return len(missing)


def write(site: Site, month: date, *, at: datetime, by_mail: bool = True) -> Letter | None:
    """The letter of the month that begins then; by mail it is sent to those who want it.

    None if there is one already, or if nobody owns the house yet.
    """
    from wellserved.learning.letters.reads import gathering, praise  # NumPy is loaded when a letter needs it

    owner = accounts.owner()
    if owner is None or Letter.objects.filter(site=site, month=month).exists():
        return None
    told = figures.kept(gathering.gather(owner, site, month))
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                site=site, month=month, told=told, praise=praise.of_month(site, month), written_at=at
            )
            for reader in reads.readers(site) if by_mail else ():
                send(letter, reader, at=at)
    except IntegrityError:
        return None  # another worker wrote it at the same moment
    return letter


def send(letter: Letter, reader: Staff, *, at: datetime) -> None:
    """By mail, to somebody who may read it; asked again before it went, it goes once."""
    payload = {"letter": letter.id, "staff": reader.id, "asked": int(at.timestamp())}
    jobs.enqueue(SEND, payload, due_at=at, key=f"letter-{letter.id}-{reader.id}")


def wish(staff: Staff, site: Site, wants: bool, *, at: datetime) -> None:
    """Whether they want that site's letter by mail from now on."""
    Wish.objects.update_or_create(staff=staff, site=site, defaults={"wants": wants, "said_at": at})


@transaction.atomic
def thank(to: Staff, words: str, *, by: Staff, at: datetime) -> Thanks:
    """A colleague's thank-you, which goes by mail too. Refused without words, with too many, and to oneself."""
    words = words.strip()
    if not words or len(words) > Thanks.LONGEST:
        raise Refused(f"Say what for, in at most {Thanks.LONGEST} characters.")
    if to.id == by.id:
        raise Refused("Thank somebody else.")
    thanks = Thanks.objects.create(to=to, by=by, words=words, at=at)
    jobs.enqueue(THANK, {"thanks": thanks.id}, due_at=at, key=f"thanks-{thanks.id}")
    return thanks


def take_back(thanks: Thanks) -> None:
    """It is gone from both pages; a mail that went before stays where it is."""
    thanks.delete()
