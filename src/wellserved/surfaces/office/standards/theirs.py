"""What of the standards a viewer may look at, and what of them is theirs to set."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.serving.standards import reads
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.whose import concerns, may_set
from wellserved.surfaces.office.door import viewer_of


def newest_of(request: HttpRequest, standard_id: int) -> Standard:
    """The version in force of the standard that this was a version of; of other sites' standards nothing is known."""
    newest = reads.newest_version(standard_id, clock.now())
    if newest is None or not concerns(viewer_of(request).scope, newest.sites):
        raise Http404
    return newest


def lasting(at: datetime) -> list[Standard]:
    """In force, and to come."""
    return [*reads.standards(at), *reads.standards_to_come(at)]


def of_others(viewer: Staff, standards: Iterable[Standard]) -> set[str]:
    """The keys of those that hold where the viewer does not answer: not theirs to change."""
    return {one.key for one in standards if not may_set(viewer.scope, one.sites)}


def at_first(viewer: Staff) -> list[int]:
    """Where something new holds unless they say otherwise: everywhere, or at all that is theirs."""
    return sorted(viewer.scope.site_ids or ())


def chosen_sites(viewer: Staff, ticked: list[Any]) -> list[int]:
    """Those of the ticked sites that the viewer reaches; Http404 where only others are ticked."""
    told = {str(one) for one in ticked}
    chosen = [site.id for site in accounts.sites(viewer) if str(site.id) in told]
    if ticked and not chosen:
        raise Http404  # without a site it would hold for the whole house
    return chosen


def nowhere(viewer: Staff, sites: list[int]) -> str:
    """What to tell whoever ticked no site and may not speak for the whole house; "" if all is well."""
    if may_set(viewer.scope, sites):
        return ""
    return _("Tick at least one of your sites. What holds for the whole house is said by %s.") % who_may()


def chosen(viewer: Staff, told: Mapping[str, Any], kept: Standard | None = None) -> dict[str, Any]:
    """What was told, with only such sites and teams as the viewer may choose, and teams of others as they were."""
    teams = accounts.teams(viewer)
    known = {team.id for team in teams}
    others = [id for id in (kept.teams if kept else ()) if id not in known]
    theirs = [team.id for team in teams if team.id in told["teams"]]
    return {**told, "sites": chosen_sites(viewer, told["sites"]), "teams": [*others, *theirs]}


def key_for(viewer: Staff, statement: str, at: datetime) -> str:
    """A key made of the statement, which is no standard's of others."""
    stem = slugify(statement)[:56].strip("-") or "standard"
    others = of_others(viewer, lasting(at))
    keys = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
    return next(key for key in keys if key not in others)


def who_may() -> str:
    """Who sets standards for the whole house, by name."""
    owner = accounts.owner()
    return owner.name if owner else _("an owner")
