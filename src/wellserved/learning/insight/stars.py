"""How many stars each site has, and in words what it lost where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site, Staff
from wellserved.learning.insight.extent import Extent
from wellserved.learning.insight.rules import WEEKDAY
from wellserved.measures.shares import newcombe_difference
from wellserved.measures.stars import Kept, Stars, star_rating
from wellserved.serving.standards.models import Standard

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
TOLD = 3  # losses that are put in words
WORTH_TELLING = 0.05  # stars

Counts = Mapping[tuple[str, int], tuple[int, int]]  # by standard's key and weekday: met, of


@dataclass(frozen=True, slots=True)
class SiteStars:
    """`reasons` are told with the largest loss first; each names its standard's key."""

    site: Site
    stars: Stars
    reasons: tuple[tuple[str, str], ...]


def stars(viewer: Staff, *, start: date, end: date, site_id: int | None = None) -> list[SiteStars]:
    """The viewer's sites by name, from the sums of the days from `start` to `end`; excused misses count for nothing.

    A weekday is the one on which that began which was judged.

    PermissionDenied for who may not see quality.
    """
    extent = Extent(viewer, start, end, site_id)
    sites = [site for site in Site.objects.within(viewer.scope) if site_id in (None, site.id)]
    now, versions = clock.now(), list(Standard.objects.order_by("valid_from", "id"))
    newest = {one.key: one for one in versions if one.valid_from <= now}
    keys = {one.id: one.key for one in versions}
    met: dict[int, dict[tuple[str, int], tuple[int, int]]] = defaultdict(lambda: defaultdict(lambda: (0, 0)))
    by = ("site_id", "standard_id", "value")
    for (of_site, standard_id, weekday), counts in extent.verdicts([WEEKDAY], by).items():
        place = keys[standard_id], int(weekday)
        before = met[of_site][place]
        met[of_site][place] = before[0] + counts["met"], before[1] + counts["met"] + counts["missed"]
    return [_rated(site, met[site.id], newest) for site in sites]


def _rated(site: Site, counts: Counts, standards: Mapping[str, Standard]) -> SiteStars:
    names = sorted({key for key, _ in counts})
    kept = [
        Kept(key, *_sum(counts, key), standards[key].target, standards[key].weight)
        for key in names
        if _sum(counts, key)[1]
    ]
    found = star_rating(kept)
    told = [loss for loss in found.losses[:TOLD] if loss.stars >= WORTH_TELLING]
    reasons = ((loss.name, _in_words(loss.name, loss.stars, counts, standards)) for loss in told)
    return SiteStars(site, found, tuple(reasons))


def _in_words(key: str, loss: float, counts: Counts, standards: Mapping[str, Standard]) -> str:
    """ "0.4 lost: A guest is greeted within a minute. Worst on Saturdays." """
    statement = standards[key].statement.rstrip(".")
    worst = _worst_day(key, counts)
    return f"{loss:.1f} lost: {statement}." + (f" Worst on {WEEKDAYS[worst]}." if worst is not None else "")


def _worst_day(key: str, counts: Counts) -> int | None:
    """The weekday that is surely worse than the others together; None if none is.

    Seven are looked at, so each is held to a seventh of the usual doubt (Bonferroni).
    """
    found: list[tuple[float, int]] = []
    all_met, all_of = _sum(counts, key)
    for day in range(7):
        met, of = counts.get((key, day), (0, 0))
        difference = newcombe_difference(met, of, all_met - met, all_of - of, confidence=1 - 0.05 / 7)
        if difference.high is not None and difference.value is not None and difference.high < 0:
            found.append((difference.value, day))
    return min(found)[1] if found else None


def _sum(counts: Counts, key: str) -> tuple[int, int]:
    of_key: Iterable[tuple[int, int]] = [sums for (name, _), sums in counts.items() if name == key]
    return sum(met for met, _ in of_key), sum(of for _, of in of_key)
