"""How the Linden Group serves: who takes a matter, and how long the work takes. Pure.

Each site has its weak hours, so that the figures have something to tell.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from wellserved.linden.company import (
    HAIR,
    HOTELS,
    HOUSE,
    PANTRY,
    QUAY,
    SHOP,
    STAFF,
    STATION,
    SiteFacts,
    StaffFacts,
)

MINUTES = {HOTELS: 55.0, HAIR: 70.0, PANTRY: 80.0}  # half of the first replies are quicker, on a good day
SPREAD = 0.85  # sigma of the logarithm
SATURDAY, MONDAY = 5, 0
A_COLD_GOES_ROUND = 8.0  # everywhere in the last two days, so that there is something to do when the story ends


@dataclass(frozen=True)
class Spell:
    """A run of days, counted back from the end of the story, on which a site is slower or quicker."""

    site: str
    days_before_end: range
    factor: float


SPELLS = (
    Spell(SHOP, range(12, 22), 3.5),  # the courier was on strike
    Spell(HOUSE, range(35), 0.6),  # since a second colleague is there in the evening
)
WEAK_WEEKDAYS = {(QUAY, SATURDAY): 6.0, (STATION, MONDAY): 2.5, (SHOP, MONDAY): 1.8}


def lateness(site: SiteFacts, local: datetime, until: datetime) -> float:
    """What multiplies every piece of work there on that day; 1 is an ordinary day."""
    before_end = (until - local).days
    factor = WEAK_WEEKDAYS.get((site.slug, local.weekday()), 1.0)
    if before_end < 2:
        factor *= A_COLD_GOES_ROUND
    for spell in SPELLS:
        if spell.site == site.slug and before_end in spell.days_before_end:
            factor *= spell.factor
    return factor


def work_time(site: SiteFacts, colleague: StaffFacts, factor: float, rng: Random) -> timedelta:
    """Opening time that passes until the colleague's answer is out (log-normal)."""
    median = MINUTES[site.line] * colleague.pace * factor
    return timedelta(minutes=min(rng.lognormvariate(math.log(median), SPREAD), 60 * 40))


def takes_it(site: SiteFacts, team: str, rng: Random) -> StaffFacts:
    """The colleague who takes a matter: of its team if there is one; the quick take more."""
    there = [person for person in STAFF if site.slug in person.sites and person.role in ("agent", "lead")]
    fitting = [person for person in there if person.team == team] or there
    return rng.choices(fitting, [1 / person.pace for person in fitting])[0]
