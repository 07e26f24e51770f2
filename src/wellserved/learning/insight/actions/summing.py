"""Fresh facts are added to the cuts, and the rows of the same day, site and team are put together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max

from wellserved.learning.insight.columns import COUNTED, CUT_OF, KEYS
from wellserved.learning.insight.models import Cut, DayOfAsking, Fact
from wellserved.learning.insight.rules import SPANS, Circumstances, first_of

Sums = Counter[tuple[Any, ...]]  # the key's values and the name of a count -> the count
AT_ONCE = 1000


def sum_up() -> None:
    """The sums stay the same; there are fewer rows, and they are cut each way."""
    for model in CUT_OF:
        while _put_together(model):
            pass
    while _put_askings_together():
        pass


@transaction.atomic
def _put_together(model: type[Fact]) -> int:
    fresh: list[Any] = list(model.objects.filter(fresh=True).select_for_update().order_by("id")[:AT_ONCE])
    if not fresh:
        return 0
    add_to_cuts(CUT_OF[model], in_spans(CUT_OF[model], cut_sums(model, fresh)))
    keys, counted = KEYS[model], COUNTED[model]

    def key_of(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in keys)

    wanted = {key_of(row) for row in fresh}
    days = model.objects.filter(fresh=False, day__in={row.day for row in fresh})
    settled = [row for row in days.filter(site_id__in={row.site_id for row in fresh}) if key_of(row) in wanted]
    sums: dict[tuple[Any, ...], list[int]] = {}
    for row in (*settled, *fresh):
        so_far = sums.setdefault(key_of(row), [0] * len(counted))
        for place, name in enumerate(counted):
            so_far[place] += getattr(row, name)
    model.objects.filter(id__in=[row.id for row in (*settled, *fresh)]).delete()
    model.objects.bulk_create(
        model(**dict(zip(keys, key, strict=True)), **dict(zip(counted, counts, strict=True)))
        for key, counts in sums.items()
        if any(counts)
    )
    return len(fresh)


def cut_sums(model: type[Fact], facts: Iterable[Any]) -> Sums:
    """What the facts add to each cut, by day and team."""
    keys, sums = KEYS[CUT_OF[model]], Sums()
    for fact in facts:
        about = Circumstances(**{name: getattr(fact, name) for name in Fact.CIRCUMSTANCES})
        told = {name: getattr(fact, name) for name in KEYS[model]}
        counts = [(name, count) for name in COUNTED[model] if (count := getattr(fact, name))]
        for cut, value in about.cuts():
            told |= {"days": 1, "of": Cut.TEAM, "cut": cut, "value": value}
            key = tuple(told[name] for name in keys)
            for name, count in counts:
                sums[(*key, name)] += count
    return sums


def in_spans(model: type[Cut], sums: Sums) -> Sums:
    """The same by week and four weeks too, and of whole sites."""
    day, team, days, of = (KEYS[model].index(name) for name in ("day", "team_id", "days", "of"))
    found = Sums()
    for (*key, name), count in sums.items():
        of_day, of_team = key[day], key[team]
        for span in SPANS:
            key[days], key[day] = span, first_of(span, of_day)
            for key[of], key[team] in ((Cut.TEAM, of_team), (Cut.SITE, 0)):
                found[(*key, name)] += count
    return found


def add_to_cuts(model: type[Cut], sums: Mapping[tuple[Any, ...], int]) -> None:
    """In one order, so that two who add wait for each other and never in a circle."""
    keys, counted = KEYS[model], COUNTED[model]
    rows: dict[tuple[Any, ...], dict[str, int]] = {}
    for (*key, name), count in sums.items():
        rows.setdefault(tuple(key), dict.fromkeys(counted, 0))[name] = count
    table, columns = model._meta.db_table, (*keys, *counted)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in counted)
    upsert = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) "  # noqa: S608 - names of ours
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}"
    )
    day = keys.index("day")
    with connection.cursor() as cursor:
        cursor.executemany(
            upsert,
            [
                (*(str(part) if place == day else part for place, part in enumerate(key)), *rows[key].values())
                for key in sorted(rows, key=str)
            ],
        )


@transaction.atomic
def _put_askings_together(limit: int = 200) -> int:
    keys, counted = KEYS[DayOfAsking], COUNTED[DayOfAsking]
    groups = (
        DayOfAsking.objects.values(*keys).order_by().annotate(rows=Count("id"), last=Max("id")).filter(rows__gt=1)
    )
    done = list(groups[:limit])
    for group in done:
        key = {name: group[name] for name in keys}
        rows = list(DayOfAsking.objects.select_for_update().filter(**key, id__lte=group["last"]).order_by("id"))
        sums = {name: sum(getattr(row, name) for row in rows) for name in counted}
        DayOfAsking.objects.filter(id__in=[row.id for row in rows]).delete()
        if any(sums.values()):
            DayOfAsking(**key, **sums).save(force_insert=True)
    return len(done)
