"""Who may do what: the one place that decides. Pure: a role, a verb, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

NAME_CHARACTERS = 120


class Refused(Exception):  # noqa: N818 - reads as a sentence: raise Refused
    """What was asked cannot be; the message says what to do instead."""


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
    EXCUSE = "excuse"  # a miss of a standard
    SEE_RAW = "see raw"  # the message as it arrived
    OPEN_INFECTED = "open infected"  # fetch a file in which the scanner found something
    ERASE = "erase"  # forget a customer for good
    SET_UP = "set up"  # sites, mailboxes, standards, colleagues


LADDER = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.OWNER)
NEEDS = {
    Verb.SERVE: Role.AGENT,
    Verb.CLOSE: Role.AGENT,
    Verb.ASSIGN: Role.AGENT,
    Verb.RELEASE: Role.LEAD,
    Verb.SEE_QUALITY: Role.LEAD,
    Verb.EXCUSE: Role.LEAD,
    Verb.SEE_RAW: Role.LEAD,
    Verb.OPEN_INFECTED: Role.MANAGER,
    Verb.ERASE: Role.MANAGER,
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


def may_manage(scope: Scope, role: Role | str, site_ids: Iterable[int] = ()) -> bool:
    """Whether they may invite, change or sign in a colleague of that role who serves at these sites: nobody reaches
    above themselves, or to other sites through a colleague who serves there too."""
    high_enough = LADDER.index(scope.role) >= LADDER.index(Role(role))
    return may(scope, Verb.SET_UP) and high_enough and all(scope.reaches(id) for id in site_ids)


def a_name(value: str) -> str:
    """The name on one line; Refused if there is nothing or too much of it."""
    name = " ".join(value.split())
    if not name or len(name) > NAME_CHARACTERS:
        raise Refused(f"A name has 1 to {NAME_CHARACTERS} characters.")
    return name


def an_address(value: str) -> str:
    """The e-mail address as it is compared and kept."""
    address = value.strip().casefold()
    local, at, domain = address.rpartition("@")
    strange = not address.isprintable() or set(address) & set(' ,;<>()"\\')  # several addresses, or one in disguise
    if not (local and at and domain) or len(address) > 254 or strange:
        raise Refused(f"{value!r} is not an e-mail address such as ana@linden.example.")
    return address


def a_time_zone(value: str) -> str:
    """A zone that the machine knows."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise Refused(f"{value!r} is not a time zone such as Europe/London.") from None
    return value
