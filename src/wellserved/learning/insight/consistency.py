"""Is it the same service at every site, with every colleague, at every hour?

What differs by more than chance, and how much of all differences goes with places, people and hours.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import CharField
from django.db.models.functions import Cast, Coalesce

from wellserved.ground.accounts.models import Site
from wellserved.ground.hours.notation import moment
from wellserved.learning.feedback.models import Response
from wellserved.learning.insight import rules
from wellserved.learning.insight.behind import in_local_days
from wellserved.learning.insight.extent import Counts, Extent
from wellserved.learning.insight.parts import SITE, names_of
from wellserved.measures.funnels import Funnel, Limits, funnel_curve, funnel_limits
from wellserved.measures.shrinking import Shrunken, shrink_means, shrink_rates
from wellserved.measures.variance import Components, variance_components
from wellserved.serving.standards.models import Measurement, Standard

SAMPLE = 10_000  # single answers, or measurements, from which the parts of the differences are told
WHAT = {SITE: "sites", "team": "teams", rules.STAFF: "colleagues"}
FEWEST = 5  # a person's answers or measurements; with fewer nothing of theirs is shown
MANY, WELL_KNOWN = 40, 100  # units, measurements of one
GROUPS = ("sites", "teams", "people", "hours", "weekdays")
PLACE = ("site_id", "team_id", "staff_id")


@dataclass(frozen=True, slots=True)
class Unit:
    """A site, team or colleague: `met` of `of` standards, and the mean of `answers` comparisons (-2..2)."""

    value: str
    name: str
    met: int
    of: int
    answers: int
    mean: float | None
    variance: float


@dataclass(frozen=True, slots=True)
class Hours:
    """The share met of a site by hour of the day and by weekday, from Monday; None where too few were measured."""

    name: str
    hours: tuple[float | None, ...]
    weekdays: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """`funnel`, `standards` and `answers` follow `measured` and `answered`: the units with anything, by name.

    `days_looked_at` are the latest days from which single measurements were taken; `untaken` are the met ones and all
    of these that were of matters nobody had taken, which are left out. `hidden` units are too small.
    """

    delivered: Components
    perceived: Components
    days_looked_at: int
    untaken: tuple[int, int]
    measured: tuple[Unit, ...]
    answered: tuple[Unit, ...]
    funnel: Funnel
    curve: tuple[tuple[int, Limits], ...]
    standards: Shrunken
    answers: Shrunken
    hours: tuple[Hours, ...]
    hidden: int


def consistency(extent: Extent, way: str = SITE) -> Consistency:
    """By site, team or colleague (`staff`)."""
    units, hidden = _units(extent, way)
    fewest = FEWEST if way == rules.STAFF else 1
    measured = tuple(unit for unit in units if unit.of >= fewest)
    answered = tuple(unit for unit in units if unit.answers >= fewest)
    met, of = [unit.met for unit in measured], [unit.of for unit in measured]
    funnel = funnel_limits(met, of, what=WHAT[way])
    delivered, days, untaken = _delivered(extent, sum(of))
    return Consistency(
        delivered,
        _perceived(extent),
        days,
        untaken,
        measured,
        answered,
        funnel,
        _curve(funnel, of),
        _shrunken(met, of, WHAT[way]),
        shrink_means(
            [unit.mean or 0.0 for unit in answered],
            [unit.variance for unit in answered],
            [unit.answers for unit in answered],
            what=WHAT[way],
        ),
        _hours(extent),
        hidden,
    )


def _units(extent: Extent, way: str) -> tuple[list[Unit], int]:
    cut, column = {SITE: (rules.ALL, "site_id"), "team": (rules.ALL, "team_id")}.get(way, (way, "value"))
    verdicts = extent.verdicts([cut], (column,))
    said = {value: counts for (value,), counts in extent.perceptions(cut, (column,)).items()}
    names = names_of(way) or {}
    known = [value for value in {value for (value,) in verdicts} | said.keys() if value in names]
    found = [_unit(value, names[value], verdicts.get((value,), {}), said.get(value, {})) for value in known]
    fewest = FEWEST if way == rules.STAFF else 1
    shown = [unit for unit in found if max(unit.of, unit.answers) >= fewest]
    return sorted(shown, key=lambda unit: unit.name), len(found) - len(shown)


def _unit(value: Any, name: str, judged: Counts, said: Counts) -> Unit:
    met, n = judged.get("met", 0), said.get("answers", 0)
    total, squares = said.get("gap_sum", 0), said.get("gap_squares", 0)
    variance = max(squares - total * total / n, 0.0) / (n - 1) if n > 1 else 0.0
    return Unit(str(value), name, met, met + judged.get("missed", 0), n, total / n if n else None, variance)


def _shrunken(met: Sequence[int], of: Sequence[int], what: str) -> Shrunken:
    """Shares by the beta-binomial model, or, where all of very many are well known, as means, which costs less."""
    if len(of) <= MANY or min(of) < WELL_KNOWN:
        return shrink_rates(met, of, what=what)
    share, n = np.array(met) / np.array(of), np.array(of)
    return shrink_means(share, share * (1 - share), n, what=what)


def _curve(funnel: Funnel, of: Sequence[int]) -> tuple[tuple[int, Limits], ...]:
    if funnel.target is None or not funnel.limits:
        return ()
    sizes = sorted({max(int(size), 1) for size in np.linspace(max(min(of), 1) * 0.8, max(of) * 1.05, 40)})
    return tuple(zip(sizes, funnel_curve(funnel.target, funnel.phi, sizes), strict=True))


def _hours(extent: Extent) -> tuple[Hours, ...]:
    counted: dict[tuple[int, str, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    by = ("site_id", "cut", "value")
    for (site_id, cut, value), counts in extent.verdicts([rules.HOUR, rules.WEEKDAY], by).items():
        met = counts.get("met", 0)
        counted[site_id, cut, int(value)] = met, met + counts.get("missed", 0)

    def shares(site_id: int, cut: str, size: int) -> tuple[float | None, ...]:
        pairs = (counted[site_id, cut, place] for place in range(size))
        return tuple(met / of if of >= FEWEST else None for met, of in pairs)

    names, sites = names_of(SITE) or {}, {site_id for site_id, _, _ in counted}
    return tuple(
        Hours(names[id], shares(id, rules.HOUR, 24), shares(id, rules.WEEKDAY, 7))
        for id in sorted(sites & names.keys(), key=lambda id: str(names[id]))
    )


def _perceived(extent: Extent) -> Components:
    rows = extent.place(Response.objects.filter(comparison__isnull=False))
    rows = rows.filter(in_local_days("answered_at", extent.start, extent.end, extent.site_id))
    rows = rows.annotate(began=_as_text(Coalesce("conversation__opened_at", "answered_at")))
    latest = rows.order_by("-answered_at", "-id").values_list("comparison", *PLACE, "began")[:SAMPLE]
    return _components(list(latest), "answers")


def _delivered(extent: Extent, measured: int) -> tuple[Components, int, tuple[int, int]]:
    """From the latest days that hold about as many measurements as are looked at, since that is what indexes give."""
    days = (extent.end - extent.start).days + 1
    looked_at = min(days, max(1, round(days * SAMPLE / measured))) if measured else days
    first = extent.end - timedelta(days=looked_at - 1)
    each = list(Standard.objects.values_list("id", flat=True))  # or no index would help
    counted = Measurement.objects.filter(standard_id__in=each, verdict__in=(Measurement.MET, Measurement.MISSED))
    rows = extent.place(counted).filter(in_local_days("at", first, extent.end, extent.site_id))
    rows = rows.annotate(began=_as_text("started_at"))
    found = rows.values_list("verdict", *PLACE, "began", "standard_id")[: 2 * SAMPLE]
    values = [(float(verdict == Measurement.MET), *rest) for verdict, *rest in found]
    untaken = [value for value, _, _, staff_id, *_ in values if staff_id is None]
    return _components(values, "measurements"), looked_at, (round(sum(untaken)), len(untaken))


def _as_text(column: Any) -> Cast:
    """Moments as the database writes them: to make objects of 20,000 takes longer than all the rest of the page."""
    return Cast(column, CharField())


def _components(rows: Sequence[tuple[Any, ...]], what: str) -> Components:
    """Rows of a value, site, team, colleague and moment; of a standard too, which is not told but accounted for.

    What nobody had taken is nobody's service: it is left out, or all that was missed unseen would be one "person".
    """
    rows = [row for row in rows if row[3] is not None]
    zones = {id: ZoneInfo(zone) for id, zone in Site.objects.values_list("id", "time_zone")}
    local = [moment(row[4]).astimezone(zones[row[1]]) for row in rows]
    groups: dict[str, list[Any]] = {
        "sites": [row[1] for row in rows],
        "teams": [(row[1], row[2]) for row in rows],
        "people": [row[3] for row in rows],
        "hours": [at.hour for at in local],
        "weekdays": [at.weekday() for at in local],
    }
    if rows and len(rows[0]) > 5:
        groups["standards"] = [row[5] for row in rows]
    return variance_components([row[0] for row in rows], groups, what=what)
