"""/office/settings/standards/new/ and /<id>/: a standard is written, looked at beforehand, and put in force."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions, reads
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.preview import preview
from wellserved.serving.standards.telling import in_words
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.standards.draft import BEGINNING, NEW, Draft
from wellserved.surfaces.office.standards.words import WORDS

LOOKED_AT = timedelta(days=90)
TAKE_BACK = _lazy("Something is planned for this standard already. Take that back first.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def new(request: HttpRequest) -> HttpResponse:
    draft = Draft.typed(request.POST) if request.method == "POST" else Draft(BEGINNING)
    key = slugify(draft.one("statement"))[:60].strip("-") or "standard"
    faults = draft.faults(key) if "save" in request.POST else {}
    if "save" in request.POST and not faults:
        told = _theirs(request, draft.told(key))
        at, lasts = clock.now(), draft.lasts()
        try:
            actions.add_standard(told.pop("key"), **told, by=acting(viewer_of(request).id), at=at, lasts=lasts)
        except actions.WrongStandard as wrong:
            faults = {"": str(wrong)}
        except IntegrityError:
            faults = {"": _("Somebody else put a standard like this in force just now.")}
        else:
            messages.success(request, _told(at, lasts, _("The standard is in force; it is measured from now on.")))
            return redirect("settings_standards")
    return _shown(request, draft, faults, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def standard(request: HttpRequest, standard_id: int) -> HttpResponse:
    kept = newest_of(request, standard_id)
    if request.method != "POST":
        return _shown(request, Draft.of(kept), {}, kept)
    draft = Draft.typed(request.POST)
    faults = draft.faults(kept.key) if "save" in request.POST else {}
    if "save" in request.POST and not faults:
        told = _theirs(request, draft.told(kept.key), kept)
        told.pop("key")
        at, lasts = clock.now(), draft.lasts()
        if is_planned(kept, at):
            return _shown(request, draft, {"": str(TAKE_BACK)}, kept)
        # Who wrote on an older version than the newest has not seen what somebody else meant with it.
        seen = kept.id == standard_id
        if seen and actions.change_standard(kept, **told, by=acting(viewer_of(request).id), at=at, lasts=lasts):
            changed = _("The standard is changed; what runs already keeps the one it began with.")
            messages.success(request, _told(at, lasts, changed))
            return redirect("settings_standards")
        kept = newest_of(request, standard_id)
        said = _(
            "Somebody else changed this standard while you wrote; now it reads “%s”. Save yours to take its place."
        )
        faults = {"": said % f"{kept.statement} ({in_words(kept.rule)})"}
    return _shown(request, draft, faults, kept)


def _told(at: datetime, lasts: actions.Lasts, at_once: str) -> str:
    return _("It is planned; until then nothing changes.") if lasts.begins and lasts.begins > at else at_once


def is_planned(kept: Standard, at: datetime) -> bool:
    """Whether an end of what is in force was said already, with a version to follow it or without."""
    return kept.valid_until is not None and kept.lasts(at)


@require_POST
@needs(Verb.SET_UP)
def fields(request: HttpRequest) -> HttpResponse:
    """The fields of the kind that was just chosen; what was typed stays."""
    words = {"draft": Draft.typed(request.POST), "faults": {}, "words": WORDS}
    return render(request, "office/standard_rule.html", words)


@require_POST
@needs(Verb.SET_UP)
def look(request: HttpRequest, standard_id: int | None = None) -> HttpResponse:
    """What the standard that is being written would have meant; as a part of its page."""
    kept = newest_of(request, standard_id) if standard_id is not None else None
    return render(request, "office/standard_preview.html", _looked(request, Draft.typed(request.POST), kept))


def _looked(request: HttpRequest, draft: Draft, kept: Standard | None) -> dict[str, Any]:
    key = kept.key if kept else NEW
    told = {"statement": "-", **_theirs(request, draft.told(key), kept)}
    faults = {
        place: said for place, said in draft.faults(key).items() if place not in ("statement", "target", "weight")
    }
    if faults:
        return {"seen": None, "unclear": faults}
    at = clock.now()
    return {"seen": preview(viewer_of(request), told, at - LOOKED_AT, at), "unclear": {}}


def _theirs(request: HttpRequest, told: dict[str, Any], kept: Standard | None = None) -> dict[str, Any]:
    """Only sites and teams that the viewer may choose, and teams of others as they were."""
    viewer = viewer_of(request)
    sites, teams = accounts.sites(viewer), accounts.teams(viewer)
    known = {team.id for team in teams}
    others = [id for id in (kept.teams if kept else ()) if id not in known]
    chosen = [site.id for site in sites if site.id in told["sites"]]
    if told["sites"] and not chosen:
        raise Http404  # without a site it would hold for the whole house
    return told | {
        "sites": chosen,
        "teams": [*others, *(team.id for team in teams if team.id in told["teams"])],
    }


def _shown(request: HttpRequest, draft: Draft, faults: dict[str, str], kept: Standard | None) -> HttpResponse:
    viewer = viewer_of(request)
    words: dict[str, Any] = {
        "standard": kept,
        "draft": draft,
        "faults": faults,
        "words": WORDS,
        "sites": accounts.sites(viewer),
        "teams": accounts.teams(viewer),
        "planned": planned_of(kept) if kept else None,
        "seen": None,
        "unclear": {},
    }
    if request.method == "POST":  # whoever has no scripts sees the preview with the page
        words |= _looked(request, draft, kept)
    return render(request, "office/standard.html", words, status=422 if faults else 200)


def planned_of(kept: Standard) -> Standard | None:
    """The version that follows this one on a day that is planned."""
    return next((one for one in reads.standards_to_come(clock.now()) if one.key == kept.key), None)


def standard_of(request: HttpRequest, standard_id: int) -> Standard:
    """Those in force may be changed, of the whole house or of sites that the viewer reaches; others are not there."""
    scope = viewer_of(request).scope
    for kept in reads.standards(clock.now()):
        if kept.id == standard_id and all(scope.reaches(site_id) for site_id in kept.sites):
            return kept
    raise Http404


def newest_of(request: HttpRequest, standard_id: int) -> Standard:
    """The version in force of the standard that this was a version of."""
    newest = reads.newest_version(standard_id, clock.now())
    if newest is None:
        raise Http404
    return standard_of(request, newest.id)
