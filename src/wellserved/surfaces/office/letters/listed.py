"""All letters of one's sites, and whether one gets them by mail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.letters import actions, reads, telling
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.quality import choice_of


@require_safe
@needs(Verb.SEE_QUALITY)
def letters(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    choice, places = choice_of(request)
    found = reads.letters(viewer, choice.site_id)
    return render(
        request,
        "office/letters/letters.html",
        {
            "letters": [(one, telling.month_name(one.month), telling.perceived(one.figures)) for one in found],
            "gets": reads.gets(viewer, accounts.sites(viewer)),
            "choice": choice,
            **places,
        },
    )


@require_POST
@needs(Verb.SEE_QUALITY)
def wishes(request: HttpRequest) -> HttpResponse:
    """One's own wishes: the sites that are ticked, of those that are one's to say."""
    viewer = viewer_of(request)
    mine = reads.gets(viewer, accounts.sites(viewer))
    if not mine:
        raise Http404
    ticked = set(request.POST.getlist("site"))
    for site, had in mine:
        wants = str(site.id) in ticked
        if wants != had:
            actions.wish(viewer, site, wants, at=clock.now())
    messages.success(request, _("It is as you wish from the next letter on."))
    return redirect("letters")
