"""The same figures of each site, team, colleague, channel, group, topic, weekday or hour, and who surely differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wellserved.ground.accounts.models import Site, Staff, Team
from wellserved.learning.insight import rules
from wellserved.learning.insight.extent import Counts, Extent
from wellserved.measures.differences import welch_of_sums
from wellserved.measures.estimate import ENOUGH, Estimate
from wellserved.measures.means import mean_of_sums
from wellserved.measures.shares import newcombe_difference, wilson_interval
from wellserved.serving.standards.models import Standard

SITE, TEAM = "site", "team"
WAYS = (SITE, TEAM, rules.STAFF, rules.CHANNEL, rules.GROUP, rules.TOPIC, rules.WEEKDAY, rules.HOUR)
ENOUGH_OF_A_PERSON = 5  # answers; with fewer nothing is said of a colleague


@dataclass(frozen=True, slots=True)
class Part:
    """`value` is an id, a name, a weekday (0 is Monday) or an hour; `name` is empty where it is for the page to say.

    `gap` is the mean comparison (-2..2); `gap_differs` and `share_differs` are this part minus all the others, held
    to its part of the usual doubt, since several are looked at.
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
    kept = _kept(extent.verdicts([cut], (column, "standard_id")), dimension)
    names = names_of(way)
    known = [value for value in said.keys() | kept.keys() if names is None or value in names]
    shown = [value for value in known if way != rules.STAFF or _n(said.get(value)) >= ENOUGH_OF_A_PERSON]
    order: Any = (lambda value: names[value]) if names else (lambda value: int(value) if value.isdigit() else value)
    tested = max(len(shown), 1)
    confidence = 1 - 0.05 / tested
    everybody, all_kept = _added(said.values()), _sum(kept.values())
    found = []
    for value in sorted(shown, key=order):
        mine, others = _sums(said.get(value, {})), _sums(_less(everybody, said.get(value, {})))
        met, of, wanted = kept.get(value, (0, 0, 0.0))
        found.append(
            Part(
                str(value),
                names[value] if names else "",
                mean_of_sums(*mine, enough=ENOUGH_OF_A_PERSON if way == rules.STAFF else ENOUGH),
                welch_of_sums(mine, others, confidence=confidence),
                met,
                of,
                wanted / of if of else None,
                wilson_interval(met, of, what="measurements"),
                newcombe_difference(
                    met, of, all_kept[0] - met, all_kept[1] - of, what="measurements", confidence=confidence
                ),
            )
        )
    return found, len(known) - len(shown)


Kept = tuple[int, int, float]  # met, of, and the sum of the targets of each measurement


def _kept(verdicts: Mapping[tuple[Any, ...], Counts], dimension: str) -> dict[Any, Kept]:
    standards = {one.id: one for one in Standard.objects.only("id", "dimension", "target")}
    found: dict[Any, Kept] = defaultdict(lambda: (0, 0, 0.0))
    for (value, standard_id), counts in verdicts.items():
        standard = standards[standard_id]
        if dimension in (rules.OVERALL, standard.dimension):
            of = counts.get("met", 0) + counts.get("missed", 0)
            met, so_far, wanted = found[value]
            found[value] = met + counts.get("met", 0), so_far + of, wanted + of * standard.target
    return dict(found)


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


def _sum(all_kept: Iterable[Kept]) -> tuple[int, int]:
    listed = list(all_kept)
    return sum(met for met, _, _ in listed), sum(of for _, of, _ in listed)
