"""/office/settings/standards/new/ and /<id>/: a standard is written, looked at beforehand, and put in force."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions, reads
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.telling import in_words
from wellserved.serving.standards.whose import may_set
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.standards.draft import BEGINNING, NEW, Draft
from wellserved.surfaces.office.standards.listed import may_take_back
from wellserved.surfaces.office.standards.looking import looked
from wellserved.surfaces.office.standards.others import shown_only
from wellserved.surfaces.office.standards.theirs import at_first, chosen, key_for, newest_of, nowhere
from wellserved.surfaces.office.standards.words import WORDS

TAKE_BACK = _lazy("Something is planned for this standard already. Take that back first.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, _beginning(request), {}, None)
    draft, at = Draft.typed(request.POST), clock.now()
    key = key_for(viewer_of(request), draft.one("statement"), at)
    faults = _faults(request, draft, key)
    if "save" in request.POST and not faults:
        told = chosen(viewer_of(request), draft.told(key))
        by, lasts = acting(viewer_of(request).id), draft.lasts()
        try:
            actions.add_standard(told.pop("key"), **told, by=by, at=at, lasts=lasts)
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
    kept, viewer = newest_of(request, standard_id), viewer_of(request)
    if not may_set(viewer.scope, kept.sites):
        return shown_only(request, kept)
    if request.method != "POST":
        return _shown(request, Draft.of(kept), {}, kept)
    draft = Draft.typed(request.POST)
    faults = _faults(request, draft, kept.key)
    if "save" in request.POST and not faults:
        told = chosen(viewer, draft.told(kept.key), kept)
        told.pop("key")
        at, lasts = clock.now(), draft.lasts()
        if is_planned(kept, at):
            return _shown(request, draft, {"": str(TAKE_BACK)}, kept)
        # Who wrote on an older version than the newest has not seen what somebody else meant with it.
        seen = kept.id == standard_id
        if seen and actions.change_standard(kept, **told, by=acting(viewer.id), at=at, lasts=lasts):
            changed = _("The standard is changed; what runs already keeps the one it began with.")
            messages.success(request, _told(at, lasts, changed))
            return redirect("settings_standards")
        kept = newest_of(request, standard_id)
        said = _(
            "Somebody else changed this standard while you wrote; now it reads “%s”. Save yours to take its place."
        )
        faults = {"": said % f"{kept.statement} ({in_words(kept.rule)})"}
    return _shown(request, draft, faults, kept)


def _beginning(request: HttpRequest) -> Draft:
    """What a new one looks like at first: empty, or like another one, and where the viewer may let it hold."""
    viewer, like = viewer_of(request), request.GET.get("like", "")
    draft = Draft.of(newest_of(request, int(like))) if like.isdecimal() and len(like) < 19 else Draft(BEGINNING)
    return draft.at([str(id) for id in at_first(viewer)])


def _faults(request: HttpRequest, draft: Draft, key: str) -> dict[str, str]:
    """What is wrong with what is to be saved, by field."""
    if "save" not in request.POST:
        return {}
    viewer = viewer_of(request)
    found = draft.faults(key)
    if "sites" not in found and (says := nowhere(viewer, chosen(viewer, draft.told(key))["sites"])):
        found["sites"] = says
    return found


def _told(at: datetime, lasts: actions.Lasts, at_once: str) -> str:
    return _("It is planned; until then nothing changes.") if lasts.begins and lasts.begins > at else at_once


def is_planned(kept: Standard, at: datetime) -> bool:
    """Whether an end of what is in force was said already, with a version to follow it or without."""
    return kept.valid_until is not None and kept.lasts(at)


def _shown(request: HttpRequest, draft: Draft, faults: dict[str, str], kept: Standard | None) -> HttpResponse:
    viewer = viewer_of(request)
    words: dict[str, Any] = {
        "standard": kept,
        "draft": draft,
        "faults": faults,
        "words": WORDS,
        "sites": accounts.sites(viewer),
        "teams": accounts.teams(viewer),
        "everywhere": may_set(viewer.scope, ()),
        "planned": planned_of(kept) if kept else None,
        "may_take_back": kept is not None and may_take_back(viewer, kept.key, clock.now()),
        "seen": None,
    }
    if request.method == "POST":  # whoever has no scripts sees the preview with the page
        words |= looked(request, draft, kept.key if kept else NEW)
    return render(request, "office/standard.html", words, status=422 if faults else 200)


def planned_of(kept: Standard) -> Standard | None:
    """The version that follows this one on a day that is planned."""
    return next((one for one in reads.standards_to_come(clock.now()) if one.key == kept.key), None)
