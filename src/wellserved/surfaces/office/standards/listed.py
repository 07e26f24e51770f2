"""/office/settings/standards/: what the house intends. A change makes a new version from now on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.whose import concerns, may_set
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.standards.theirs import lasting, newest_of, of_others, who_may


@needs(Verb.SET_UP)
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    viewer, at = viewer_of(request), clock.now()
    known = lasting(at)
    seen, others = [one for one in known if concerns(viewer.scope, one.sites)], of_others(viewer, known)
    names = {site.id: site.name for site in accounts.sites(viewer)}
    words: dict[str, Any] = {
        "places": _by_place([one for one in seen if one.valid_from <= at], names),
        "to_come": [one for one in seen if one.valid_from > at],
        "theirs": {one.id for one in seen if may_set(viewer.scope, one.sites)},
        "may_take_back": {one.id for one in seen if one.key not in others},
        "dimensions": DIMENSIONS,
        "who_may": "" if may_set(viewer.scope, ()) else who_may(),
    }
    return render(request, "office/standards.html", words)


@require_POST
@needs(Verb.SET_UP)
def end(request: HttpRequest, standard_id: int) -> HttpResponse:
    newest = newest_of(request, standard_id)
    if not may_set(viewer_of(request).scope, newest.sites):
        raise PermissionDenied("a standard of sites that are not theirs")
    if newest.id != standard_id:
        messages.error(request, _("Somebody else changed this standard just now. Look at it before you end it."))
        return redirect("settings_standard", newest.id)
    actions.end_standard(newest, by=acting(viewer_of(request).id), at=clock.now())
    messages.success(request, _("The standard has ended; its figures stay."))
    return redirect("settings_standards")


@require_POST
@needs(Verb.SET_UP)
def take_back(request: HttpRequest, standard_id: int) -> HttpResponse:
    """What was planned of a standard in force, or of one that is still to come."""
    at, viewer = clock.now(), viewer_of(request)
    known = {one.id: one for one in lasting(at) if concerns(viewer.scope, one.sites)}
    if (found := known.get(standard_id)) is None:
        raise Http404
    if not may_take_back(viewer, found.key, at):
        raise PermissionDenied("a plan for sites that are not theirs")
    if actions.take_back(found.key, by=acting(viewer.id), at=at):
        messages.success(request, _("What was planned is taken back."))
    return redirect("settings_standards")


def may_take_back(viewer: Staff, key: str, at: datetime) -> bool:
    """Whether all that would come, and all that would go on, is theirs."""
    return key not in of_others(viewer, lasting(at))


def _by_place(standards: list[Standard], names: Mapping[int, str]) -> list[tuple[str, list[Standard]]]:
    """The standards by where they hold: first the whole house, then place by place; each by its statement."""
    found: dict[str, list[Standard]] = {}
    for one in sorted(standards, key=lambda one: (bool(one.sites), _place(one, names), one.statement)):
        found.setdefault(_place(one, names), []).append(one)
    return list(found.items())


def _place(standard: Standard, names: Mapping[int, str]) -> str:
    theirs = sorted(names[id] for id in standard.sites if id in names)
    elsewhere = [_("other sites")] if len(theirs) < len(standard.sites) else []
    return ", ".join(theirs + elsewhere) or _("The whole house")
