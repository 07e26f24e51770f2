"""Sums of a period and a place, cut any way: from whole weeks, the days beside them, and what is still fresh."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.insight.actions.summing import cut_sums
from wellserved.learning.insight.columns import COUNTED, CUT_OF, KEYS
from wellserved.learning.insight.models import Cut, CutOfPerception, CutOfStandard, Fact
from wellserved.learning.insight.rules import stretches

FACTS_OF: Mapping[type[Cut], type[Fact]] = {cut: fact for fact, cut in CUT_OF.items()}
Counts = Mapping[str, int]  # by the name of the column; what was never counted is 0


@dataclass(frozen=True)
class Extent:
    """The days from `start` to `end`, both included, at one site or team, or wherever the viewer reaches."""

    viewer: Staff
    start: date
    end: date
    site_id: int | None = None
    team_id: int | None = None

    def __post_init__(self) -> None:
        if not may(self.viewer.scope, Verb.SEE_QUALITY):
            raise PermissionDenied(Verb.SEE_QUALITY.value)

    def verdicts(self, cuts: Collection[str], by: Sequence[str]) -> dict[tuple[Any, ...], Counts]:
        """met, missed and excused of each combination of the columns `by`."""
        return self._sums(CutOfStandard, cuts, by)

    def perceptions(self, cuts: Collection[str], by: Sequence[str]) -> dict[tuple[Any, ...], Counts]:
        """What is counted of answers."""
        return self._sums(CutOfPerception, cuts, by)

    def place(self, rows: Any) -> Any:
        """Of rows with a site and a team, those of the place."""
        rows = rows.within(self.viewer.scope)
        rows = rows if self.site_id is None else rows.filter(site_id=self.site_id)
        return rows if self.team_id is None else rows.filter(team_id=self.team_id)

    def _sums(self, model: type[Cut], cuts: Collection[str], by: Sequence[str]) -> dict[tuple[Any, ...], Counts]:
        found: dict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
        period = stretches(self.start, self.end)
        spans = [(Cut.DAY, *days) for days in period.days] + ([(Cut.WEEK, *period.weeks)] if period.weeks else [])
        counted = COUNTED[model]
        for grain, first, last in spans:
            rows = self.place(model.objects.between(first, last)).filter(grain=grain, cut__in=cuts).order_by()
            added = {f"sum_{name}": Sum(name) for name in counted}
            for row in rows.values_list(*by).annotate(**added):
                found[row[: len(by)]].update(dict(zip(counted, row[len(by) :], strict=True)))
        for key, counts in self._fresh(model, cuts, by):
            found[key].update(counts)
        return dict(found)

    def _fresh(self, model: type[Cut], cuts: Collection[str], by: Sequence[str]) -> Any:
        facts = FACTS_OF[model]
        fresh = self.place(facts.objects.filter(fresh=True).between(self.start, self.end))
        for (*key, name), count in cut_sums(facts, fresh).items():
            told = dict(zip(KEYS[model], key, strict=True))
            if told["grain"] == Cut.DAY and told["cut"] in cuts:
                yield tuple(told[each] for each in by), {name: count}
