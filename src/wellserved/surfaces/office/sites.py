"""/office/settings/sites/: the places that serve, their hours in force and those of before."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import actions, reads
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Refused, Role, Verb
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.hours.reads import outages_of, written_of
from wellserved.ground.journal.actor import staff as acting
from wellserved.surfaces.hours_editor import OFFICE_HOURS, Editor
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.page import known_house
from wellserved.surfaces.plain_form import PlainForm, time_zones


class NewSite(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    line = forms.CharField(
        label=_("Business line"),
        max_length=60,
        required=False,
        help_text=_("Groups sites of one kind, such as Hotels."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)


class Description(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    line = forms.CharField(label=_("Business line"), max_length=60, required=False)
    signature = forms.CharField(
        label=_("Signature"),
        max_length=2000,
        required=False,
        help_text=_("Under every reply by mail."),
        widget=forms.Textarea({"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def sites(request: HttpRequest) -> HttpResponse:
    """All sites of the viewer. Only an owner adds one, since only owners see what nobody serves at yet."""
    viewer = viewer_of(request)
    house = known_house()
    form = NewSite(request.POST or None, initial={"time_zone": house.time_zone if house else "UTC"})
    may_add = viewer.scope.role == Role.OWNER
    if may_add and form.is_bound and form.is_valid():
        try:
            site = actions.add_site(**form.cleaned_data, by=acting(viewer.id), at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(site)s is there. Now tell its opening hours.") % {"site": site.name})
            return redirect("settings_site", site.id)
    words = {"sites": reads.sites(viewer), "form": form, "may_add": may_add}
    return render(request, "office/sites.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Its hours: saving makes a new version, from now on."""
    place = site_of(request, site_id)
    versions = written_of(place.id)
    weekly, holidays = (versions[0].weekly, versions[0].holidays) if versions else (OFFICE_HOURS, {})
    editor = Editor.typed(request.POST) if request.method == "POST" else Editor.of(weekly, holidays)
    fault = editor.fault(place.time_zone) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        if (editor.weekly, editor.holidays) != (weekly, holidays) or not versions:
            by = acting(viewer_of(request).id)
            set_hours(place, weekly=editor.weekly, holidays=editor.holidays, by=by, at=clock.now())
        messages.success(request, _("The opening hours are saved; they hold from now on."))
        return redirect("settings_site", place.id)
    about = Description(initial={"name": place.name, "line": place.line, "signature": place.signature})
    shown = [team for team in reads.teams(viewer_of(request)) if team.site_id == place.id]
    words = {"site": place, "editor": editor, "fault": fault, "versions": versions, "teams": shown, "form": about}
    words["outages"] = outages_of(place.id)
    return render(request, "office/site.html", words, status=422 if fault else 200)


@require_POST
@needs(Verb.SET_UP)
def description(request: HttpRequest, site_id: int) -> HttpResponse:
    """Its name, business line and the signature under its mails."""
    place, form = site_of(request, site_id), Description(request.POST)
    if form.is_valid():
        actions.change_site(place, **form.cleaned_data, by=acting(viewer_of(request).id), at=clock.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A site needs a name."))
    return redirect("settings_site", place.id)


@require_POST
@needs(Verb.SET_UP)
def teams(request: HttpRequest, site_id: int) -> HttpResponse:
    """A new team at the site."""
    place = site_of(request, site_id)
    try:
        actions.add_team(place, request.POST.get("name", ""), by=acting(viewer_of(request).id), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("settings_site", place.id)


def site_of(request: HttpRequest, site_id: int) -> Site:
    try:
        return reads.site(viewer_of(request), site_id)
    except Site.DoesNotExist:
        raise Http404 from None
