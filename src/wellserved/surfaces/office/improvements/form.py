"""A new improvement, and one that is said otherwise while nobody has tried it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.improvement import actions, reads
from wellserved.learning.improvement.measure import measure_of
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.rules import Draft, NotAllowed
from wellserved.learning.suggestions import actions as suggestions
from wellserved.learning.suggestions import reads as told_of
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.improvements import drafting
from wellserved.surfaces.office.improvements.asked import improvement_of
from wellserved.surfaces.office.improvements.caveats import DESIGNS
from wellserved.surfaces.office.improvements.drafting import Form
from wellserved.surfaces.office.improvements.suggested import suggestion_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.ui.words import count


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method != "POST":
        return _page(request, drafting.suggested(_prefilled(viewer, request.GET.dict()), viewer.id))
    form = drafting.posted(request.POST)
    try:
        proposed = actions.propose(_checked(viewer, form), by=acting(viewer.id), at=clock.now())
    except (NotAllowed, ValueError) as wrong:
        return _page(request, form, fault=str(wrong))
    kind, _colon, key = proposed.arose_from.partition(":")
    if kind == "suggestion" and (suggestion := suggestion_of(viewer, key)):
        suggestions.join(suggestion, proposed.id, by=acting(viewer.id), at=clock.now())
    return redirect("improvement", proposed.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def change(request: HttpRequest, improvement_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    improvement = improvement_of(request, improvement_id, to_decide=True)
    if request.method != "POST":
        return _page(request, drafting.of(improvement), improvement)
    form = drafting.posted(request.POST)
    try:
        said = actions.revise(improvement, _checked(viewer, form), by=acting(viewer.id), at=clock.now())
    except (NotAllowed, ValueError) as wrong:
        return _page(request, form, improvement, str(wrong))
    if not said:
        messages.error(request, _("It was begun: what it is judged by stays as it was."))
    return redirect("improvement", improvement.id)


def _prefilled(viewer: Staff, query: dict[str, str]) -> dict[str, str]:
    """What the address suggests, and what a suggestion of a customer adds to it."""
    suggestion = suggestion_of(viewer, query.get("suggestion", ""))
    if suggestion is None:
        return query | {"suggestion": ""}
    said = {"title": str(suggestion), "change": suggestion.title, "site": str(suggestion.site_id)}
    voices = told_of.whole(viewer, suggestion.id).voices
    return said | {"reason": _("Customers ask for it: %s.") % count(voices, "voice")} | query


def _checked(viewer: Staff, form: Form) -> Draft:
    """The draft, of sites, people and measures that the viewer could choose; 404 for others."""
    draft = drafting.draft_of(form)
    if not draft.treated | draft.compared <= {site.id for site in accounts.sites(viewer)}:
        raise Http404
    if draft.owner_id not in {viewer.id, *(one.id for one in accounts.colleagues(viewer))}:
        raise NotAllowed(_("Choose who owns it."))
    if not reads.is_measure(measure_of(draft.measure)):
        raise NotAllowed(_("Choose what it is judged by."))
    return draft


def _page(request: HttpRequest, form: Form, improvement: Improvement | None = None, fault: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    words: dict[str, Any] = {
        "form": form,
        "improvement": improvement,
        "fault": fault,
        "choice": None,
        "all_sites": accounts.sites(viewer),
        "owners": [(one.id, one.name) for one in accounts.colleagues(viewer)],
        "measures": drafting.measures(
            reads.statements(), {name: title for name, (title, _meaning) in DIMENSIONS.items()}
        ),
        "designs": [(key, name, meaning) for key, (name, meaning) in DESIGNS.items()],
    }
    return render(request, "office/improvements/form.html", words, status=422 if fault else 200)
