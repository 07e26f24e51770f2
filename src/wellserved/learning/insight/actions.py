"""How facts are added to the figures, and how the added rows are put together."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max

from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.insight import rules
from wellserved.learning.insight.models import Day, DayOfAsking, DayOfPerception, DayOfStandard
from wellserved.learning.insight.rules import Perceived

FIGURES: tuple[type[Day], ...] = (DayOfStandard, DayOfPerception, DayOfAsking)
COUNTED: dict[type[Day], tuple[str, ...]] = {
    model: tuple(field.name for field in model._meta.concrete_fields if field.get_internal_type() == "IntegerField")
    for model in FIGURES
}
KEYS: dict[type[Day], tuple[str, ...]] = {
    model: tuple(f.name for f in model._meta.concrete_fields if f.name != "id" and f.name not in COUNTED[model])
    for model in FIGURES
}


def add_verdict(
    verdict: str, *, standard_id: int, site_id: int | None, team_id: int | None, at: datetime, count: int = 1
) -> None:
    """One more "met" or "missed", or one less with `count` -1."""
    row = DayOfStandard(**_place(site_id, team_id, at), standard_id=standard_id, **{verdict: count})
    row.save(force_insert=True)


def add_perception(changed: Perceived, *, response_id: int, site_id: int | None, team_id: int | None) -> None:
    """What an answer adds, or changes, on the day it was first given."""
    if changed:
        given_at = Response.objects.values_list("answered_at", flat=True).get(id=response_id)
        place = _place(site_id, team_id, given_at)
        DayOfPerception.objects.bulk_create(
            DayOfPerception(**place, dimension=dimension, scale=scale, **counts)
            for (dimension, scale), counts in changed.items()
        )


def add_asked(*, site_id: int | None, team_id: int | None, at: datetime) -> None:
    DayOfAsking(**_place(site_id, team_id, at), asked=1).save(force_insert=True)


def add_answered(count: int, *, invitation_id: int, site_id: int | None, team_id: int | None) -> None:
    """One more (or less) of those who were asked that day has answered."""
    if count:
        asked_at = Invitation.objects.values_list("asked_at", flat=True).get(id=invitation_id)
        DayOfAsking(**_place(site_id, team_id, asked_at), answered=count).save(force_insert=True)


def _place(site_id: int | None, team_id: int | None, at: datetime) -> dict[str, Any]:
    with connection.cursor() as cursor:  # asked at every verdict: a QuerySet would cost ten times as much
        cursor.execute("SELECT time_zone FROM accounts_site WHERE id = %s", [site_id])
        [zone] = cursor.fetchone()
    return {"day": rules.local_day(at, zone), "site_id": site_id, "team_id": team_id or 0}


def sum_up() -> None:
    """Put the rows of the same day, site and team together; the sums stay the same."""
    for model in FIGURES:
        while _sum_up_some(model):
            pass


@transaction.atomic
def _sum_up_some(model: type[Day], limit: int = 200) -> int:
    keys, counted = KEYS[model], COUNTED[model]
    groups = model.objects.values(*keys).order_by().annotate(rows=Count("id"), last=Max("id")).filter(rows__gt=1)
    done = list(groups[:limit])
    for group in done:
        key = {name: group[name] for name in keys}
        rows = list(model.objects.select_for_update().filter(**key, id__lte=group["last"]).order_by("id"))
        sums = {name: sum(getattr(row, name) for row in rows) for name in counted}
        model.objects.filter(id__in=[row.id for row in rows]).delete()
        if any(sums.values()):
            model(**key, **sums).save(force_insert=True)
    return len(done)
