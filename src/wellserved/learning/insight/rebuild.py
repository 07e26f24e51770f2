"""The figures again: standards' from the verdicts (which follow from the journal), perceptions' from the journal."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback.events import CustomerAsked, ResponseChanged, ResponseGiven
from wellserved.learning.insight import rules
from wellserved.learning.insight.actions import COUNTED, FIGURES, KEYS
from wellserved.learning.insight.models import Day, DayOfAsking, DayOfPerception, DayOfStandard
from wellserved.serving.standards.models import Measurement

Sums = Counter[tuple[Any, ...]]  # the key's values and the name of a count -> the count


def rebuild() -> None:
    """Replace all figures by what the verdicts and the journal tell; others wait for it with theirs."""
    with transaction.atomic():
        _hold_figures()
        for model, sums in _told().items():
            model.objects.all().delete()
            model.objects.bulk_create(_rows(model, sums), batch_size=500)


def differences() -> Iterator[str]:
    """In words, where the figures are not what the verdicts and the journal tell."""
    with transaction.atomic():
        _hold_figures()
        found = [(model, _kept(model), told) for model, told in _told().items()]
    for model, kept, told in found:
        for key in sorted(kept.keys() | told.keys(), key=str):
            if kept[key] != told[key]:
                where = ", ".join(f"{name} {value}" for name, value in zip((*KEYS[model], "count"), key, strict=True))
                yield f"{model.__name__}: {where}: kept {kept[key]}, should be {told[key]}"


def _hold_figures() -> None:
    """Who adds to the figures is done before, or waits: nothing is seen half. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        tables = ", ".join(model._meta.db_table for model in FIGURES)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def _kept(model: type[Day]) -> Sums:
    rows = model.objects.order_by().values(*KEYS[model]).annotate(**{f"sum_{c}": Sum(c) for c in COUNTED[model]})
    sums: Sums = Counter()
    for row in rows:
        key = tuple(row[name] for name in KEYS[model])
        sums.update({(*key, count): row[f"sum_{count}"] for count in COUNTED[model] if row[f"sum_{count}"]})
    return sums


def _rows(model: type[Day], sums: Sums) -> Iterator[Day]:
    by_key = sorted(sums.items(), key=lambda item: str(item[0][:-1]))
    for key, counts in groupby(by_key, key=lambda item: item[0][:-1]):
        named = dict(zip(KEYS[model], key, strict=True))
        yield model(**named, **{counted[-1]: number for counted, number in counts})


def _told() -> dict[type[Day], Sums]:
    told: dict[type[Day], Sums] = {model: Counter() for model in FIGURES}
    zones = dict(Site.objects.values_list("id", "time_zone"))

    def add(model: type[Day], at: datetime, site_id: int, team_id: int | None, *rest: Any, **counts: int) -> None:
        day: date = rules.local_day(at, zones[site_id])
        for name, count in counts.items():
            named = {"day": day, "site_id": site_id, "team_id": team_id or 0, **dict(rest)}
            told[model][(*(named[key] for key in KEYS[model]), name)] += count

    verdicts = Measurement.objects.filter(verdict__in=(Measurement.MET, Measurement.MISSED, Measurement.EXCUSED))
    for at, site_id, team_id, standard_id, verdict in verdicts.values_list(
        "at", "site_id", "team_id", "standard_id", "verdict"
    ).iterator():
        add(DayOfStandard, at, site_id, team_id, ("standard_id", standard_id), **{verdict: 1})
    for events in _asked_and_answered():
        asked_at: dict[int, datetime] = {}
        last: dict[int, ResponseGiven | ResponseChanged] = {}
        given_at: dict[int, datetime] = {}
        for event in events:
            assert event.site_id is not None
            if isinstance(event, CustomerAsked):
                asked_at[event.invitation_id] = event.at
                add(DayOfAsking, event.at, event.site_id, event.team_id, asked=1)
            else:
                given_at.setdefault(event.response_id, event.at)
                last[event.response_id] = event
        for answer in last.values():
            assert answer.site_id is not None
            perceived = rules.perceived(answer.comparison, answer.ratings)
            for (dimension, scale), counts in perceived.items():
                key = ("dimension", dimension), ("scale", scale)
                add(DayOfPerception, given_at[answer.response_id], answer.site_id, answer.team_id, *key, **counts)
            if perceived:
                add(DayOfAsking, asked_at[answer.invitation_id], answer.site_id, answer.team_id, answered=1)
    return told


def _asked_and_answered() -> Iterator[Iterable[CustomerAsked | ResponseGiven | ResponseChanged]]:
    """What the journal knows of asking and answering, conversation by conversation."""
    entries = Entry.objects.exclude(conversation_id=None).of_kinds(CustomerAsked, ResponseGiven, ResponseChanged)
    ordered = entries.order_by("conversation_id", "id").iterator()
    for _, of_one in groupby(ordered, key=lambda entry: entry.conversation_id):
        yield [entry.event() for entry in of_one]  # type: ignore[misc]
