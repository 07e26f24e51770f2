"""/office/settings/standards/packs/: packs are looked at, adopted, brought up to date and retired."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions, packs, reads
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.pack import Pack
from wellserved.serving.standards.telling import in_words
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.standards.theirs import at_first, chosen_sites, lasting, nowhere, of_others, who_may


@dataclass(frozen=True)
class Shipped:
    """A pack, and what of it is in force in the house."""

    pack: Pack
    adopted: list[Standard]
    is_outdated: bool  # whether this version would change any of it


@require_safe
@needs(Verb.SET_UP)
def listed(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    return render(request, "office/packs.html", {"shipped": [_shipped(name, at) for name in packs.names()]})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """What is ticked is told before it is adopted."""
    found, at = pack_of(name), clock.now()
    words = _chosen(request, found, at)
    if "save" in request.POST and not words["nowhere"]:
        try:
            by = acting(viewer_of(request).id)
            done = actions.adopt(found, keys=words["keys"], sites=words["chosen_sites"], by=by, at=at)
        except actions.WrongStandard as wrong:
            messages.error(request, str(wrong))
        else:
            told = _("%(added)s begin and %(changed)s change from now on.")
            messages.success(request, told % {"added": len(done.added), "changed": len(done.changed)})
        return redirect("settings_pack", name)
    return render(request, "office/pack.html", words, status=422 if "save" in request.POST else 200)


@require_POST
@needs(Verb.SET_UP)
def change(request: HttpRequest, name: str) -> HttpResponse:
    """What would change, as a part of the pack's page."""
    return render(request, "office/pack_change.html", _chosen(request, pack_of(name), clock.now()))


@require_POST
@needs(Verb.SET_UP)
def retire(request: HttpRequest, name: str) -> HttpResponse:
    """All of it that is theirs ends; what holds at sites of others goes on."""
    found, at, viewer = pack_of(name), clock.now(), viewer_of(request)
    others = of_others(viewer, lasting(at))
    keys = [one.key for one in reads.adopted_from(found.name, at) if one.key not in others]
    ended = actions.retire(found.name, keys=keys, by=acting(viewer.id), at=at)
    messages.success(request, _("%(number)s standards have ended; their figures stay.") % {"number": len(ended)})
    return redirect("settings_pack", name)


def _shipped(name: str, at: datetime) -> Shipped:
    found, adopted = packs.pack(name), reads.adopted_from(name, at)
    known = {one["key"] for one in found.standards}
    keys = [one.key for one in adopted if one.key in known]
    would = reads.adoption(found, keys=keys, sites=(), at=at) if keys else None
    return Shipped(found, adopted, bool(would and would.changed))


def pack_of(name: str) -> Pack:
    try:
        return packs.pack(name)
    except packs.UnknownPack:
        raise Http404 from None


def _chosen(request: HttpRequest, found: Pack, at: datetime) -> dict[str, Any]:
    """What was ticked (at first: what is in force of it, or all) and what adopting it would do."""
    adopted = reads.adopted_from(found.name, at)
    at_once = [one.key for one in adopted] or [one["key"] for one in found.standards]
    ticked = at_once if request.method != "POST" else request.POST.getlist("keys")
    words = weighed_for(request, found, ticked, at)
    theirs = [one for one in adopted if one.key not in words["others"]]
    return words | {
        "adopted": adopted,
        "theirs": theirs,
        "rules": {one["key"]: in_words(one["rule"]) for one in found.standards},
        "dimensions": DIMENSIONS,
    }


def weighed_for(request: HttpRequest, found: Pack, ticked: Collection[str], at: datetime) -> dict[str, Any]:
    """What adopting these of the pack's standards would do, at the sites that were ticked."""
    others = of_others(viewer_of(request), lasting(at))
    keys = [one["key"] for one in found.standards if one["key"] in ticked and one["key"] not in others]
    where = places_for(request)
    return where | {
        "pack": found,
        "standards": {one["key"]: one for one in found.standards},
        "keys": keys,
        "others": others,
        "who_may": who_may(),
        "would": reads.adoption(found, keys=keys, sites=where["chosen_sites"], at=at),
    }


def places_for(request: HttpRequest) -> dict[str, Any]:
    """The sites to choose from, and those that are chosen: at first all that are theirs, or the whole house."""
    viewer = viewer_of(request)
    first = request.method != "POST"
    chosen = at_first(viewer) if first else chosen_sites(viewer, request.POST.getlist("sites"))
    return {"sites": accounts.sites(viewer), "chosen_sites": chosen, "nowhere": nowhere(viewer, chosen)}
