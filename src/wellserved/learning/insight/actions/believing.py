"""What managers believe that customers desire: kept, so that it can be held against what customers say."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Staff
from wellserved.learning.feedback.items import HIGHEST_LEVEL, ITEMS, LOWEST_LEVEL
from wellserved.learning.insight.models import Belief


class NotALevel(ValueError):  # noqa: N818 - reads as a sentence: raise NotALevel
    """The message says what a level is."""


@transaction.atomic
def believe(levels: Mapping[str, int], *, by: Staff, at: datetime, site_id: int | None = None) -> None:
    """What they believe from now on, by dimension; NotALevel for what is none, and then nothing is kept."""
    for dimension, level in levels.items():
        if dimension not in ITEMS or not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            raise NotALevel(f"A level is a whole number from {LOWEST_LEVEL} to {HIGHEST_LEVEL}.")
    Belief.objects.bulk_create(
        Belief(dimension=dimension, desired=level, site_id=site_id or 0, by_staff_id=by.id, at=at)
        for dimension, level in levels.items()
    )
