"""Whether, and how much, a site lived in a month. Asked for the house itself, not for a viewer."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from wellserved.ground.accounts.models import Site
from wellserved.learning.insight.models import DayOfPerception, DayOfStandard
from wellserved.learning.letters.rules import last_day
from wellserved.serving.conversations.models import Conversation, Status


def bounds(site: Site, first: date, last: date) -> tuple[datetime, datetime]:
    """From the midnight with which `first` begins at the site to the one with which `last` ends."""
    begins, ends = (datetime.combine(day, time(), site.zone) for day in (first, last + timedelta(days=1)))
    return begins, ends


def matters(site: Site, first: date, last: date) -> int:
    """How many were opened."""
    return _opened(site, *bounds(site, first, last)).count()


def was_alive(site: Site, month: date) -> bool:
    """Whether there is anything to tell of that month."""
    last = last_day(month)
    days = {"site_id": site.id, "day__gte": month, "day__lte": last}
    return (
        DayOfStandard.objects.filter(**days).exists()
        or DayOfPerception.objects.filter(**days).exists()
        or _opened(site, *bounds(site, month, last)).exists()
    )


def was_there_before(site: Site, month: date) -> bool:
    """Whether the site had been served before that month began: else the month is not a whole one to compare with."""
    begins, _ = bounds(site, month, month)
    return Conversation.objects.filter(site_id=site.id, opened_at__lt=begins).exists()


def _opened(site: Site, begins: datetime, ends: datetime) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(site_id=site.id, opened_at__gte=begins, opened_at__lt=ends)
    return rows.exclude(status=Status.JOINED)
