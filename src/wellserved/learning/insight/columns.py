"""Which columns of the figures are counts, and which say what is counted."""

from wellserved.learning.insight.models import (
    Cut,
    CutOfPerception,
    CutOfStandard,
    Day,
    DayOfAsking,
    DayOfPerception,
    DayOfStandard,
    Fact,
)

DAYS: tuple[type[Day], ...] = (DayOfStandard, DayOfPerception, DayOfAsking)
CUT_OF: dict[type[Fact], type[Cut]] = {DayOfStandard: CutOfStandard, DayOfPerception: CutOfPerception}
FIGURES: tuple[type[Day], ...] = (*DAYS, *CUT_OF.values())
COUNTED: dict[type[Day], tuple[str, ...]] = {
    model: tuple(field.name for field in model._meta.concrete_fields if field.get_internal_type() == "IntegerField")
    for model in FIGURES
}
_NO_KEY = {"id", "fresh", *Fact.CIRCUMSTANCES}
KEYS: dict[type[Day], tuple[str, ...]] = {
    model: tuple(f.name for f in model._meta.concrete_fields if f.name not in _NO_KEY | set(COUNTED[model]))
    for model in FIGURES
}
