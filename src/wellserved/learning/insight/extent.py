"""Sums of a period and a place, cut any way: from whole weeks, the days beside them, and what is still fresh."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.insight.actions.summing import cut_sums
from wellserved.learning.insight.columns import CUT_OF, KEYS
from wellserved.learning.insight.models import Cut, CutOfPerception, CutOfStandard, Fact
from wellserved.learning.insight.rules import COMPARISON, OVERALL, stretches

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
        """met and missed of each combination of the columns `by`."""
        return self._sums(CutOfStandard, cuts, by, ("met", "missed"), {})

    def perceptions(self, cut: str, by: Sequence[str], dimension: str = OVERALL) -> dict[tuple[Any, ...], Counts]:
        """Answers, and the sum and the squares of the comparisons, all in all or of a dimension."""
        only = {"dimension": dimension, "scale": COMPARISON}
        return self._sums(CutOfPerception, [cut], by, ("answers", "gap_sum", "gap_squares"), only)

    def place(self, rows: Any) -> Any:
        """Of rows with a site and a team, those of the place."""
        rows = rows.within(self.viewer.scope)
        rows = rows if self.site_id is None else rows.filter(site_id=self.site_id)
        return rows if self.team_id is None else rows.filter(team_id=self.team_id)

    def _sums(
        self,
        model: type[Cut],
        cuts: Collection[str],
        by: Sequence[str],
        wanted: Sequence[str],
        only: Mapping[str, str],
    ) -> dict[tuple[Any, ...], Counts]:
        found: dict[tuple[Any, ...], list[int]] = {}
        period, width = stretches(self.start, self.end), len(by)
        spans = [(Cut.DAY, *days) for days in period.days] + ([(Cut.WEEK, *period.weeks)] if period.weeks else [])
        added = {f"sum_{name}": Sum(name) for name in wanted}
        for grain, first, last in spans:
            rows = self.place(model.objects.between(first, last)).filter(grain=grain, cut__in=cuts, **only)
            for row in rows.order_by().values_list(*by).annotate(**added):
                so_far = found.setdefault(row[:width], [0] * len(wanted))
                for place, count in enumerate(row[width:]):
                    so_far[place] += count
        for told, name, count in self._fresh(model):
            if told["cut"] in cuts and name in wanted and all(told[each] == value for each, value in only.items()):
                so_far = found.setdefault(tuple(told[each] for each in by), [0] * len(wanted))
                so_far[wanted.index(name)] += count
        return {key: dict(zip(wanted, counts, strict=True)) for key, counts in found.items()}

    def _fresh(self, model: type[Cut]) -> Iterator[tuple[dict[str, Any], str, int]]:
        """What was added since the hourly summing up: where it belongs, which count, and how many."""
        facts = FACTS_OF[model]
        fresh = self.place(facts.objects.filter(fresh=True).between(self.start, self.end))
        for (*key, name), count in cut_sums(facts, fresh).items():
            told = dict(zip(KEYS[model], key, strict=True))
            if told["grain"] == Cut.DAY:
                yield told, name, count
