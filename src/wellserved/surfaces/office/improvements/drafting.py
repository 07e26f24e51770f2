"""An improvement as a form says it, and as a page elsewhere suggests it by its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from django.http import QueryDict

from wellserved.learning.improvement.measure import DISSATISFIED, MEAN, STANDARD, Measure, measure_of
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.rules import Draft
from wellserved.learning.insight.rules import OVERALL

SOURCES = ("standard", "dimension", "theme", "suggestion", "gap", "driver")
POINTS = 100


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the fields, as text; `worth` in points of a share, or of perception."""

    title: str = ""
    change: str = ""
    effect: str = ""
    reason: str = ""
    measure: str = f"{MEAN}:{OVERALL}"
    worth: str = ""
    design: str = Improvement.CUSTOMERS
    owner: str = ""
    weeks: str = "8"
    treated: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()
    arose_from: str = ""


def posted(fields: QueryDict) -> Form:
    named = {name: fields.get(name, "").strip() for name in Form.__dataclass_fields__}
    named |= {"treated": frozenset(fields.getlist("treated")), "compared": frozenset(fields.getlist("compared"))}  # type: ignore[dict-item]
    return Form(**named)  # type: ignore[arg-type]


def suggested(query: Mapping[str, str], owner_id: int) -> Form:
    """From ?standard=key, ?dimension=name (or gap, driver), ?theme=id or ?suggestion=id, with the words it brings."""
    source = next((name for name in SOURCES if query.get(name)), "")
    value = query.get(source, "")[:80]
    measure = f"{MEAN}:{OVERALL}"
    if source == "standard":
        measure = f"{STANDARD}:{value}"
    elif source in ("dimension", "gap", "driver"):
        measure = f"{MEAN}:{value}"
    site = query.get("site", "")
    return Form(
        title=query.get("title", "")[:120],
        change=query.get("change", "")[:300],
        effect=query.get("effect", "")[:300],
        reason=query.get("reason", "")[:300],
        measure=measure,
        owner=str(owner_id),
        treated=frozenset([site]) if site else frozenset(),
        arose_from=f"{source}:{value}" if source else "",
    )


def of(improvement: Improvement) -> Form:
    """As it stands."""
    sites = improvement.sites.all()
    share = not improvement.measure.startswith(f"{MEAN}:")
    return Form(
        improvement.title,
        improvement.change,
        improvement.effect,
        improvement.reason,
        improvement.measure,
        f"{improvement.worth * (POINTS if share else 1):g}",
        improvement.design,
        str(improvement.owner_id),
        str(improvement.planned_weeks),
        frozenset(str(one.site_id) for one in sites if one.treated),
        frozenset(str(one.site_id) for one in sites if not one.treated),
        improvement.arose_from,
    )


def draft_of(form: Form) -> Draft:
    """ValueError for a measure or numbers that no form offers; what else is wrong `rules.fault` tells."""
    measure = measure_of(form.measure)
    worth = _number(form.worth)
    return Draft(
        title=form.title,
        change=form.change,
        effect=form.effect,
        reason=form.reason,
        measure=str(measure),
        better=measure.better,
        worth=worth if measure.kind == MEAN else worth / POINTS,
        design=form.design,
        owner_id=int(form.owner) if form.owner.isdecimal() else 0,
        treated=frozenset(int(id) for id in form.treated if id.isdecimal()),
        compared=frozenset(int(id) for id in form.compared if id.isdecimal()),
        planned_weeks=int(form.weeks) if form.weeks.isdecimal() and len(form.weeks) < 4 else 0,
        arose_from=form.arose_from if form.arose_from.partition(":")[0] in SOURCES else "",
    )


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return 0.0
    return number if isfinite(number) else 0.0


def measures(standards: Mapping[str, str], dimensions: Mapping[str, str]) -> list[tuple[str, str]]:
    """What one may choose: each standard, and how customers find it, all in all and by dimension."""
    found = [(str(Measure(STANDARD, key)), statement) for key, statement in sorted(standards.items())]
    for kind, words in ((MEAN, "Perception"), (DISSATISFIED, "Dissatisfied")):
        found.append((str(Measure(kind, OVERALL)), f"{words}: all in all"))
        found += [(str(Measure(kind, name)), f"{words}: {title.lower()}") for name, title in dimensions.items()]
    return found
