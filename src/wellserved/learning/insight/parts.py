"""The same figures of each site, team, colleague, channel, group, topic, weekday or hour, and who surely differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wellserved.ground.accounts.models import Site, Staff, Team
from wellserved.learning.insight import rules
from wellserved.learning.insight.extent import Counts, Extent
from wellserved.measures.differences import welch_of_sums
from wellserved.measures.estimate import ENOUGH, Estimate
from wellserved.measures.means import mean_of_sums
from wellserved.measures.shares import wilson_interval
from wellserved.measures.stratified import stratified_difference
from wellserved.serving.standards.models import Standard

SITE, TEAM = "site", "team"
WAYS = (SITE, TEAM, rules.STAFF, rules.CHANNEL, rules.GROUP, rules.TOPIC, rules.WEEKDAY, rules.HOUR)
ENOUGH_OF_A_PERSON = 5  # answers or measurements; of fewer nothing is said of a colleague


@dataclass(frozen=True, slots=True)
class Part:
    """`value` is an id, a name, a weekday (0 is Monday) or an hour; `name` is empty where it is for the page to say.

    `gap` is the mean comparison (-2..2); `gap_differs` and `share_differs` are this part minus all the others, held
    to its part of the usual doubt, since several are looked at. Shares are compared standard by standard: who has
    more of the hard ones is not worse for it.
    """

    value: str
    name: str
    gap: Estimate
    gap_differs: Estimate
    met: int
    of: int
    target: float | None
    share: Estimate
    share_differs: Estimate


def parts(extent: Extent, way: str, dimension: str = rules.OVERALL) -> tuple[list[Part], int]:
    """In the order of their names, and how many were left out because they are too few to be told of people.

    `dimension` is of the answers; of a SERVQUAL dimension only its standards are counted. ValueError for no way.
    """
    if way not in WAYS:
        raise ValueError(way)
    cut, column = {SITE: (rules.ALL, "site_id"), TEAM: (rules.ALL, "team_id")}.get(way, (way, "value"))
    said = {value: counts for (value,), counts in extent.perceptions(cut, (column,), dimension).items()}
    standards = Standard.objects.all() if dimension == rules.OVERALL else Standard.objects.filter(dimension=dimension)
    targets = dict(standards.values_list("id", "target"))
    kept = _kept(extent.verdicts([cut], (column, "standard_id")), targets)
    names = names_of(way)
    known = [value for value in said.keys() | kept.keys() if names is None or value in names]
    shown = [value for value in known if way != rules.STAFF or _told_of(said.get(value), kept.get(value))]
    order: Any = (lambda value: names[value]) if names else (lambda value: int(value) if value.isdigit() else value)
    tested = max(len(shown), 1)
    confidence = 1 - 0.05 / tested
    everybody, all_kept = _added(said.values()), _together(kept.values())
    found = []
    for value in sorted(shown, key=order):
        mine, others = _sums(said.get(value, {})), _sums(_less(everybody, said.get(value, {})))
        by_standard = kept.get(value, {})
        met, of = _sum(by_standard.values())
        wanted = sum(targets[id] * one_of for id, (_, one_of) in by_standard.items())
        found.append(
            Part(
                str(value),
                names[value] if names else "",
                _without_few(way, mean_of_sums(*mine, enough=ENOUGH_OF_A_PERSON if way == rules.STAFF else ENOUGH)),
                welch_of_sums(mine, others, confidence=confidence),
                met,
                of,
                wanted / of if of else None,
                _without_few(way, wilson_interval(met, of, what="measurements")),
                stratified_difference(
                    [(*mine, *_minus(all_kept[id], mine)) for id, mine in by_standard.items()],
                    same_cases=True,  # one conversation is measured by several standards
                    what="measurements",
                    confidence=confidence,
                ),
            )
        )
    return found, len(known) - len(shown)


def _told_of(said: Counts | None, kept: "Kept | None") -> bool:
    """Few customers answer: of a colleague whom nobody rated, the measurements may still be told."""
    _, measured = _sum((kept or {}).values())
    return max(_n(said), measured) >= ENOUGH_OF_A_PERSON


def _without_few(way: str, found: Estimate) -> Estimate:
    """Not what a handful said of a colleague."""
    few = way == rules.STAFF and found.n < ENOUGH_OF_A_PERSON
    return replace(found, value=None) if few else found


Pair = tuple[int, int]  # met, of
Kept = dict[int, Pair]  # by the standard


def _kept(verdicts: Mapping[tuple[Any, ...], Counts], targets: Mapping[int, float]) -> dict[Any, Kept]:
    """Of the standards that have a target here."""
    found: dict[Any, Kept] = defaultdict(dict)
    for (value, standard_id), counts in verdicts.items():
        if standard_id in targets:
            met = counts.get("met", 0)
            found[value][standard_id] = met, met + counts.get("missed", 0)
    return dict(found)


def _together(all_kept: Iterable[Kept]) -> Kept:
    found: dict[int, Pair] = {}
    for kept in all_kept:
        for standard_id, (met, of) in kept.items():
            before_met, before_of = found.get(standard_id, (0, 0))
            found[standard_id] = before_met + met, before_of + of
    return found


def names_of(way: str) -> dict[Any, str] | None:
    """By id, as the figures know it; None where the value is the name."""
    if way == SITE:
        return dict(Site.objects.values_list("id", "name"))
    if way == TEAM:
        return {id: f"{name}, {site}" for id, name, site in Team.objects.values_list("id", "name", "site__name")}
    if way == rules.STAFF:
        return {str(id): name for id, name in Staff.objects.values_list("id", "name")}
    return None


def _n(counts: Counts | None) -> int:
    return counts.get("answers", 0) if counts else 0


def _sums(counts: Counts) -> tuple[int, int, int]:
    return counts.get("answers", 0), counts.get("gap_sum", 0), counts.get("gap_squares", 0)


def _added(all_counts: Iterable[Counts]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for counts in all_counts:
        for name, count in counts.items():
            total[name] += count
    return total


def _less(counts: Counts, mine: Counts) -> dict[str, int]:
    return {name: count - mine.get(name, 0) for name, count in counts.items()}


def _sum(pairs: Iterable[Pair]) -> Pair:
    listed = list(pairs)
    return sum(met for met, _ in listed), sum(of for _, of in listed)


def _minus(pair: Pair, mine: Pair) -> Pair:
    return pair[0] - mine[0], pair[1] - mine[1]
