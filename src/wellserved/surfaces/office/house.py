"""/office/settings/house/: the name of the business and its time zone; owners only."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import actions, reads
from wellserved.ground.accounts.rules import Refused, Role, Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.page import known_house
from wellserved.surfaces.plain_form import PlainForm, time_zones


class HouseForm(PlainForm):
    name = forms.CharField(label=_("Name of the business"), max_length=120)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("Pages tell times in it; each site keeps its hours in its own."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def house(request: HttpRequest) -> HttpResponse:
    viewer, kept = viewer_of(request), reads.house()
    if viewer.scope.role != Role.OWNER:
        raise PermissionDenied
    if kept is None:
        raise Http404
    form = HouseForm(request.POST or None, initial={"name": kept.name, "time_zone": kept.time_zone})
    if form.is_bound and form.is_valid():
        try:
            actions.change_house(kept, **form.cleaned_data, by=acting(viewer.id), at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            known_house.forget()
            messages.success(request, _("Saved."))
            return redirect("settings_house")
    return render(request, "office/house.html", {"form": form}, status=422 if form.is_bound else 200)
