"""The days a page of figures is about, and where: read from the address, allow-listed, and put back into links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from django.http import Http404

from wellserved.ground.accounts.models import Site, Team

Place = TypeVar("Place", Site, Team)
PRESETS = {"7": "7 days", "28": "4 weeks", "91": "3 months", "364": "a year"}
USUAL = "91"
LONGEST = timedelta(days=3 * 366)
EARLIEST, LATEST = date(1970, 1, 1), date(2999, 12, 31)  # in every time zone they are days of the calendar


@dataclass(frozen=True)
class Chosen:
    """`start` and `end` are both included; `preset` is empty when dates were given; `fault` says what was wrong."""

    start: date
    end: date
    preset: str
    site: Site | None
    team: Team | None
    fault: str = ""
    kept: tuple[tuple[str, str], ...] = ()  # further words of the address that a page wants to keep

    def with_preset(self, preset: str) -> str:
        """The same place in another period."""
        return replace(self, preset=preset).query()

    @property
    def site_id(self) -> int | None:
        return self.site.id if self.site else None

    @property
    def team_id(self) -> int | None:
        return self.team.id if self.team else None

    def query(self, **more: object) -> str:
        """The same choice as a query string, with further words."""
        days = {"period": self.preset} if self.preset else {"start": self.start, "end": self.end}
        where = {"site": self.site_id, "team": self.team_id}
        return urlencode({name: value for name, value in (days | where | dict(self.kept) | more).items() if value})


def chosen(query: Mapping[str, str], today: date, sites: Sequence[Site], teams: Sequence[Team]) -> Chosen:
    """What was asked for; the usual period instead of dates that make no sense; Http404 for a place of others."""
    site = _one_of(sites, query.get("site", ""))
    team = _one_of(teams, query.get("team", ""))
    if team and site and team.site_id != site.id:
        team = None  # the site was changed and the team left as it was
    preset, start, end, fault = _days(query, today)
    return Chosen(start, end, preset, site, team, fault)


def _days(query: Mapping[str, str], today: date) -> tuple[str, date, date, str]:
    preset = query.get("period", "") or USUAL
    fault = ""
    if query.get("start") or query.get("end"):
        try:
            start, end = (date.fromisoformat(query.get(name, "")) for name in ("start", "end"))
        except ValueError:
            fault = "Give both days as dates, such as 2026-03-01."
        else:
            if EARLIEST <= start <= end <= LATEST and end - start <= LONGEST:
                return "", start, end, ""
            fault = "The first day must be before the last, and at most three years before it."
    if preset not in PRESETS:
        preset = USUAL
    return preset, today - timedelta(days=int(preset) - 1), today, fault


def _one_of(places: Sequence[Place], id: str) -> Place | None:
    if not id:
        return None
    for place in places:
        if str(place.id) == id:
            return place
    raise Http404
