"""How the Linden Group serves: who takes a matter, and how long the work takes. Pure."""

import math
from datetime import datetime, timedelta
from random import Random

from wellserved.linden.causes import CAUSES, Causes
from wellserved.linden.company import HAIR, HOTELS, PANTRY, STAFF, SiteFacts, StaffFacts

MINUTES = {HOTELS: 55.0, HAIR: 70.0, PANTRY: 80.0}  # half of the first replies are quicker, on a good day
SPREAD = 0.85  # sigma of the logarithm
A_COLD_GOES_ROUND = 8.0  # letters of the last two days wait, so that there is something to do when the story ends


def lateness(site: SiteFacts, local: datetime, until: datetime, causes: Causes = CAUSES) -> float:
    """What multiplies the work on a letter that comes in then; 1 is an ordinary day."""
    factor = causes.factor(site.slug, local, until)
    return factor * A_COLD_GOES_ROUND if until - local < timedelta(days=2) else factor


def work_time(site: SiteFacts, colleague: StaffFacts, factor: float, rng: Random) -> timedelta:
    """Opening time that passes until the colleague's answer is out (log-normal)."""
    median = MINUTES[site.line] * colleague.pace * factor
    return timedelta(minutes=min(rng.lognormvariate(math.log(median), SPREAD), 60 * 40))


def takes_it(site: SiteFacts, team: str, rng: Random) -> StaffFacts:
    """The colleague who takes a matter: of its team if there is one; the quick take more."""
    there = [person for person in STAFF if site.slug in person.sites and person.role in ("agent", "lead")]
    fitting = [person for person in there if person.team == team] or there
    return rng.choices(fitting, [1 / person.pace for person in fitting])[0]
