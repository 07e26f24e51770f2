"""The causes that are built into the story of the Linden Group, each with where, when, who, and how large. Pure.

All that the figures can find is written here, and a test holds the pages to it: they find these and no others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wellserved.linden.company import HOUSE, QUAY, SHOP, STATION

ALL_DAY = range(24)
MONDAY, SATURDAY = 0, 5


@dataclass(frozen=True)
class Weekday:
    """At the site everything takes `factor` times as long on that day of every week (0 is Monday)."""

    site: str
    weekday: int
    factor: float
    why: str


@dataclass(frozen=True)
class Spell:
    """The same in a run of days, counted back from the end of the story, in these hours of the site's own time.

    `parcels`: only what the courier brings takes so much longer.
    """

    site: str
    days_before_end: range
    factor: float
    why: str
    hours: range = ALL_DAY
    parcels: bool = False


@dataclass(frozen=True)
class Causes:
    """`warmth` of a colleague is felt by customers; `looks` of a site are seen by them (points of perception)."""

    weekdays: tuple[Weekday, ...] = ()
    spells: tuple[Spell, ...] = ()
    warmth: Mapping[str, float] = field(default_factory=dict)
    looks: Mapping[str, float] = field(default_factory=dict)

    def factor(self, site: str, local: datetime, until: datetime) -> float:
        """What multiplies every piece of work there at that moment; 1 where nothing is the cause of anything."""
        factor = 1.0
        for one in self.weekdays:
            if one.site == site and one.weekday == local.weekday():
                factor *= one.factor
        return factor * self._spells(site, local, until, parcels=False)

    def factor_of_parcels(self, site: str, local: datetime, until: datetime) -> float:
        """What multiplies the days that a parcel needs which leaves the site then."""
        return self._spells(site, local, until, parcels=True)

    def _spells(self, site: str, local: datetime, until: datetime, *, parcels: bool) -> float:
        before_end, factor = (until - local) // timedelta(days=1), 1.0
        for one in self.spells:
            there = one.site == site and one.parcels == parcels
            if there and before_end in one.days_before_end and local.hour in one.hours:
                factor *= one.factor
        return factor


SINCE_A_SECOND_COLLEAGUE = 56  # days before the end
SECOND_COLLEAGUE = "A second colleague at the desk in the evening"
WARM = "Ines Duarte"
# What management thinks that customers desire of each dimension (1..9), while they desire 8 of each.
BELIEVED = {"tangibles": 9, "reliability": 8, "responsiveness": 7, "assurance": 8, "empathy": 6}

NONE = Causes()
CAUSES = Causes(
    weekdays=(
        Weekday(QUAY, SATURDAY, 5.0, "one person for reception and bar"),
        Weekday(STATION, MONDAY, 5.0, "the only salon that is open"),
    ),
    spells=(
        Spell(SHOP, range(12, 22), 2.0, "the courier was on strike", parcels=True),
        Spell(
            HOUSE,
            range(SINCE_A_SECOND_COLLEAGUE, 10_000),
            5.0,
            "one person alone in the evening",
            hours=range(17, 24),
        ),
    ),
    warmth={WARM: 1.0},
    looks={HOUSE: 0.4, QUAY: -0.4},
)

# What was tried and changed nothing: the pages must not find it.
NOTHING_CAME_OF = "Tomorrow's names on a card at the desk"
