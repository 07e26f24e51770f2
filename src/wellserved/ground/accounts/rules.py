"""Who may do what: the one place that decides. Pure: a role, a verb, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    AGENT = "agent"
    LEAD = "lead"
    MANAGER = "manager"
    OWNER = "owner"


class Verb(StrEnum):
    SERVE = "serve"  # read and answer conversations
    CLOSE = "close"
    ASSIGN = "assign"  # give work to somebody else
    RELEASE = "release"  # let a quarantined message in
    SEE_QUALITY = "see quality"
    SEE_RAW = "see raw"  # the message as it arrived
    SET_UP = "set up"  # sites, mailboxes, standards, colleagues


LADDER = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.OWNER)
NEEDS = {
    Verb.SERVE: Role.AGENT,
    Verb.CLOSE: Role.AGENT,
    Verb.ASSIGN: Role.AGENT,
    Verb.RELEASE: Role.LEAD,
    Verb.SEE_QUALITY: Role.LEAD,
    Verb.SEE_RAW: Role.LEAD,
    Verb.SET_UP: Role.MANAGER,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a viewer reaches: a role, at these sites. `site_ids` is None for every site (owners)."""

    role: Role
    site_ids: frozenset[int] | None

    def reaches(self, site_id: int | None) -> bool:
        """Whether something at this site is theirs to see; what belongs to no site is for those with every site."""
        return self.site_ids is None or (site_id is not None and site_id in self.site_ids)


def may(scope: Scope, verb: Verb, site_id: int | None = None) -> bool:
    """Whether somebody with this scope may do it; with a site, whether they may do it there."""
    high_enough = LADDER.index(scope.role) >= LADDER.index(NEEDS[verb])
    return high_enough and (site_id is None or scope.reaches(site_id))
