"""One standard over a period: how it stands, where and when it differs, and whether it matters to customers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site, Staff, Team
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.feedback.models import Response
from wellserved.learning.insight.behind import in_local_days
from wellserved.learning.insight.quality import Week
from wellserved.learning.insight.rules import monday_of
from wellserved.measures.differences import welch_difference
from wellserved.measures.estimate import Estimate
from wellserved.measures.shares import wilson_interval
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.excused import Given, excuses_of
from wellserved.serving.standards.models import Measurement, Standard
from wellserved.serving.standards.whose import concerns
from wellserved.serving.standards.wording import period_of

ENOUGH_OF_A_COLLEAGUE = 30
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Part:
    """Where, who or when: a name (or a number of the week or the day), and how the standard was kept there.

    Without a name it is what no team, or nobody, had taken.
    """

    name: str
    met: int
    of: int
    share: Estimate


@dataclass(frozen=True, slots=True)
class Miss:
    """A miss, and the excuse that holds for it."""

    measurement: Measurement
    conversation: Conversation
    excuse: Given | None


@dataclass(frozen=True, slots=True)
class Matters:
    """What customers said (-2 to 2, against what they expected) where it was met, and where it was missed."""

    met_mean: float | None
    met_answers: int
    missed_mean: float | None
    missed_answers: int
    difference: Estimate


@dataclass(frozen=True, slots=True)
class StandardPage:
    """`standard` is the newest version, after `earlier` ones; the figures are of all. Weekdays count from Monday,
    hours are the site's.

    Of a share that is to be reached each day, week or month, `periods` holds in how many of these it was, of how many
    with measurements; None for other kinds. Over all the days that were chosen it is `share`, as for every kind.
    """

    standard: Standard
    earlier: int
    met: int
    of: int
    excused: int
    share: Estimate
    weeks: tuple[Week, ...]
    sites: tuple[Part, ...]
    teams: tuple[Part, ...]
    colleagues: tuple[Part, ...]
    weekdays: tuple[Part, ...]
    hours: tuple[Part, ...]
    misses: tuple[Miss, ...]
    matters: Matters
    periods: tuple[str, int, int] | None


def standard_page(
    viewer: Staff, key: str, *, start: date, end: date, site_id: int | None = None, team_id: int | None = None
) -> StandardPage:
    """Of the measurements that the viewer may see.

    PermissionDenied; Standard.DoesNotExist for an unknown key, and for what holds at other sites only.
    """
    if not may(viewer.scope, Verb.SEE_QUALITY):
        raise PermissionDenied(Verb.SEE_QUALITY.value)
    of_key = Standard.objects.filter(key=key).order_by("valid_from", "id")
    versions = list(of_key.filter(valid_from__lte=clock.now()) or of_key)
    if not any(concerns(viewer.scope, one.sites) for one in versions):
        raise Standard.DoesNotExist(key)
    rows = (
        Measurement.objects.within(viewer.scope)
        .filter(standard_id__in=[one.id for one in versions])
        .filter(in_local_days("at", start, end, site_id))
    )
    if team_id is not None:
        rows = rows.filter(team_id=team_id)
    counts = _Counts(start, end)
    teams = Team.objects.values_list("id", "name", "site__name")
    for row in rows.values_list("site_id", "team_id", "staff_id", "at", "started_at", "verdict", "conversation_id"):
        counts.add(*row)
    met, of = counts.of["all", None]
    return StandardPage(
        versions[-1],
        len(versions) - 1,
        met,
        of,
        counts.excused,
        wilson_interval(met, of, what="measurements"),
        tuple(Week(monday, *counts.of["week", monday]) for monday in counts.mondays),
        counts.parts("site", dict(Site.objects.values_list("id", "name"))),
        counts.parts("team", {None: "", **{id: f"{name}, {site}" for id, name, site in teams}}),
        counts.parts(
            "staff", {None: "", **dict(Staff.objects.values_list("id", "name"))}, enough=ENOUGH_OF_A_COLLEAGUE
        ),
        counts.parts("weekday", {day: str(day) for day in range(7)}),
        counts.parts("hour", {hour: str(hour) for hour in range(24)}),
        _misses(rows),
        _matters(rows, counts.verdicts),
        _periods(versions[-1], counts),
    )


class _Counts:
    """Met and measured, by every way of looking at them, in one pass."""

    def __init__(self, start: date, end: date) -> None:
        first = start - timedelta(days=start.weekday())
        self.mondays = [first + timedelta(weeks=n) for n in range((end - first).days // 7 + 1)]
        self.excused = 0
        self.verdicts: dict[int, str] = {}  # of each conversation: missed, if any was
        self._met: Counter[tuple[str, Hashable]] = Counter()
        self._all: Counter[tuple[str, Hashable]] = Counter()
        self._zones = {id: ZoneInfo(zone) for id, zone in Site.objects.values_list("id", "time_zone")}

    def add(
        self,
        site_id: int,
        team_id: int | None,
        staff_id: int | None,
        at: datetime,
        started_at: datetime,
        verdict: str,
        conversation_id: int,
    ) -> None:
        if verdict == Measurement.EXCUSED:
            self.excused += 1
        if verdict not in (Measurement.MET, Measurement.MISSED):
            return
        if self.verdicts.get(conversation_id) != Measurement.MISSED:
            self.verdicts[conversation_id] = verdict
        zone = self._zones[site_id]
        day, begun = at.astimezone(zone).date(), started_at.astimezone(zone)
        ways: list[tuple[str, Hashable]] = [
            ("all", None),
            ("week", day - timedelta(days=day.weekday())),
            ("day", day),
            ("site", site_id),
            ("team", team_id),
            ("staff", staff_id),
            ("weekday", begun.weekday()),
            ("hour", begun.hour),
        ]
        self._all.update(ways)
        if verdict == Measurement.MET:
            self._met.update(ways)

    @property
    def days(self) -> list[date]:
        return [day for kind, day in self._all if kind == "day" and isinstance(day, date)]

    @property
    def of(self) -> "_Pairs":
        return _Pairs(self._met, self._all)

    def parts(self, way: str, names: Mapping[Any, str], *, enough: int = 10) -> tuple[Part, ...]:
        """In the order of the names; what has no measurements is left out."""
        ids = [id for (kind, id) in self._all if kind == way and id in names]
        order: Any = (lambda id: id) if way in ("weekday", "hour") else (lambda id: (id is None, names[id]))
        return tuple(
            Part(names[id], *self.of[way, id], wilson_interval(*self.of[way, id], what="measurements", enough=enough))
            for id in sorted(ids, key=order)
        )


def _periods(standard: Standard, counts: "_Counts") -> tuple[str, int, int] | None:
    """Which period it is judged by, in how many the target was reached, and how many were measured."""
    per = period_of(standard.rule)
    if not per:
        return None
    begun: dict[str, Callable[[date], date]] = {"day": lambda day: day, "week": monday_of}
    by_month: Callable[[date], date] = lambda day: day.replace(day=1)  # noqa: E731 - mypy wants its type
    begins = begun.get(per, by_month)
    sums: dict[date, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for day in counts.days:
        met, of = counts.of["day", day]
        before = sums[begins(day)]
        sums[begins(day)] = before[0] + met, before[1] + of
    return per, sum(met / of >= standard.target for met, of in sums.values()), len(sums)


@dataclass(frozen=True)
class _Pairs:
    met: Mapping[tuple[str, Hashable], int]
    all: Mapping[tuple[str, Hashable], int]

    def __getitem__(self, way: tuple[str, Hashable]) -> tuple[int, int]:
        return self.met.get(way, 0), self.all.get(way, 0)


def _misses(rows: Any) -> tuple[Miss, ...]:
    """The latest ones, excused or not."""
    verdicts = (Measurement.MISSED, Measurement.EXCUSED)
    found = list(rows.filter(verdict__in=verdicts).select_related("standard").order_by("-at", "-id")[:SHOWN])
    conversations = Conversation.objects.select_related("customer", "site").in_bulk(
        {m.conversation_id for m in found}
    )
    excuses = excuses_of(found)
    return tuple(
        Miss(one, conversations[one.conversation_id], excuses.get(one.id))
        for one in found
        if one.conversation_id in conversations
    )


def _matters(rows: Any, verdicts: Mapping[int, str]) -> Matters:
    said: dict[str, list[float]] = {Measurement.MET: [], Measurement.MISSED: []}
    answers = Response.objects.filter(conversation_id__in=rows.values("conversation_id"))
    for conversation_id, comparison in answers.values_list("conversation_id", "comparison"):
        if comparison is not None and conversation_id in verdicts:
            said[verdicts[conversation_id]].append(comparison)
    met, missed = said[Measurement.MET], said[Measurement.MISSED]
    return Matters(
        sum(met) / len(met) if met else None,
        len(met),
        sum(missed) / len(missed) if missed else None,
        len(missed),
        welch_difference(met, missed),
    )
