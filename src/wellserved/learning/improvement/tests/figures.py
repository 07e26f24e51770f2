"""Figures of a past that no test could live through: rows of the rollups, week by week."""

from collections.abc import Iterable
from datetime import date, timedelta

from wellserved.ground.accounts.models import Site
from wellserved.learning.insight.models import DayOfPerception, DayOfStandard
from wellserved.serving.standards.models import Standard

MONDAY = date(2026, 6, 1)


def standard(key: str = "email-first-reply") -> Standard:
    return Standard.objects.filter(key=key).latest("valid_from")


def days_of_standard(site: Site, met: Iterable[int], of: int, first: date = MONDAY) -> None:
    """That many of `of` were met on each day."""
    weeks_of_standard(site, met, of, first, step=timedelta(days=1))


def weeks_of_standard(
    site: Site, met: Iterable[int], of: int, first: date = MONDAY, step: timedelta = timedelta(weeks=1)
) -> None:
    """That many of `of` were met in each week."""
    DayOfStandard.objects.bulk_create(
        DayOfStandard(day=first + n * step, site_id=site.id, standard_id=standard().id, met=count, missed=of - count)
        for n, count in enumerate(met)
    )


def weeks_of_answers(
    site: Site, better_and_worse: Iterable[tuple[int, int]], dimension: str = "overall", first: date = MONDAY
) -> None:
    """So many found it better by one, and so many worse by one, in each week."""
    DayOfPerception.objects.bulk_create(
        DayOfPerception(
            day=first + timedelta(weeks=n),
            site_id=site.id,
            dimension=dimension,
            scale="comparison",
            answers=better + worse,
            gap_sum=better - worse,
            gap_squares=better + worse,
            delighted=better,
            dissatisfied=worse,
        )
        for n, (better, worse) in enumerate(better_and_worse)
    )
