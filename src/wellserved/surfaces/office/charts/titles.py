"""What each measure is called, and how its values are written."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from wellserved.learning.improvement.measure import (
    COUNT,
    DISSATISFIED,
    GAP,
    MEAN,
    NUMBER,
    PER_HUNDRED,
    RATE,
    RECOVERIES,
    STANDARD,
    Measure,
)
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.ui.words import NONE, percent, signed

GROUPS: Mapping[str, tuple[str, str]] = {
    STANDARD: (_("Standards"), _("share met")),
    MEAN: (_("Perception"), _("mean, from −2, far below what was expected to +2, far above")),  # noqa: RUF001
    DISSATISFIED: (_("Dissatisfied"), _("share who found it worse than they expected")),
    COUNT: (_("Counts"), _("how often it happened")),
    RATE: (_("Rates"), _("how often, for each hundred answers")),
}
COUNTED = {DISSATISFIED: _("Answers worse than expected"), RECOVERIES: _("Customers to win back")}
ENDS: Mapping[str, tuple[float | None, float | None]] = {
    STANDARD: (0.0, 1.0),
    DISSATISFIED: (0.0, None),
    COUNT: (0.0, None),
    RATE: (0.0, None),
}


def title_of(measure: Measure, statements: Mapping[str, str]) -> str:
    """`statements` says what each standard's key stands for."""
    if measure.kind == STANDARD:
        return statements.get(measure.name, measure.name)
    if measure.kind in (COUNT, RATE):
        return COUNTED.get(measure.name, measure.name)
    return DIMENSIONS[measure.name][0] if measure.name in DIMENSIONS else _("All in all")


def title_by_itself(measure: Measure, statements: Mapping[str, str]) -> str:
    """The same where the group is not told beside it."""
    title = title_of(measure, statements)
    if measure.kind == MEAN:
        return _("Perception: %(what)s") % {"what": title.lower()}
    if measure.kind == DISSATISFIED:
        return _("Dissatisfied: %(what)s") % {"what": title.lower()}
    return title


def written(unit: str) -> Callable[[float | None], str]:
    """How a value of that unit is told."""
    if unit == GAP:
        return lambda value: signed(value, 2)
    if unit in (NUMBER, PER_HUNDRED):
        return lambda value: NONE if value is None else f"{value:.0f}" if value == int(value) else f"{value:.1f}"
    return percent
