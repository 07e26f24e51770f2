"""Sums of a period and a place, cut any way: from few rows of long spans, and what is still fresh."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Sum

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.insight.actions.summing import cut_sums
from wellserved.learning.insight.columns import COUNTED, CUT_OF, KEYS
from wellserved.learning.insight.models import Cut, CutOfPerception, CutOfStandard, Fact
from wellserved.learning.insight.rules import ALL, COMPARISON, OVERALL, SPANS, stretches

FACTS_OF: Mapping[type[Cut], type[Fact]] = {cut: fact for fact, cut in CUT_OF.items()}
Added = tuple[dict[str, Any], str, int]  # since the hourly summing up: where it belongs, which count, and how many
Counts = Mapping[str, int]  # by the name of the column; what was never counted is 0


@dataclass(frozen=True)
class Extent:
    """The days from `start` to `end`, both included, at one site or team, or wherever the viewer reaches.

    What is fresh is read once; ask another one for what has been added since.
    """

    viewer: Staff
    start: date
    end: date
    site_id: int | None = None
    team_id: int | None = None
    _read: dict[type[Cut], list[Added]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not may(self.viewer.scope, Verb.SEE_QUALITY):
            raise PermissionDenied(Verb.SEE_QUALITY.value)

    def verdicts(self, cuts: Collection[str], by: Sequence[str]) -> dict[tuple[Any, ...], Counts]:
        """met and missed of each combination of the columns `by`; by "day" of days, and of weeks by Mondays."""
        return self._sums(CutOfStandard, cuts, by, ("met", "missed"), {})

    def perceptions(self, cut: str, by: Sequence[str], dimension: str = OVERALL) -> dict[tuple[Any, ...], Counts]:
        """Answers, and the sum and the squares of the comparisons, all in all or of a dimension."""
        only = {"dimension": dimension, "scale": COMPARISON}
        return self._sums(CutOfPerception, [cut], by, ("answers", "gap_sum", "gap_squares"), only)

    def said(self) -> dict[tuple[Any, ...], Counts]:
        """All counts of each dimension and scale."""
        return self._sums(CutOfPerception, [ALL], ("dimension", "scale"), COUNTED[CutOfPerception], {})

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
        rows = self.place(model.objects.filter(self._spans(cuts, by), **only)).order_by()
        for row in rows.values_list(*by).annotate(**{f"sum_{name}": Sum(name) for name in wanted}):
            found[row[: len(by)]] = list(row[len(by) :])
        for told, name, count in self._fresh(model):
            if told["cut"] in cuts and name in wanted and all(told[each] == value for each, value in only.items()):
                so_far = found.setdefault(tuple(told[each] for each in by), [0] * len(wanted))
                so_far[wanted.index(name)] += count
        return {key: dict(zip(wanted, counts, strict=True)) for key, counts in found.items()}

    def _spans(self, cuts: Collection[str], by: Sequence[str]) -> Q:
        """Rows of the longest spans that lie within; those of four weeks do not tell of which week they are.

        Each span names all that the index begins with, or SQLite would not use it.
        """
        of = Cut.SITE if self.team_id is None and "team_id" not in by else Cut.TEAM
        spans = stretches(self.start, self.end, SPANS[1:] if "day" in by else SPANS)
        each = (Q(of=of, days=days, cut__in=cuts, day__range=ends) for days, *ends in spans)
        return reduce(or_, each, Q(pk__in=[]))

    def _fresh(self, model: type[Cut]) -> list[Added]:
        if model not in self._read:
            facts = FACTS_OF[model]
            fresh = self.place(facts.objects.filter(fresh=True))
            sums = cut_sums(facts, (fact for fact in fresh if self.start <= fact.day <= self.end))
            self._read[model] = [
                (dict(zip(KEYS[model], key, strict=True)), name, n) for (*key, name), n in sums.items()
            ]
        return self._read[model]
