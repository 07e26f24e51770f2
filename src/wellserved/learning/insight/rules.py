"""From what was announced to what is added to the figures. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wellserved.measures.servqual import category_of_comparison, satisfaction_category

OVERALL = "overall"
COMPARISON, LEVELS = "comparison", "levels"

Counts = dict[str, int]  # what is added to which column
Perceived = dict[tuple[str, str], Counts]  # by dimension and scale


def local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def perceived(comparison: int | None, ratings: Sequence[Sequence[Any]]) -> Perceived:
    """What one answer adds: ratings are [dimension, comparison, desired, adequate, perceived], None where not said.

    Three levels count when all three were given.
    """
    found: Perceived = {}
    for dimension, compared, desired, adequate, got in ([OVERALL, comparison, None, None, None], *ratings):
        if compared is not None:
            found[dimension, COMPARISON] = _counts(compared, category_of_comparison(compared))
        if desired is not None and adequate is not None and got is not None:
            levels = {"desired_sum": desired, "adequate_sum": adequate, "perceived_sum": got}
            category = satisfaction_category(desired, adequate, got)
            found[dimension, LEVELS] = _counts(got - desired, category) | levels
    return found


def _counts(gap: int, category: str) -> Counts:
    return {"answers": 1, "gap_sum": gap, "gap_squares": gap * gap, category: 1}


def less(now: Perceived, before: Perceived) -> Perceived:
    """`now` minus `before`; only what is different."""
    changed: Perceived = {}
    for key in now.keys() | before.keys():
        this, that = now.get(key, {}), before.get(key, {})
        counts = {name: this.get(name, 0) - that.get(name, 0) for name in this.keys() | that.keys()}
        if any(counts.values()):
            changed[key] = counts
    return changed
