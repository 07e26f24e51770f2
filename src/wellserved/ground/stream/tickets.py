"""What a browser shows to open its stream: signed, short-lived, naming the sites whose news it may hear."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.core import signing

from wellserved.ground import clock

LASTS = timedelta(minutes=15)  # the stream ends then, and with it whatever was revoked meanwhile
SALT = "wellserved.stream"


class Reach(Protocol):
    @property
    def site_ids(self) -> frozenset[int] | None: ...


class Viewer(Protocol):
    """A colleague (accounts.Staff)."""

    @property
    def pk(self) -> int: ...
    @property
    def scope(self) -> Reach: ...


@dataclass(frozen=True, slots=True)
class Ticket:
    """`site_ids` None: every site."""

    staff_id: int
    site_ids: frozenset[int] | None
    expires: float  # seconds since 1970


def ticket(viewer: Viewer, at: datetime | None = None) -> str:
    """A ticket for this viewer, good for 15 minutes from `at` (now)."""
    sites = viewer.scope.site_ids
    expires = (at or clock.now()) + LASTS
    facts = [viewer.pk, None if sites is None else sorted(sites), expires.timestamp()]
    return signing.dumps(facts, salt=SALT)


def read(text: str, at: datetime) -> Ticket | None:
    """The ticket in this text; None if it isn't ours or is no longer good."""
    try:
        staff_id, sites, expires = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    if expires <= at.timestamp():
        return None
    return Ticket(staff_id, None if sites is None else frozenset(sites), expires)
